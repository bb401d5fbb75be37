"""Calendar periods with inclusive days: months, quarters, half-years and years.

Days come in as arguments; nothing here reads a clock.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, Literal

Interval = Literal["month", "quarter", "half_year", "year"]

MONTHS_OF: Final[dict[Interval, int]] = {"month": 1, "quarter": 3, "half_year": 6, "year": 12}
_CODE: Final = re.compile(r"(\d{4})(?:-(?:Q([1-4])|H([12])|(0[1-9]|1[0-2])))?", re.ASCII)
_DATED: Final = re.compile(r"(\d{4}-\d{2}-\d{2})\.([a-z0-9]+(?:-[a-z0-9]+)*)", re.ASCII)
_ORDINALS: Final = "一二三四"


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """A whole calendar period, both days inclusive; of a paper about one event, its single day."""

    first_day: date
    last_day: date
    code: str  # 2025, 2025-H1, 2025-Q3 or 2025-07; of an event 2025-03-10.project-2025-01
    title: str  # 2025年第三季度

    def contains(self, day: date) -> bool:
        """Say whether a day lies in the period."""
        return self.first_day <= day <= self.last_day


def month_end(year: int, month: int) -> date:
    """Give the last day of a month."""
    return date(year, month, monthrange(year, month)[1])


def _period(year: int, first_month: int, months: int, code: str, title: str) -> Period:
    return Period(date(year, first_month, 1), month_end(year, first_month + months - 1), code, title)


def parse_period(code: str) -> Period:
    """Read a period's code.

    Args:
        code: `2025`, `2025-H1`, `2025-Q3`, `2025-07`, or an event's `2025-03-10.project-2025-01`.

    Raises:
        ValueError: any other form.

    Examples:
        >>> parse_period("2025-Q3").last_day
        datetime.date(2025, 9, 30)
    """
    event = _DATED.fullmatch(code)
    if event:
        return event_period(date.fromisoformat(event[1]), event[2])
    match = _CODE.fullmatch(code)
    if match is None or match[1] == "0000":
        msg = f"「{code}」不是期间，应写作 2025、2025-H1、2025-Q3 或 2025-07"
        raise ValueError(msg)
    year = int(match[1])
    if match[2]:
        quarter = int(match[2])
        return _period(year, quarter * 3 - 2, 3, code, f"{year}年第{_ORDINALS[quarter - 1]}季度")
    if match[3]:
        half = int(match[3])
        return _period(year, half * 6 - 5, 6, code, f"{year}年{'上下'[half - 1]}半年")
    if match[4]:
        return _period(year, int(match[4]), 1, code, f"{year}年{int(match[4])}月")
    return _period(year, 1, 12, code, f"{year}年度")


def parse_span(code: str) -> Period:
    """Read a period, or several that follow each other, as an audit of a term of office has it.

    Args:
        code: as `parse_period` reads it, or two such with `..` between them: `2023..2025-H1`.

    Raises:
        ValueError: any other form, an event's period, or the second ends before the first.

    Examples:
        >>> parse_span("2023..2025-H1").title
        '2023年1月至2025年6月'
    """
    first, dots, last = code.partition("..")
    if not dots:
        return parse_period(code)
    begin, end = parse_period(first), parse_period(last)
    if "." in first + last or begin.first_day > end.first_day or begin.last_day >= end.last_day:
        msg = f"「{code}」不是从一期到后面一期，应写作 2023..2025 或 2023-07..2025-H1"
        raise ValueError(msg)
    from_, until = begin.first_day, end.last_day
    title = f"{from_.year}年{from_.month}月至{until.year}年{until.month}月"
    return Period(from_, until, code, title)


def event_period(day: date, slug: str) -> Period:
    """Make the period of a paper about one event, which is the event's day.

    Args:
        day: of the event.
        slug: what it is about, part of the address: small letters, digits and single hyphens.

    Raises:
        ValueError: the slug has another form.

    Examples:
        >>> event_period(date(2025, 3, 10), "project-2025-01").code
        '2025-03-10.project-2025-01'
    """
    code = f"{day.isoformat()}.{slug}"
    if not _DATED.fullmatch(code):
        msg = f"「{slug}」不能写进网址，只用小写英文字母、数字和连字符"
        raise ValueError(msg)
    return Period(day, day, code, chinese_day(day))


def whole_periods(interval: Interval, first_day: date, last_day: date) -> tuple[Period, ...]:
    """List the whole periods of one length that lie inside two days, oldest first.

    Args:
        interval: length of the periods.
        first_day: first day of the books.
        last_day: last day that is over.
    """
    months = MONTHS_OF[interval]
    codes = {1: "{y}-{n:02d}", 3: "{y}-Q{n}", 6: "{y}-H{n}", 12: "{y}"}
    found = []
    for year in range(first_day.year, last_day.year + 1):
        for number in range(1, 12 // months + 1):
            period = parse_period(codes[months].format(y=year, n=number))
            if first_day <= period.first_day and period.last_day <= last_day:
                found.append(period)
    return tuple(found)


def month_of(day: date) -> str:
    """Give the code of the month a day lies in.

    Examples:
        >>> month_of(date(2025, 2, 10))
        '2025-02'
    """
    return f"{day:%Y-%m}"


def following_month(code: str) -> str:
    """Give the code of the month after another.

    Examples:
        >>> following_month("2025-12")
        '2026-01'
    """
    return month_of(day_after(parse_period(code).last_day))


def chinese_day(day: date) -> str:
    """Write a day out.

    Examples:
        >>> chinese_day(date(2025, 2, 10))
        '2025年2月10日'
    """
    return f"{day.year}年{day.month}月{day.day}日"


def day_after(day: date) -> date:
    """Give the next day."""
    return day + timedelta(days=1)


def day_before(day: date) -> date:
    """Give the day before."""
    return day - timedelta(days=1)


def months_after(day: date, months: int) -> date:
    """Give the same day some months later, or the month's last day where there is no such day.

    Source: 民法典 第202条: 到期月的对应日为期间的最后一日; 没有对应日的, 月末日为期间的最后一日.

    Examples:
        >>> months_after(date(2025, 1, 31), 1)
        datetime.date(2025, 2, 28)
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = month_end(year, month + 1)
    return last.replace(day=min(day.day, last.day))
