"""Read the audit interface back: its CSV files in a folder, or its one XML file.

What lives here: cells to facts. What must not: whether the books agree with themselves.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final
from xml.etree import ElementTree as ET

from jjledger.encoding import decode
from jjledger.errors import ExportError, Trouble
from jjledger.facts.audit import COMPUTED, AuditAccount, AuditBalance, AuditBooks, AuditHousehold, AuditLeg
from jjledger.units import fen_from_text

TABLES: Final = ("电子账簿", "会计科目", "科目余额及发生额", "记账凭证", "分户余额")
_AGAIN: Final = "请用导出时的原文件，或者重新导出。"
_SIGNS: Final = {"借": 1, "贷": -1, "平": 0}
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def refused(place: str, what: str, remedy: str) -> ExportError:
    """Build the error of an export in which one thing is wrong."""
    return ExportError((Trouble(place, what, remedy),))


@dataclass(frozen=True, slots=True)
class _Line:
    """One row of a table."""

    place: str
    cells: Mapping[str, str]

    def text(self, element: str) -> str:
        if element not in self.cells:
            raise self.trouble(f"缺少「{element}」。")
        return self.cells[element]

    def fen(self, element: str) -> int:
        text = self.text(element)
        try:
            return fen_from_text(text)
        except ValueError:
            raise self.trouble(f"「{element}」的「{text}」不是金额。") from None

    def signed_fen(self, side: str, element: str) -> int:
        if self.text(side) not in _SIGNS:
            raise self.trouble(f"「{side}」的「{self.text(side)}」不是借、贷或平。")
        fen = self.fen(element)
        if (fen == 0) != (self.text(side) == "平"):
            raise self.trouble(f"「{side}」写的是{self.text(side)}，「{element}」却是 {self.text(element)}。")
        return _SIGNS[self.text(side)] * fen

    def whole(self, element: str) -> int:
        text = self.text(element)
        if not (text.isascii() and text.isdigit()):
            raise self.trouble(f"「{element}」的「{text}」不是整数。")
        return int(text)

    def day(self, element: str) -> date:
        try:
            return date.fromisoformat(self.text(element))
        except ValueError:
            raise self.trouble(f"「{element}」的「{self.text(element)}」不是日期。") from None

    def trouble(self, what: str) -> ExportError:
        return ExportError((Trouble(self.place, what, _AGAIN),))


def audit_from_csv(files: Mapping[str, bytes]) -> AuditBooks:
    """Read the tables of a folder.

    Args:
        files: content by file name, 会计科目.csv …

    Raises:
        ExportError: a table is missing, or a row cannot be read.
    """
    tables = {}
    for name in TABLES:
        file = f"{name}.csv"
        if file not in files:
            raise refused(file, "文件夹里没有这张表。", _AGAIN)
        reader = csv.reader(io.StringIO(decode(files[file], file), newline=""), strict=True)
        try:
            tables[name] = tuple(_csv_lines(file, reader))
        except csv.Error as error:
            raise refused(f"{file} 第 {reader.line_num} 行", "引号不成对。", _AGAIN) from error
    return _books(tables)


def _csv_lines(file: str, rows: Iterator[list[str]]) -> Iterator[_Line]:
    heads = next(rows, [])
    for number, row in enumerate(rows, 2):
        if len(row) != len(heads):
            raise refused(f"{file} 第 {number} 行", "这一行的格数与表头不同。", _AGAIN)
        yield _Line(f"{file} 第 {number} 行", dict(zip(heads, map(_unquoted, row), strict=True)))


def _unquoted(cell: str) -> str:
    """Take away the apostrophe that keeps a spreadsheet from running a text."""
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(_FORMULA) else cell


def audit_from_xml(data: bytes, file: str) -> AuditBooks:
    """Read the one document.

    Args:
        data: its content.
        file: what to call it in a message.

    Raises:
        ExportError: it is no such document, or a row cannot be read.
    """
    text = decode(data, file)
    if "<!DOCTYPE" in text or "<!ENTITY" in text:
        raise refused(file, "文件里有文档类型声明，导出的文件没有。", _AGAIN)
    try:
        root = ET.fromstring(text.encode())  # noqa: S314 -- without a declaration no entity can grow
    except (ET.ParseError, ValueError) as error:
        raise refused(file, f"这不是完整的 XML：{error}。", _AGAIN) from error
    tables = {}
    for name in TABLES:
        table = root.find(name)
        if table is None:
            raise refused(file, f"没有「{name}」。", _AGAIN)
        tables[name] = tuple(
            _Line(f"{file}「{name}」第 {number} 条", {cell.tag: cell.text or "" for cell in row})
            for number, row in enumerate(table, 1)
        )
    return _books(tables)


def _books(tables: Mapping[str, Sequence[_Line]]) -> AuditBooks:
    heads = tables["电子账簿"]
    if not heads:
        raise refused("电子账簿", "里面没有一本账。", _AGAIN)
    last_day = heads[0].day("会计期间结束日期")
    return AuditBooks(
        heads[0].text("会计核算单位"),
        last_day.year,
        last_day,
        tuple(
            AuditAccount(
                line.text("电子账簿编号"), line.text("科目编号"), line.text("科目名称"), line.text("账本科目")
            )
            for line in tables["会计科目"]
        ),
        tuple(map(_balance, tables["科目余额及发生额"])),
        tuple(map(_leg, tables["记账凭证"])),
        tuple(map(_household, tables["分户余额"])),
    )


def _balance(line: _Line) -> AuditBalance:
    return AuditBalance(
        line.text("电子账簿编号"),
        line.whole("会计期间"),
        line.text("科目编号"),
        line.signed_fen("期初余额方向", "期初余额"),
        line.fen("借方发生额"),
        line.fen("贷方发生额"),
        line.signed_fen("期末余额方向", "期末余额"),
        line.place,
    )


def _leg(line: _Line) -> AuditLeg:
    return AuditLeg(
        line.text("电子账簿编号"),
        line.day("记账凭证日期"),
        line.text("记账凭证编号"),
        line.text("记账凭证摘要"),
        line.text("对方单位"),
        line.text("科目编号"),
        line.fen("借方金额"),
        line.fen("贷方金额"),
        line.whole("附件数"),
        line.text("制单人"),
        line.text("审核人"),
        line.text("辅助核算"),
        line.text("凭证来源") == COMPUTED,
        line.place,
    )


def _household(line: _Line) -> AuditHousehold:
    return AuditHousehold(
        line.text("电子账簿编号"),
        line.text("房屋编号"),
        line.fen("期初余额"),
        line.fen("本年增加"),
        line.fen("本年减少"),
        line.fen("期末余额"),
        line.place,
    )
