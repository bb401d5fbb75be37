"""The sum and the days of a warranty deposit."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from jjledger.facts.community import WarrantyTerms
from jjledger.rules.warranty import WarrantyRules, calendar_of, due_fen

RULES = WarrantyRules(Fraction(1, 50), 96, 1, 30)


def test_two_per_cent_half_up() -> None:
    """1.25 yuan × 2 % is two and a half fen."""
    assert due_fen(WarrantyTerms(125, date(2020, 1, 1)), RULES) == 3
    assert due_fen(WarrantyTerms(124, date(2020, 1, 1)), RULES) == 2


def test_days_run_from_delivery() -> None:
    days = calendar_of(WarrantyTerms(1, date(2020, 2, 29)), RULES)
    assert (days.notice_from, days.expires, days.refund_by) == (
        date(2028, 1, 29), date(2028, 2, 29), date(2028, 3, 30),
    )  # fmt: skip
