"""What owners ask about an owners' fund: the period against longer spans, who decided its uses, last year."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Final

from jjledger.disclosure.accumulated import ALWAYS, Moved, accumulated
from jjledger.disclosure.answer_models import Accumulated, Answers
from jjledger.disclosure.compared import Kind, Rows, comparable, compared, no_year_since, year_before
from jjledger.disclosure.decided import decided_projects
from jjledger.disclosure.fund_flows import DEPOSIT, OUT, FundFlows, fund_flows
from jjledger.disclosure.models import Project
from jjledger.facts.books import Books
from jjledger.facts.community import Fund
from jjledger.facts.voucher import USE_CODE
from jjledger.period import Period, parse_period
from jjledger.rules.closing import EARNED_CODES
from jjledger.units import yuan

_HALF: Final = 6  # months


def fund_answers(
    books: Books, fund: Fund, period: Period, closing_fen: int, uses: Iterable[Project]
) -> Answers:
    """Answer for a half-year or a year what owners ask most; no span is shorter than a half-year.

    Args:
        books: the general book.
        fund: of a kind whose money belongs to households.
        period: a half-year or a year.
        closing_fen: owners' money and undistributed income at its end.
        uses: the period's uses with the numbers of their decisions.
    """
    vouchers = [voucher for voucher in books.posted() if fund.code in voucher.funds]

    def flowed(first_day: date, last_day: date) -> FundFlows:
        return fund_flows(vouchers, fund, first_day, last_day)

    def moved(first_day: date, last_day: date) -> Moved:
        found = flowed(first_day, last_day)
        return Moved(found.in_fen, found.out_fen)

    began = vouchers[0].day if vouchers else period.first_day
    # The day of the first voucher may be that of one household's payment; the half-year is public.
    half = period_of_half_year(began)
    spans = accumulated(period, half.first_day, closing_fen, moved)
    before = year_before(period)
    known = comparable(before, began)
    now = flowed(period.first_day, period.last_day)
    return Answers(
        said=(*_sentences(spans), _totals(now, closing_fen)),
        accumulated=spans,
        earlier_fen=0,
        decided=decided_projects(books, uses),
        compared=compared(_rows(now), _rows(flowed(before.first_day, before.last_day))) if known else (),
        compared_with=before.title if known else no_year_since(half.title),
    )


def _totals(now: FundFlows, closing_fen: int) -> str:
    """Name the totals that the law asks for, nought or not, and where the other items stand.

    Source: 住宅专项维修资金管理办法 第30条: (一) 交存、使用、增值收益和结存的总额; (二) 列支的项目、费用和分摊情况;
        (三) 分户账; R44.
    """
    return (
        f"住宅专项维修资金管理办法第30条要公布的总额：交存 {yuan(now.sum(DEPOSIT))} 元，使用 {yuan(-now.sum(USE_CODE))} 元，"
        f"增值收益 {yuan(now.sum(*EARNED_CODES))} 元，结存 {yuan(closing_fen)} 元。"
        "列支的项目、费用和分摊情况见“维修项目”，各户的金额见各户的对账单。"
    )


def period_of_half_year(day: date) -> Period:
    """Give the half-year a day lies in."""
    return parse_period(f"{day.year}-H{1 if day.month <= _HALF else 2}")


def _sentences(spans: Sequence[Accumulated]) -> Iterator[str]:
    for span in spans:
        since = f"（{span.first_day.year}年{span.first_day.month}月起）" if span.label == ALWAYS else ""
        change = "增加" if span.result_fen >= 0 else "减少"
        yield (
            f"{span.label}{since}增加 {yuan(span.in_fen)} 元，减少 {yuan(span.out_fen)} 元，"
            f"净{change} {yuan(abs(span.result_fen))} 元。"
        )


def _rows(flowed: FundFlows) -> Rows:
    """List what came in and went out by kind; what went out is positive there."""
    found: list[tuple[str, Kind, int]] = []
    for code, item in sorted(flowed.items.items()):
        out = code in OUT
        found.append((item.label, "out" if out else "in", -item.fen if out else item.fen))
    return [*found, ("收支差额", "sum", flowed.in_fen - flowed.out_fen)]
