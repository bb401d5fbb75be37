"""Pages as data: the model as JSON, its tables as CSV and XLSX; the same bytes for the same page.

What lives here: the formats. What must not: which rows a table has.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final

from jjledger.render.tables import Cell, Kind, Row, Table
from jjledger.units import decimal_from_fen, plain_yuan

# Spreadsheets run a cell that begins with one of these; an apostrophe in front makes it text.
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
_EXACT_FEN: Final = 10**15 - 1  # a spreadsheet keeps 15 digits
_NEVER: Final = datetime(2000, 1, 1)  # noqa: DTZ001 - stands for no time at all
_FORMATS: Final[dict[Kind, str]] = {
    "text": "@", "day": "yyyy-mm-dd", "yuan": "#,##0.00", "count": "0", "percent": "0.0",
}  # fmt: skip


def json_bytes(model: object) -> bytes:
    """Write a view model, or papers one after the other: fields in the model's order, days as ISO dates, amounts as whole fen.

    Args:
        model: a dataclass of dataclasses, tuples, texts, whole numbers and days, or a list of such.

    Returns:
        UTF-8 with a line feed at the end.
    """
    text = json.dumps(model, ensure_ascii=False, indent=1, default=_plain)
    return f"{text}\n".encode()


def csv_bytes(table: Table) -> bytes:
    """Write a table for spreadsheets: with BOM, amounts in yuan with two decimals.

    Text that a spreadsheet would run as a formula gets an apostrophe in front.
    """
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")  # RFC 4180; so line ends in cells are quoted
    writer.writerow(column.head for column in table.columns)
    for row in table.rows:
        writer.writerow(_csv_cell(cell, column.kind) for cell, column in zip(row, table.columns, strict=True))
    return text.getvalue().encode("utf-8-sig")


def xlsx_bytes(table: Table) -> bytes:
    """Write a table as a workbook, numbers as numbers and all else as text, without any time of writing."""
    return workbook_bytes((table,))


def workbook_bytes(tables: Sequence[Table]) -> bytes:
    """Write tables as the sheets of one workbook, each as `xlsx_bytes` does.

    Args:
        tables: at least one; their titles name the sheets.
    """
    import xlsxwriter  # noqa: PLC0415 -- slow to import, and often nothing is to be written

    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True})
    book.set_properties({"title": tables[0].title, "created": _NEVER})
    for table in tables:
        _add_sheet(book, table)
    book.close()
    return file.getvalue()


def _add_sheet(book: Any, table: Table) -> None:  # noqa: ANN401 - XlsxWriter's
    sheet = book.add_worksheet(table.title)
    sheet.freeze_panes(1, 0)
    sheet.repeat_rows(0)
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True})
    formats = {kind: book.add_format({"num_format": text}) for kind, text in _FORMATS.items()}
    for place, column in enumerate(table.columns):
        # The look is the column's, too: what somebody types below is text where text belongs.
        sheet.set_column(place, place, column.width, formats[column.kind])
        sheet.write_string(0, place, column.head, head)
    for number, row in enumerate(table.rows, 1):
        _write_row(sheet, number, row, [(column.kind, formats[column.kind]) for column in table.columns])


def _plain(value: object) -> object:
    """Say a value in JSON's words."""
    if isinstance(value, date):
        return value.isoformat()
    if is_dataclass(value):
        return {field.name: getattr(value, field.name) for field in fields(value)}
    msg = f"{type(value).__name__} has no JSON"
    raise TypeError(msg)


def _csv_cell(cell: Cell, kind: Kind) -> str:
    if cell is None:
        return ""
    if isinstance(cell, int):
        return plain_yuan(cell) if kind == "yuan" else str(cell)
    if isinstance(cell, str) and cell.startswith(_FORMULA):
        return f"'{cell}"
    return str(cell)


def _write_row(sheet: Any, number: int, row: Row, looks: list[tuple[Kind, Any]]) -> None:  # noqa: ANN401 - XlsxWriter's
    for place, (cell, (kind, look)) in enumerate(zip(row, looks, strict=True)):
        if isinstance(cell, date):
            sheet.write_datetime(number, place, cell, look)
        elif isinstance(cell, int) and kind == "yuan" and abs(cell) > _EXACT_FEN:
            sheet.write_string(number, place, plain_yuan(cell))
        elif isinstance(cell, int):
            sheet.write_number(number, place, decimal_from_fen(cell) if kind == "yuan" else cell, look)
        elif isinstance(cell, Decimal):
            sheet.write_number(number, place, cell, look)
        elif cell:
            sheet.write_string(number, place, cell, look)
