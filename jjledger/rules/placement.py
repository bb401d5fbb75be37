"""What a term deposit or bond should bring, and how much of it stands where."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from jjledger.facts.placement import Placement
from jjledger.facts.voucher import Posting, Voucher
from jjledger.period import months_after
from jjledger.rules.reversal import find_reversed
from jjledger.units import round_half_up

_MONTHS: Final = 12
_YEAR_DAYS: Final = 360


def expected_fen(placement: Placement) -> int:
    """Give the interest its own rate brings by maturity: whole months by the month, odd days by 360.

    Source: 逐笔计息 practice of time deposits (`domain.md` E1).

    Examples:
        100,000.00 at 1.75 % for a year brings 1,750.00.
    """
    months, days = _term(placement.from_day, placement.matures)
    years_of_months = placement.principal_fen * placement.rate * months / _MONTHS
    return round_half_up(years_of_months + placement.principal_fen * placement.rate * days / _YEAR_DAYS)


def _term(start: date, end: date) -> tuple[int, int]:
    """Take a term apart into whole months and odd days; a month ends no later than its last day."""
    months = (end.year - start.year) * _MONTHS + end.month - start.month
    if months_after(start, months) > end:
        months -= 1
    return months, (end - months_after(start, months)).days


def movements(vouchers: Sequence[Voucher], placement: Placement) -> tuple[tuple[Voucher, Posting], ...]:
    """List the postings to a placement's account that stand, by day.

    A voucher that was reversed and its reversal stand for nothing.

    Args:
        vouchers: posted vouchers, by day.
        placement: whose account.

    Source: R23: cost stays at principal.
    """
    found = [
        (voucher, posting)
        for voucher in vouchers
        for posting in voucher.postings
        if posting.account.name == placement.account.name
    ]
    fund = placement.account.fund
    undone = {id(find_reversed(vouchers, voucher, fund)) for voucher, _ in found if voucher.reverses}
    return tuple(
        (voucher, posting) for voucher, posting in found if not voucher.reverses and id(voucher) not in undone
    )
