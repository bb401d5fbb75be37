"""The log as files: the paths of the format, bytes that are written once, and nothing changed goes unseen."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256

import pytest

from jjledger.proof.failed import ProofError
from jjledger.proof.tiles import (
    Tile,
    files_between,
    read_bundle,
    read_log,
    read_tile,
    tiles_between,
    write_bundle,
)
from jjledger.proof.tree import leaf_hash, root_of
from tests.unit.proof import written_out
from tests.unit.proof.keyring import ENTRIES


def root(entries: tuple[bytes, ...]) -> bytes:
    return root_of([leaf_hash(entry) for entry in entries])


def code_of(root: bytes, size: int, files: Mapping[str, bytes]) -> str:
    with pytest.raises(ProofError) as caught:
        read_log(root, size, files.__getitem__)
    return caught.value.code


@pytest.mark.parametrize(
    ("tile", "path"),
    [
        (Tile(0, 0, 256), "tile/0/000"),
        (Tile(0, 0, 1), "tile/0/000.p/1"),
        (Tile(0, 273, 112), "tile/0/273.p/112"),
        (Tile(1, 999, 255), "tile/1/999.p/255"),
        (Tile(63, 1000, 256), "tile/63/x001/000"),
        (Tile(0, 1234067, 256), "tile/0/x001/x234/067"),
        (Tile(2, 1234067, 8), "tile/2/x001/x234/067.p/8"),
        (Tile(0, 1_000_000_000, 256), "tile/0/x001/x000/x000/000"),
    ],
)
def test_paths(tile: Tile, path: str) -> None:
    assert tile.path() == path
    assert Tile(0, tile.number, tile.width).path(entries=True) == path.replace(
        f"/{tile.level}/", "/entries/", 1
    )


def test_the_tiles_of_70000_entries_are_those_of_the_format_s_example() -> None:
    tiles = list(tiles_between(0, 70_000))
    assert sum(tile.level == 0 and tile.width == 256 for tile in tiles) == 273
    assert Tile(0, 273, 112) in tiles
    assert Tile(1, 0, 256) in tiles
    assert Tile(1, 1, 17) in tiles
    assert Tile(2, 0, 1) in tiles
    assert len(tiles) == 273 + 1 + 1 + 1 + 1
    assert list(tiles_between(0, 256)) == [Tile(0, 0, 256), Tile(1, 0, 1)]
    assert list(tiles_between(0, 0)) == []


def test_each_entry_adds_its_own_tiles_only() -> None:
    assert list(tiles_between(255, 256)) == [Tile(0, 0, 256), Tile(1, 0, 1)]
    assert list(tiles_between(256, 257)) == [Tile(0, 1, 1)]
    assert list(tiles_between(250, 260)) == [Tile(0, 0, 256), Tile(0, 1, 4), Tile(1, 0, 1)]
    assert list(tiles_between(5, 5)) == []


@pytest.mark.parametrize(("old", "size"), [(4, 3), (-1, 3)])
def test_no_log_shrinks(old: int, size: int) -> None:
    with pytest.raises(AssertionError):
        list(tiles_between(old, size))


def test_a_log_that_grows_never_writes_other_bytes_to_a_path() -> None:
    entries = tuple(b"%d" % number * (number % 7) for number in range(530))
    written: dict[str, bytes] = {}
    for size in range(1, 531):
        for path, data in files_between(size - 1, entries[:size]).items():
            assert written.setdefault(path, data) == data
    for size in (1, 255, 256, 257, 511, 512, 513, 530):
        assert files_between(0, entries[:size]).items() <= written.items()
        assert read_log(root(entries[:size]), size, written.__getitem__) == entries[:size]
    assert len(written["tile/1/000.p/2"]) == 64
    leaves = [written_out.digest(b"\0", entry) for entry in entries[:256]]
    assert written["tile/1/000.p/1"] == written_out.mth(leaves)
    assert written["tile/0/000"] == b"".join(leaves)


def test_a_second_level_is_hashed_of_whole_tiles() -> None:
    entries = tuple(b"%d" % number for number in range(256 * 256 + 1))
    files = files_between(256 * 256 - 1, entries)
    assert list(files) == [
        "tile/entries/255", "tile/0/255", "tile/entries/256.p/1", "tile/0/256.p/1", "tile/1/000", "tile/2/000.p/1",
    ]  # fmt: skip
    assert files["tile/2/000.p/1"] == root(entries[: 256 * 256])
    assert sha256(files["tile/0/256.p/1"]).digest() == sha256(leaf_hash(b"65536")).digest()


def test_a_bundle_is_lengths_and_entries() -> None:
    data = b"\x00\x03abc\x00\x00\x00\x01d"
    assert write_bundle((b"abc", b"", b"d")) == data
    assert read_bundle(data, 3) == (b"abc", b"", b"d")
    longest = b"x" * 65_535
    assert read_bundle(write_bundle((longest,)), 1) == (longest,)
    with pytest.raises(AssertionError):
        write_bundle((longest + b"x",))
    for spoilt, width in [
        (data, 2),
        (data, 4),
        (data[:-1], 3),
        (data + b"\0", 3),
        (data + b"\0\0", 3),
        (data[:1], 1),
        (b"", 1),
        (b"\0\1", 1),
    ]:
        with pytest.raises(ProofError) as caught:
            read_bundle(spoilt, width)
        assert caught.value.code == "bundle"


def test_a_tile_is_its_hashes() -> None:
    hashes = tuple(bytes([number]) * 32 for number in range(5))
    assert read_tile(b"".join(hashes), 5) == hashes
    for data, width in [(b"".join(hashes), 4), (b"".join(hashes)[:-1], 5), (b"", 1)]:
        with pytest.raises(ProofError) as caught:
            read_tile(data, width)
        assert caught.value.code == "tile"


def test_whatever_is_changed_in_a_log_s_files_is_seen() -> None:
    """L1: an entry changed, removed, put elsewhere or cut off, with all files made anew for it."""
    whole = root(ENTRIES)
    changes = {
        "changed": (*ENTRIES[:5], b"entry 5.\n", *ENTRIES[6:]),
        "reordered": (ENTRIES[1], ENTRIES[0], *ENTRIES[2:]),
        "joined": (ENTRIES[0] + ENTRIES[1], b"", *ENTRIES[2:]),
    }
    for entries in changes.values():
        assert code_of(whole, 12, files_between(0, entries)) == "root"
    for fewer in (ENTRIES[1:], ENTRIES[:-1]):
        files = {path.replace(".p/11", ".p/12"): data for path, data in files_between(0, fewer).items()}
        assert code_of(whole, 12, files) == "bundle"


def test_hashes_that_are_not_the_entries_are_seen() -> None:
    entries = tuple(b"%d" % number for number in range(300))
    files = files_between(0, entries)
    assert len(files) == 5
    for path, data in files.items():
        if "entries" not in path:
            flipped = bytes([data[0] ^ 1]) + data[1:]
            assert code_of(root(entries), 300, {**files, path: flipped}) == "tile-hashes"
            assert code_of(root(entries), 300, {**files, path: data + b"\0"}) == "tile-hashes"
    assert (
        code_of(root(entries), 300, {**files, "tile/entries/000": files["tile/entries/000"][:-1]}) == "bundle"
    )
    assert read_log(root(()), 0, {}.__getitem__) == ()
    assert code_of(root(entries), 0, {}) == "root"
