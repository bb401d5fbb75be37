"""Interest stretch by stretch, at each of the four ways to look a rate up."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from jjledger.checks.recompute.piles import OLD, Line
from jjledger.checks.recompute.published_rates import Lacking, day_number, interest_of, stretches
from jjledger.facts.community import RateDay
from tests.small_books import declared, rates

FIRST, LAST = date(2025, 1, 1), date(2025, 3, 31)
TABLE = rates(("2024-01-01", "0.36", "1.80"), ("2025-02-01", "0.72", "3.60"))
FEBRUARY = date(2025, 2, 15)
LINES = [
    Line("a", FIRST.toordinal(), OLD, 100_000),
    Line("a", FEBRUARY.toordinal(), FEBRUARY.toordinal(), 50_000),
]


@pytest.mark.parametrize(
    ("rate_day", "old", "new"),
    [
        # 100,000 fen for 90 days and 50,000 for the 45 from 15 February on, by the rates looked up.
        ("settlement", Fraction(100_000 * 90 * 36, 1000 * 360), Fraction(50_000 * 45 * 72, 10_000 * 360)),
        ("start", Fraction(100_000 * 90 * 18, 1000 * 360), Fraction(50_000 * 45 * 36, 10_000 * 360)),
        ("deposit", Fraction(100_000 * 90 * 18, 1000 * 360), Fraction(50_000 * 45 * 72, 10_000 * 360)),
        # January has 31 days at 1.80 %, the other 59 are at 3.60 %.
        ("segmented", Fraction(100_000 * (31 * 18 + 59 * 36), 1000 * 360), Fraction(50_000 * 45 * 72, 10_000 * 360)),
    ],
)  # fmt: skip
def test_the_rate_of_the_day_that_counts(rate_day: RateDay, old: Fraction, new: Fraction) -> None:
    found = stretches(LINES, FIRST, LAST, declared(TABLE, rate_day))
    assert not isinstance(found, Lacking)
    assert interest_of(found, "actual/360") == {"a": old + new}


def test_a_rate_that_nobody_published_is_named_only_where_money_needs_it() -> None:
    table = rates(("2024-01-01", "", "1.80"))
    assert stretches(LINES, FIRST, LAST, declared(table)) == Lacking("new", LAST)
    assert not isinstance(stretches(LINES[:1], FIRST, LAST, declared(table)), Lacking)


def test_money_that_came_and_went_on_one_day_earns_nothing() -> None:
    lines = [Line("a", FEBRUARY.toordinal(), OLD, 9), Line("a", FEBRUARY.toordinal(), OLD, -9)]
    assert stretches(lines, FIRST, LAST, declared(TABLE)) == []


def test_months_of_thirty_days() -> None:
    assert day_number(date(2025, 3, 1), "30/360") - day_number(date(2025, 2, 28), "30/360") == 3
    assert day_number(date(2025, 3, 31), "30/360") == day_number(date(2025, 3, 30), "30/360")
    assert day_number(date(2025, 3, 1), "actual/365") - day_number(date(2025, 2, 28), "actual/365") == 1


def test_a_rate_that_changes_between_two_movements_cuts_the_stretch() -> None:
    lines = [LINES[0], Line("a", date(2025, 3, 1).toordinal(), OLD, -40_000)]
    found = stretches(lines, FIRST, LAST, declared(TABLE, "segmented"))
    assert not isinstance(found, Lacking)
    # 100,000 fen for January at 1.80 % and February at 3.60 %, 60,000 for March at 3.60 %.
    exact = Fraction(100_000 * (31 * 18 + 28 * 36) + 60_000 * 31 * 36, 1000 * 360)
    assert interest_of(found, "actual/360") == {"a": exact}


def test_a_thirty_first_that_counts_for_nothing_needs_no_rate() -> None:
    day = date(2025, 3, 30)
    unpublished = declared(rates(("2030-01-01", "1.00", "1.00")), day_count="30/360")
    assert stretches([Line("a", day.toordinal(), OLD, 9)], day, day, unpublished) == []
