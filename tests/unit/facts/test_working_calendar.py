"""Working days: as the State Council published them, and by the stated rule beyond."""

from __future__ import annotations

from datetime import date

import pytest

from jjledger.books.working_days import working_calendar
from jjledger.facts.working_calendar import WorkingCalendar

KNOWN = working_calendar()


@pytest.mark.parametrize(
    ("day", "working"),
    [
        # Notice of the State Council's office for 2025: Spring Festival 28 January to 4 February,
        # work on 26 January and 8 February; 1 to 8 October, work on 28 September and 11 October.
        (date(2025, 1, 26), True),
        (date(2025, 1, 27), True),
        (date(2025, 1, 28), False),
        (date(2025, 2, 4), False),
        (date(2025, 2, 8), True),
        (date(2025, 9, 28), True),
        (date(2025, 10, 8), False),
        (date(2025, 10, 9), True),
        (date(2025, 10, 11), True),
        (date(2025, 10, 12), False),
    ],
)
def test_days_of_2025(day: date, *, working: bool) -> None:
    assert KNOWN.is_working(day) is working


def test_fifteen_working_days_over_the_october_holidays() -> None:
    # From 25 September: 26, 28, 29, 30; then 9, 10, 11, 13, 14, 15, 16, 17, 20, 21, 22 October.
    assert KNOWN.after(date(2025, 9, 25), 15) == date(2025, 10, 22)
    assert KNOWN.knows_all(date(2025, 9, 25), date(2025, 10, 22))


@pytest.mark.parametrize("year", [1999, 2003, 2027, 2040, 2199])
def test_beyond_the_known_years_a_rule_stands_in(year: int) -> None:
    assert not KNOWN.knows(date(year, 6, 1))
    assert not KNOWN.is_working(date(year, 1, 1))
    assert not KNOWN.is_working(date(year, 10, 3))
    assert KNOWN.is_working(date(year, 5, 2)) is (year < 2025 and date(year, 5, 2).weekday() < 5)
    assert KNOWN.after(date(year, 6, 1), 5) == WorkingCalendar().after(date(year, 6, 1), 5)


def test_a_run_of_days_over_the_last_known_year_does_not_stop() -> None:
    # 22 December 2026 is a Tuesday: 23, 24, 25, 28 to 31; then 2027: 4 to 8, 11 to 13 January.
    assert KNOWN.after(date(2026, 12, 22), 15) == date(2027, 1, 13)
    assert not KNOWN.knows_all(date(2026, 12, 22), date(2027, 1, 13))


def test_the_years_the_package_knows() -> None:
    assert (KNOWN.first_year, KNOWN.last_year >= 2026) == (2004, True)
