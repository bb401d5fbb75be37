"""Where papers about single households are put: a folder that nobody else may open."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from jjledger.store.files import make_folders, write_into
from jjledger.store.system import System

PRINT: Final = Path("private", "print")  # below a community's folder; git-ignored and never published


def write_papers(files: Mapping[str, bytes], folder: Path, system: System) -> tuple[Path, ...]:
    """Write papers where only the accountant gets at them.

    Args:
        files: content by file name.
        folder: where, usually the community's `private/print`; made where it is not there.
        system: the disk.

    Returns:
        The files written, in the order given.

    Raises:
        StoreError: the disk refused.
    """
    for new in make_folders(folder, system):
        new.chmod(0o700)  # nobody else may open it
    return write_into(folder, files, system)
