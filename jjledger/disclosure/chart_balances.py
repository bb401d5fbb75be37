"""What there was over time: public revenue month by month, owners' money at half-years' ends alone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from jjledger.disclosure.answer_models import BalancePoint
from jjledger.disclosure.buildings import half_years
from jjledger.disclosure.voucher_views import effect_fen, legs_of
from jjledger.facts.community import Fund
from jjledger.facts.shares import FundShares
from jjledger.facts.voucher import OPENING_KIND, Voucher
from jjledger.period import Period, day_before, month_end
from jjledger.rules.closing import closed_balances

MOST_HALF_YEARS: Final = 7  # three years and what they began with
BEFORE: Final = "期初"


def month_balances(
    vouchers: Sequence[Voucher], fund: Fund, period: Period, opening_fen: int
) -> tuple[BalancePoint, ...]:
    """Give what public revenue there was before a period and at the end of each of its months.

    Args:
        vouchers: posted vouchers of the fund.
        fund: of kind `public_revenue`, whose vouchers are public one by one.
        period: whole months.
        opening_fen: brought forward, what opened the books in the period included.
    """
    points = [BalancePoint(BEFORE, day_before(period.first_day), opening_fen)]
    moved = [one for one in vouchers if period.contains(one.day) and one.kind != OPENING_KIND]
    year = period.first_day.year
    for month in range(period.first_day.month, period.last_day.month + 1):
        end = month_end(year, month)
        fen = opening_fen + effect_fen(legs_of((one for one in moved if one.day <= end), fund))
        points.append(BalancePoint(f"{month}月末", end, fen))
    return tuple(points)


def half_year_balances(
    vouchers: Sequence[Voucher], fund: Fund, shares: FundShares, period: Period
) -> tuple[BalancePoint, ...]:
    """Give what an owners' fund had at the half-years' ends up to a period's end.

    A month's balance beside the next month's would show what single households paid in or got back.

    Args:
        vouchers: posted vouchers of the fund.
        fund: of a kind whose money belongs to households.
        shares: what the fund's splits came to.
        period: a half-year or a year.
    """
    ends = [half.last_day for half in half_years(shares, period.last_day)][-MOST_HALF_YEARS:]
    points = []
    for end in ends:
        closed = closed_balances(vouchers, fund, end)
        label = f"{end.year}年{end.month}月末"
        points.append(BalancePoint(label, end, closed.owners_fen + closed.undistributed_fen))
    return tuple(points)
