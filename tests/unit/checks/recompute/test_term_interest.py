"""Interest of a term, in months and odd days."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from jjledger.checks.recompute.term_interest import term_interest
from jjledger.facts.finding import Place
from jjledger.facts.placement import Placement
from jjledger.rules.placement import expected_fen
from tests.small_books import account

RATE = Fraction(175, 10_000)


@pytest.mark.parametrize(
    ("first", "last", "fen"),
    [
        # 1,000.00 at 1.75 %: a year 17.50; a month 1.458…; thirty days of 360 the same; a day 0.0486….
        ("2024-07-15", "2025-07-15", 1750),
        ("2025-07-15", "2025-08-15", 146),
        ("2025-01-31", "2025-02-28", 146),
        ("2025-01-31", "2025-03-01", 151),
        ("2025-07-15", "2025-07-16", 5),
        ("2025-07-15", "2025-07-15", 0),
    ],
)
def test_months_are_twelfths_and_days_of_360(first: str, last: str, fen: int) -> None:
    assert term_interest(100_000, RATE, date.fromisoformat(first), date.fromisoformat(last)) == fen


def test_it_is_what_the_command_that_lists_placements_says() -> None:
    first = date(2024, 1, 29)
    for days in range(0, 800, 7):
        last = date.fromordinal(first.toordinal() + days)
        placed = Placement(
            account("1101"), "treasury_bond", 123_457, RATE, first, last, "new", "", Place("", 0)
        )
        assert term_interest(123_457, RATE, first, last) == expected_fen(placed), last
