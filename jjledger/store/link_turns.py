"""private/keys/links.csv of a community: whose link was changed how often, and whose was closed.

    household,turn,closed
    01-1-101,1,               changed once; the link handed out before leads nowhere
    01-1-102,0,2026-03-01     closed since that day, until it is changed

What lives here: reading and changing the rows. What must not: the links.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Final

from jjledger.errors import StoreError, Trouble
from jjledger.store.files import read_or_none, write_atomically
from jjledger.store.lock import held
from jjledger.store.owner_keys import KEYS, make_keys_folder
from jjledger.store.system import System

LINKS: Final = f"{KEYS}/links.csv"
_HEAD: Final = ("household", "turn", "closed")
_FILE_MODE: Final = 0o600


@dataclass(frozen=True, slots=True)
class Turn:
    """How a household's link stands."""

    turn: int = 0
    closed: date | None = None


def read_turns(folder: Path, system: System) -> Mapping[str, Turn]:
    """Read how the links of households stand; one that is not there was never changed.

    Raises:
        StoreError: the file is damaged, with the line, or cannot be read.
    """
    data = read_or_none(folder / LINKS, system)
    if data is None:
        return {}
    found: dict[str, Turn] = {}
    line = 1
    try:
        rows = csv.reader(io.StringIO(data.decode()), strict=True)
        if tuple(next(rows, ())) != _HEAD:
            raise _damaged(folder, line)
        for household, turn, closed in rows:
            line = rows.line_num
            found[household] = Turn(int(turn), date.fromisoformat(closed) if closed else None)
    except (ValueError, csv.Error):
        raise _damaged(folder, line) from None
    return found


def change_link(folder: Path, household: str, system: System) -> Turn:
    """Change a household's link: what was handed out leads nowhere after the next publication.

    Raises:
        StoreError: the file is damaged, another one is changing it, or the disk refused.
    """
    return _changed(folder, household, system, None)


def close_link(folder: Path, household: str, day: date, system: System) -> Turn:
    """Close a household's link until it is changed.

    Raises:
        StoreError: the file is damaged, another one is changing it, or the disk refused.
    """
    return _changed(folder, household, system, day)


def _changed(folder: Path, household: str, system: System, closed: date | None) -> Turn:
    make_keys_folder(folder, system)
    with held(folder / KEYS / ".lock", system):
        turns = dict(read_turns(folder, system))
        before = turns.get(household, Turn())
        turns[household] = replace(before, closed=closed) if closed else Turn(before.turn + 1)
        text = io.StringIO()
        writer = csv.writer(text, lineterminator="\n")
        writer.writerow(_HEAD)
        writer.writerows((name, one.turn, one.closed or "") for name, one in sorted(turns.items()))
        write_atomically(folder / LINKS, text.getvalue().encode(), system, _FILE_MODE)
    return turns[household]


def _damaged(folder: Path, line: int) -> StoreError:
    what = "住户链接的记录损坏了。"
    remedy = "请从备份找回这个文件；不要删去它：删去以后，换掉和停用的旧链接又能打开。"
    return StoreError(Trouble(f"{folder / LINKS}:{line}", what, remedy))
