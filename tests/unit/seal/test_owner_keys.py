"""Owners' keys: derived as the vectors say, wrapped for one house and tenure and no other."""

from hashlib import sha256

import pytest

from jjledger.seal.owner_keys import WRAPPED, Wrapping, community_master, derived_owner_key

MASTER = bytes(range(32))
OWNER_KEY = bytes(range(100, 132))
NONCE = bytes(12)


def test_the_derived_key_is_that_of_the_fixed_vector() -> None:
    assert (
        derived_owner_key(MASTER, "1-101", 1).hex()
        == "e7ed5cca9fb9fce9f31bd4b2449357d7664a37fd9a2103c30ed37e7ed9b7eefa"
    )


def test_no_two_communities_houses_or_owners_share_a_derived_key() -> None:
    keys = {
        derived_owner_key(community_master(MASTER, community), room, tenure)
        for community in ("gongshi.example/guiyu", "gongshi.example/bailu")
        for room in ("1-101", "1-102")
        for tenure in (1, 2)
    }
    assert len(keys) == 8


def test_a_communitys_master_is_the_keyed_hash_written_out() -> None:
    # HMAC by hand, RFC 2104: two hashes over the key turned with 36 and 5c.
    inner = sha256(
        bytes(b ^ 0x36 for b in MASTER.ljust(64, b"\0")) + b"jjledger/community/v1\nx.example/demo\n"
    )
    outer = sha256(bytes(b ^ 0x5C for b in MASTER.ljust(64, b"\0")) + inner.digest())
    assert community_master(MASTER, "x.example/demo") == outer.digest()


def test_what_is_wrapped_opens_for_its_house_and_tenure() -> None:
    wrapped = Wrapping(MASTER).wrap(OWNER_KEY, "1-101", 2, NONCE)
    assert len(wrapped) == WRAPPED
    assert OWNER_KEY not in wrapped
    assert Wrapping(MASTER).unwrap(wrapped, "1-101", 2) == OWNER_KEY


@pytest.mark.parametrize(("room", "tenure"), [("1-102", 2), ("1-101", 1), ("1-10", 12), ("1-101\n2", 2)])
def test_it_opens_for_nobody_else(room: str, tenure: int) -> None:
    wrapped = Wrapping(MASTER).wrap(OWNER_KEY, "1-101", 2, NONCE)
    assert Wrapping(MASTER).unwrap(wrapped, room, tenure) is None


def test_it_does_not_open_with_another_key_or_changed_in_any_byte() -> None:
    wrapped = Wrapping(MASTER).wrap(OWNER_KEY, "1-101", 2, NONCE)
    assert Wrapping(bytes(32)).unwrap(wrapped, "1-101", 2) is None
    for place in range(len(wrapped)):
        changed = wrapped[:place] + bytes([wrapped[place] ^ 1]) + wrapped[place + 1 :]
        assert Wrapping(MASTER).unwrap(changed, "1-101", 2) is None
    assert Wrapping(MASTER).unwrap(wrapped[:-1], "1-101", 2) is None
    assert Wrapping(MASTER).unwrap(wrapped + b"\0", "1-101", 2) is None
