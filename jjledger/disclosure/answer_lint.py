"""The last look at what a statement answers and draws: all of it is added up again from the page's own lines.

It is asked only of pages whose own sums are right; else everything that rests on them would be told too.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from jjledger.disclosure.answer_models import Accumulated, Compared
from jjledger.disclosure.chart_flows import flows, side_fen, signed_flows
from jjledger.disclosure.compared import change_words
from jjledger.disclosure.models import Line, MaintenanceFund, PublicRevenue
from jjledger.disclosure.small import LEAST_HOUSEHOLDS
from jjledger.units import yuan

Wrong = Iterator[tuple[str, str]]  # code, what
RESTS_ON: Final = frozenset({"D02", "D03", "D05"})  # lints of the sums


def answers_wrong(page: PublicRevenue | MaintenanceFund) -> Wrong:
    """Find drawings, spans, comparisons and decisions that do not fit the page.

    Args:
        page: whose own sums are right.
    """
    yield from _drawn(page)
    for span in page.answers.accumulated:
        yield from _span(span, page)
    for row in page.answers.compared:
        yield from _compared(row, page)
    yield from _decided(page)
    for count in page.charts.below:
        if count.households is not None and count.households < LEAST_HOUSEHOLDS:
            yield (
                "D12",
                f"{count.day} 余额偏低的只有 {count.households} 户，不足 {LEAST_HOUSEHOLDS} 户的不能列出户数。",
            )


def _drawn(page: PublicRevenue | MaintenanceFund) -> Wrong:
    charts, opening = page.charts, _opening(page)
    if isinstance(page, PublicRevenue):
        drawn = flows(opening, page.income, page.expense, page.closing_fen)
        if charts.balances[0].amount_fen != opening:
            yield (
                "D09",
                f"图形的期初 {yuan(charts.balances[0].amount_fen)} 元不是上期结转 {yuan(opening)} 元。",
            )
    else:
        drawn = signed_flows(opening, page.lines, page.closing_fen)
    if charts.flows != drawn:
        came, went = (side_fen(one for one in charts.flows if one.side == side) for side in ("from", "to"))
        yield "D09", f"钱的来去画得与本页金额不符：来 {yuan(came)} 元，去 {yuan(went)} 元。"
    if charts.balances and charts.balances[-1].amount_fen != page.closing_fen:
        yield (
            "D09",
            f"图形的期末 {yuan(charts.balances[-1].amount_fen)} 元不是期末结余 {yuan(page.closing_fen)} 元。",
        )


def _span(span: Accumulated, page: PublicRevenue | MaintenanceFund) -> Wrong:
    adds_up = (
        span.in_fen - span.out_fen == span.result_fen
        and span.opening_fen + span.result_fen == span.closing_fen == page.closing_fen
    )
    this = span.first_day != page.head.first_day or span.result_fen == page.result_fen
    if not adds_up or not this:
        yield "D10", f"「{span.label}」的期初、收支差额和期末对不上：期末 {yuan(span.closing_fen)} 元。"


def _compared(row: Compared, page: PublicRevenue | MaintenanceFund) -> Wrong:
    right = (row.amount_fen - row.before_fen, change_words(row.amount_fen, row.before_fen))
    if (row.change_fen, row.percent) != right or row.amount_fen != _on_page(row, page):
        yield "D10", f"「{row.label}」与去年同期的比较对不上：{yuan(row.change_fen)} 元，{row.percent}。"


def _on_page(row: Compared, page: PublicRevenue | MaintenanceFund) -> int:
    """Give what the page itself says of a compared line; 0 where it has no such line."""
    if isinstance(page, MaintenanceFund):
        if row.kind == "sum":
            return page.result_fen
        fen = _named(page.lines, row.label)
        return -fen if row.kind == "out" else fen
    if row.kind != "sum":
        return _named(page.income if row.kind == "in" else page.expense, row.label)
    sums = {
        "收入合计": page.income_fen,
        "支出合计": page.expense_fen,
        "净收入": page.net_income_fen,
        "收支差额": page.result_fen,
    }
    return sums[row.label]


def _named(lines: tuple[Line, ...], label: str) -> int:
    return sum(line.amount_fen for line in lines if line.level == 1 and line.label == label)


def _decided(page: PublicRevenue | MaintenanceFund) -> Wrong:
    """Hold what was decided against what was spent, and its vouchers against those of the page."""
    spent = page.expense_fen if isinstance(page, PublicRevenue) else page.use_fen
    named = sum(row.amount_fen for row in page.answers.decided)
    if named != spent:
        yield "D11", f"写明由谁决定的支出合计 {yuan(named)} 元，应为 {yuan(spent)} 元。"
    known = {voucher.anchor for voucher in page.vouchers}
    for row in page.answers.decided:
        if not row.vouchers or not known >= set(row.vouchers):
            yield "D11", f"「{row.who}」的支出没有指向本页的凭证。"


def _opening(page: PublicRevenue | MaintenanceFund) -> int:
    if isinstance(page, PublicRevenue):
        return page.opening_fen
    return page.opening_owners_fen + page.opening_undistributed_fen
