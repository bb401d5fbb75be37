"""Where papers about single households are put: a folder that nobody else may open."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from jjledger.store.files import write_atomically
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
    _private_folder(folder, system)
    for name, data in files.items():
        write_atomically(folder / name, data, system)
    return tuple(folder / name for name in files)


def _private_folder(folder: Path, system: System) -> None:
    """Make a folder, and those above it, that nobody else may open."""
    missing = [path for path in (folder, *folder.parents) if not path.exists()]
    for path in reversed(missing):
        system.mkdir(path)
        path.chmod(0o700)
