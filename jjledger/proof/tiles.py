"""The log as files: tiles of hashes and bundles of entries, each written once and never changed.

What lives here: which file holds what, as bytes and paths. What must not: the disk; whoever reads or writes hands
bytes in and takes them out.

Source: C2SP tlog-tiles v0.1.0.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from jjledger.proof.failed import demand
from jjledger.proof.tree import HASH, leaf_hash, root_of

WIDTH: Final = 256  # hashes of a whole tile: a height of 8
ENTRIES: Final = "entries"
MOST_BYTES: Final = 65_535  # of an entry, as its length is written in two bytes
_LENGTH: Final = 2
_GROUP: Final = 1000  # a number's path has three digits a folder


@dataclass(frozen=True, slots=True)
class Tile:
    """Which hashes or entries a file holds."""

    level: int  # 0 of entries; each hash of level 1 is a whole tile of level 0
    number: int  # in its level, from 0
    width: int  # how many, 1 to 256

    def path(self, *, entries: bool = False) -> str:
        """Give the file's path inside the log's folder.

        Examples:
            >>> Tile(0, 1234067, 256).path()
            'tile/0/x001/x234/067'
            >>> Tile(0, 0, 112).path(entries=True)
            'tile/entries/000.p/112'
        """
        number, groups = self.number, [f"{self.number % _GROUP:03}"]
        while number >= _GROUP:
            number //= _GROUP
            groups.append(f"x{number % _GROUP:03}")
        folder = ENTRIES if entries else str(self.level)
        partial = "" if self.width == WIDTH else f".p/{self.width}"
        return f"tile/{folder}/{'/'.join(reversed(groups))}{partial}"


def tiles_between(old: int, size: int) -> Iterator[Tile]:
    """List the tiles that a log of some size has and that it had not at an earlier size.

    Args:
        old: entries it had, 0 or more.
        size: entries it has.
    """
    assert 0 <= old <= size, (old, size)
    level, before, count = 0, old, size
    while count:
        if count > before:
            for number in range(before // WIDTH, (count - 1) // WIDTH + 1):
                yield Tile(level, number, min(WIDTH, count - number * WIDTH))
        level, before, count = level + 1, before // WIDTH, count // WIDTH


def files_between(old: int, entries: Sequence[bytes]) -> Mapping[str, bytes]:
    """Write the files that a log with these entries has and that it had not at an earlier size.

    Args:
        old: entries it had.
        entries: all that it has, each of at most 65,535 bytes.

    Returns:
        Bytes by path, in the order in which they can be written: what a file rests on comes before it.
    """
    levels = [[leaf_hash(entry) for entry in entries]]
    while len(levels[-1]) >= WIDTH:
        below = levels[-1]
        whole = range(len(below) // WIDTH)
        levels.append([root_of(below[at * WIDTH : (at + 1) * WIDTH]) for at in whole])
    files: dict[str, bytes] = {}
    for tile in tiles_between(old, len(entries)):
        held = slice(tile.number * WIDTH, (tile.number + 1) * WIDTH)
        if tile.level == 0:
            files[tile.path(entries=True)] = write_bundle(entries[held])
        files[tile.path()] = b"".join(levels[tile.level][held])
    return files


def read_tile(data: bytes, width: int) -> tuple[bytes, ...]:
    """Take a tile apart into its hashes.

    Raises:
        ProofError: it does not hold as many as it should.
    """
    demand(len(data) == width * HASH, "tile")
    return tuple(data[at : at + HASH] for at in range(0, len(data), HASH))


def write_bundle(entries: Sequence[bytes]) -> bytes:
    """Write entries one after another, each after its length."""
    assert all(len(entry) <= MOST_BYTES for entry in entries), "an entry has at most 65,535 bytes"
    return b"".join(len(entry).to_bytes(_LENGTH, "big") + entry for entry in entries)


def read_bundle(data: bytes, width: int) -> tuple[bytes, ...]:
    """Take a bundle apart into its entries.

    Raises:
        ProofError: it does not hold as many as it should, to the byte.
    """
    entries: list[bytes] = []
    at = 0
    while at < len(data):
        begin = at + _LENGTH
        at = begin + int.from_bytes(data[at:begin], "big")
        demand(at <= len(data), "bundle")
        entries.append(data[begin:at])
    demand(len(entries) == width, "bundle")
    return tuple(entries)


def read_log(root: bytes, size: int, read: Callable[[str], bytes]) -> tuple[bytes, ...]:
    """Read every entry of a log out of its files, and hold all files against its root.

    Args:
        root: of the checkpoint.
        size: of the checkpoint.
        read: gives the bytes of the file at a path.

    Raises:
        ProofError: a file is not what a log with these entries has, or the entries are not those of the root.
    """
    entries: list[bytes] = []
    for tile in tiles_between(0, size):
        if tile.level == 0:
            entries += read_bundle(read(tile.path(entries=True)), tile.width)
    demand(root_of([leaf_hash(entry) for entry in entries]) == root, "root")
    for path, data in files_between(0, entries).items():
        demand(read(path) == data, "tile-hashes", path)
    return tuple(entries)
