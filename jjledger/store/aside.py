"""Setting somebody's edit aside: kept for ever, out of the books, with the history's text back in place.

What lives here: the copies and their names. What must not: choosing which.
"""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from typing import Final

from jjledger.errors import ChangedError, Trouble
from jjledger.store.files import make_folders, read_or_none, write_atomically, write_or_remove
from jjledger.store.foreign import Edit
from jjledger.store.home import Home
from jjledger.store.refusals import UNTOUCHED
from jjledger.store.system import System

_ASIDE: Final = "aside"
_HASH_SIGNS: Final = 8


def set_aside(home: Home, edits: Sequence[Edit], system: System) -> tuple[Path, ...]:
    """Keep edited files aside, then put back what the history has.

    Args:
        home: the ledger, its lock held.
        edits: as somebody was shown them.
        system: the machine.

    Returns:
        Where each is kept; a file that somebody had removed leaves nothing to keep.

    Raises:
        ChangedError: a file has been edited again since.
        StoreError: the disk refused; an edit not yet kept aside is where it was.
    """
    kept = []
    for edit in edits:
        if read_or_none(home.folder / edit.name, system) != edit.now:
            what = f"这个文件在这期间又改过。{UNTOUCHED}"
            raise ChangedError(Trouble(str(home.folder / edit.name), what, "请再看一次改动，再决定。"))
        if edit.now is not None:
            path = home.own / _ASIDE / home.below_top(edit.name)
            path = path.with_name(f"{path.name}.aside-{sha256(edit.now).hexdigest()[:_HASH_SIGNS]}")
            make_folders(path.parent, system)
            write_atomically(path, edit.now, system)
            kept.append(path)
        write_or_remove(home.folder / edit.name, edit.before, system)
    return tuple(kept)


def kept_aside(home: Home) -> tuple[Path, ...]:
    """List what was ever set aside, in order of names."""
    return tuple(sorted(path for path in (home.own / _ASIDE).rglob("*.aside-*") if path.is_file()))
