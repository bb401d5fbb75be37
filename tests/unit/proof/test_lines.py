"""Numbers and base64 are read only as they are written."""

from __future__ import annotations

from base64 import b64decode
from itertools import product

import pytest

from jjledger.proof.failed import ProofError
from jjledger.proof.lines import base64_of, bytes_of, count_of, hash_of


@pytest.mark.parametrize("text", ["0", "7", "10", "9007199254740991"])
def test_a_count_is_read(text: str) -> None:
    assert str(count_of(text, "index")) == text


@pytest.mark.parametrize(
    "text",
    ["", "00", "01", "-0", "-1", "+1", " 1", "1 ", "1\n", "1_0", "1.0", "1e3", "0x1", "\uff11", "\u0661", "9007199254740992", "12345678901234567"],
)  # fmt: skip
def test_a_count_written_otherwise_is_refused(text: str) -> None:
    with pytest.raises(ProofError) as caught:
        count_of(text, "checkpoint")
    assert caught.value.code == "checkpoint"


def test_base64_is_read_if_and_only_if_it_is_what_would_be_written() -> None:
    """All texts of four signs out of a few, among them all ends of one and two bytes."""
    for signs in product("AQgw+/-_=B\n ", repeat=4):
        text = "".join(signs)
        try:
            wanted = b64decode(text, validate=True)
            canonical = base64_of(wanted) == text
        except ValueError:
            canonical = False
        if canonical:
            assert bytes_of(text) == wanted
            continue
        with pytest.raises(ProofError) as caught:
            bytes_of(text)
        assert caught.value.code == "base64"


@pytest.mark.parametrize(
    "text", ["A", "AA", "AAA", "AA=", "A===", "AAAA=", "====", "AA==AAAA", "AAAA\n", "QUJD QUJD"]
)
def test_base64_of_another_length_is_refused(text: str) -> None:
    with pytest.raises(ProofError):
        bytes_of(text)


def test_bytes_come_back() -> None:
    for length in range(40):
        data = bytes(range(200, 200 + length))
        assert bytes_of(base64_of(data)) == data


def test_a_hash_has_32_bytes() -> None:
    assert hash_of(base64_of(b"h" * 32)) == b"h" * 32
    for length in (0, 31, 33):
        with pytest.raises(ProofError) as caught:
            hash_of(base64_of(b"h" * length))
        assert caught.value.code == "hash"
