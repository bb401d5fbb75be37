"""Read controls/*.csv: what barrier gates, charging piles and lockers counted themselves."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from jjledger.books.csv_table import refuse
from jjledger.books.findings import place_of
from jjledger.books.source import Source
from jjledger.errors import FORMAT, JjledgerError
from jjledger.facts.finding import Finding
from jjledger.facts.revenue import ControlFigure
from jjledger.period import parse_period
from jjledger.units import fen_from_text

FOLDER: Final = "controls"
_WORDS: Final[Mapping[str, tuple[str, ...]]] = {
    "source": ("来源", "设备", "设备名称", "source"),
    "day": ("日期", "月份", "统计日期", "账期", "交易日期", "day", "month"),
    "count": ("笔数", "次数", "订单数", "count"),
    "amount": ("金额", "收入", "实收金额", "实收", "收款金额", "amount"),
}
_REQUIRED: Final = ("day", "amount")
_DAY: Final = re.compile(r"(\d{4})[-/.年]?(\d{1,2})(?:[-/.月]?(\d{1,2})?日?)?月?", re.ASCII)
_TOTAL: Final = re.compile(r"(?:合计|总计|小计)")


def read_controls(source: Source) -> tuple[tuple[ControlFigure, ...], tuple[Finding, ...]]:
    """Read every table of outside figures; one that cannot be read is told and the others stand."""
    found: list[ControlFigure] = []
    findings = []
    for path in sorted((source.folder / FOLDER).glob("*.csv")):
        try:
            found += read_control(source, f"{FOLDER}/{path.name}")
        except JjledgerError as error:
            trouble, place = error.trouble, place_of(error, source)
            what = f"外部数据 {path.name} 读不出来：{trouble.what}"
            findings.append(Finding("E84", "warn", place, what, trouble.remedy, FORMAT, trouble.excerpt))
    return tuple(found), tuple(findings)


def read_control(source: Source, name: str) -> Iterator[ControlFigure]:
    """Read one table by the words of its heading; a table without a column of sources is named after its file.

    Raises:
        RegisterError: no heading, or a day or amount that is none.
    """
    lines = csv.reader(source.text(name).splitlines())
    places: Mapping[str, int] = {}
    for cells in lines:
        if not any(cell.strip() for cell in cells):
            continue
        if not places:
            places = _heading(cells)
            continue
        if not _TOTAL.match(cells[0].strip()):
            yield _figure(source, name, lines.line_num, {key: _cell(cells, at) for key, at in places.items()})
    if not places:
        raise refuse(source, name, 1, "没有找到表头。", "表头须有 日期（或月份）和金额，可以有来源和笔数。")


def _heading(cells: Sequence[str]) -> Mapping[str, int]:
    heads = ["".join(cell.split()) for cell in cells]
    found = {
        key: next(at for at, head in enumerate(heads) if head in words)
        for key, words in _WORDS.items()
        if any(head in words for head in heads)
    }
    return found if all(key in found for key in _REQUIRED) else {}


def _cell(cells: Sequence[str], place: int) -> str:
    return cells[place].strip() if place < len(cells) else ""


def _figure(source: Source, name: str, line: int, cells: Mapping[str, str]) -> ControlFigure:
    match = _DAY.match(cells["day"])
    try:
        period = parse_period(f"{match[1]}-{int(match[2]):02d}") if match else None
    except ValueError:
        period = None
    if period is None:
        raise refuse(
            source, name, line, f"「{cells['day']}」不是日期或月份。", "请写作 2025-03-31 或 2025-03。"
        )
    try:
        amount = fen_from_text(cells["amount"])
    except ValueError as error:
        raise refuse(source, name, line, f"「{cells['amount']}」读不成金额。", "至多两位小数。") from error
    count = cells.get("count", "")
    if count and not (count.isascii() and count.isdigit()):
        raise refuse(source, name, line, f"笔数「{count}」不是整数。", "请写整数，或留空。")
    own = name.rpartition("/")[2].removesuffix(".csv")
    return ControlFigure(
        name, line, cells.get("source") or own, period, int(count) if count else None, amount
    )
