"""Where papers that nobody else may see are put: a folder closed to others, and never one that is served."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from jjledger.books.community_file import COMMUNITY, DISTRICT
from jjledger.errors import OptionError, Trouble
from jjledger.store.files import PRIVATE, make_folders, write_atomically
from jjledger.store.site_tree import LOCK
from jjledger.store.system import System

PRINT: Final = Path(PRIVATE, "print")  # below a community's folder; git-ignored and never published
FILE_MODE: Final = 0o600
FOLDER_MODE: Final = 0o700
_GROUND: Final = "个人信息保护法第25条：个人信息处理者不得公开其处理的个人信息"
# What web servers serve by custom, and the file that they show of a folder.
_SERVED_NAMES: Final = frozenset({"www", "wwwroot", "htdocs", "html", "public_html", "public", "site"})
_FRONT_PAGE: Final = "index.html"


def write_papers(files: Mapping[str, bytes], folder: Path, system: System) -> tuple[Path, ...]:
    """Write papers where only the accountant gets at them.

    Args:
        files: content by file name.
        folder: where, usually the community's `private/print`; made where it is not there.
        system: the disk.

    Returns:
        The files written, in the order given.

    Raises:
        OptionError: the folder is one that others see.
        StoreError: the disk refused; files before that one are written.
    """
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


def refuse_served(folder: Path) -> None:
    """Refuse a folder that is served, or that others get with the ledger.

    Raises:
        OptionError: says which, and what to write instead.
    """
    place = folder.resolve()
    for above in (place, *place.parents):
        if (above / LOCK).is_file() or (above / _FRONT_PAGE).is_file():
            raise _refusal(folder, f"{above} 里是网站，放进去的文件人人都看得到。")
        if above.name.lower() in _SERVED_NAMES and not _is_ledger(above):
            raise _refusal(folder, f"{above} 的名字是网站的文件夹，放进去的文件可能被人看到。")
        if _is_ledger(above):
            if PRIVATE not in place.relative_to(above).parts:
                raise _refusal(folder, f"{above} 是账簿，除 private 以外的文件都会进版本库，随账簿交给别人。")
            return  # a ledger's private folder is left out of sites, histories and archives


def _is_ledger(folder: Path) -> bool:
    return (folder / COMMUNITY).is_file() or (folder / DISTRICT).is_file()


def _refusal(folder: Path, what: str) -> OptionError:
    remedy = f"请去掉 --to，默认写到小区的 {PRINT}；或者写到自己电脑上别的文件夹。"
    return OptionError(
        Trouble(f"--to {folder}", f"这些文件只给经办人看，不能写到这里：{what}", remedy, _GROUND)
    )
