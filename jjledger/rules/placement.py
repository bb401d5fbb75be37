"""What a term deposit or bond should bring, and how much of it stands where."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from jjledger.facts.placement import Placement
from jjledger.facts.voucher import Posting, Voucher
from jjledger.period import months_after
from jjledger.units import round_half_up

PLACEMENT: Final = "placement"  # key of a voucher that brings its interest
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


def movements(stand: Sequence[Voucher], placement: Placement) -> tuple[tuple[Voucher, Posting], ...]:
    """List the postings to a placement's account, by day.

    Args:
        stand: vouchers that neither undo another nor have been undone, by day.
        placement: whose account.

    Source: R23: cost stays at principal.
    """
    return tuple(
        (voucher, posting)
        for voucher in stand
        for posting in voucher.postings
        if posting.account.name == placement.account.name
    )


def held_fen(stand: Sequence[Voucher], placement: Placement) -> int:
    """Sum what stands on a placement's account."""
    return sum(posting.amount_fen for _, posting in movements(stand, placement))


def received_fen(stand: Sequence[Voucher], placement: Placement) -> int:
    """Sum the interest that vouchers say a placement brought: every leg but the assets.

    Args:
        stand: vouchers that neither undo another nor have been undone.
        placement: named by their `placement`, the last part of its account.

    Source: 财会〔2020〕7号 4101, 4102.
    """
    return -sum(
        posting.amount_fen
        for voucher in stand
        if voucher.extra.get(PLACEMENT) == placement.account.details[-1]
        for posting in voucher.postings
        if posting.account.fund == placement.account.fund and posting.account.root != "Assets"
    )
