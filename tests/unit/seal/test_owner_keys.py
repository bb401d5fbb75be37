"""Owners' keys: wrapped for one house and one owner of it, and for no other."""

import pytest

from jjledger.seal.owner_keys import WRAPPED, Wrapping

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
