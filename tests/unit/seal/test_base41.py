"""base41: examples reckoned by hand, and one way to write each thing."""

from __future__ import annotations

from itertools import product

import pytest

from jjledger.proof.failed import ProofError
from jjledger.seal.base41 import SIGNS, base41_bytes, base41_of

# 0x4142 = 9·41² + 38·41 + 19, 65535 = 38·41² + 40·41 + 17, 41 = 1·41, 255 = 6·41 + 9, 65 = 1·41 + 24
EXAMPLES = {b"AB": "J-9", b"\xff\xff": "H/-", b"\0\0": "000", b"\0)": "010", b"\xff": "96", b"ABA": "J-9O1"}


@pytest.mark.parametrize("data", EXAMPLES)
def test_examples_reckoned_by_hand(data: bytes) -> None:
    assert base41_of(data) == EXAMPLES[data]
    assert base41_bytes(EXAMPLES[data]) == data


def test_every_pair_and_every_single_byte_come_back() -> None:
    assert base41_of(b"") == ""
    assert base41_bytes("") == b""
    for number in range(256):
        assert base41_bytes(base41_of(bytes([number]))) == bytes([number])
    data = b"".join(number.to_bytes(2, "big") for number in range(65536))
    text = base41_of(data)
    assert len(text) == 3 * 65536
    assert base41_bytes(text) == data


def test_nothing_is_read_that_is_not_written() -> None:
    """Of all texts of two and of three signs just as many are read as there are bytes."""
    read = {1: 0, 2: 0}
    for size, signs in ((1, 2), (2, 3)):
        for text in product(SIGNS, repeat=signs):
            try:
                found = base41_bytes("".join(text))
            except ProofError:
                continue
            assert base41_of(found) == "".join(text)
            read[size] += 1
    assert read == {1: 256, 2: 65536}


@pytest.mark.parametrize(
    "text",
    [
        "A",
        "0",
        "J-90",
        "J-9J",
        "j-9",
        "J-9\n",
        "JÄ9",
        "J-９",
        "I/-",
        "///",
        "//",
        "A6",
        "J-9///",
        "J 9",
        "J%9",
    ],
)
def test_what_could_not_have_been_written_is_refused(text: str) -> None:
    with pytest.raises(ProofError) as caught:
        base41_bytes(text)
    assert caught.value.code == "code"


def test_no_sign_is_lost_or_changed_on_the_way() -> None:
    """A QR code packs them, and neither a blank nor what begins a face, bold or an address in chats is among them."""
    packed = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
    assert len(set(SIGNS)) == len(SIGNS) == 41
    assert set(packed) - set(SIGNS) == set(" %*:")
    assert set(SIGNS) < set(packed)
