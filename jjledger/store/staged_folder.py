"""A folder whose content is made over minutes, and put in its place in one go.

What lives here: the folder beside it and the exchange. What must not: what the files say.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from jjledger.store.files import remove, sweep
from jjledger.store.refusals import refusing
from jjledger.store.system import System

_OLD = "old"


@contextmanager
def staged_folder(folder: Path, system: System, mode: int) -> Iterator[Path]:
    """Build a folder beside the one that stands, and exchange them when the block is done.

    Whatever breaks off inside the block leaves the old folder as it was. Nobody else may write the same
    folder meanwhile; a lock sees to that.

    Args:
        folder: which; the folder it stands in exists.
        system: the machine.
        mode: who may open it.

    Yields:
        The folder to write into.

    Raises:
        StoreError: the disk refused.
    """
    draft, old = (folder.parent / f".{folder.name}.{word}~" for word in (os.getpid(), _OLD))
    with refusing(folder):
        if old.exists() and not folder.exists():  # a run was killed between the two renamings
            system.replace(old, folder)
        sweep(folder, system)
        system.mkdir(draft)
        draft.chmod(mode)
    try:
        yield draft
        with refusing(folder):
            if folder.exists():
                system.replace(folder, old)
            system.replace(draft, folder)
            system.sync(folder.parent)
            if old.exists():
                remove(old, system)
    finally:
        if draft.exists():
            with suppress(OSError):
                remove(draft, system)
