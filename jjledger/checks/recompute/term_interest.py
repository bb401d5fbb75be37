"""What a term deposit or a bond should have brought by its last day, worked out once more."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from fractions import Fraction

from jjledger.checks.recompute.sharing import to_the_fen


def term_interest(principal_fen: int, rate: Fraction, first_day: date, last_day: date) -> int:
    """Give principal × yearly rate × term: whole months of a twelfth each, odd days of a 360th.

    Args:
        principal_fen: in fen.
        rate: yearly.
        first_day: on which the money was placed; it counts.
        last_day: on which it comes back; it does not count.

    Source: 逐笔计息 of time deposits (`domain.md` E1).

    Examples:
        >>> term_interest(10_000_000, Fraction(7, 400), date(2024, 3, 1), date(2025, 3, 1))
        175000
        >>> term_interest(10_000_000, Fraction(7, 400), date(2025, 1, 31), date(2025, 3, 1))
        15069
    """
    months = 0
    while _later(first_day, months + 1) <= last_day:
        months += 1
    days = (last_day - _later(first_day, months)).days
    return to_the_fen(principal_fen * rate * (Fraction(months, 12) + Fraction(days, 360)))


def _later(day: date, months: int) -> date:
    """Give the same day so many months later, or the month's last where it has none."""
    count = day.year * 12 + day.month - 1 + months
    year, month = count // 12, count % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))
