"""Bytes as signs that a QR code packs best and that come through every chat unchanged.

A QR code has 45 signs at their price. The blank is left out, since chats join, widen and cut off blanks, and `%`, `*`
and `:`, which begin what chats take for addresses, bold and faces; the 41 that remain are just enough for two bytes in
three signs. It has to be read in one way only, and the page has to read the same.
"""

from __future__ import annotations

from typing import Final

from jjledger.proof.failed import demand

SIGNS: Final = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ$+-./"
_OF: Final = {sign: value for value, sign in enumerate(SIGNS)}
_SIGNS_OF: Final = {2: 3, 1: 2}  # signs that so many bytes take


def base41_of(data: bytes) -> str:
    """Write bytes: two become three signs, one left over becomes two; the lowest sign first."""
    signs = []
    for at in range(0, len(data), 2):
        part = data[at : at + 2]
        number = int.from_bytes(part, "big")
        for _ in range(_SIGNS_OF[len(part)]):
            number, sign = divmod(number, len(SIGNS))
            signs.append(SIGNS[sign])
    return "".join(signs)


def base41_bytes(text: str) -> bytes:
    """Read what `base41_of` wrote.

    Raises:
        ProofError: other signs, one sign left over, or a number that so many bytes do not have.
    """
    demand(all(sign in _OF for sign in text) and len(text) % 3 != 1, "code")
    parts = []
    for at in range(0, len(text), 3):
        values = [_OF[sign] for sign in text[at : at + 3]]
        size = len(values) - 1
        number = sum(value * len(SIGNS) ** power for power, value in enumerate(values))
        demand(number < 256**size, "code")
        parts.append(number.to_bytes(size, "big"))
    return b"".join(parts)
