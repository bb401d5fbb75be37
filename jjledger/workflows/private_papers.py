"""Where papers that nobody else may see are put: a folder closed to others, and never one that is served."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from jjledger.errors import OptionError, refusal
from jjledger.store.files import PRIVATE, make_folders, read_or_none, write_atomically
from jjledger.store.open_places import ledger_above, seen_by_others, site_above
from jjledger.store.system import System

PRINT: Final = Path(PRIVATE, "print")  # below a community's folder; git-ignored and never published
FILE_MODE: Final = 0o600
FOLDER_MODE: Final = 0o700
_GROUND: Final = "个人信息保护法第25条：个人信息处理者不得公开其处理的个人信息"
_ELSEWHERE: Final = f"请不写这个选项，默认写到小区的 {PRINT}；或者写到自己电脑上别的文件夹。"
_START: Final = 8  # bytes by which a file is known to be of one kind


def write_papers(files: Mapping[str, bytes], folder: Path, system: System) -> tuple[Path, ...]:
    """Write papers where only the accountant gets at them.

    Args:
        files: content by file name.
        folder: where, usually the community's `private/print`; made where it is not there.
        system: the disk.

    Returns:
        The files written, in the order given.

    Raises:
        OptionError: the folder is one that others see, or a file of another kind has the name of one of these.
        StoreError: the disk refused; files before that one are written.
    """
    refuse_served(folder)
    _refuse_strangers(files, folder, system)
    make_private_folder(folder, system)
    for name, data in files.items():
        path = folder / name
        write_atomically(path, data, system, FILE_MODE)
        path.chmod(FILE_MODE)  # one that stood there may have been open to others
    return tuple(folder / name for name in files)


def make_private_folder(folder: Path, system: System) -> None:
    """Make a folder that nobody else may open, and hide it from git.

    Args:
        folder: where; what stands above it stays as open as it is.
        system: the disk.

    Raises:
        OptionError: the folder is one that others see.
        StoreError: the disk refused.
    """
    refuse_served(folder)
    for new in make_folders(folder, system):
        new.chmod(FOLDER_MODE)
    if PRIVATE not in folder.parts:
        return
    own = next(path for path in (folder, *folder.parents) if path.name == PRIVATE)
    for path in (folder, *folder.parents):
        if path.is_relative_to(own):
            path.chmod(FOLDER_MODE)
    mark = own / ".gitignore"
    if not mark.exists():  # whatever the repository's own file says
        write_atomically(mark, b"*\n", system, FILE_MODE)


def refuse_served(place: Path, option: str = "--to", remedy: str = _ELSEWHERE) -> None:
    """Refuse a place that is served, or that others get with the ledger.

    Args:
        place: a folder, or a file that need not be there yet.
        option: what named it.
        remedy: what to write instead.

    Raises:
        OptionError: says which, and what to write instead.
    """
    if why := seen_by_others(place):
        raise _refusal(place, option, f"这些文件只给经办人看，不能写到这里：{why}", remedy)


def write_secret_file(path: Path, data: bytes, system: System, option: str, remedy: str = _ELSEWHERE) -> None:
    """Write one file of households' data to a place that somebody named; nobody else may open it.

    Args:
        path: where; what stands there is never written over, but in a ledger's private folder, where all is ours.
        data: its content.
        system: the disk.
        option: what named the place.
        remedy: what to write instead of a place that others see.

    Raises:
        OptionError: others would see it, or something stands there.
        StoreError: the disk refused.
    """
    refuse_secret_file(path, option, remedy)
    for new in make_folders(path.parent, system):
        new.chmod(FOLDER_MODE)
    write_atomically(path, data, system, FILE_MODE)
    path.chmod(FILE_MODE)


def refuse_secret_file(path: Path, option: str, remedy: str = _ELSEWHERE) -> None:
    """Refuse a place for `write_secret_file`, before anything else is done.

    Raises:
        OptionError: others would see it, or something stands there.
    """
    refuse_served(path, option, remedy)
    if path.is_dir() or not _is_ours(path):
        refuse_standing(path, option)


def write_message(path: Path, data: bytes, system: System, option: str, *, start: bytes) -> None:
    """Write one file that is for somebody else to read, such as a request; a site holds what was published alone.

    Args:
        path: where; only an older one of its kind is written over.
        data: its content.
        system: the disk.
        option: what named the place.
        start: how files of its kind begin.

    Raises:
        OptionError: it would lie in a site, or another file stands there.
        StoreError: the disk refused.
    """
    refuse_message(path, system, option, start=start)
    write_atomically(path, data, system)


def refuse_message(path: Path, system: System, option: str, *, start: bytes) -> None:
    """Refuse a place for `write_message`, before anything else is done.

    Raises:
        OptionError: it would lie in a site, or another file stands there.
        StoreError: the disk refused.
    """
    refuse_in_site(path, option, "请写到自己电脑上别的文件夹。")
    if path.is_dir() or not (read_or_none(path, system) or start).startswith(start):
        refuse_standing(path, option)


def refuse_in_site(place: Path, option: str, remedy: str) -> None:
    """Refuse a place in a site, which holds what was published alone.

    Args:
        place: a folder, or a file that need not be there yet.
        option: what named it.
        remedy: what to write instead.

    Raises:
        OptionError: says which site.
    """
    if why := site_above(place):
        raise _refusal(place, option, why, remedy)


def refuse_standing(path: Path, option: str) -> None:
    """Refuse to write over what stands at a place.

    Raises:
        OptionError: something stands there.
    """
    if path.exists() or path.is_symlink():
        raise refusal(f"{option} {path}", "已有这个文件，不覆盖。", "请换一个文件名，或者先把它移走。")


def _refuse_strangers(files: Mapping[str, bytes], folder: Path, system: System) -> None:
    """Refuse to write over files that begin otherwise than what would be written."""
    if _is_ours(folder):
        return
    for name, data in files.items():
        path = folder / name
        if path.is_dir() or (read_or_none(path, system) or data)[:_START] != data[:_START]:
            refuse_standing(path, "--to")


def _is_ours(place: Path) -> bool:
    """Tell whether a place is within a ledger's private folder."""
    ledger = ledger_above(place)
    return ledger is not None and PRIVATE in place.resolve().relative_to(ledger).parts


def _refusal(place: Path, option: str, what: str, remedy: str) -> OptionError:
    return refusal(f"{option} {place}", what, remedy, _GROUND)
