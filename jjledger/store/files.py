"""Single files and small folders: read as text, written whole or not at all.

What lives here: reading with the encoding told, and writing so that a crash leaves the old
content or the new. What must not: what the text means.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from glob import escape
from pathlib import Path, PurePosixPath
from shutil import copymode

from jjledger.encoding import decode
from jjledger.errors import StoreError, Trouble
from jjledger.store.refusals import UNTOUCHED, refusing
from jjledger.store.system import System

PRIVATE = "private"  # the folder of names and phones
UNCONFIRMED = "新内容已经写好，但磁盘没有确认。"


def read_text(path: Path) -> str:
    """Read a UTF-8 text file.

    Raises:
        EncodingError: It is in another encoding; the message says which.
        StoreError: It cannot be read.
    """
    with refusing(path, ""):
        data = path.read_bytes()
    return decode(data, str(path))


def read_bytes(path: Path) -> bytes:
    """Read a file that somebody named.

    Raises:
        StoreError: It cannot be read.
    """
    with refusing(path, ""):
        return path.read_bytes()


def write_atomically(path: Path, data: bytes, system: System, mode: int = 0o666) -> None:
    """Write a file so that whatever fails leaves the old content or the new, never a part.

    Args:
        path: The file; the folder it stands in exists.
        data: Its new content.
        system: The machine.
        mode: Who may read it where it is new; else it keeps the mode it had.

    Raises:
        StoreError: The disk refused; the old content is untouched.
    """
    with refusing(path), _draft_of(path, system) as draft:
        system.write(draft, data, mode)
        if path.is_file():
            copymode(path, draft)
        system.replace(draft, path)
    with refusing(path, UNCONFIRMED):
        system.sync(path.parent)


def write_or_remove(path: Path, data: bytes | None, system: System, mode: int = 0o666) -> None:
    """Write a file whole, or remove it where there is nothing to write.

    Raises:
        StoreError: the disk refused.
    """
    if data is not None:
        make_folders(path.parent, system)
        write_atomically(path, data, system, mode)
    elif path.exists():
        with refusing(path):
            system.unlink(path)
            system.sync(path.parent)


def read_or_none(path: Path, system: System) -> bytes | None:
    """Read a file; None where there is none.

    Raises:
        StoreError: it is there and cannot be read.
    """
    with refusing(path):
        try:
            return system.read(path)
        except FileNotFoundError:
            return None


def mode_of(name: str) -> int:
    """Say who may read a new file of a ledger: of a private one its owner alone."""
    return 0o600 if PRIVATE in PurePosixPath(name).parts else 0o666


def make_folders(folder: Path, system: System) -> tuple[Path, ...]:
    """Make a folder where it is not there, and those above it.

    Args:
        folder: Which.
        system: The machine.

    Returns:
        Those that are new, the topmost first.

    Raises:
        StoreError: The disk refused.
    """
    missing = [path for path in (folder, *folder.parents) if not path.exists()]
    with refusing(folder):
        for path in reversed(missing):
            with suppress(FileExistsError):  # another writer was quicker
                system.mkdir(path)
    return tuple(reversed(missing))


def write_into(folder: Path, files: Mapping[str, bytes], system: System) -> tuple[Path, ...]:
    """Write files into a folder, each of them whole; the folder is made where it is not there.

    Args:
        folder: Where.
        files: Content by name.
        system: The machine.

    Returns:
        The files written, in the order given.

    Raises:
        StoreError: The disk refused; files before that one are written.
    """
    make_folders(folder, system)
    for name, data in files.items():
        write_atomically(folder / name, data, system)
    return tuple(folder / name for name in files)


def lay_down(folder: Path, files: Mapping[str, bytes], system: System) -> None:
    """Make a new folder with its files, and the folders it stands in: all of its files or nothing.

    Args:
        folder: Where; nothing or an empty folder may stand there.
        files: Content by path below the folder, parts parted by `/`.
        system: The machine.

    Raises:
        StoreError: Something stands there already, or the disk refused; nothing was made.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise StoreError(
            Trouble(
                place=str(folder),
                what=f"这里已经有文件。{UNTOUCHED}",
                remedy="请换一个新的文件夹名称。",
            )
        )
    make_folders(folder.parent, system)
    with refusing(folder), _draft_of(folder, system) as draft:
        system.mkdir(draft)
        for name, data in files.items():
            for above in reversed((draft / name).parents):
                if draft in above.parents and not above.exists():
                    system.mkdir(above)
            system.write(draft / name, data)
        system.replace(draft, folder)
    with refusing(folder, UNCONFIRMED):
        system.sync(folder.parent)


def remove(path: Path, system: System) -> None:
    """Remove a file, a link or a whole folder.

    Raises:
        OSError: Something could not be removed; the rest may be gone.
    """
    if path.is_dir() and not path.is_symlink():
        for entry in sorted(path.iterdir()):
            remove(entry, system)
        system.rmdir(path)
    else:
        system.unlink(path)


def sweep(path: Path, system: System) -> None:
    """Remove what runs that were killed have left of a file or folder they were building.

    Raises:
        OSError: Something could not be removed.
    """
    for leftover in sorted(path.parent.glob(f".{escape(path.name)}.*~")):
        remove(leftover, system)


@contextmanager
def _draft_of(path: Path, system: System) -> Iterator[Path]:
    """Give the name under which a file or folder is built; a failure leaves nothing there."""
    sweep(path, system)
    draft = path.parent / f".{path.name}.{os.getpid()}~"
    try:
        yield draft
    finally:
        if draft.exists():
            with suppress(OSError):
                remove(draft, system)
