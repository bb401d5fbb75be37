"""closed/reopened.csv: which closed months were opened again, by whom and why."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from datetime import date
from typing import Final

from jjledger.books.csv_table import Row, read_rows, refuse
from jjledger.books.findings import from_record
from jjledger.books.source import Source
from jjledger.encoding import one_line
from jjledger.errors import JjledgerError
from jjledger.facts.closed_month import REOPENED_FILE, Reopening
from jjledger.facts.finding import Finding

_COLUMNS: Final = ("month", "day", "who", "why", "closed", "closed_by", "superseded")


def read_reopenings(source: Source) -> tuple[tuple[Reopening, ...], tuple[Finding, ...]]:
    """Read who opened which month again; nothing where nobody did.

    Args:
        source: the community's files.

    Returns:
        The reopenings in the file's order, and what is wrong with the file.
    """
    if not source.exists(REOPENED_FILE):
        return (), ()
    try:
        return tuple(_reopening(source, row) for row in read_rows(source, REOPENED_FILE, _COLUMNS)), ()
    except JjledgerError as error:
        return (), (from_record("B74", "block", error, source, "反结账的记录"),)


def _reopening(source: Source, row: Row) -> Reopening:
    cells = row.cells
    try:
        day, closed = date.fromisoformat(cells["day"]), date.fromisoformat(cells["closed"])
    except ValueError as error:
        raise refuse(source, row.name, row.line, "日期读不出来。", "请写作 2025-07-05。") from error
    return Reopening(
        cells["month"], day, cells["who"], cells["why"], closed, cells["closed_by"],
        tuple(cells["superseded"].split()), row.line,
    )  # fmt: skip


def reopened_bytes(reopenings: Iterable[Reopening]) -> bytes:
    """Write the file: UTF-8, which `read_reopenings` reads back to the same."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(_COLUMNS)
    for one in reopenings:
        who, why, closed_by = map(one_line, (one.who, one.why, one.closed_by))
        writer.writerow((one.month, one.day, who, why, one.closed, closed_by, " ".join(one.superseded)))
    return text.getvalue().encode()
