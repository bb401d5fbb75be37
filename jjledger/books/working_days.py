"""The Chinese working calendar, as data: the one room that speaks chinese_calendar."""

from __future__ import annotations

from functools import cache

from jjledger.facts.working_calendar import WorkingCalendar


@cache
def working_calendar() -> WorkingCalendar:
    """Give the days off and on of every year that the package knows."""
    from chinese_calendar import constants  # noqa: PLC0415 -- needed by few communities

    years = {day.year for day in constants.holidays}
    return WorkingCalendar(
        min(years),
        max(years),
        frozenset(
            day for day in {*constants.holidays, *constants.in_lieu_days} if day not in constants.workdays
        ),
        frozenset(constants.workdays),
    )
