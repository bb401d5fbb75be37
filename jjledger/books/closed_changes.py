"""What of a closed month's text does not stand as its record has it."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from jjledger.books.month_text import TextEntry, entries_of, hash_of, plain, rows_of
from jjledger.books.source import Source
from jjledger.facts.closed_month import FOLDER, Change, ChangeKind, Mark
from jjledger.facts.finding import Place

COLUMNS: Final = ("kind", "name", "amount", "file", "line", "sha256", "words")
ACCOUNT, ENTRY, ROW = "account", "entry", "row"  # kinds of a table's rows
_LINE_BY_LINE: Final = (".csv", ".toml")  # files that belong to a month as a whole


def table_name(month: str) -> str:
    """Name the table of a closed month's entries and account balances."""
    return f"{FOLDER}/{month}.csv"


@dataclass(frozen=True, slots=True)
class TextNow:
    """The ledger's text as it is now; each file is hashed and taken apart once, where it has to be."""

    source: Source
    hashes: dict[str, str] = field(default_factory=dict)
    entries: dict[str, tuple[TextEntry, ...]] = field(default_factory=dict)

    def hash(self, name: str) -> str:
        """Hash a file; "" where it is gone."""
        if name not in self.hashes:
            self.hashes[name] = hash_of(self.source.text(name)) if self.source.exists(name) else ""
        return self.hashes[name]

    def marks(self, name: str, month: str) -> tuple[Mark, ...]:
        """List what of a file belongs to a month: of a file beside the ledger all its rows."""
        if not self.hash(name):
            return ()
        if name.endswith(_LINE_BY_LINE):
            return rows_of(name, self.source.text(name))
        return tuple(one.mark for one in self._entries(name) if one.month == month)

    def months(self, name: str) -> frozenset[str]:
        """List the months that a ledger file has entries of."""
        return frozenset(one.month for one in self._entries(name))

    def _entries(self, name: str) -> tuple[TextEntry, ...]:
        if name not in self.entries:
            self.entries[name] = entries_of(name, self.source.text(name))
        return self.entries[name]


def look_through(text: TextNow, closings: Iterable[Mapping[str, str]]) -> None:
    """Hash every ledger file, and take apart those that are not as some closing left them.

    A file that is as a closing left it had been held against all records before, then.

    Args:
        text: the ledger's.
        closings: of each closed month its files with their hashes.
    """
    intact = {(name, digest) for files in closings for name, digest in files.items()}
    for name in text.source.ledger_names():
        if (name, text.hash(name)) not in intact:
            text.months(name)


def changes_of(text: TextNow, month: str, files: Mapping[str, str], table: str) -> Iterator[Change]:
    """Find what differs; where every file is as it was and no other has entries of the month, nothing does.

    Args:
        text: the ledger's, looked through.
        month: which is closed.
        files: the month's, with their hashes.
        table: of its entries, as recorded.
    """
    others = [name for name, entries in text.entries.items() if any(one.month == month for one in entries)]
    differing = [name for name, digest in files.items() if text.hash(name) != digest]
    if not differing and not set(others) - files.keys():
        return
    was = list(_marks(table))
    now = [mark for name in {**files, **dict.fromkeys(others)} for mark in text.marks(name, month)]
    gone_files = [name for name in differing if not text.hash(name)]
    for name in gone_files:
        place = Place(table_name(month), _line_of_file(was, name))
        yield Change("file_gone", place, name, "")
    yield from _differences(was, now, frozenset(gone_files), month)


def _differences(
    was: Sequence[tuple[int, Mark]], now: Sequence[Mark], gone_files: frozenset[str], month: str
) -> Iterator[Change]:
    """Pair the entries recorded with those that stand, by content, then by name."""
    standing = Counter((mark.sha256, bool(mark.name)) for mark in now)
    lost = []
    for line, mark in was:
        key = mark.sha256, bool(mark.name)
        if standing[key]:
            standing[key] -= 1
        else:
            lost.append((line, mark))
    fresh = []
    for mark in reversed(now):  # of several alike the last ones came in
        key = mark.sha256, bool(mark.name)
        if standing[key]:
            standing[key] -= 1
            fresh.append(mark)
    fresh.reverse()
    for line, mark in lost:
        twin = next((one for one in fresh if _same_thing(one, mark)), None)
        if twin is not None:
            fresh.remove(twin)
            yield Change("changed", Place(twin.file, twin.line), mark.name or mark.file, mark.words)
        elif mark.file not in gone_files:
            yield Change("gone", Place(table_name(month), line), mark.name or mark.file, mark.words)
    for mark in fresh:
        kind: ChangeKind = "new" if mark.name else "changed"
        yield Change(kind, Place(mark.file, mark.line), mark.name or mark.file, mark.words)


def _same_thing(one: Mark, other: Mark) -> bool:
    """Say whether an entry that stands is one that was recorded, with other text."""
    if other.name:
        return one.name == other.name
    first, was = (mark.words.partition(",")[0] for mark in (one, other))
    return not one.name and one.file == other.file and (first == was or one.line == other.line)


def _marks(table: str) -> Iterator[tuple[int, Mark]]:
    """Read the entries and rows of a table, each with its line."""
    lines = csv.reader(plain(table).splitlines())
    for cells in lines:
        if cells[:1] in ([ENTRY], [ROW]) and len(cells) == len(COLUMNS):
            _, name, _, file, line, digest, words = cells
            yield lines.line_num, Mark(name, file, int(line), digest, words)


def _line_of_file(was: Iterable[tuple[int, Mark]], name: str) -> int:
    return next((line for line, mark in was if mark.file == name), 1)
