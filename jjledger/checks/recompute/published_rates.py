"""Interest at published rates, stretch by stretch: fen × days × yearly rate ÷ days of the year."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from fractions import Fraction
from itertools import pairwise
from typing import Final, NamedTuple

from jjledger.checks.recompute.piles import OLD, Line
from jjledger.facts.community import DayCount, DeclaredInterest
from jjledger.facts.rates import RateTable

_YEAR_DAYS: Final[Mapping[DayCount, int]] = {"actual/360": 360, "actual/365": 365, "30/360": 360}


class Stretch(NamedTuple):
    """Days on which one pile of money stood still at one rate."""

    name: str
    first_day: date
    after: date  # the day after its last
    days: int  # by the policy's count
    fen: int
    rate: Fraction


class Lacking(NamedTuple):
    """A rate that some money needs and nobody published."""

    column: str
    day: date


def stretches(
    lines: Iterable[Line], first_day: date, last_day: date, interest: DeclaredInterest
) -> list[Stretch] | Lacking:
    """Cut everybody's money into stretches.

    Args:
        lines: what happened to the piles of a period; what was there before, put in on its first day.
        first_day: of the period.
        last_day: of the period, inclusive; its evening counts.
        interest: the policy.

    Source: `domain.md` E1, R24 to R26.
    """
    moves: dict[tuple[str, int], dict[date, int]] = {}
    for line in lines:
        of_pile, day = moves.setdefault((line.name, line.pile), {}), date.fromordinal(line.day)
        of_pile[day] = of_pile.get(day, 0) + line.fen
    end = date.fromordinal(last_day.toordinal() + 1)
    news = [row.from_day for row in interest.rates.rows if interest.rate_day == "segmented"]
    found = []
    for (name, pile), changes in moves.items():
        edges = sorted({*changes, *(day for day in news if min(changes) < day < end), end})
        fen = 0
        for start, after in pairwise(edges):
            fen += changes.get(start, 0)
            days = day_number(after, interest.day_count) - day_number(start, interest.day_count)
            if not fen or not days:
                continue
            column = interest.carried_over if pile == OLD else interest.current_year
            looked_up = {
                "settlement": last_day, "start": first_day, "segmented": start,
                "deposit": first_day if pile == OLD else date.fromordinal(pile),
            }[interest.rate_day]  # fmt: skip
            rate = _rate(interest.rates, looked_up, column)
            if rate is None:
                return Lacking(column, looked_up)
            found.append(Stretch(name, start, after, days, fen, rate))
    return found


def interest_of(parts: Iterable[Stretch], day_count: DayCount) -> dict[str, Fraction]:
    """Add up what stretches earn, exactly, by household: of each rate the fen × days, times the rate."""
    products: dict[str, dict[Fraction, int]] = {}
    for one in parts:
        of_house = products.setdefault(one.name, {})
        of_house[one.rate] = of_house.get(one.rate, 0) + one.fen * one.days
    year = _YEAR_DAYS[day_count]
    return {
        name: sum((rate * fen_days for rate, fen_days in of_house.items()), Fraction(0)) / year
        for name, of_house in products.items()
    }


def day_number(day: date, day_count: DayCount) -> int:
    """Number a day, so that two numbers differ by the days between; 30/360 takes the 31st for the 30th.

    Examples:
        >>> day_number(date(2011, 6, 30), "30/360") - day_number(date(2010, 8, 5), "30/360")
        325
    """
    if day_count == "30/360":
        return 360 * day.year + 30 * day.month + min(day.day, 30)
    return day.toordinal()


def _rate(table: RateTable, day: date, column: str) -> Fraction | None:
    """Read the table down to the last row that has begun."""
    rate = None
    for row in table.rows:
        if row.from_day <= day:
            rate = row.rates.get(column)
    return rate
