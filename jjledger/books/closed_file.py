"""closed/2025-06.toml and the tables beside it: what a month was when it was closed, written and held against it.

The record commits to everything: it names the hash of every file of the month, of the table
of its entries and account balances, of each fund's table of household balances, and of the
record of the month before.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256
from itertools import pairwise
from typing import Final

from jjledger.books.closed_changes import (
    ACCOUNT,
    COLUMNS,
    ENTRY,
    ROW,
    TextNow,
    changes_of,
    look_through,
    table_name,
)
from jjledger.books.findings import from_record
from jjledger.books.month_text import hash_of, plain
from jjledger.books.reopened_file import read_reopenings
from jjledger.books.source import Source
from jjledger.books.text import quoted
from jjledger.books.toml_table import read_toml
from jjledger.errors import JjledgerError
from jjledger.facts.closed_month import FOLDER, Change, ClosedMonth, Closings, Mark
from jjledger.facts.finding import Finding, Place
from jjledger.period import following_month
from jjledger.units import fen_from_text, plain_yuan

_SHORT: Final = 16  # signs of the hash in a table's name


@dataclass(frozen=True, slots=True)
class Closing:
    """What a month comes to when it is closed."""

    month: str
    day: date
    who: str
    balances: Mapping[str, int]  # account → fen
    households: Mapping[str, str]  # fund → table of balances
    details: frozenset[str]  # detail files of its vouchers
    beside: frozenset[str]  # its reconciliations


@dataclass(frozen=True, slots=True)
class _Record:
    """A record as written."""

    month: str
    day: date
    who: str
    table: str  # hash of the table beside it
    before: str  # hash of the record of the month before; "" the first
    files: Mapping[str, str]
    households: Mapping[str, str]


def record_name(month: str) -> str:
    """Name the record of a month's closing."""
    return f"{FOLDER}/{month}.toml"


def households_name(digest: str) -> str:
    """Name a table of household balances; months in which nothing moved share one."""
    return f"{FOLDER}/households/{digest[:_SHORT]}.csv"


def closing_files(source: Source, closing: Closing, before: str) -> Mapping[str, bytes]:
    """Write the record of a closing and its tables.

    Args:
        source: the community's files.
        closing: what the month comes to.
        before: the month before, as closed; "" the first of the books.

    Returns:
        Content by file name.
    """
    text = TextNow(source)
    names = sorted(name for name in source.ledger_names() if closing.month in text.months(name))
    names += sorted({*closing.details, *closing.beside})
    marks = [mark for name in names for mark in text.marks(name, closing.month)]
    table = _table(closing.balances, marks)
    digests = {fund: sha256(rows.encode()).hexdigest() for fund, rows in sorted(closing.households.items())}
    lines = [
        f"month  = {quoted(closing.month)}",
        f"closed = {closing.day}",
        f"by     = {quoted(closing.who)}",
        f"table  = {quoted(hash_of(table))}",
        f"before = {quoted(hash_of(source.text(record_name(before))) if before else '')}",
        "",
        "[files]",
        *(f"{quoted(name)} = {quoted(text.hash(name))}" for name in names),
        "",
        "[households]",
        *(f"{quoted(fund)} = {quoted(digest)}" for fund, digest in digests.items()),
    ]
    tables = {households_name(digests[fund]): rows.encode() for fund, rows in closing.households.items()}
    return {
        **{name: data for name, data in tables.items() if not source.exists(name)},
        table_name(closing.month): table.encode(),
        record_name(closing.month): ("\n".join(lines) + "\n").encode(),
    }


def _table(balances: Mapping[str, int], marks: Iterable[Mark]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    for account, fen in sorted(balances.items()):
        writer.writerow((ACCOUNT, account, plain_yuan(fen), "", "", "", ""))
    for mark in marks:
        kind = ENTRY if mark.name else ROW
        writer.writerow((kind, mark.name, "", mark.file, mark.line, mark.sha256, mark.words))
    return text.getvalue()


def read_closings(source: Source) -> tuple[Closings, tuple[Finding, ...]]:
    """Read every closed month and find what differs from its record.

    Args:
        source: the community's files.

    Returns:
        The closed months, and what is wrong with records that cannot be read.
    """
    records: list[_Record] = []
    findings = []
    for path in sorted((source.folder / FOLDER).glob("*.toml")):
        try:
            records.append(_record(source, path.stem))
        except JjledgerError as error:
            findings.append(from_record("B74", "block", error, source, f"{path.stem} 的结账记录"))
    text = TextNow(source)
    if records:
        look_through(text, (record.files for record in records))
    months = []
    for record in records:
        try:
            months.append(_month(text, record))
        except JjledgerError as error:
            findings.append(from_record("B74", "block", error, source, f"{record.month} 的结账记录"))
    tables = {
        digest: source.text(households_name(digest))
        for digest in {digest for record in records for digest in record.households.values()}
        if source.exists(households_name(digest))
    }
    reopenings, illegible = read_reopenings(source)
    return Closings(_chained(text, records, months), reopenings, tables), (*findings, *illegible)


def _record(source: Source, month: str) -> _Record:
    name = record_name(month)
    top = read_toml(source, name)
    files, households = top.get("files", dict, {}), top.get("households", dict, {})
    found = _Record(
        top.words("month", "请从备份取回这个文件。"),
        top.get("closed", date),
        top.get("by", str),
        top.get("table", str),
        top.get("before", str),
        {str(file): str(digest) for file, digest in files.items()},
        {str(fund): str(digest) for fund, digest in households.items()},
    )
    top.close()
    if found.month != month:
        raise top.refuse("month", f"文件名是 {month}，里面写的是 {found.month}。", "请从备份取回这个文件。")
    return found


def _month(text: TextNow, record: _Record) -> ClosedMonth:
    """Hold a month against its record."""
    table = text.source.text(table_name(record.month))
    balances, lines = _balances(table)
    changes = tuple(changes_of(text, record.month, record.files, table))
    if hash_of(table) != record.table:
        changes = (Change("record", Place(table_name(record.month), 1), table_name(record.month), ""),)
    return ClosedMonth(
        record.month, record.day, record.who, balances, lines, record.households, changes,
        Place(record_name(record.month), 1),
    )  # fmt: skip


def _balances(table: str) -> tuple[Mapping[str, int], Mapping[str, int]]:
    balances, places = {}, {}
    lines = csv.reader(plain(table).splitlines())
    for cells in lines:
        if cells[:1] == [ACCOUNT]:
            balances[cells[1]], places[cells[1]] = fen_from_text(cells[2]), lines.line_num
        elif cells[:1] != [COLUMNS[0]]:
            break  # accounts stand first
    return balances, places


def _chained(
    text: TextNow, records: Sequence[_Record], months: Sequence[ClosedMonth]
) -> tuple[ClosedMonth, ...]:
    """Find the records that are not as the next closing saw them."""
    altered = {
        earlier.month
        for earlier, later in pairwise(records)
        if following_month(earlier.month) == later.month
        and hash_of(text.source.text(record_name(earlier.month))) != later.before
    }
    return tuple(
        replace(month, changes=(Change("record", month.place, month.place.file, ""),))
        if month.month in altered
        else month
        for month in months
    )
