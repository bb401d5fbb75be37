"""What owners ask about public revenue: the period against the year, prepaid income, gross and net, who decided."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Final

from jjledger.disclosure.accumulated import Moved, accumulated, result_sentences
from jjledger.disclosure.answer_models import Answers, Decided
from jjledger.disclosure.compared import Rows, comparable, compared, main_rows, no_year_before, year_before
from jjledger.disclosure.decided import decided
from jjledger.disclosure.revenue_sides import Sides, sides
from jjledger.disclosure.voucher_views import anchor_of, legs_of
from jjledger.facts.books import Books
from jjledger.facts.community import Fund
from jjledger.facts.voucher import Voucher
from jjledger.period import Period
from jjledger.rules.covers import Earning, earlier_fen, earnings_of, later_fen
from jjledger.units import yuan

_INTEREST: Final = "6008"


def revenue_answers(
    books: Books, fund: Fund, vouchers: Sequence[Voucher], period: Period, closing_fen: int
) -> Answers:
    """Answer for a period what owners ask most.

    Args:
        books: the general book.
        fund: of kind `public_revenue`.
        vouchers: its posted vouchers, by day.
        period: a whole period.
        closing_fen: what is left at its end.

    Source: R32, R35, R37; complaints collected in `domain.md` F3, H2.
    """

    def moved(first_day: date, last_day: date) -> Moved:
        span = sides(books, fund, vouchers, first_day, last_day)
        return Moved(span.income_fen, span.expense_fen)

    now = sides(books, fund, vouchers, period.first_day, period.last_day)
    began = vouchers[0].day if vouchers else period.first_day
    spans = accumulated(period, began, closing_fen, moved)
    earned = earnings_of(vouchers, fund.code, books.revenue.readable())
    earlier = earlier_fen(earned, period)
    before = year_before(period)
    known = comparable(before, began)
    uses = decided(books, fund, vouchers, ((one, posting, anchor_of(one)) for one, posting in now.spent))
    return Answers(
        said=(
            *result_sentences(spans),
            *_prepaid(now.income_fen, later_fen(earned, period), earlier),
            *_untold(earned, fund, period),
            *_net(now),
            *_unstated(uses),
        ),
        accumulated=spans,
        earlier_fen=earlier,
        decided=uses,
        compared=compared(_rows(now), _rows(sides(books, fund, vouchers, before.first_day, before.last_day)))
        if known
        else (),
        compared_with=before.title if known else no_year_before(began),
    )


def _prepaid(income_fen: int, later: int, earlier: int) -> Iterator[str]:
    """Explain income that is for other periods than the one in which it came in."""
    if later < 0:
        yield f"本期退回的钱里，有 {yuan(-later)} 元原来是提前收的以后期间的钱。"
    if later > 0:
        yield (
            f"本期收到的 {yuan(income_fen)} 元里，有 {yuan(later)} 元是提前收的以后期间的钱（如停车年费），"
            "已经到账，但不全是本期挣的。"
        )
    if earlier > 0:
        yield f"以前提前收、属于本期的有 {yuan(earlier)} 元，收到时已经公示过，不在本期收入里。"


def _untold(earned: Iterable[Earning], fund: Fund, period: Period) -> Iterator[str]:
    """Tell how much income is for days that nobody stated, so that silence is not taken for "nothing is prepaid".

    Interest is never prepaid.

    Source: R37.
    """
    fen = sum(
        -posting.amount_fen
        for earning in earned
        if not earning.stated and period.contains(earning.voucher.day)
        for posting in legs_of([earning.voucher], fund)
        if posting.account.root == "Income" and posting.account.code != _INTEREST
    )
    if fen > 0:
        yield (
            f"本期收入里有 {yuan(fen)} 元，账上没有登记是哪一段时间的钱，也没有对应的合同；"
            "其中有没有提前收的以后期间的钱，从账上看不出来。"
        )


def _net(now: Sides) -> Iterator[str]:
    """Tell gross from net: costs stand among the expenses and were not taken off the income."""
    if not now.income_fen:
        return
    gross = f"收入 {yuan(now.income_fen)} 元是总额，没有先扣费用"
    uses, net = now.expense_fen - now.cost_fen, now.income_fen - now.cost_fen
    used = f"本期从中使用 {yuan(uses)} 元" if uses else "本期没有从中使用"
    if not now.cost_fen:
        yield f"{gross}；没有成本和税费，{used}。"
    elif net < 0:
        yield f"{gross}；成本和税费 {yuan(now.cost_fen)} 元列在支出里，比收入还多 {yuan(-net)} 元。"
    else:
        yield (
            f"{gross}；成本和税费 {yuan(now.cost_fen)} 元列在支出里，扣除后净收入 {yuan(net)} 元，{used}。"
        )


def _unstated(uses: Iterable[Decided]) -> Iterator[str]:
    """Tell at once what was spent without anybody named who decided it."""
    fen = sum(row.amount_fen for row in uses if row.decider == "unstated")
    if fen:
        yield f"本期支出里有 {yuan(fen)} 元没有写明是谁决定的，列在“支出是谁决定的”最前面。"


def _rows(of: Sides) -> Rows:
    return (
        *main_rows(of.income, "in"),
        *main_rows(of.expense, "out"),
        ("收入合计", "sum", of.income_fen),
        ("支出合计", "sum", of.expense_fen),
        ("净收入", "sum", of.income_fen - of.cost_fen),
        ("收支差额", "sum", of.income_fen - of.expense_fen),
    )
