"""RFC 6962 written out word by word, slow and plain: what the trees of the program are held against.

What lives here: MTH, PATH and PROOF as the text of the RFC defines them, and a line of coins with a leaf a fen.
What must not: anything of jjledger.
"""

from __future__ import annotations

import struct
from hashlib import sha256


def digest(*parts: bytes) -> bytes:
    return sha256(b"".join(parts)).digest()


def largest_power_below(n: int) -> int:
    k = 1
    while k * 2 < n:
        k *= 2
    return k


def mth(leaves: list[bytes]) -> bytes:
    """Section 2.1, over leaf hashes."""
    if not leaves:
        return digest()
    if len(leaves) == 1:
        return leaves[0]
    k = largest_power_below(len(leaves))
    return digest(b"\x01", mth(leaves[:k]), mth(leaves[k:]))


def path(m: int, leaves: list[bytes]) -> list[bytes]:
    """Section 2.1.1."""
    if len(leaves) == 1:
        return []
    k = largest_power_below(len(leaves))
    if m < k:
        return [*path(m, leaves[:k]), mth(leaves[k:])]
    return [*path(m - k, leaves[k:]), mth(leaves[:k])]


def proof(m: int, leaves: list[bytes]) -> list[bytes]:
    """Section 2.1.2."""
    return subproof(m, leaves, known=True)


def subproof(m: int, leaves: list[bytes], *, known: bool) -> list[bytes]:
    if m == len(leaves):
        return [] if known else [mth(leaves)]
    k = largest_power_below(len(leaves))
    if m <= k:
        return [*subproof(m, leaves[:k], known=known), mth(leaves[k:])]
    return [*subproof(m - k, leaves[k:], known=False), mth(leaves[:k])]


def coin(column: str, commitment: bytes) -> bytes:
    return digest(b"\x00jjledger/coin/v1\n", column.encode(), b"\n", commitment)


def line_of(column: str, owners: list[bytes]) -> list[bytes]:
    """Lay out one leaf a fen, for the commitment that owns each."""
    return [coin(column, owner) for owner in owners]


def sealed(column: str, leaves: list[bytes]) -> bytes:
    head = b"\x02jjledger/line/v1\n" + column.encode() + b"\n" + struct.pack(">Q", len(leaves))
    return digest(head, mth(leaves))
