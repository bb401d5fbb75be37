"""Where a ledger's files belong: whose lock, whose history.

Communities of one district share one lock and one git repository, which stands at the
district's folder; a community without a district has its own. A repository that begins
further up holds something else, of which the ledger is a sample: nothing is written there.

What lives here: finding that out. What must not: writing.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from jjledger.errors import StoreError, Trouble
from jjledger.store.files import write_atomically
from jjledger.store.git import Repository, clean_environ, command, find_repository
from jjledger.store.refusals import UNTOUCHED, refusing
from jjledger.store.system import System

OWN: Final = ".jjledger"  # the store's own folder, in the top folder
_DISTRICT: Final = "district.toml"
_IGNORE_ALL: Final = b"*\n"  # so that git never sees the store's own folder, whoever made the repository


@dataclass(frozen=True, slots=True)
class Home:
    """Where a ledger folder belongs."""

    folder: Path  # the one that was asked for
    top: Path  # the district's folder, or the community's own: whose lock and history
    repository: Repository | None  # whose working tree begins at the top
    foreign: Path | None = None  # root of a repository around it that is not the ledger's
    gitless: bool = False  # it has a history, and this machine no program that writes it

    @property
    def own(self) -> Path:
        """Name the store's own folder."""
        return self.top / OWN

    def below_top(self, name: str) -> str:
        """Give the path below the top of a file below the folder."""
        return (self.folder.relative_to(self.top) / name).as_posix()


def find_home(folder: Path, system: System) -> Home:
    """Find where a ledger folder belongs.

    Args:
        folder: a community's or a district's folder.
        system: the machine.

    Raises:
        StoreError: the folder is not there, or git refuses to look.
    """
    folder = folder.resolve()
    if not folder.is_dir():
        raise StoreError(Trouble(str(folder), "没有这个文件夹。", "请检查路径有没有写错。"))
    district = not (folder / _DISTRICT).is_file() and (folder.parent / _DISTRICT).is_file()
    top = folder.parent if district else folder
    repository = find_repository(folder, system)
    if repository is None:
        return Home(folder, top, None, gitless=_is_gitless(folder, top, system))
    if repository.root in {top, folder}:
        return Home(folder, repository.root, repository)
    if str(folder.relative_to(repository.root)) in repository.ignored(
        [str(folder.relative_to(repository.root))]
    ):
        return Home(folder, top, None)  # what lies around it does not know of it
    return Home(folder, top, None, repository.root)


def _is_gitless(folder: Path, top: Path, system: System) -> bool:
    """Tell whether a ledger of which git says nothing has a history nevertheless."""
    if not any((place / ".git").exists() for place in (folder, top)):
        return False
    with refusing(folder):
        try:
            system.run(command(folder, "version"), b"", clean_environ(), None)
        except FileNotFoundError:
            return True
    return False


def refuse_foreign(home: Home) -> None:
    """Refuse to write where a repository around the ledger holds something else.

    Raises:
        StoreError: says which, and how to write nevertheless.
    """
    if home.foreign is not None:
        raise StoreError(
            Trouble(
                str(home.folder),
                f"这个账本放在另一个 git 版本库（{home.foreign}）里面，是它的一部分。{UNTOUCHED}",
                "请写到副本里（写入的命令会自己建立），或把区文件夹移到版本库外面。",
            )
        )


def hide_own_folder(home: Home, system: System) -> None:
    """Keep the store's own folder out of git's sight, whoever made the repository.

    Raises:
        StoreError: the disk refused.
    """
    mark = home.own / ".gitignore"
    if not mark.is_file():
        write_atomically(mark, _IGNORE_ALL, system)
