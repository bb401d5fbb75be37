"""base45: RFC 9285's own examples, and one way to write each thing."""

from __future__ import annotations

from itertools import product

import pytest

from jjledger.proof.failed import ProofError
from jjledger.seal.base45 import SIGNS, base45_bytes, base45_of

# Sections 4.3 and 4.4 of the RFC.
EXAMPLES = {b"AB": "BB8", b"Hello!!": "%69 VD92EX0", b"base-45": "UJCLQE7W581", b"ietf!": "QED8WEX0"}


@pytest.mark.parametrize("data", EXAMPLES)
def test_the_examples_of_the_rfc(data: bytes) -> None:
    assert base45_of(data) == EXAMPLES[data]
    assert base45_bytes(EXAMPLES[data]) == data


def test_every_pair_and_every_single_byte_come_back() -> None:
    assert base45_of(b"") == ""
    assert base45_bytes("") == b""
    for number in range(256):
        assert base45_bytes(base45_of(bytes([number]))) == bytes([number])
    data = b"".join(number.to_bytes(2, "big") for number in range(65536))
    text = base45_of(data)
    assert len(text) == 3 * 65536
    assert base45_bytes(text) == data


def test_nothing_is_read_that_is_not_written() -> None:
    """Of all texts of two and of three signs just as many are read as there are bytes."""
    read = {1: 0, 2: 0}
    for size, signs in ((1, 2), (2, 3)):
        for text in product(SIGNS, repeat=signs):
            try:
                found = base45_bytes("".join(text))
            except ProofError:
                continue
            assert base45_of(found) == "".join(text)
            read[size] += 1
    assert read == {1: 256, 2: 65536}


@pytest.mark.parametrize(
    "text", ["A", "0", "BB80", "BB8B", "bb8", "BB8\n", "BÄ8", "B８8", "GGW", ":::", "::", "V5", "BB8:::"]
)
def test_what_could_not_have_been_written_is_refused(text: str) -> None:
    with pytest.raises(ProofError) as caught:
        base45_bytes(text)
    assert caught.value.code == "code"


def test_no_text_ends_in_a_blank() -> None:
    assert all(
        not base45_of(bytes([first, last])).endswith(" ") for first in range(256) for last in range(256)
    )
    assert all(not base45_of(bytes([last])).endswith(" ") for last in range(256))
