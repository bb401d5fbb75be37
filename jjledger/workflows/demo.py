"""Where a ledger is written that lies inside somebody else's repository, as the sample does.

The original is part of that repository and stays as it is. The first write makes a copy of
the whole district in `build/demo` of that repository, with a history of its own; what writes
reads the copy from then on, what only reads reads what it was pointed at.

What lives here: finding and making the copy. What must not: writing into it.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import Final

from jjledger.facts.entry import Deed
from jjledger.store.files import make_folders, sweep
from jjledger.store.history import start_repository
from jjledger.store.home import Home, find_home
from jjledger.store.lock import account, held
from jjledger.store.refusals import refusing
from jjledger.store.system import System

_DEMO: Final = "build/demo"
_PATIENCE_MS: Final = 60_000  # a district of some thousand files
_NOT_COPIED: Final = shutil.ignore_patterns("build", "public", ".public*", ".git", ".jjledger", "__pycache__")


def written_place(folder: Path, system: System) -> Path:
    """Say where what writes into a ledger reads it: the copy where one was made, else the ledger itself.

    Args:
        folder: a community's or a district's folder.
        system: the machine.

    Raises:
        StoreError: git refuses to look.
    """
    home = find_home(folder, system)
    copy = _copy_of(home)
    return folder if copy is None or not copy.exists() else copy


def place_to_write(folder: Path, system: System) -> Path:
    """Say where a ledger is written, and make the copy where that is one and it is not there yet.

    Args:
        folder: a community's or a district's folder.
        system: the machine.

    Raises:
        StoreError: git or the disk refused.
    """
    home = find_home(folder, system)
    copy = _copy_of(home)
    if copy is None:
        return folder
    if not copy.exists():
        _make_copy(home, system)
    return copy


def demo_folder(repository: Path) -> Path:
    """Name the folder of a repository in which what is written of a sample in it stands."""
    return repository / _DEMO


def _copy_of(home: Home) -> Path | None:
    """Name a folder's copy; None where the ledger is written where it stands."""
    if home.foreign is None:
        return None
    return demo_folder(home.foreign) / home.top.name / home.folder.relative_to(home.top)


def _make_copy(home: Home, system: System) -> None:
    """Copy the top folder, with a first commit; under a lock, since two may come at once."""
    assert home.foreign is not None, "asked only of a ledger in somebody else's repository"
    target = demo_folder(home.foreign) / home.top.name
    make_folders(target.parent, system)
    with held(target.parent / "lock", system, _PATIENCE_MS), refusing(target):
        if target.exists():
            return
        sweep(target, system)
        draft = target.with_name(f".{target.name}.{os.getpid()}~")
        shutil.copytree(home.top, draft, ignore=_NOT_COPIED, symlinks=True)
        start_repository(draft, Deed(account(), f"示例副本，抄自 {home.top}"), system)
        system.replace(draft, target)
        system.sync(target.parent)
