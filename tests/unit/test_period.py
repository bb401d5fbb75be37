"""Calendar periods: their codes, their days, and which of them are whole."""

from __future__ import annotations

import itertools
from datetime import date

import pytest

from jjledger.period import (
    Interval,
    day_after,
    day_before,
    month_end,
    months_after,
    parse_period,
    parse_span,
    whole_periods,
)


@pytest.mark.parametrize(
    ("code", "first", "last", "title"),
    [
        ("2025", "2025-01-01", "2025-12-31", "2025年度"),
        ("2025-H1", "2025-01-01", "2025-06-30", "2025年上半年"),
        ("2025-H2", "2025-07-01", "2025-12-31", "2025年下半年"),
        ("2025-Q1", "2025-01-01", "2025-03-31", "2025年第一季度"),
        ("2025-Q4", "2025-10-01", "2025-12-31", "2025年第四季度"),
        ("2024-02", "2024-02-01", "2024-02-29", "2024年2月"),
        ("2025-12", "2025-12-01", "2025-12-31", "2025年12月"),
        ("0001", "0001-01-01", "0001-12-31", "1年度"),
    ],
)
def test_a_code_names_its_days(code: str, first: str, last: str, title: str) -> None:
    period = parse_period(code)
    assert (period.first_day, period.last_day) == (date.fromisoformat(first), date.fromisoformat(last))
    assert (period.code, period.title) == (code, title)


@pytest.mark.parametrize(
    "code",
    ["", "25", "2025-", "2025-Q0", "2025-Q5", "2025-H3", "2025-00", "2025-13", "2025-1", "2025-q1",
     "2025-Q1 ", "2025\n", "0000", "20255", "２０２５", "2025-Q٣"],
)  # fmt: skip
def test_anything_else_is_refused(code: str) -> None:
    with pytest.raises(ValueError, match="不是期间"):
        parse_period(code)


def test_both_ends_belong_to_a_period() -> None:
    period = parse_period("2025-Q3")
    days = [date(2025, 6, 30), date(2025, 7, 1), date(2025, 9, 30), date(2025, 10, 1)]
    assert [period.contains(day) for day in days] == [False, True, True, False]


@pytest.mark.parametrize(
    ("year", "month", "last"), [(2023, 2, 28), (2024, 2, 29), (1900, 2, 28), (2000, 2, 29), (2025, 12, 31)]
)
def test_the_last_day_of_a_month(year: int, month: int, last: int) -> None:
    assert month_end(year, month) == date(year, month, last)


@pytest.mark.parametrize(
    ("interval", "first", "last", "codes"),
    [
        ("quarter", "2024-11-01", "2025-08-01", ["2025-Q1", "2025-Q2"]),
        ("quarter", "2025-01-01", "2025-03-31", ["2025-Q1"]),
        ("quarter", "2025-01-02", "2025-03-31", []),
        ("quarter", "2025-01-01", "2025-03-30", []),
        ("half_year", "2024-07-01", "2025-12-31", ["2024-H2", "2025-H1", "2025-H2"]),
        ("year", "2023-01-02", "2025-12-31", ["2024", "2025"]),
        ("month", "2024-11-15", "2025-02-27", ["2024-12", "2025-01"]),
        ("year", "2025-12-31", "2025-01-01", []),
    ],
)
def test_only_whole_periods_are_listed(interval: Interval, first: str, last: str, codes: list[str]) -> None:
    found = whole_periods(interval, date.fromisoformat(first), date.fromisoformat(last))
    assert [period.code for period in found] == codes


def test_periods_of_one_length_cover_a_year_without_gap() -> None:
    for interval in ("month", "quarter", "half_year", "year"):
        periods = whole_periods(interval, date(2024, 1, 1), date(2024, 12, 31))
        assert sum((period.last_day - period.first_day).days + 1 for period in periods) == 366
        for earlier, later in itertools.pairwise(periods):
            assert day_after(earlier.last_day) == later.first_day
            assert day_before(later.first_day) == earlier.last_day


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        ("2025-01-30", 1, "2025-02-28"),  # no such day: the month's last
        ("2024-01-31", 1, "2024-02-29"),
        ("2025-02-28", 1, "2025-03-28"),  # the same day, not the month's end
        ("2025-11-15", 2, "2026-01-15"),
        ("2025-12-31", 96, "2033-12-31"),
        ("2025-03-31", -1, "2025-02-28"),
    ],
)
def test_the_same_day_some_months_later(day: str, months: int, expected: str) -> None:
    assert months_after(date.fromisoformat(day), months) == date.fromisoformat(expected)


@pytest.mark.parametrize(
    ("code", "first", "last"),
    [
        ("2025-H2", "2025-07-01", "2025-12-31"),
        ("2023..2025", "2023-01-01", "2025-12-31"),
        ("2022-07..2025-H1", "2022-07-01", "2025-06-30"),
        ("2025-Q2..2025-Q3", "2025-04-01", "2025-09-30"),
    ],
)
def test_a_span_runs_from_one_period_to_another(code: str, first: str, last: str) -> None:
    span = parse_span(code)
    assert (str(span.first_day), str(span.last_day), span.code) == (first, last, code)


@pytest.mark.parametrize(
    "code", ["2025..2024", "2025..2025", "2025..", "..2025", "2024..2025..2026", "2025..2025-H1",
             "2024..2025-03-10.project-1"]
)  # fmt: skip
def test_any_other_span_is_refused(code: str) -> None:
    with pytest.raises(ValueError, match="不是"):
        parse_span(code)
