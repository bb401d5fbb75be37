"""Read dated tables of interest rates: a community's own CSV, or one that comes with the package."""

from __future__ import annotations

import csv
import re
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Final

from jjledger.books.csv_table import Row, read_rows, refuse
from jjledger.books.source import Source
from jjledger.facts.rates import RateRow, RateTable
from jjledger.law.city_interest import PublishedRates

_FROM: Final = "from"
_COLUMN: Final = re.compile(r"[a-z][a-z0-9_]*", re.ASCII)
_PERCENT: Final = re.compile(r"\d{1,3}(?:\.\d{1,6})?", re.ASCII)


def published_table(published: PublishedRates) -> RateTable:
    """Read a table that comes with the package."""
    file = f"{published.name}.csv"
    source = Source(Path("rates"), {file: published.text})
    return read_rate_table(source, file, published.name, f"{published.title}，{published.source}")


def read_rate_table(source: Source, file: str, name: str, words: str = "") -> RateTable:
    """Read a table: `from`, then columns of yearly percentages; a blank cell is no rate.

    Args:
        source: the community's files.
        file: path of the table in the folder.
        name: what the table is called on pages.
        words: who published it.

    Raises:
        LedgerNotFoundError: there is no such file.
        RegisterError: a cell that is no percentage, a day that does not rise, or a bad heading.
    """
    header = [cell.strip() for cell in next(csv.reader(source.text(file).splitlines()), [])]
    columns = header[1:]
    wrong = [column for column in columns if not _COLUMN.fullmatch(column)]
    if header[:1] != [_FROM] or not columns or wrong or len(set(columns)) != len(columns):
        raise refuse(
            source, file, 1, "利率表的表头不对。",
            "第一列写 from，后面各列是利率的名字，用小写字母、数字和下划线，不重复，例如  from,demand,months_3",
        )  # fmt: skip
    rows: list[RateRow] = []
    for line in read_rows(source, file, tuple(header)):
        row = _row(source, line)
        if rows and row.from_day <= rows[-1].from_day:
            raise refuse(
                source, file, line.line, f"{row.from_day} 不晚于上一行的 {rows[-1].from_day}。",
                "请按日期从早到晚排列，一天只写一行。",
            )  # fmt: skip
        rows.append(row)
    if not rows:
        raise refuse(
            source, file, 1, "利率表里没有一行利率。", "请写上起行日和利率，例如  2015-10-24,0.35,1.10"
        )
    return RateTable(name, tuple(rows), words)


def read_rate(text: str) -> Fraction:
    """Read a yearly percentage as banks print it: 1.75.

    Raises:
        ValueError: any other form.
    """
    if _PERCENT.fullmatch(text) is None:
        raise ValueError(text)
    return Fraction(text) / 100


def _row(source: Source, line: Row) -> RateRow:
    day, *cells = line.cells.items()
    try:
        from_day = date.fromisoformat(day[1])
    except ValueError as error:
        raise refuse(
            source, line.name, line.line, f"「{day[1]}」不是日期。", "请写利率的起行日，例如 2015-10-24。"
        ) from error
    rates = {}
    for column, cell in cells:
        if not cell:
            continue
        try:
            rates[column] = read_rate(cell)
        except ValueError as error:
            raise refuse(
                source, line.name, line.line, f"{column} 的「{cell}」不是年利率。",
                "请写百分数，不带 % 号，例如 0.35；没有公布的留空。",
            ) from error  # fmt: skip
    return RateRow(from_day, rates)
