"""private/keys/owners.csv of a community: the owners' keys, one row for each owner a house has had.

    household,tenure,since,wrapped
    01-1-101,1,,5Zk0…              32 random bytes in the community's key
    01-1-101,2,2026-03-01,xq7W…    a new owner since that day
    01-1-102,1,,erased             destroyed: nobody can open what was sealed with it, ever

With the keys of a demonstration `wrapped` is empty, and the owner's key is derived.

What lives here: reading, making, changing and destroying rows. What must not: what is sealed with them.
"""

from __future__ import annotations

import csv
import io
import secrets
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from operator import attrgetter
from pathlib import Path
from typing import Final

from jjledger.errors import StoreError, Trouble
from jjledger.proof.failed import ProofError
from jjledger.proof.lines import base64_of, bytes_of
from jjledger.seal.owner_keys import FIRST_TENURE, KEY, NONCE, Wrapping
from jjledger.seal.salts import owner_key
from jjledger.store.files import PRIVATE, make_folders, read_or_none, write_atomically
from jjledger.store.lock import held
from jjledger.store.system import System

KEYS: Final = f"{PRIVATE}/keys"
OWNER_KEYS: Final = f"{KEYS}/owners.csv"
ERASED: Final = "erased"
_HEAD: Final = ("household", "tenure", "since", "wrapped")
_FILE_MODE: Final = 0o600
_FOLDER_MODE: Final = 0o700
_FROM_BACKUP: Final = "请从备份找回这个文件；不要删去行重做，换了密钥，以前的对账单就对不上了。"


@dataclass(frozen=True, slots=True)
class Master:
    """A community's key, in which its owners' keys are wrapped or from which they are derived."""

    secret: bytes = field(repr=False)
    demo: bool  # owners' keys are derived and not kept


@dataclass(frozen=True, slots=True)
class OwnerRow:
    """One owner of a house, by turn; never a name."""

    household: str
    tenure: int
    since: date | None  # None: from the beginning
    wrapped: str = ""  # base64; "" derived or not made yet, ERASED destroyed


def owner_keys(
    folder: Path, master: Master, rooms: Collection[str], day: date, system: System
) -> Mapping[str, bytes]:
    """Give the keys of those who own some houses on a day; what is missing is made and kept.

    Of an owner whose key was destroyed another comes out, which opens nothing that was sealed before.

    Args:
        folder: the community's.
        master: its key.
        rooms: whose.
        day: on which they own them, a period's last.
        system: the machine.

    Raises:
        StoreError: the file is damaged or was wrapped with another key, or the disk refused.
    """
    rows = rows_on(read_owner_rows(folder, system), day)
    if master.demo:
        return {
            room: owner_key(master.secret, room, rows[room].tenure if room in rows else FIRST_TENURE)
            for room in rooms
        }
    if any(room not in rows or not rows[room].wrapped for room in rooms):
        with changing(folder, system) as standing:
            rows = rows_on(_with_keys(folder, standing, rooms, master, system), day)
    wrapping = Wrapping(master.secret)
    return {room: _opened(folder, rows[room], wrapping) for room in rooms}


def read_owner_rows(folder: Path, system: System) -> tuple[OwnerRow, ...]:
    """Read a community's rows in the file's order; none where there is no file.

    Raises:
        StoreError: it is damaged; with the line.
    """
    data = read_or_none(folder / OWNER_KEYS, system)
    if data is None:
        return ()
    try:
        lines = csv.reader(io.StringIO(data.decode()), strict=True)
        if tuple(next(lines, ())) != _HEAD:
            raise _damaged(folder, 1)
        rows = tuple(_row(folder, cells, lines.line_num) for cells in lines)
    except (UnicodeDecodeError, csv.Error):
        raise _damaged(folder, 1) from None
    if len({(row.household, row.tenure) for row in rows}) != len(rows):
        raise _damaged(folder, 1)
    return rows


def rows_on(rows: Sequence[OwnerRow], day: date) -> dict[str, OwnerRow]:
    """Say by house whose turn it is on a day; before the first one known it is his."""
    found: dict[str, OwnerRow] = {}
    for row in sorted(rows, key=attrgetter("tenure")):
        if row.household not in found or row.since is None or row.since <= day:
            found[row.household] = row
    return found


def write_owner_rows(folder: Path, rows: Sequence[OwnerRow], system: System) -> None:
    """Write a community's rows, which only their keeper may read.

    Raises:
        StoreError: the disk refused; the old rows stand.
    """
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(_HEAD)
    for row in sorted(rows, key=lambda row: (row.household.encode(), row.tenure)):
        writer.writerow((row.household, row.tenure, row.since or "", row.wrapped))
    write_atomically(folder / OWNER_KEYS, text.getvalue().encode(), system, _FILE_MODE)


@contextmanager
def changing(folder: Path, system: System) -> Iterator[tuple[OwnerRow, ...]]:
    """Hold a community's keys against other writers; give the rows as they stand then.

    Raises:
        StoreError: another one holds them, or they are damaged, or the disk refused.
    """
    make_keys_folder(folder, system)
    with held(folder / KEYS / ".lock", system):
        yield read_owner_rows(folder, system)


def make_keys_folder(folder: Path, system: System) -> None:
    """Make the folder of a community's keys, closed to others and unseen by git.

    Raises:
        StoreError: the disk refused.
    """
    for new in make_folders(folder / KEYS, system):
        new.chmod(_FOLDER_MODE)
    mark = folder / PRIVATE / ".gitignore"
    if not mark.exists():
        write_atomically(mark, b"*\n", system, _FILE_MODE)


def rewrapped(folder: Path, rows: Sequence[OwnerRow], old: Master, new: Master) -> tuple[OwnerRow, ...]:
    """Wrap the keys of rows in another key; those that are in it already stay as they are.

    Raises:
        StoreError: a row is in neither.
    """
    before, after = Wrapping(old.secret), Wrapping(new.secret)
    return tuple(
        row
        if row.wrapped in {"", ERASED} or _try(row, after)
        else _wrapped(row, after, _opened(folder, row, before))
        for row in rows
    )


def _with_keys(
    folder: Path, rows: Sequence[OwnerRow], rooms: Collection[str], master: Master, system: System
) -> tuple[OwnerRow, ...]:
    """Make what is missing: a first row for a house that has none, a key for a row without."""
    known = {row.household for row in rows}
    new = [OwnerRow(room, FIRST_TENURE, None) for room in rooms if room not in known]
    wrapping = Wrapping(master.secret)
    full = tuple(
        row if row.wrapped else _wrapped(row, wrapping, secrets.token_bytes(KEY)) for row in (*rows, *new)
    )
    write_owner_rows(folder, full, system)
    return full


def _wrapped(row: OwnerRow, wrapping: Wrapping, key: bytes) -> OwnerRow:
    data = wrapping.wrap(key, row.household, row.tenure, secrets.token_bytes(NONCE))
    return replace(row, wrapped=base64_of(data))


def _opened(folder: Path, row: OwnerRow, wrapping: Wrapping) -> bytes:
    if row.wrapped == ERASED:
        return wrapping.stand_in(row.household, row.tenure)
    key = _try(row, wrapping)
    if key is None:
        what = f"{row.household} 第 {row.tenure} 任的密钥用本区现在的密钥打不开。"
        remedy = "换密钥时中断过的，请再运行一次 jjledger key rotate；否则请找回原来的密钥（jjledger key join）或这个文件的备份。"
        raise StoreError(Trouble(str(folder / OWNER_KEYS), what, remedy))
    return key


def _try(row: OwnerRow, wrapping: Wrapping) -> bytes | None:
    try:
        return wrapping.unwrap(bytes_of(row.wrapped), row.household, row.tenure)
    except ProofError:
        return None


def _row(folder: Path, cells: Sequence[str], line: int) -> OwnerRow:
    try:
        household, tenure, since, wrapped = cells
        row = OwnerRow(household, int(tenure), date.fromisoformat(since) if since else None, wrapped)
    except ValueError:
        raise _damaged(folder, line) from None
    if not household or row.tenure < FIRST_TENURE:
        raise _damaged(folder, line)
    return row


def _damaged(folder: Path, line: int) -> StoreError:
    return StoreError(Trouble(f"{folder / OWNER_KEYS}:{line}", "住户密钥的文件损坏了。", _FROM_BACKUP))
