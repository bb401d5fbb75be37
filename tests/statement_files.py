"""Made-up statements in every container and encoding in which banks hand them out."""

from __future__ import annotations

import csv
import html
import io
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import xlsxwriter

Grid = list[list[str]]
HEADING = [
    "交易时间",
    "借方发生额",
    "贷方发生额",
    "余额",
    "对方户名",
    "对方账号",
    "摘要",
    "用途",
    "交易流水号",
]
ABOVE = [
    ["示范银行单位账户交易明细"],
    ["账号：33050161234500009876", "", "户名：示范小区业主大会", "", "币种：人民币"],
    ["起止日期：2025-03-01 至 2025-03-31", "", "打印时间：2025-04-01 09:30:00"],
    [],
]


@dataclass(frozen=True)
class Made:
    """A statement of which everything is known."""

    grid: Grid
    amounts: list[int]  # fen, oldest first
    opening: int
    closing: int


def yuan(fen: int, *, commas: bool = True) -> str:
    """Print fen as banks do."""
    sign, fen = ("-", -fen) if fen < 0 else ("", fen)
    whole = f"{fen // 100:,}" if commas else str(fen // 100)
    return f"{sign}{whole}.{fen % 100:02d}"


def corporate(amounts: Sequence[int], *, opening: int = 1_000_000, newest_first: bool = False) -> Made:
    """Write a corporate statement of March 2025 with one row an amount, spread over the month."""
    balance, rows = opening, []
    for number, fen in enumerate(amounts):
        balance += fen
        minute = number * 30 * 1440 // max(1, len(amounts))
        moment = (
            f"2025-03-{1 + minute // 1440:02d} {minute // 60 % 24:02d}:{minute % 60:02d}:{number % 60:02d}"
        )
        out, into = (yuan(-fen), "") if fen < 0 else ("", yuan(fen))
        rows.append(
            [moment, out, into, yuan(balance), f"业主{number % 7}", f"62220212345678{number % 97:04d}", "转账",
             f"车位费{number % 5}", f"20250300{number:08d}"]
        )  # fmt: skip
    into, out = sum(fen for fen in amounts if fen > 0), -sum(fen for fen in amounts if fen < 0)
    total = ["合计", yuan(out), yuan(into)]
    body = rows[::-1] if newest_first else rows
    return Made([*ABOVE, HEADING, *body, total], list(amounts), opening, balance)


def some_amounts(count: int, seed: int = 5) -> list[int]:
    """Draw amounts in and out, some of them equal."""
    draw = random.Random(seed)  # noqa: S311 -- the same rows in every run
    return [
        draw.choice([30_000, 15_000, draw.randint(1, 900_000)]) * draw.choice([1, 1, -1])
        for _ in range(count)
    ]


def as_csv(grid: Grid, delimiter: str = ",") -> str:
    """Write text with separators."""
    file = io.StringIO()
    csv.writer(file, delimiter=delimiter, lineterminator="\r\n").writerows(grid)
    return file.getvalue()


def as_xlsx(grid: Grid, numbers: Sequence[int] = ()) -> bytes:
    """Write a workbook, with some columns as numbers."""
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True})
    sheet = book.add_worksheet("明细")
    for row, cells in enumerate(grid):
        for column, text in enumerate(cells):
            plain = text.replace(",", "")
            if column in numbers and plain.replace(".", "").replace("-", "").isdigit():
                sheet.write_number(row, column, float(plain))
            elif text:
                sheet.write_string(row, column, text)
    book.close()
    return file.getvalue()


def as_web_page(grid: Grid) -> str:
    """Write the web page that some banks call .xls."""
    rows = "".join(
        f"<tr>{''.join(f'<td>{html.escape(text)}</td>' for text in cells)}</tr>\n" for cells in grid
    )
    return f'<html><head><meta http-equiv="Content-Type" content="text/html"></head><body><table border=1>{rows}</table></body></html>'


def as_xml_sheet(grid: Grid) -> str:
    """Write an XML spreadsheet of 2003, without its empty cells."""
    rows = ""
    for number, cells in enumerate(grid, 1):
        inner = "".join(
            f'<Cell ss:Index="{place}"><Data ss:Type="String">{html.escape(text)}</Data></Cell>'
            for place, text in enumerate(cells, 1)
            if text
        )
        rows += f'<Row ss:Index="{number}">{inner}</Row>\n'
    return f'<?xml version="1.0"?>\n<Workbook><Worksheet ss:Name="明细"><Table>{rows}</Table></Worksheet></Workbook>'


# How a file is called, and how it is made.
CONTAINERS: dict[str, Callable[[Grid], bytes]] = {
    "utf8.csv": lambda grid: as_csv(grid).encode(),
    "bom.csv": lambda grid: as_csv(grid).encode("utf-8-sig"),
    "gb18030.csv": lambda grid: as_csv(grid).encode("gb18030"),
    "tabs.txt": lambda grid: as_csv(grid, "\t").encode("gb18030"),
    "utf16.txt": lambda grid: as_csv(grid, "\t").encode("utf-16"),
    "tabs-gbk.xls": lambda grid: as_csv(grid, "\t").encode("gbk"),
    "web.xls": lambda grid: as_web_page(grid).encode("gbk"),
    "xml.xls": lambda grid: as_xml_sheet(grid).encode(),
    "texts.xlsx": as_xlsx,
    "numbers.xlsx": lambda grid: as_xlsx(grid, (1, 2, 3)),
}
