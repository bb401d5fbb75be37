"""Which days people work on: the State Council's yearly calendar as data, and a rule where there is none."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from jjledger.period import day_after

_SATURDAY: Final = 5
# Holidays that fall on the same day of every year, 全国年节及纪念日放假办法 第二条.
_FIXED: Final = frozenset({(1, 1), (5, 1), (10, 1), (10, 2), (10, 3)})
_MAY_SECOND: Final = ((5, 2), 2025)  # a holiday since the revision in force on 2025-01-01
RULE_WORDS: Final = "按周一至周五计，除去元旦、劳动节和国庆节的法定日；春节、清明、端午、中秋和调休没有算，实际到期日只会更晚或相近"


@dataclass(frozen=True, slots=True)
class WorkingCalendar:
    """Days off and on for whole years; outside them the rule stands in."""

    first_year: int = 0
    last_year: int = -1  # no year is known
    off: frozenset[date] = frozenset()  # Monday to Friday, and yet nobody works
    on: frozenset[date] = frozenset()  # at a weekend, and yet people work

    def knows(self, day: date) -> bool:
        """Say whether the calendar of a day's year is known."""
        return self.first_year <= day.year <= self.last_year

    def is_working(self, day: date) -> bool:
        """Say whether people work on a day.

        Source: 全国年节及纪念日放假办法 第二条; the yearly notices of the State Council's office.
        """
        weekday = day.weekday() < _SATURDAY
        if self.knows(day):
            return day in self.on or (weekday and day not in self.off)
        held = (day.month, day.day)
        may_second = held == _MAY_SECOND[0] and day.year >= _MAY_SECOND[1]
        return weekday and held not in _FIXED and not may_second

    def after(self, day: date, days: int) -> date:
        """Give the day on which so many working days have passed; the day itself does not count.

        Source: 民法典 第201条: 开始的当日不计入.

        Examples:
            >>> WorkingCalendar().after(date(2030, 4, 29), 2)  # 1 May is a holiday, 2 May too
            datetime.date(2030, 5, 3)
        """
        while days:
            day = day_after(day)
            days -= self.is_working(day)
        return day

    def knows_all(self, first_day: date, last_day: date) -> bool:
        """Say whether the calendars of all years between two days are known."""
        return self.knows(first_day) and self.knows(last_day)
