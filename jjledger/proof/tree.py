"""The Merkle tree of RFC 6962: roots, inclusion and consistency proofs, and their verification.

What lives here: hashing and the two proofs. What must not: what the entries say, and where they are kept.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from typing import Final

from jjledger.proof.failed import demand

HASH: Final = 32  # bytes
EMPTY: Final = sha256(b"").digest()


def leaf_hash(entry: bytes) -> bytes:
    """Hash an entry.

    Source: RFC 6962 section 2.1.
    """
    return sha256(b"\x00" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Hash two neighbours.

    Source: RFC 6962 section 2.1.
    """
    return sha256(b"\x01" + left + right).digest()


def root_of(leaves: Sequence[bytes]) -> bytes:
    """Give the root over some leaf hashes.

    Source: RFC 6962 section 2.1.

    Examples:
        >>> root_of([]).hex()[:8]
        'e3b0c442'
    """
    return Tree(leaves).root()


def roots_at(leaves: Sequence[bytes], sizes: Iterable[int]) -> Iterator[bytes]:
    """Give the root over the first leaves at one size after the other, for the price of one tree.

    Args:
        leaves: their hashes, in order.
        sizes: rising, from 1 to how many there are.

    Source: RFC 6962 section 2.1.
    """
    whole: list[
        tuple[int, bytes]
    ] = []  # subtrees from left to right: how many leaves, a power of two, and the root
    at = 0
    for size in sizes:
        for leaf in leaves[at:size]:
            count, node = 1, leaf
            while whole and whole[-1][0] == count:
                count, node = 2 * count, node_hash(whole.pop()[1], node)
            whole.append((count, node))
        at = size
        root = whole[-1][1]
        for _, left in reversed(whole[:-1]):
            root = node_hash(left, root)
        yield root


class Tree:
    """A tree over leaf hashes, every node of it kept, so that each proof costs only its own length."""

    __slots__ = ("_levels",)

    def __init__(self, leaves: Sequence[bytes]) -> None:
        """Hash all nodes, level by level; a node without right neighbour goes up as it is.

        Args:
            leaves: their hashes, in order.
        """
        self._levels = [list(leaves)]
        while len(self._levels[-1]) > 1:
            below = self._levels[-1]
            above = [node_hash(below[at], below[at + 1]) for at in range(0, len(below) - 1, 2)]
            self._levels.append(above + below[len(below) & ~1 :])

    @property
    def size(self) -> int:
        """Say how many leaves there are."""
        return len(self._levels[0])

    def root(self) -> bytes:
        """Give the root."""
        return self._levels[-1][0] if self.size else EMPTY

    def inclusion(self, index: int) -> tuple[bytes, ...]:
        """Prove that a leaf is in the tree.

        Args:
            index: of the leaf, from 0.

        Returns:
            Hashes, from the leaf's neighbour up to the root's child.

        Raises:
            ValueError: there is no such leaf.

        Source: RFC 6962 section 2.1.1.
        """
        if not 0 <= index < self.size:
            raise ValueError(f"no leaf {index} among {self.size}")
        neighbours = ((nodes, index >> height ^ 1) for height, nodes in enumerate(self._levels[:-1]))
        return tuple(nodes[at] for nodes, at in neighbours if at < len(nodes))

    def consistency(self, old: int) -> tuple[bytes, ...]:
        """Prove that the tree begins with that over the first leaves.

        Args:
            old: how many leaves the earlier tree had, 1 or more.

        Returns:
            Hashes, from the deepest up; none where nothing was added.

        Raises:
            ValueError: the earlier tree was empty or larger.

        Source: RFC 6962 section 2.1.2.
        """
        if not 0 < old <= self.size:
            raise ValueError(f"no tree of {old} before one of {self.size}")
        proof: list[bytes] = []
        first, end = 0, self.size
        known = True  # whether the part before `old` is the whole earlier tree, whose root is known
        while old < end:
            middle = first + (1 << (end - first - 1).bit_length() - 1)
            if old <= middle:
                proof.append(self._over(middle, end))
                end = middle
            else:
                proof.append(self._over(first, middle))
                first, known = middle, False
        if not known:
            proof.append(self._over(first, end))
        return tuple(reversed(proof))

    def _over(self, first: int, end: int) -> bytes:
        """Give the root over a part that halving the tree leads to: a node of its own."""
        height = (end - first - 1).bit_length()
        return self._levels[height][first >> height]


def verify_inclusion(root: bytes, size: int, index: int, leaf: bytes, proof: Sequence[bytes]) -> None:
    """Check that a leaf is in a tree.

    Args:
        root: of the tree.
        size: how many leaves it has.
        index: where the leaf stands.
        leaf: its hash.
        proof: as `Tree.inclusion` gives it.

    Raises:
        ProofError: it is not, or the proof is no proof.

    Source: RFC 9162 section 2.1.3.2.
    """
    demand(_is_count(size) and _is_count(index) and index < size, "index")
    _demand_hashes((root, leaf, *proof))
    first, last, node = index, size - 1, leaf
    for other in proof:
        demand(last > 0, "long")
        if first & 1 or first == last:
            node = node_hash(other, node)
            while not first & 1 and first:
                first, last = first >> 1, last >> 1
        else:
            node = node_hash(node, other)
        first, last = first >> 1, last >> 1
    demand(last == 0, "short")
    demand(node == root, "root")


def verify_consistency(
    old_root: bytes, old_size: int, root: bytes, size: int, proof: Sequence[bytes]
) -> None:
    """Check that a tree begins with an earlier one.

    Args:
        old_root: root of the earlier tree.
        old_size: how many leaves it had.
        root: of the later tree.
        size: how many it has.
        proof: as `Tree.consistency` gives it.

    Raises:
        ProofError: it does not, or the proof is no proof.

    Source: RFC 9162 section 2.1.4.2.
    """
    demand(_is_count(old_size) and _is_count(size) and 0 < old_size <= size, "sizes")
    _demand_hashes((old_root, root, *proof))
    if old_size == size:
        demand(not proof, "long")
        demand(old_root == root, "old-root")
        return
    demand(bool(proof), "short")
    path = list(proof)
    if old_size & (old_size - 1) == 0:
        path.insert(0, old_root)
    first, last = old_size - 1, size - 1
    while first & 1:
        first, last = first >> 1, last >> 1
    before = after = path[0]
    for other in path[1:]:
        demand(last > 0, "long")
        if first & 1 or first == last:
            before, after = node_hash(other, before), node_hash(other, after)
            while not first & 1 and first:
                first, last = first >> 1, last >> 1
        else:
            after = node_hash(after, other)
        first, last = first >> 1, last >> 1
    demand(last == 0, "short")
    demand(before == old_root, "old-root")
    demand(after == root, "root")


def _is_count(value: object) -> bool:
    return type(value) is int and value >= 0


def _demand_hashes(values: Sequence[bytes]) -> None:
    demand(all(type(value) is bytes and len(value) == HASH for value in values), "hash")
