"""The warranty deposit's sum and days: how much is due, until when it is kept, when it is given back."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import Final

from jjledger.facts.community import WarrantyTerms
from jjledger.units import round_half_up

_MONTHS: Final = 12


@dataclass(frozen=True, slots=True)
class WarrantyRules:
    """What the law of a place says of the deposit."""

    share: Fraction  # of the building cost
    term_months: int
    notice_months: int  # of the notice that it will be given back
    refund_days: int  # after the term's last day


@dataclass(frozen=True, slots=True)
class WarrantyCalendar:
    """The days of one deposit."""

    notice_from: date  # the notice goes up on this day at the latest
    expires: date  # the day on which the term is full
    refund_by: date  # the last day to give it back


def due_fen(terms: WarrantyTerms, rules: WarrantyRules) -> int:
    """Give what is to be paid in, half-up to the fen.

    Source: 台州市物业管理条例 第50条第二款; R49.
    """
    return round_half_up(terms.cost_fen * rules.share)


def calendar_of(terms: WarrantyTerms, rules: WarrantyRules) -> WarrantyCalendar:
    """Work out the days from the day of delivery.

    The anniversary of 29 February in a common year is the 28th.

    Source: 台州市物业管理条例 第50条第四款; R49.

    Examples:
        >>> rules = WarrantyRules(Fraction(1, 50), 96, 1, 30)
        >>> calendar_of(WarrantyTerms(1, date(2018, 3, 31)), rules).notice_from
        datetime.date(2026, 2, 28)
    """
    expires = _after(terms.delivered, rules.term_months)
    return WarrantyCalendar(
        _after(expires, -rules.notice_months), expires, expires + timedelta(days=rules.refund_days)
    )


def _after(day: date, months: int) -> date:
    year, month = divmod(day.year * _MONTHS + day.month - 1 + months, _MONTHS)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
