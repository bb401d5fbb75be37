"""The coin line: every fen of a total is a leaf, each household owns an interval, no sum of anybody is shown.

A household proves that its fens are among the published total. Two proofs that hold against one root can
never claim the same fen for two commitments: both verifiers recompute every node on the way from the root to
it, so either SHA-256 was broken or the commitments are the same. So what verified adds up to at most the total.
No negative amount, no overflow and no invented account can lower it.

What lives here: building the line, and verifying one interval. What must not: what a commitment is of.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Final

from jjledger.proof.failed import demand
from jjledger.proof.tree import HASH, node_hash

MOST_FEN: Final = 2**53 - 1  # what a page's numbers hold exactly
_Piece = tuple[int, bytes]  # the fen after the last, the coin of each


@dataclass(frozen=True, slots=True)
class Interval:
    """Where a household's fens lie, and the hashes around them."""

    start: int  # its first fen on the ring, from 0
    amount_fen: int
    proof: tuple[bytes, ...]  # from left to right


class CoinLine:
    """A whole line, from which every household's proof is taken."""

    __slots__ = ("_coins", "_ends", "_known", "_ladders", "column", "starts", "total_fen")

    def __init__(self, column: str, pieces: list[_Piece], starts: Mapping[bytes, int]) -> None:
        """Keep the pieces.

        Args:
            column: of the line.
            pieces: in order of the line, without gaps; the last one ends at the total.
            starts: each household's first fen, by commitment.
        """
        self.column = column
        self.starts = starts
        self.total_fen = pieces[-1][0]
        self._ends = [end for end, _ in pieces]
        self._coins = [coin for _, coin in pieces]
        self._ladders: dict[bytes, list[bytes]] = {coin: [coin] for coin in self._coins}
        self._known: list[dict[int, bytes]] = [{} for _ in range(height_of(self.total_fen) + 1)]

    def root(self) -> bytes:
        """Give the sealed root."""
        return seal(self.column, self.total_fen, self.tree_root())

    def tree_root(self) -> bytes:
        """Give the root of RFC 6962 over all fens."""
        return self._node(height_of(self.total_fen), 0)

    def prove(self, start: int, amount_fen: int) -> Interval:
        """Prove one interval of the line.

        Args:
            start: its first fen, from 0.
            amount_fen: its length, from 1 to the total; it may run over the end.
        """
        total = self.total_fen
        assert 0 <= start < total, start
        assert 0 < amount_fen <= total, amount_fen
        end = start + amount_fen
        over = end - total  # above 0, the fens before this one are owned too
        proof: list[bytes] = []

        def walk(level: int, place: int) -> None:
            low, high = place << level, min((place + 1) << level, total)
            if (high <= start or low >= end) and low >= over:
                proof.append(self._node(level, place))
            elif not ((start <= low and high <= end) or high <= over):
                walk(level - 1, 2 * place)
                if (2 * place + 1) << (level - 1) < total:
                    walk(level - 1, 2 * place + 1)

        walk(height_of(total), 0)
        return Interval(start, amount_fen, tuple(proof))

    def _node(self, level: int, place: int) -> bytes:
        """Give the root over the fens from place·2^level on, as many as there are up to 2^level."""
        known = self._known[level]
        node = known.get(place)
        if node is not None:
            return node
        low, high = place << level, (place + 1) << level
        owner = bisect_right(self._ends, low)
        if self._ends[owner] >= high:
            return _all_of(self._ladders[self._coins[owner]], level)
        node = self._node(level - 1, 2 * place)
        if (2 * place + 1) << (level - 1) < self.total_fen:
            node = sha256(b"\x01" + node + self._node(level - 1, 2 * place + 1)).digest()
        known[place] = node
        return node


def coin_hash(column: str, commitment: bytes) -> bytes:
    """Hash one fen of a household: a leaf of the line, the leaf hash of RFC 6962 of these bytes.

    Args:
        column: of the line.
        commitment: 32 bytes.
    """
    return sha256(b"\x00jjledger/coin/v1\n" + column.encode() + b"\n" + commitment).digest()


def seal(column: str, total_fen: int, tree_root: bytes) -> bytes:
    """Bind a tree's root to its column and size, which a root of RFC 6962 alone does not fix."""
    head = b"\x02jjledger/line/v1\n" + column.encode() + b"\n"
    return sha256(head + total_fen.to_bytes(8, "big") + tree_root).digest()


def height_of(total_fen: int) -> int:
    """Give the height of the tree over so many leaves."""
    return (total_fen - 1).bit_length()


def build(column: str, amounts: Mapping[bytes, int], rotation: int) -> CoinLine | None:
    """Lay households' fens end to end on a ring, in order of their commitments.

    Args:
        column: closing or arrears.
        amounts: fen by commitment, none negative; a household without money has no place on the line.
        rotation: where the first one begins, 0 <= rotation < total; secret and uniform, since else the
            second household would read the first one's amount off its own start.

    Returns:
        The line, or None where nobody has anything.

    Raises:
        ValueError: an amount is no whole number of fen from 0 to 2^53 - 1, a commitment is not 32 bytes, the
            total is larger than that, or the rotation is not on the line.
    """
    if not all(_is_amount(fen) and _is_hash(key) for key, fen in amounts.items()):
        raise ValueError("amounts are whole numbers of fen, and commitments 32 bytes")
    rows = sorted((key, fen) for key, fen in amounts.items() if fen)
    total = sum(fen for _, fen in rows)
    if not rows:
        return None
    if total > MOST_FEN or type(rotation) is not int or not 0 <= rotation < total:
        raise ValueError("the total is too large, or the rotation is not on the line")
    starts: dict[bytes, int] = {}
    pieces: list[_Piece] = []
    at = rotation
    for key, fen in rows:
        starts[key] = at
        coin, end = coin_hash(column, key), at + fen
        pieces.append((min(end, total), coin))
        if end > total:
            pieces.append((end - total, coin))
        at = end % total
    return CoinLine(column, sorted(pieces), starts)


def verify(root: bytes, column: str, total_fen: int, commitment: bytes, interval: Interval) -> None:
    """Check that an interval of a line is one household's.

    Args:
        root: the sealed root that is published.
        column: of the line.
        total_fen: the published total.
        commitment: the household's, 32 bytes.
        interval: where its fens lie, with the proof.

    Raises:
        ProofError: it is not, or the proof is no proof.
    """
    start, amount, proof = interval.start, interval.amount_fen, interval.proof
    demand(_is_amount(total_fen) and _is_amount(start) and _is_amount(amount), "amount")
    demand(0 < amount <= total_fen and start < total_fen, "interval")
    demand(all(map(_is_hash, (root, commitment, *proof))), "hash")
    end = start + amount
    over = end - total_fen  # above 0, the fens before this one are owned too
    used, ladder = 0, [coin_hash(column, commitment)]

    def walk(level: int, place: int) -> bytes:
        nonlocal used
        low, high = place << level, (place + 1) << level
        if (high <= start or low >= end) and low >= over:  # whose end is cut off cannot end before our start
            demand(used < len(proof), "short")
            used += 1
            return proof[used - 1]
        if high <= total_fen and ((start <= low and high <= end) or high <= over):
            return _all_of(ladder, level)
        left = walk(level - 1, 2 * place)
        if (2 * place + 1) << (level - 1) >= total_fen:
            return left
        return sha256(b"\x01" + left + walk(level - 1, 2 * place + 1)).digest()

    tree_root = walk(height_of(total_fen), 0)
    demand(used == len(proof), "long")
    demand(seal(column, total_fen, tree_root) == root, "line-root")


def _all_of(ladder: list[bytes], level: int) -> bytes:
    """Give the root over 2^level leaves that are all the first hash of the ladder, which grows as needed."""
    while len(ladder) <= level:
        ladder.append(node_hash(ladder[-1], ladder[-1]))
    return ladder[level]


def _is_amount(value: object) -> bool:
    return type(value) is int and 0 <= value <= MOST_FEN


def _is_hash(value: object) -> bool:
    return type(value) is bytes and len(value) == HASH
