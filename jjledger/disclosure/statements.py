"""会住维01 资产负债表, 02 收支表, 03 净资产变动表, and what they were compared with.

Every figure comes from the computed closing. What must tie is reckoned in a second way and shown beside
the first; what does not tie says by how much, and nothing is moved to make it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from operator import itemgetter
from typing import Final

from jjledger.disclosure.statement_models import (
    ColumnGroup,
    FigureRow,
    FinancialStatement,
    FinancialStatements,
    RowKind,
    StatementsHead,
    Tie,
)
from jjledger.disclosure.statement_ties import bank_ties, household_tie, tie
from jjledger.facts.books import Books
from jjledger.facts.community import Fund, FundKind
from jjledger.facts.shares import FundShares, ShareRows
from jjledger.facts.voucher import SUSPENSE_CODE, Voucher
from jjledger.period import Period, day_before
from jjledger.rules.statements import (
    ASSET_CODES,
    EXPENSE_CODES,
    INCOME_CODES,
    Change,
    HeldParts,
    Position,
    brought_forward,
    changes,
    flows,
    held_parts,
    is_opening,
    position,
    result_of,
)
from jjledger.rules.suspense import bank_refs

_KINDS: Final[tuple[FundKind, ...]] = ("maintenance", "public_housing")
_COLUMNS: Final = ("商品住宅", "公有住房", "合计")
_OWNERS: Final = ("商品住宅维修资金", "已售公有住房维修资金")
_UNDISTRIBUTED: Final = "待分配累计收益"
_TITLES: Final = {
    "1001": "银行存款", "1101": "国债投资", "1201": "备用金", "1901": "待查款项（尚未查明）",
    "4001": "交存收入", "4101": "存款利息收入", "4102": "国债利息收入", "4201": "经营收入",
    "4301": "共用设施处置收入", "4901": "其他收入",
    "5001": "维修支出", "5101": "返还支出", "5901": "其他支出",
}  # fmt: skip
# Rows of the annex: the codes a movement of owners' money is booked on; what is on none of them is 其他变动.
_MOVES: Final = (("交存", "4001"), ("维修支出", "5001"), ("返还支出", "5101"), ("其他支出", "5901"))


@dataclass(frozen=True, slots=True)
class _Drawn:
    """What the statements of a period are drawn from, and what more than one of them needs."""

    books: Books
    period: Period
    shares: Mapping[str, FundShares]
    opening: tuple[Position, ...]  # of the year, a column each
    closing: tuple[Position, ...]

    @property
    def year_start(self) -> date:
        return self.period.first_day.replace(month=1, day=1)

    @property
    def yearly(self) -> bool:
        return self.period.code == f"{self.period.first_day.year:04}"


def financial_statements(
    books: Books, shares: Mapping[str, FundShares], period: Period
) -> FinancialStatements:
    """Draw up the statements of the owners' funds for a month or a year.

    Args:
        books: the general book; drafts are named and not counted.
        shares: what the funds' splits came to.
        period: a month or a year.

    Returns:
        01 and 02, for a year 03 as well, and the annex where sold public housing has a fund.

    Source: 财会〔2020〕7号 会住维01, 02, 03表.
    """
    start = period.first_day.replace(month=1, day=1)
    columns = [_funds(books, kind) for kind in _KINDS]
    drawn = _Drawn(
        books,
        period,
        shares,
        tuple(brought_forward(books.posted(), funds, start, period.last_day) for funds in columns),
        tuple(position(books.posted(), funds, period.last_day) for funds in columns),
    )
    statements = [_balance_sheet(drawn), _income(drawn)]
    if drawn.yearly:
        statements.append(_net_assets(drawn))
    if _funds(books, "public_housing"):
        statements.append(_annex(drawn))
    return FinancialStatements(_head(drawn), tuple(statements))


def _funds(books: Books, kind: FundKind) -> tuple[Fund, ...]:
    return tuple(fund for fund in books.community.funds if fund.kind == kind)


def _head(drawn: _Drawn) -> StatementsHead:
    community, period = drawn.books.community, drawn.period
    owners = {fund.code for kind in _KINDS for fund in _funds(drawn.books, kind)}
    drafts = (
        voucher
        for voucher in drawn.books.vouchers
        if voucher.draft and voucher.day <= period.last_day and owners & {*voucher.funds}
    )
    return StatementsHead(
        "住宅专项维修资金", community.disclosure.contact, community.name, community.code,
        period.code, period.title, period.first_day, period.last_day,
        tuple(_draft_words(voucher) for voucher in drafts), community.sample,
    )  # fmt: skip


def _draft_words(voucher: Voucher) -> str:
    # The bank's own words name people.
    words = "银行流水待核" if bank_refs(voucher) else voucher.narration
    return f"{voucher.day} {words}（{voucher.place.file} 第 {voucher.place.line} 行）"


def _balance_sheet(drawn: _Drawn) -> FinancialStatement:
    """Lay out assets, what is owed, and net assets, each at the year's beginning and the period's end."""

    def row(label: str, figure: Callable[[Position, int], int], kind: RowKind = "line") -> FigureRow:
        standing = zip(drawn.opening, drawn.closing, strict=True)
        pairs = [(figure(one, place), figure(other, place)) for place, (one, other) in enumerate(standing)]
        return FigureRow(label, kind, _in_pairs(pairs))

    return FinancialStatement(
        "01-balance-sheet", "会住维01表", "资产负债表",
        tuple(ColumnGroup(title, ("年初余额", "期末余额")) for title in _COLUMNS),
        (
            FigureRow("资产", "group", ()),
            *(row(_TITLES[code], _asset(code)) for code in ASSET_CODES if _is_shown(code, drawn)),
            row("资产总计", lambda one, _: one.assets_fen, "total"),
            FigureRow("负债", "group", ()),
            row("应付房屋灭失返还资金", lambda one, _: one.refunds_owed_fen),
            row("负债合计", lambda one, _: one.refunds_owed_fen, "sum"),
            FigureRow("净资产", "group", ()),
            row(_OWNERS[0], lambda one, place: 0 if place else one.owners_fen),
            row(_OWNERS[1], lambda one, place: one.owners_fen if place else 0),
            *_public_housing_parts(drawn),
            row(_UNDISTRIBUTED, lambda one, _: one.undistributed_fen),
            row("净资产合计", lambda one, _: one.net_fen, "sum"),
            row("负债和净资产总计", lambda one, _: one.refunds_owed_fen + one.net_fen, "total"),
        ),
        tuple(_balance_ties(drawn)),
    )  # fmt: skip


def _is_shown(code: str, drawn: _Drawn) -> bool:
    """Say whether an asset has a row: the prescribed ones always, what is not explained only while there is any."""
    return code != SUSPENSE_CODE or any(one.assets[code] for one in (*drawn.opening, *drawn.closing))


def _asset(code: str) -> Callable[[Position, int], int]:
    return lambda one, _: one.assets[code]


def _in_pairs(pairs: Sequence[tuple[int, int]]) -> tuple[int, ...]:
    """Lay out a pair of figures a column, and their totals behind them."""
    total = tuple(sum(column) for column in zip(*pairs, strict=True))
    return tuple(fen for pair in (*pairs, total) for fen in pair)


def _public_housing_parts(drawn: _Drawn) -> Iterator[FigureRow]:
    """Say beside 3002 what is owners' of it and what the selling units'."""
    if not _funds(drawn.books, "public_housing"):
        return
    opening = _held(drawn, lambda row: _is_before(drawn, row))
    closing = _held(drawn, lambda row: row.day <= drawn.period.last_day)
    for label, one, other in (
        ("业主", opening.owners_fen, closing.owners_fen),
        ("售房单位", opening.selling_units_fen, closing.selling_units_fen),
    ):
        yield FigureRow(label, "part", _in_pairs([(0, 0), (one, other)]))


def _is_before(drawn: _Drawn, row: ShareRows) -> bool:
    """Say whether a row is brought forward: of an earlier year, or of a voucher that opened the books."""
    return row.day < drawn.year_start or (is_opening(row.voucher) and row.day <= drawn.period.last_day)


def _held(drawn: _Drawn, chosen: Callable[[ShareRows], bool]) -> HeldParts:
    """Sum chosen rows of the funds of sold public housing."""
    parts = [
        held_parts(drawn.shares[fund.code], filter(chosen, drawn.shares[fund.code].rows))
        for fund in _funds(drawn.books, "public_housing")
    ]
    return HeldParts(sum(one.owners_fen for one in parts), sum(one.selling_units_fen for one in parts))


def _balance_ties(drawn: _Drawn) -> Iterator[Tie]:
    day = drawn.period.last_day
    for place, kind in enumerate(_KINDS):
        funds = _funds(drawn.books, kind)
        if not funds:
            continue
        name, one = _COLUMNS[place], drawn.closing[place]
        owed = one.refunds_owed_fen + one.net_fen
        yield tie(f"{name}：资产总计 = 负债和净资产总计", one.assets_fen, owed)
        shares = [drawn.shares[fund.code] for fund in funds]
        yield household_tie(_OWNERS[place], one.owners_fen, shares, day)
        yield from bank_ties(drawn.books, funds, day)


def _income(drawn: _Drawn) -> FinancialStatement:
    """Lay out income and expense: of the month and the year so far, or of the year and the one before."""
    period, start = drawn.period, drawn.year_start
    spans = (
        (("本年数", start, period.last_day), ("上年数", _year_before(start), day_before(start)))
        if drawn.yearly
        else (("本月数", period.first_day, period.last_day), ("本年累计数", start, period.last_day))
    )
    sums = [
        flows(drawn.books.posted(), _funds(drawn.books, kind), first, last)
        for _, first, last in spans
        for kind in _KINDS
    ]

    def row(label: str, figure: Callable[[Mapping[str, int]], int], kind: RowKind = "line") -> FigureRow:
        return FigureRow(label, kind, _in_threes([figure(one) for one in sums]))

    def lines(codes: Iterable[str]) -> Iterator[FigureRow]:
        for code in codes:
            yield row(_TITLES[code], itemgetter(code))

    return FinancialStatement(
        "02-income-statement", "会住维02表", "收支表",
        tuple(ColumnGroup(title, _COLUMNS) for title, _, _ in spans),
        (
            FigureRow("一、本期收入", "group", ()),
            *lines(INCOME_CODES),
            row("收入合计", lambda one: sum(one[code] for code in INCOME_CODES), "sum"),
            FigureRow("二、本期支出", "group", ()),
            *lines(EXPENSE_CODES),
            row("支出合计", lambda one: sum(one[code] for code in EXPENSE_CODES), "sum"),
            row("三、本期收支差额", result_of, "total"),
        ),
        tuple(_income_ties(drawn)),
    )  # fmt: skip


def _in_threes(figures: Sequence[int]) -> tuple[int, ...]:
    """Lay out two columns and their total, once for each of two spans."""
    commercial, public, other_commercial, other_public = figures
    return (
        commercial, public, commercial + public,
        other_commercial, other_public, other_commercial + other_public,
    )  # fmt: skip


def _year_before(start: date) -> date:
    return start.replace(year=start.year - 1)


def _income_ties(drawn: _Drawn) -> Iterator[Tie]:
    """Compare the year's result with what the net assets changed by, less what was booked straight into them."""
    span = "本年" if drawn.yearly else "本年累计"
    for place, kind in enumerate(_KINDS):
        funds = _funds(drawn.books, kind)
        if not funds:
            continue
        result = result_of(flows(drawn.books.posted(), funds, drawn.year_start, drawn.period.last_day))
        moved = changes(drawn.books.posted(), funds, drawn.year_start, drawn.period.last_day)
        straight = moved.owners.other_fen + moved.undistributed.other_fen
        changed = drawn.closing[place].net_fen - drawn.opening[place].net_fen - straight
        yield tie(f"{_COLUMNS[place]}：{span}收支差额 = 分配前净资产的变动", result, changed)


def _net_assets(drawn: _Drawn) -> FinancialStatement:
    """Lay out how the year changed owners' money and undistributed income."""
    moved = [
        changes(drawn.books.posted(), _funds(drawn.books, kind), drawn.year_start, drawn.period.last_day)
        for kind in _KINDS
    ]

    def row(label: str, figure: Callable[[Change], int], kind: RowKind = "line") -> FigureRow:
        return _across(
            label,
            kind,
            [figure(one.owners) for one in moved],
            sum(figure(one.undistributed) for one in moved),
        )

    def standing(label: str, positions: Iterable[Position], kind: RowKind) -> FigureRow:
        found = tuple(positions)
        undistributed = sum(one.undistributed_fen for one in found)
        return _across(label, kind, [one.owners_fen for one in found], undistributed)

    rows = (
        standing("本年年初余额", drawn.opening, "sum"),
        row("本年收支差额", lambda one: one.result_fen),
        row("本年分配累计收益", lambda one: one.distributed_fen),
        row("其他变动", lambda one: one.other_fen),
        standing("本年年末余额", drawn.closing, "total"),
    )
    heads = (*_OWNERS, _UNDISTRIBUTED, "净资产合计")
    return FinancialStatement(
        "03-net-assets", "会住维03表", "净资产变动表",
        (ColumnGroup("净资产", heads),),
        rows,
        tuple(_net_ties(heads, rows)),
    )  # fmt: skip


def _across(label: str, kind: RowKind, owners: Sequence[int], undistributed: int) -> FigureRow:
    return FigureRow(label, kind, (*owners, undistributed, sum(owners) + undistributed))


def _net_ties(heads: Sequence[str], rows: Sequence[FigureRow]) -> Iterator[Tie]:
    *above, closing = rows
    for place, head in enumerate(heads):
        yield tie(
            f"{head}：年初余额 + 各行变动 = 年末余额",
            sum(row.amounts_fen[place] for row in above),
            closing.amounts_fen[place],
        )
    distributed = next(row for row in rows if row.label == "本年分配累计收益")
    yield tie("分配累计收益各列之和 = 0", distributed.amounts_fen[-1], 0)


def _annex(drawn: _Drawn) -> FinancialStatement:
    """Lay out whose the money of sold public housing is, owners and selling units each in a column of their own."""

    def row(label: str, chosen: Callable[[ShareRows], bool], kind: RowKind = "line") -> FigureRow:
        parts = _held(drawn, chosen)
        one, other = parts.owners_fen, parts.selling_units_fen
        return FigureRow(label, kind, (one, other, one + other))

    def within(row: ShareRows) -> bool:
        return row.day <= drawn.period.last_day and not _is_before(drawn, row)

    def move(code: str) -> Callable[[ShareRows], bool]:
        return lambda row: within(row) and row.posting.account.code == code

    def rest(row: ShareRows) -> bool:
        codes = [code for _, code in _MOVES]
        return within(row) and row.kind != "distribution" and row.posting.account.code not in codes

    rows = (
        row("年初余额", lambda one: _is_before(drawn, one), "sum"),
        *(row(label, move(code)) for label, code in _MOVES),
        row("分配收益", lambda one: within(one) and one.kind == "distribution"),
        row("其他变动", rest),
        row("期末余额", lambda one: one.day <= drawn.period.last_day, "total"),
    )
    *above, closing = (one.amounts_fen[-1] for one in rows)
    return FinancialStatement(
        "04-public-housing", "附表", "已售公有住房维修资金归属表",
        (ColumnGroup(_OWNERS[1], ("业主", "售房单位", _COLUMNS[-1])),),
        rows,
        (
            tie("年初余额 + 各行变动 = 期末余额", sum(above), closing),
            tie(f"合计 = 资产负债表{_OWNERS[1]}", closing, drawn.closing[1].owners_fen),
        ),
    )  # fmt: skip
