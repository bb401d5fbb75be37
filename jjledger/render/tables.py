"""Which tables people may take away from a page, with Chinese heads: its lines and its vouchers.

What lives here: rows and columns of each page. What must not: how CSV or XLSX look.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final, Literal

from jjledger.disclosure.below_line import WITHHELD
from jjledger.disclosure.card_models import LedgerCard
from jjledger.disclosure.head import HOLDERS
from jjledger.disclosure.models import (
    HouseholdStatement,
    Line,
    MaintenanceFund,
    PublicRevenue,
    VoucherView,
)
from jjledger.disclosure.page_texts import voucher_words
from jjledger.disclosure.statement_models import FigureRow, FinancialStatement, FinancialStatements

Kind = Literal["text", "day", "yuan", "count", "percent"]
Cell = str | int | Decimal | date | None
Row = tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its head, and what its cells are."""

    head: str
    kind: Kind = (
        "text"  # text: str; day: date; yuan: int of fen; count: int; percent: Decimal; each may be None
    )
    width: int = 12  # in digits, in a spreadsheet


@dataclass(frozen=True, slots=True)
class Table:
    """One table."""

    title: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]


_LINES: Final = (
    Column("部分"),
    Column("层级", "count", 6),
    Column("项目", width=36),
    Column("金额（元）", "yuan", 18),
    Column("凭证", width=40),
    Column("说明", width=40),
)
_VOUCHERS: Final = (
    Column("日期", "day"),
    Column("凭证号"),
    Column("摘要", width=40),
    Column("对方", width=28),
    Column("资金增减（元）", "yuan", 18),
    Column("科目", width=36),
    Column("借方（元）", "yuan", 18),
    Column("贷方（元）", "yuan", 18),
    Column("附单据"),
    Column("业主决定"),
    Column("备注", width=40),
)
_MOVEMENTS: Final = (
    Column("日期", "day"),
    Column("凭证号", width=18),
    Column("摘要", width=36),
    Column("金额（元）", "yuan", 18),
    Column("其中本金（元）", "yuan", 18),
    Column("其中利息（元）", "yuan", 18),
    Column("其中欠款（元）", "yuan", 18),
    Column("余额（元）", "yuan", 18),
    Column("算法", width=60),
    Column("尾差和依据", width=60),
    Column("同一凭证售房单位（元）", "yuan", 22),
)
_CARD: Final = tuple(
    (
        group,
        tuple((head, f"{prefix}{name}") for head, name in zip(("本金", "利息", "小计"), names, strict=True)),
    )
    for group, prefix, names in (
        ("增加", "added_", ("principal_fen", "interest_fen", "fen")),
        ("减少", "taken_", ("principal_fen", "interest_fen", "fen")),
        ("可用", "", ("principal_fen", "interest_fen", "balance_fen")),
    )
)
_TIES: Final = (
    Column("报表", width=18),
    Column("核对", width=48),
    Column("本表（元）", "yuan", 18),
    Column("应为（元）", "yuan", 18),
    Column("结果", width=40),
)


def tables(page: PublicRevenue | MaintenanceFund | HouseholdStatement) -> dict[str, Table]:
    """Give a page's tables by the names of their files."""
    if isinstance(page, HouseholdStatement):
        return {"statement": Table("分户对账单", _MOVEMENTS, tuple(_movements(page)))}
    numbers = {voucher.anchor: voucher_words(voucher) for voucher in page.vouchers}
    lines = _revenue(page, numbers) if isinstance(page, PublicRevenue) else _fund(page, numbers)
    return {
        "lines": Table("收支明细", _LINES, (*lines, *_answers(page, numbers))),
        "vouchers": voucher_table(page.vouchers),
    }


def voucher_table(vouchers: Iterable[VoucherView]) -> Table:
    """Give vouchers as a table, a leg a row."""
    return Table("凭证", _VOUCHERS, tuple(row for voucher in vouchers for row in _legs(voucher)))


def card_groups(card: LedgerCard) -> tuple[tuple[str, tuple[tuple[str, str], ...]], ...]:
    """Give the columns of figures of a ledger card by their heads, with the fields they show; arrears where there are any."""
    return (*_CARD, ("欠款", (("余额", "arrears_fen"),))) if card.owes else _CARD


def card_table(card: LedgerCard) -> Table:
    """Give a ledger card as a table."""
    columns = [(f"{group}{head}", name) for group, heads in card_groups(card) for head, name in heads]
    return Table(
        "分户账",
        (
            Column("日期", "day"),
            Column("摘要", width=40),
            *(Column(f"{head}（元）", "yuan", 16) for head, _ in columns),
            Column("凭证号", width=18),
            Column("备注", width=40),
        ),
        tuple(
            (row.day, row.summary, *(getattr(row, name) for _, name in columns), row.voucher, row.note)
            for row in (card.opening, *card.rows, card.total)
        ),
    )


def statement_tables(page: FinancialStatements) -> dict[str, Table]:
    """Give the prescribed statements as tables by the names of their files, and what they were compared with."""
    found = {one.name: _statement(one) for one in page.statements}
    rows = (
        (one.title, tie.title, tie.one_fen, None if tie.state == "unchecked" else tie.other_fen, tie.words)
        for one in page.statements
        for tie in one.ties
    )
    return {**found, "ties": Table("核对", _TIES, tuple(rows))}


def _statement(one: FinancialStatement) -> Table:
    columns = [f"{group.title} {column}（元）" for group in one.groups for column in group.columns]
    return Table(
        one.title,
        (Column("项目", width=30), *(Column(name, "yuan", 20) for name in columns)),
        tuple((_label(row), *(row.amounts_fen or (None,) * len(columns))) for row in one.rows),
    )


def _label(row: FigureRow) -> str:
    return f"其中：{row.label}" if row.kind == "part" else row.label


def _movements(page: HouseholdStatement) -> Iterator[Row]:
    """List a household's movements between its opening and its closing balance."""
    opening = (page.opening_principal_fen, page.opening_interest_fen, page.opening_arrears_fen)
    closing = (page.closing_principal_fen, page.closing_interest_fen, page.closing_arrears_fen)
    yield page.head.first_day, "", "期初余额", None, *opening, _balance(*opening), "", "", None
    for row in page.rows:
        yield (
            row.day,
            row.voucher,
            row.summary,
            row.amount_fen,
            row.principal_fen,
            row.interest_fen,
            row.arrears_fen,
            row.balance_fen,
            row.formula,
            row.reason,
            row.selling_unit_fen or None,
        )
    yield page.head.last_day, "", "期末余额", None, *closing, _balance(*closing), "", "", None


def _balance(principal_fen: int, interest_fen: int, arrears_fen: int) -> int:
    return principal_fen + interest_fen - arrears_fen


def _revenue(page: PublicRevenue, numbers: dict[str, str]) -> Iterator[Row]:
    """List the statement line by line."""
    yield _figure("结转", "上期结转", page.opening_fen)
    yield from _lines("收入", page.income, numbers)
    yield _figure("收入", "收入合计", page.income_fen)
    if page.later_fen:
        yield _figure("收入", "其中属于以后期间", page.later_fen)
    yield from _lines("支出", page.expense, numbers)
    yield _figure("支出", "支出合计", page.expense_fen)
    yield _figure("结余", "净收入", page.net_income_fen)
    yield _figure("结余", "本期收支差额", page.result_fen)
    yield _figure("结余", "期末结余", page.closing_fen, page.bank.words)


def _fund(page: MaintenanceFund, numbers: dict[str, str]) -> Iterator[Row]:
    """List the statement line by line, then what was repaired and what each building has."""
    holders = HOLDERS[page.head.document]
    yield _figure("结转", f"期初{holders}", page.opening_owners_fen)
    yield _figure("结转", "期初待分配累计收益", page.opening_undistributed_fen)
    yield from _lines("本期变动", page.lines, numbers)
    yield _figure("本期变动", "本期收支差额", page.result_fen)
    yield _figure("余额", f"期末{holders}", page.closing_owners_fen)
    yield _figure("余额", "期末待分配累计收益", page.closing_undistributed_fen)
    yield _figure("余额", "期末余额", page.closing_fen, page.bank.words)
    for project in page.projects:
        scope = f"{project.scope}；业主决定 {project.decision}" if project.decision else project.scope
        yield (
            "维修项目",
            1,
            project.title,
            project.cost_fen,
            _references(project.vouchers, numbers),
            scope,
        )
    for building in page.buildings:
        households = f"{building.households} 户" if building.households else ""
        note = "；".join(words for words in (households, building.note) if words)
        yield "各幢余额", 1, building.label, building.closing_fen, "", note


def _answers(page: PublicRevenue | MaintenanceFund, numbers: dict[str, str]) -> Iterator[Row]:
    """List who decided, longer spans, the year before and what is drawn over time, after the statement."""
    came, went = ("收入", "支出") if isinstance(page, PublicRevenue) else ("增加", "减少")
    for row in page.answers.decided:
        yield "谁决定的", 1, row.who, row.amount_fen, _references(row.vouchers, numbers), row.ground
    if page.answers.earlier_fen:
        yield _figure("提前收的钱", "以前提前收、属于本期", page.answers.earlier_fen)
    for span in page.answers.accumulated[1:]:
        since = f"自 {span.first_day} 起"
        yield _figure(span.label, "期初", span.opening_fen, since)
        yield _figure(span.label, came, span.in_fen, since)
        yield _figure(span.label, went, span.out_fen, since)
        yield _figure(span.label, "收支差额", span.result_fen, since)
    kinds = {"in": came, "out": went, "sum": "合计"}
    for line in page.answers.compared:
        yield _figure(f"去年同期{kinds[line.kind]}", line.label, line.before_fen, f"增减 {line.percent}")
    for point in page.charts.balances:
        yield _figure("各期末余额", point.label, point.amount_fen, point.day.isoformat())
    for count in page.charts.below:
        told = WITHHELD if count.households is None else f"{count.households} 户"
        yield "余额偏低的户数", 1, f"不足首期交存额 {count.line}", None, "", f"{count.day}：{told}"


def _figure(part: str, label: str, fen: int, note: str = "") -> Row:
    return part, None, label, fen, "", note


def _lines(part: str, lines: Iterable[Line], numbers: dict[str, str]) -> Iterator[Row]:
    for line in lines:
        yield part, line.level, line.label, line.amount_fen, _references(line.vouchers, numbers), line.note


def _references(anchors: Iterable[str], numbers: dict[str, str]) -> str:
    return "、".join(numbers[anchor] for anchor in anchors)


def _legs(voucher: VoucherView) -> Iterator[Row]:
    """Give a voucher a row a leg, with what it did to the money in the first, so that each column sums."""
    for place, leg in enumerate(voucher.legs):
        yield (
            voucher.day,
            voucher.number,
            voucher.summary,
            voucher.payee,
            None if place else voucher.amount_fen,
            leg.account,
            leg.debit_fen or None,
            leg.credit_fen or None,
            voucher.attachments,
            voucher.decision,
            voucher.note,
        )
