"""The rows below a statement's heading: each read exactly, or left out with the reason."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from jjledger.facts.statement import Remark
from jjledger.intake.cells import Cell
from jjledger.intake.statements.banner import Side
from jjledger.intake.statements.layouts import Field
from jjledger.intake.statements.recognition import Table
from jjledger.intake.statements.values import (
    account_tail,
    clock_of,
    fen_of,
    filled,
    foreign_amount,
    is_yuan,
    moment_of,
    name_and_tail,
    short_day,
)

_TOTAL: Final = re.compile(
    r"(?:人民币|本页|本日|本月|本期|本年|全部|交易|借方|贷方|收入|支出)*(?:合计|总计|共计|小计|累计)"
)
_CARRIED: Final = re.compile(
    r"(?:期初|上期|上日|承前|年初|起始|上页|前页)(?:页)?(?:账户)?(?:余额|结余|结转)?|过次页|承前页"
)
_IN_FLAGS: Final = frozenset(
    {"贷", "贷方", "贷cr", "cr", "c", "收入", "收", "收款", "转入", "存入", "入账", "来账", "贷记"}
)
_OUT_FLAGS: Final = frozenset(
    {"借", "借方", "借dr", "dr", "d", "支出", "付", "付款", "支", "转出", "支取", "出账", "往账", "借记"}
)
_NEUTRAL_FLAGS: Final = frozenset({"", "不计收支", "中性交易", "其他"})
_KINDS: Final[Mapping[str, Side]] = {
    "消费": "out", "取现": "out", "预借现金": "out", "利息": "out", "年费": "out", "手续费": "out", "滞纳金": "out", "违约金": "out",
    "分期": "out", "退货": "in", "退款": "in", "信用卡还款": "in", "还款": "in", "存款": "in", "溢缴款": "in", "返现": "in",
}  # fmt: skip
_HIDDEN: Final = re.compile(r"[\dx-z*#,.-]+", re.IGNORECASE)  # a figure of which digits are blotted out
_BOTH: Final = "收入和支出两格都有数"


class _UnreadError(Exception):
    """A row cannot be read; the words say why."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One row as printed, before its state and place in the order are known."""

    row: int
    day: date
    time: str
    amount_fen: int  # as the holder sees it, whatever its state
    printed_fen: int  # as it stands in its column
    side: Side  # the column or flag
    balance_fen: int | None
    counterparty: str
    counter_account: str
    texts: tuple[str, ...]  # of the columns of words, as printed
    serial: str
    state: str
    through: str
    foreign: str  # another currency, "" ours


@dataclass(frozen=True, slots=True)
class Total:
    """A line of sums below some rows."""

    row: int
    part: bool  # since the last part total, not since the heading
    sums: Mapping[Field, int]  # as printed, by column


@dataclass(slots=True)
class _Sheet:
    """What is gathered on the way down a page."""

    readings: list[Reading] = field(default_factory=list)
    unread: list[Remark] = field(default_factory=list)
    doubts: list[Remark] = field(default_factory=list)
    totals: list[tuple[int, Total]] = field(default_factory=list)  # with the number of readings above
    below: list[tuple[int, Sequence[Cell]]] = field(default_factory=list)
    carried_fen: int | None = None  # a balance brought forward in a row of its own


@dataclass(frozen=True, slots=True)
class Rows:
    """All rows of a page, in the order of the file."""

    readings: tuple[Reading, ...]
    unread: tuple[Remark, ...]
    doubts: tuple[Remark, ...]
    totals: tuple[tuple[int, Total], ...]  # each with the number of readings above it
    below: tuple[tuple[int, Sequence[Cell]], ...]  # lines that are no rows
    carried_fen: int | None


def read_rows(table: Table, last_month: tuple[int, int] | None) -> Rows:
    """Read the rows below a heading.

    Args:
        table: the page and where its columns are.
        last_month: year and month of the statement, for days printed without year.
    """
    sheet = _Sheet()
    heads = [cell.text for cell in table.page.rows[table.index][1]]
    reader = _RowReader(table, last_month, sheet.doubts)
    for row, cells in table.page.rows[table.index + 1 :]:
        texts = [cell.text for cell in cells]
        if any(texts) and texts[: len(heads)] != heads:  # else empty, or the heading again on a new page
            _take(reader, sheet, row, cells)
    if reader.balances:
        first = reader.balances[0]
        more = f"，像这样的有 {len(reader.balances)} 行" if len(reader.balances) > 1 else ""
        sheet.doubts.append(Remark(first.row, f"{first.why}{more}，余额没有核对"))
    return Rows(
        tuple(sheet.readings), tuple(sheet.unread), tuple(sheet.doubts), tuple(sheet.totals), tuple(sheet.below),
        sheet.carried_fen,
    )  # fmt: skip


def stray_row(table: Table) -> int:
    """Find a row above the heading that could stand below it; 0 where there is none.

    Args:
        table: the page and where its columns are.
    """
    reader = _RowReader(table, None, [])
    for row, cells in table.page.rows[: table.index]:
        if reader.has_day(cells):
            try:
                reader.read(row, cells)
            except _UnreadError:
                continue
            return row
    return 0


def _take(reader: _RowReader, sheet: _Sheet, row: int, cells: Sequence[Cell]) -> None:
    """Find out what a line is, and keep it."""
    if not reader.has_day(cells):
        total = _total(reader, row, cells)
        if total is not None:
            sheet.totals.append((len(sheet.readings), total))
            sheet.below.append((row, cells))
            return
        if reader.is_note(cells):
            sheet.below.append((row, cells))
            return
    carried = reader.carried(cells)
    if carried is not None:
        sheet.carried_fen = carried if not sheet.readings else sheet.carried_fen
        return
    try:
        sheet.readings.append(reader.read(row, cells))
    except _UnreadError as why:
        sheet.unread.append(Remark(row, str(why)))


def _total(reader: _RowReader, row: int, cells: Sequence[Cell]) -> Total | None:
    words = [found[0] for cell in cells if (found := _TOTAL.match(cell.text.replace(" ", "")))]
    if not words:
        return None
    sums: dict[Field, int] = {}
    for column in ("in", "out", "amount"):
        for cell in reader.table.cells(cells, column):
            try:
                sums[column] = fen_of(cell.text)
            except ValueError:
                continue
    return Total(row, any(word.endswith("小计") or word.startswith("本页") for word in words), sums)


class _RowReader:
    """Reads one row after another."""

    def __init__(self, table: Table, last_month: tuple[int, int] | None, doubts: list[Remark]) -> None:
        self.table, self.last_month, self.doubts = table, last_month, doubts
        self.balances: list[Remark] = []  # that cannot be read

    def has_day(self, cells: Sequence[Cell]) -> bool:
        return any(self._day(cell.text) for cell in self.table.cells(cells, "day"))

    def is_note(self, cells: Sequence[Cell]) -> bool:
        """Say whether a line without a day is no row: nothing in it is an amount, or it is one text."""
        if sum(bool(cell.text) for cell in cells) == 1:
            return True
        return not any(
            any(sign.isdigit() for sign in cell.text)
            for column in ("in", "out", "amount", "balance")
            for cell in self.table.cells(cells, column)
        )

    def carried(self, cells: Sequence[Cell]) -> int | None:
        """Give the balance of a row that only carries one forward."""
        texts = [cell.text.replace(" ", "") for cell in cells]
        if not any(_CARRIED.fullmatch(text) for text in texts):
            return None
        try:
            if any(self._fen(cells, column, "") for column in ("in", "out", "amount")):
                return None
            return self._fen(cells, "balance", "")
        except _UnreadError:
            return None

    def read(self, row: int, cells: Sequence[Cell]) -> Reading:
        """Read a row, or raise the reason why it cannot be read."""
        if any(cell.text for cell in cells[self.table.width :]):
            raise _UnreadError("这一行比表头多出几格，可能有没加引号的逗号，各格对不上列")
        day, clock = self._moment(cells)
        side, amount, printed, foreign = self._amount(cells)
        name, tail = self._other(cells, side)
        return Reading(
            row, day, clock, amount, printed, side, self._balance(row, cells), name, tail,
            tuple(text for text in self._texts(cells, "words") if text), self._serial(row, cells), self._text(cells, "state"),
            self._text(cells, "through"), foreign,
        )  # fmt: skip

    def _day(self, text: str) -> date | None:
        moment = moment_of(text)
        if moment is not None:
            return moment[0]
        return short_day(text, self.last_month) if self.last_month is not None else None

    def _moment(self, cells: Sequence[Cell]) -> tuple[date, str]:
        for cell in self.table.cells(cells, "day"):
            day = self._day(cell.text)
            if day is not None:
                times = (clock_of(one.text) for one in self.table.cells(cells, "time"))
                return day, clock_of(cell.text) or next(filter(None, times), "")
            if cell.text and not clock_of(cell.text):
                raise _UnreadError(f"日期「{cell.text}」读不出")
        raise _UnreadError("没有日期")

    def _fen(self, cells: Sequence[Cell], column: Field, title: str) -> int | None:
        """Read the amount in a column, None where it is empty."""
        for cell in self.table.cells(cells, column):
            if cell.trouble:
                raise _UnreadError(f"{title}「{cell.text}」{cell.trouble}")
            if filled(cell.text):
                try:
                    return fen_of(cell.text)
                except ValueError:
                    raise _UnreadError(f"{title}「{cell.text}」读不成至多两位小数的数") from None
        return None

    def _amount(self, cells: Sequence[Cell]) -> tuple[Side, int, int, str]:
        """Give the side, the amount as the holder sees it, as printed, and a currency that is not ours."""
        currency = next((text for text in self._texts(cells, "currency") if not is_yuan(text)), "")
        if self.table.layout.sign == "columns":
            into, out = self._fen(cells, "in", "收入"), self._fen(cells, "out", "支出")
            if into and out:
                raise _UnreadError(_BOTH)
            if into is None and out is None:
                raise _UnreadError("收入和支出两格都是空的")
            if into or out is None:
                return "in", into or 0, into or 0, currency
            return "out", -out, out, currency
        foreign = next(
            filter(None, (self._foreign(cell) for cell in self.table.cells(cells, "amount"))), None
        )
        printed = foreign[1] if foreign else self._fen(cells, "amount", "金额")
        if printed is None:
            raise _UnreadError("金额是空的")
        side = self._side(cells, printed)
        signed = {"signed": printed, "owed": -printed}.get(self.table.layout.sign)
        if signed is None:
            signed = {"in": printed, "out": -printed, "neutral": 0}[side]
        return side, signed, printed, foreign[0] if foreign else currency

    @staticmethod
    def _foreign(cell: Cell) -> tuple[str, int] | None:
        try:
            return foreign_amount(cell.text)
        except ValueError:
            return None

    def _side(self, cells: Sequence[Cell], printed: int) -> Side:
        sign = self.table.layout.sign
        if sign == "signed":
            return "in" if printed >= 0 else "out"
        if sign == "owed":
            return "out" if printed > 0 else "in"
        if sign == "flag":
            flag = self._text(cells, "flag").replace(" ", "").lower()
            if flag in _IN_FLAGS:
                return "in"
            if flag in _OUT_FLAGS:
                return "out"
            if flag in _NEUTRAL_FLAGS and self.table.layout.has_states:
                return "neutral"
            raise _UnreadError(f"借贷或收支「{flag}」不知道是收是付")
        text = self._text(cells, "words")
        side = next((side for word, side in _KINDS.items() if text.startswith(word)), None)
        if side is None:
            raise _UnreadError(f"「{text}」不知道是收是付")
        return side

    def _balance(self, row: int, cells: Sequence[Cell]) -> int | None:
        """Read the balance; None where it is empty or made unreadable, as in a file without private data."""
        try:
            return self._fen(cells, "balance", "余额")
        except _UnreadError as why:
            if any(_HIDDEN.fullmatch(cell.text) for cell in self.table.cells(cells, "balance")):
                self.balances.append(Remark(row, str(why)))
                return None
            raise

    def _other(self, cells: Sequence[Cell], side: Side) -> tuple[str, str]:
        """Give the other side's name and the tail of its account."""
        whom: tuple[Field, Field] = ("counterparty", "counter_account")
        if "counterparty" not in self.table.places or not self.table.places["counterparty"]:
            whom = ("payer", "payer_account") if side == "in" else ("payee", "payee_account")
        name, tail = name_and_tail(self._text(cells, whom[0]))
        return name, account_tail(self._text(cells, whom[1])) or tail

    def _serial(self, row: int, cells: Sequence[Cell]) -> str:
        for cell in self.table.cells(cells, "serial"):
            if cell.trouble:
                self.doubts.append(Remark(row, f"流水号「{cell.text}」{cell.trouble}，没有采用"))
                return ""
            if filled(cell.text):
                return cell.text
        return ""

    def _text(self, cells: Sequence[Cell], column: Field) -> str:
        return next(filter(None, self._texts(cells, column)), "")

    def _texts(self, cells: Sequence[Cell], column: Field) -> Iterator[str]:
        return (filled(cell.text) for cell in self.table.cells(cells, column))
