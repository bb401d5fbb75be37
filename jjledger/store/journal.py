"""What a save is about to do, on the disk before it does it.

A save of several files is finished or undone by this record and by nothing else: a file that
happens to equal an older one proves nothing about who put it there.

    .jjledger/journal    one line with the hash of the rest, one line of JSON, then the new contents

What lives here: the record, its bytes, and reading it back.
What must not: acting on it; that is the writer's.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from jjledger.errors import StoreError, Trouble
from jjledger.store.files import mode_of, write_atomically
from jjledger.store.refusals import refusing
from jjledger.store.system import System

JOURNAL: Final = "journal"
_MARK: Final = b"jjledger-journal/v1 "


@dataclass(frozen=True, slots=True)
class Change:
    """One file of a save."""

    before: str | None  # hash of what stood there; None where nothing did
    after: bytes | None  # None where the file goes
    kept: bool  # in the history; private files are in none


@dataclass(frozen=True, slots=True)
class Journal:
    """One save."""

    changes: Mapping[str, Change]  # by path below the top folder
    commit: str | None  # commit it makes; None without git
    who: str
    why: str
    when: str = ""  # as ISO writes it; "" in records of older versions


def hash_of(data: bytes | None) -> str | None:
    """Give the hash of a file's content; None where there is no file."""
    return None if data is None else sha256(data).hexdigest()


def write_journal(folder: Path, journal: Journal, system: System) -> None:
    """Put a record on the disk.

    Args:
        folder: the store's own folder.
        journal: the record.
        system: the machine.

    Raises:
        StoreError: the disk refused; there is no record, as far as the disk lets us take it back.
    """
    head = {
        "commit": journal.commit,
        "who": journal.who,
        "why": journal.why,
        "when": journal.when,
        "changes": [
            [name, change.before, None if change.after is None else len(change.after), change.kept]
            for name, change in journal.changes.items()
        ],
    }
    contents = b"".join(change.after or b"" for change in journal.changes.values())
    rest = json.dumps(head, ensure_ascii=False).encode("utf-8", "surrogateescape") + b"\n" + contents
    try:
        data = _MARK + sha256(rest).hexdigest().encode() + b"\n" + rest
        write_atomically(folder / JOURNAL, data, system, min(map(mode_of, journal.changes)))
    except StoreError as error:
        if (folder / JOURNAL).exists():
            try:
                drop_journal(folder, system)
            except StoreError:
                raise not_undone(folder.parent, error) from error
        raise


def not_undone(place: Path, error: StoreError) -> StoreError:
    """Build the refusal of a save of which the journal is left: the next one finishes it, or forgets it."""
    what = f"写到一半时磁盘出错，也没能撤销（{error.trouble.what}）下次写入之前会按日志补完或撤销。"
    return StoreError(Trouble(str(place), what, "请先检查磁盘，再重新运行。"))


def read_journal(folder: Path, system: System, name: str = JOURNAL) -> Journal | None:
    """Read the record of a save that was broken off, or is kept by another name; None where there is none.

    Raises:
        StoreError: it is damaged, which only a failing disk or another program can do.
    """
    path = folder / name
    if not path.exists():
        return None
    with refusing(path):
        data = system.read(path)
    mark, _, rest = data.partition(b"\n")
    if mark != _MARK + sha256(rest).hexdigest().encode():
        raise StoreError(
            Trouble(
                str(path), "上次写入的日志已损坏，不能据以补完或撤销。",
                "请与备份或 git 历史核对账本，确认无误后把这个文件移到别处，再重新运行。",
            )
        )  # fmt: skip
    words, _, contents = rest.partition(b"\n")
    head: dict[str, Any] = json.loads(words.decode("utf-8", "surrogateescape"))
    changes, at = {}, 0
    for changed, before, length, kept in head["changes"]:
        after = None if length is None else contents[at : at + length]
        at += length or 0
        changes[changed] = Change(before, after, kept)
    return Journal(changes, head["commit"], head["who"], head["why"], head.get("when", ""))


def drop_journal(folder: Path, system: System) -> None:
    """Forget a save that is finished or undone.

    Raises:
        StoreError: the disk refused; the record is still there.
    """
    with refusing(folder):
        system.unlink(folder / JOURNAL)
        system.sync(folder)
