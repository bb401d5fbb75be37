"""Days between two days, by the three conventions."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from jjledger.facts.community import DayCount
from jjledger.rules.day_count import days_between, year_days


@pytest.mark.parametrize(
    ("start", "end", "thirty", "actual"),
    [
        ("2010-08-05", "2011-06-30", 325, 329),  # 南宁's printed example
        ("2011-06-30", "2012-06-30", 360, 366),
        ("2024-01-30", "2024-01-31", 0, 1),  # the 31st counts as the 30th
        ("2024-01-31", "2024-02-01", 1, 1),
        ("2024-01-30", "2024-02-01", 1, 2),
        ("2024-02-28", "2024-03-01", 3, 2),  # February has thirty days too
        ("2024-02-29", "2024-03-01", 2, 1),
        ("2023-02-28", "2023-03-01", 3, 1),
        ("2024-12-31", "2025-01-01", 1, 1),
        ("2024-05-05", "2024-05-05", 0, 0),
    ],
)
def test_days_by_hand(start: str, end: str, thirty: int, actual: int) -> None:
    days = date.fromisoformat(start), date.fromisoformat(end)
    assert days_between(*days, "30/360") == thirty
    assert days_between(*days, "actual/360") == days_between(*days, "actual/365") == actual


@pytest.mark.parametrize("day_count", ["actual/360", "actual/365", "30/360"])
def test_a_stretch_cut_on_any_day_has_as_many_days_as_before(day_count: DayCount) -> None:
    start, end = date(2023, 12, 30), date(2025, 1, 2)
    whole = days_between(start, end, day_count)
    for number in range((end - start).days):
        cut = start + timedelta(days=number)
        assert days_between(start, cut, day_count) + days_between(cut, end, day_count) == whole


def test_a_year_of_thirty_day_months_has_360_days_from_any_day() -> None:
    for number in range(365):
        day = date(2023, 1, 1) + timedelta(days=number)
        assert days_between(day, day.replace(year=2024), "30/360") == 360


def test_what_a_yearly_rate_is_divided_by() -> None:
    assert [year_days(count) for count in ("actual/360", "actual/365", "30/360")] == [360, 365, 360]
