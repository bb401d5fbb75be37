"""From the bytes of a CSV file or a workbook to pages of cells, numbered as people see them."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from python_calamine import CalamineError, CalamineSheet, PasswordError, SheetVisibleEnum, load_workbook

from jjledger.encoding import BYTE_ORDER_MARK_8, encoding_of
from jjledger.errors import SheetError, Trouble
from jjledger.intake.cells import Cell, cell_of
from jjledger.intake.reach import DAMAGED, reaches, unpacked_size
from jjledger.intake.reach_xls import reaches_xls

_ZIP: Final = b"PK\x03\x04"  # how xlsx and ods begin
_WORKBOOKS: Final = (_ZIP, b"\xd0\xcf\x11\xe0")  # and compound files: xls, or with a password
_DELIMITERS: Final = (",", "\t", ";")
_MOST_ROWS: Final = 200_000
_MOST_CELLS: Final = 10_000_000  # 50 columns of the most rows
_MOST_BYTES: Final = 1 << 30  # that the sheets unpack to
_HTML: Final = re.compile(rb"\s*(?:<!doctype|<html|<table|<meta|<head|<style|<\?xml)", re.IGNORECASE)
MERGED: Final = "与别的行合并成了一格"
UNMERGE: Final = "请取消合并的单元格，再逐行填写。"


@dataclass(frozen=True, slots=True)
class Page:
    """One sheet of a workbook, or a CSV file read with one separator."""

    name: str  # of the sheet; "" of a CSV file
    rows: Sequence[tuple[int, Sequence[Cell]]]  # number as people see it, cells from column A
    broken: Trouble | None = None  # why nothing could be read after the last row

    def place(self, row: int, column: int) -> str:
        """Name a cell as the spreadsheet does, B5; in a CSV file by line and column."""
        return f"「{self.name}」{_letters(column)}{row}" if self.name else f"第 {row} 行第 {column + 1} 列"

    def row_place(self, row: int) -> str:
        """Name a row."""
        return f"「{self.name}」第 {row} 行" if self.name else f"第 {row} 行"


def pages_of(data: bytes, name: str) -> tuple[Page, ...]:
    """Take a file apart into its pages.

    Args:
        data: the whole file; what it is, is seen from its first bytes and not from its name.
        name: what to call it in a message.

    Returns:
        The visible sheets of a workbook; or one reading of a CSV file for each separator, for
        the heading tells which one is right.

    Raises:
        SheetError: it is neither, or damaged, or has a password.
    """
    if not data:
        raise refused(name, "这是个空文件。", "请核对文件，重新导出或下载后再试。")
    if data.startswith(_WORKBOOKS):
        return tuple(_workbook(data, name))
    if is_web_page(data):
        raise refused(name, "这个文件是网页，不是表格，虽然名称像表格。", "请用 Excel 打开，另存为 .xlsx。")
    text = text_of(data, name)
    return tuple(_csv(text, delimiter, name) for delimiter in _DELIMITERS)


def _workbook(data: bytes, name: str) -> Iterator[Page]:
    _refuse_beyond(data, name)
    try:
        book = load_workbook(io.BytesIO(data))
        for sheet in book.sheets_metadata:
            if sheet.visible == SheetVisibleEnum.Visible:
                yield _page(book.get_sheet_by_name(sheet.name), name)
    except PasswordError as error:
        raise refused(name, "这个工作簿有密码。", "请在 Excel 里取消密码后另存。") from error
    except BaseException as error:
        # calamine's own panic is no Exception, and its class cannot be imported.
        if not isinstance(error, CalamineError) and type(error).__name__ != "PanicException":
            raise
        raise _unreadable(name) from error


def _refuse_beyond(data: bytes, name: str) -> None:
    """Refuse a workbook whose sheets are larger than any table, before calamine makes room for them."""
    try:
        size = unpacked_size(data) if data.startswith(_ZIP) else 0
        found = (
            list(reaches(data) if data.startswith(_ZIP) else reaches_xls(data)) if size <= _MOST_BYTES else []
        )
    except DAMAGED as error:
        raise _unreadable(name) from error
    if size > _MOST_BYTES:
        raise refused(name, "这个工作簿解开后超过 1 GB。", "请只留要用的那张表，另存后再试。")
    for rows, columns in found:
        _refuse_large(rows, columns, name)


def _refuse_large(rows: int, columns: int, name: str) -> None:
    if rows * columns > _MOST_CELLS:
        raise refused(
            name,
            f"有一张表（也可能是隐藏的）一直写到第 {rows} 行、{_letters(columns - 1)} 列，没有这么大的表格，"
            "多半是远处误填了一格。",
            "请在 Excel 里按 Ctrl+End 看最后一格，删去表格右面和下面的行和列，保存后再试。",
        )


def _unreadable(name: str) -> SheetError:
    return refused(name, "这个工作簿读不出来，文件可能不完整。", "请用 Excel 打开后另存为 .xlsx，再试一次。")


def _page(sheet: CalamineSheet, name: str) -> Page:
    rows_high, columns_wide = sheet.total_height + 1, sheet.total_width + 1  # it gives the last place, from 0
    if rows_high > _MOST_ROWS:
        raise refused(
            f"{name}「{sheet.name}」", f"这张表有 {rows_high} 行，最多读 {_MOST_ROWS} 行。",
            "请删去表格下面的空行和多余内容。",
        )  # fmt: skip
    _refuse_large(rows_high, columns_wide, name)
    rows = [[cell_of(raw) for raw in row] for row in sheet.to_python(skip_empty_area=False)]
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or ():
        if top == bottom:
            continue  # within one row the value stands where it is looked for, or the cell is empty
        for row in rows[top : bottom + 1]:
            row[left : right + 1] = [Cell(cell.text, MERGED, UNMERGE) for cell in row[left : right + 1]]
    return Page(sheet.name, tuple(enumerate(rows, 1)))


def is_web_page(data: bytes) -> bool:
    """Say whether a file is a web page or XML, whatever its name."""
    return bool(_HTML.match(data.removeprefix(BYTE_ORDER_MARK_8)))


def text_of(data: bytes, name: str) -> str:
    """Decode UTF-8, GB18030, or the UTF-16 in which Excel saves “Unicode text”.

    Raises:
        SheetError: it is none of these.
    """
    encoding = encoding_of(data)
    if not encoding or (b"\0" in data and not encoding.startswith("UTF-16")):  # no text has noughts
        raise refused(
            name,
            "这个文件不是 UTF-8 或 GB18030 的文本，也不是工作簿。",
            "请用 Excel 打开后另存为 .xlsx 或 CSV UTF-8。",
        )
    encoding = "GB18030" if encoding == "GBK" else encoding
    try:
        return data.decode(encoding).removeprefix("\ufeff")
    except UnicodeDecodeError as error:  # UTF-16 is known by its mark alone
        raise refused(
            name,
            f"这个文件的开头是 {encoding} 编码，里面却有读不了的字节，文件可能不完整。",
            "请重新导出或下载；能用 Excel 打开的，另存为 .xlsx 或 CSV UTF-8。",
        ) from error


def _csv(text: str, delimiter: str, name: str) -> Page:
    # Banks put a tab behind a quoted number, so that it stays text; a strict reader would stumble.
    blanks = " " if delimiter == "\t" else " \t"
    text = re.sub(rf'"[{blanks}]+(?={delimiter}|[\r\n]|$)', '"', text)
    # Strict, for a quote left open would else swallow the rows down to the next one.
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    rows: list[tuple[int, Sequence[Cell]]] = []
    first = 1
    try:
        for row in reader:
            rows.append((first, [cell_of(cell) for cell in row]))
            first = reader.line_num + 1
    except csv.Error:
        what = "从这一行起，引号不成对，或者有读不了的字符。"
        return Page("", rows, Trouble(f"{name} 第 {first} 行", what, "请改正这一行后保存。"))
    return Page("", rows)


def _letters(column: int) -> str:
    """Name a column as spreadsheets do: A, Z, AA."""
    letters = ""
    number = column + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def refused(place: str, what: str, remedy: str) -> SheetError:
    """Build the error of a file in which one thing is wrong."""
    return SheetError((Trouble(place, what, remedy),))
