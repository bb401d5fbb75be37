"""statements/same.csv and statements/dropped.csv: rows of bank files that need no voucher, read and written."""

from __future__ import annotations

import csv
import io
from collections.abc import Container, Iterable, Mapping
from datetime import date
from typing import Final

from jjledger.books.csv_table import read_rows, refuse
from jjledger.books.findings import place_of
from jjledger.books.source import Source
from jjledger.encoding import one_line
from jjledger.errors import FORMAT, JjledgerError
from jjledger.facts.finding import Finding
from jjledger.facts.settled import DROPPED_FILE, SAME_FILE, Settled

_COLUMNS: Final = ("key", "voucher", "who", "day", "why")
_LATER: Final = ("fund",)  # which files of the first months lack


def read_all_settled(source: Source) -> tuple[tuple[Settled, ...], tuple[Finding, ...]]:
    """Read both files; one that cannot be read is told, and the other stands.

    Args:
        source: the community's files.

    Returns:
        The rows that somebody settled, those held by a voucher first, and what is wrong with the files.
    """
    found: list[Settled] = []
    findings = []
    for name in (SAME_FILE, DROPPED_FILE):
        try:
            found += read_settled(source, name)
        except JjledgerError as error:
            trouble = error.trouble
            what = f"银行流水的处理记录读不出来：{trouble.what}"
            ground, place = trouble.ground or FORMAT, place_of(error, source)
            findings.append(Finding("E69", "warn", place, what, trouble.remedy, ground, trouble.excerpt))
    return tuple(found), tuple(findings)


def read_settled(source: Source, name: str) -> tuple[Settled, ...]:
    """Read one of the two files; nothing where it is not there.

    Args:
        source: the community's files.
        name: `SAME_FILE` or `DROPPED_FILE`.

    Raises:
        RegisterError: a column, a key or a day is wrong.
    """
    if not source.exists(name):
        return ()
    found = []
    for row in read_rows(source, name, _COLUMNS, _LATER):
        try:
            day = date.fromisoformat(row.cells["day"])
        except ValueError as error:
            what = f"日期「{row.cells['day']}」读不成日期。"
            raise refuse(source, name, row.line, what, "请写作 2025-03-31。") from error
        if not row.cells["key"]:
            raise refuse(source, name, row.line, "没有流水的键。", "请删去这一行，或抄回流水的 bank-ref。")
        if bool(row.cells["voucher"]) != (name == SAME_FILE):
            what = "没有写明凭证。" if name == SAME_FILE else "这里不写凭证。"
            raise refuse(
                source, name, row.line, what,
                f"与凭证是同一笔的记在 {SAME_FILE}，不入账的记在 {DROPPED_FILE}。",
            )  # fmt: skip
        cells = row.cells
        found.append(
            Settled(
                cells["key"],
                cells["voucher"],
                cells["who"],
                day,
                cells["why"],
                row.line,
                cells.get("fund", ""),
            )
        )
    return tuple(found)


def settled_files(known: Iterable[Settled], more: Iterable[Settled]) -> Mapping[str, bytes]:
    """Write the files that gain rows.

    Args:
        known: rows of both files as they are.
        more: rows to add; a key that is settled already is settled anew.

    Returns:
        Whole new content by name; UTF-8, which `read_settled` reads back to the same rows.
    """
    added = {row.key: row for row in more}
    kept = [row for row in known if row.key not in added]
    touched = {bool(row.voucher) for row in added.values()}
    touched |= {bool(row.voucher) for row in known if row.key in added}
    return {
        SAME_FILE if same else DROPPED_FILE: _bytes(
            row for row in (*kept, *added.values()) if bool(row.voucher) == same
        )
        for same in sorted(touched)
    }


def unsettled_files(known: Iterable[Settled], keys: Container[str]) -> Mapping[str, bytes]:
    """Write the files that lose rows, because the statement that showed them is taken back.

    Args:
        known: rows of both files as they are.
        keys: of the rows that go.
    """
    rows = tuple(known)
    return {
        SAME_FILE if same else DROPPED_FILE: _bytes(
            row for row in rows if bool(row.voucher) == same and row.key not in keys
        )
        for same in sorted({bool(row.voucher) for row in rows if row.key in keys})
    }


def _bytes(rows: Iterable[Settled]) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow((*_COLUMNS, *_LATER))
    for row in rows:
        cells = (row.key, row.voucher, row.who, row.day.isoformat(), row.why, row.fund)
        writer.writerow(map(one_line, cells))
    return text.getvalue().encode()
