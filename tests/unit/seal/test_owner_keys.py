"""Owners' keys: wrapped for one house and one owner of it, and for no other."""

import hmac

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from jjledger.seal.owner_keys import FIRST_TENURE, WRAPPED, Wrapping

MASTER = bytes(range(32))
OWNER_KEY = bytes(range(100, 132))
NONCE = bytes(12)


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


def test_it_is_wrapped_as_it_is_written_down() -> None:
    key = hmac.new(MASTER, b"jjledger/wrap/v1\n", "sha256").digest()
    sealed = AESGCM(key).encrypt(NONCE, OWNER_KEY, b"1-101\n2")
    assert Wrapping(MASTER).wrap(OWNER_KEY, "1-101", 2, NONCE) == NONCE + sealed
    assert FIRST_TENURE == 1


def test_nothing_of_another_length_is_wrapped() -> None:
    for key, nonce in ((OWNER_KEY[:31], NONCE), (OWNER_KEY + b"\0", NONCE), (OWNER_KEY, bytes(13))):
        with pytest.raises(AssertionError):
            Wrapping(MASTER).wrap(key, "1-101", 2, nonce)


def test_what_stands_for_a_destroyed_key_is_the_same_in_every_version_of_the_program() -> None:
    # Printed by openssl dgst -sha256 -mac HMAC with the key in hexadecimal, which is not ours.
    assert (
        Wrapping(MASTER).stand_in("1-101", 2).hex()
        == "4f82750ab64011a1a4103a7c274aaf27830661a4a57857d382f2ee98f4398c61"
    )
    assert Wrapping(MASTER).stand_in("1-101", 1) != Wrapping(MASTER).stand_in("1-101", 2)
