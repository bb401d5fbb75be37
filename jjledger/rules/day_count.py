"""How many days lie between two days, by the conventions banks count with."""

from __future__ import annotations

from datetime import date
from typing import Final

from jjledger.facts.community import DayCount

_YEARS: Final[dict[DayCount, int]] = {"actual/360": 360, "actual/365": 365, "30/360": 360}
_MONTH: Final = 30


def year_days(day_count: DayCount) -> int:
    """Give the days of the year that a yearly rate is divided by."""
    return _YEARS[day_count]


def day_number(day: date, day_count: DayCount) -> int:
    """Number a day so that the difference of two numbers is the days between them.

    Numbers make every count additive: a stretch cut in two has as many days as before.

    Args:
        day: the day.
        day_count: `30/360` gives every month 30 days and counts the 31st as the 30th; the last
            of February stays where it is.

    Source: house table of interest policies, `day_count`; 计息 practice in `domain.md` E1, R24.
    """
    if day_count == "30/360":
        return (day.year * 12 + day.month) * _MONTH + min(day.day, _MONTH)
    return day.toordinal()


def days_between(start: date, end: date, day_count: DayCount) -> int:
    """Count the days from one day, counted, to another, not counted.

    Args:
        start: first day that counts.
        end: the day after the last that counts.
        day_count: the convention.

    Source: 算头不算尾 (`domain.md` E1, R25); W1.

    Examples:
        >>> days_between(date(2010, 8, 5), date(2011, 6, 30), "30/360")
        325
    """
    return day_number(end, day_count) - day_number(start, day_count)
