"""The files of the public log: which there are after every checkpoint it ever had, and writing each of them once.

    checkpoint                    the newest, with the lines of the witnesses that answered
    checkpoints/<size>            what the log signed at each size; never changed
    cosignatures/<size>/<key id>  a witness's line under that checkpoint; the first one stands
    tile/…                        hashes and entries, in the layout of C2SP tlog-tiles; no partial one is removed
    promise, lock, .<process>~    the writer's own, which nobody is served

What lives here: names, the bytes each file must have, write-once. What must not: deciding what to append.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final

from jjledger.errors import LogError, StoreError, Trouble
from jjledger.proof.tiles import WIDTH, tiles_between, write_bundle
from jjledger.proof.tree import leaf_hash, root_of
from jjledger.store.files import make_folders, read_or_none
from jjledger.store.refusals import refusing
from jjledger.store.site_tree import NO_HARD_LINKS
from jjledger.store.system import System

LOG: Final = "log"  # below the store's own folder, and on the site
CHECKPOINT: Final = "checkpoint"
CHECKPOINTS: Final = "checkpoints"
COSIGNATURES: Final = "cosignatures"
PROMISE: Final = "promise"
LOCK: Final = "lock"
TILES: Final = "tile"

RESTORE: Final = (
    "请从备份或已公示的网站取回没有改过的登记册（.jjledger/log 与网站的 log 是同样的文件），再重新运行。"
)


def damaged(place: Path, what: str, remedy: str = RESTORE) -> LogError:
    """Build the refusal to sign over files that are not as they were."""
    return LogError(Trouble(str(place), what, remedy, "公示登记册只增不改（C2SP tlog-tiles，RFC 6962）"))


def tile_files(sizes: Sequence[int], entries: Sequence[bytes]) -> Mapping[str, bytes]:
    """Give the bytes of every tile and bundle that a log has which was signed at some sizes.

    Args:
        sizes: at which a checkpoint was signed, rising; the last is how many entries there are.
        entries: all of them.

    Returns:
        Bytes by path, in the order in which they can be written.
    """
    levels = [[leaf_hash(entry) for entry in entries]]
    while len(levels[-1]) >= WIDTH:
        below = levels[-1]
        whole = range(len(below) // WIDTH)
        levels.append([root_of(below[at * WIDTH : (at + 1) * WIDTH]) for at in whole])
    files: dict[str, bytes] = {}
    before = 0
    for size in sizes:
        for tile in tiles_between(before, size):
            first = tile.number * WIDTH
            if tile.level == 0:
                files[tile.path(entries=True)] = write_bundle(entries[first : first + tile.width])
            files[tile.path()] = b"".join(levels[tile.level][first : first + tile.width])
        before = size
    return files


def numbered(folder: Path) -> tuple[int, ...]:
    """List the sizes that a folder has an item of, rising.

    Raises:
        LogError: something else lies there.
    """
    if not folder.is_dir():
        return ()
    names = [path.name for path in folder.iterdir()]
    odd = next((name for name in names if not name.isascii() or str(_number(name)) != name), None)
    if odd is not None:
        raise damaged(folder / odd, "登记册里有一个不认识的文件。", "请把这个文件移到别处，再重新运行。")
    return tuple(sorted(map(int, names)))


def _number(name: str) -> int | None:
    return int(name) if name.isdecimal() else None


class OnceWriter:
    """Writes files that no later run may change, and knows whose names the disk has yet to confirm."""

    def __init__(self, folder: Path, system: System) -> None:
        """Write below a folder."""
        self._folder = folder
        self._system = system
        self._draft = folder / f".{os.getpid()}~"
        self._unsynced: set[Path] = set()

    def write(self, name: str, data: bytes) -> None:
        """Write a file that is not there; the same bytes again are nothing new.

        A second name is given to a finished file, which fails where somebody was quicker: renaming would not.

        Raises:
            LogError: it is there with other bytes.
            StoreError: the disk refused.
        """
        path = self._folder / name
        with refusing(path):
            for folder in make_folders(path.parent, self._system):
                self._unsynced.add(folder.parent)
            self._unsynced.add(path.parent)
            if not self._same(path, data):
                self._link(path, data)

    def sync(self) -> None:
        """Wait until the disk has all names, those below first.

        Raises:
            StoreError: the disk refused.
        """
        for folder in sorted(self._unsynced, reverse=True):
            with refusing(folder):
                self._system.sync(folder)
        self._unsynced.clear()

    def _link(self, path: Path, data: bytes) -> None:
        if self._draft.exists():  # it may be a second name of a finished file, which must not be written into
            self._system.unlink(self._draft)
        self._system.write(self._draft, data)
        try:
            self._system.link(self._draft, path)
        except FileExistsError:
            assert self._same(path, data)
        except OSError as error:
            if error.errno not in NO_HARD_LINKS:
                raise
            self._system.replace(self._draft, path)  # the lock must do where the disk knows no second names
            return
        self._system.unlink(self._draft)

    def _same(self, path: Path, data: bytes) -> bool:
        """Tell whether a file is there already, as it is to be written."""
        found = read_or_none(path, self._system)
        if found is not None and found != data:
            raise damaged(path, "登记册的这个文件已经写好，内容却不是这一次要写的；没有改动它，也没有签章。")
        return found is not None


def sweep_drafts(folder: Path, system: System) -> None:
    """Remove what writers that died were writing.

    Raises:
        StoreError: the disk refused.
    """
    with refusing(folder):
        for leftover in sorted(folder.glob(".*~")):
            system.unlink(leftover)


def drop(path: Path, system: System) -> None:
    """Remove a file that is no longer needed; one that stays harms nothing."""
    with suppress(OSError, StoreError):
        system.unlink(path)
        system.sync(path.parent)
