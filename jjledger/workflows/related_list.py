"""Write the list of related parties with every particular hashed, for a machine that shall know no person."""

from __future__ import annotations

from pathlib import Path, PurePath
from secrets import token_bytes
from typing import Final

from jjledger.books.related_file import RELATED, RELATED_KEY, hashed_rows
from jjledger.books.source import Source
from jjledger.errors import OptionError, Trouble
from jjledger.store.files import make_folders, write_atomically
from jjledger.store.system import System
from jjledger.workflows.private_papers import refuse_served, refuse_standing

_KEY_BYTES: Final = 32
_PRIVATE: Final = 0o600


def write_hashed_list(folder: Path, to: Path, system: System) -> tuple[Path, Path]:
    """Write the hashed list and its key, a new one, into another folder.

    Args:
        folder: the community's, with the plain list.
        to: where they go; not the folder of the plain list, which would be lost.
        system: the machine.

    Returns:
        The list and the key.

    Raises:
        OptionError: there is no list, or a file would be written over, or others would see it.
        RegisterError: it cannot be read.
        StoreError: the disk refused.
    """
    source = Source(folder)
    if not source.exists(RELATED):
        remedy = "请先写好名单，第一行是  party,role,kind,value  （见 docs/ledger-format.md）。"
        raise OptionError(Trouble(str(folder / RELATED), "没有关联方名单。", remedy))
    files = tuple(to / PurePath(name).name for name in (RELATED, RELATED_KEY))
    for file in files:
        refuse_served(file)
        refuse_standing(file, "--to")
    key = token_bytes(_KEY_BYTES)
    text = "".join(f"{line}\n" for line in hashed_rows(source, key))
    make_folders(to, system)
    for file, data in zip(files, (text, f"{key.hex()}\n"), strict=True):
        write_atomically(file, data.encode(), system, _PRIVATE)
    return files[0], files[1]
