"""What a fen earns from a day to the end of a period, by a declared policy: exact whole numbers.

Money that comes in is worth so much from its day on, money that goes out as much less, so a
household's interest is a sum of movements × worth, and no day has to be visited.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from functools import lru_cache
from itertools import pairwise
from math import lcm
from typing import Final

import numpy as np

from jjledger.facts.community import DayCount, DeclaredInterest
from jjledger.rules.day_count import day_number, year_days
from jjledger.rules.events import IntArray

# The tranche of money that stood before the first day, or came in later without being a deposit.
CARRIED_OVER: Final = 0

_INT64_LIMIT: Final = 2**63 - 1
Rates = tuple[Fraction | None, ...]  # one a stretch of the period; None: none published


@dataclass(frozen=True, slots=True)
class Tariff:
    """The yearly rate of every tranche on every day of a period.

    A tranche is named by the ordinal of the deposit's day, or CARRIED_OVER. The rates stand for
    stretches of days on which the table does not change.
    """

    interest: DeclaredInterest
    first_day: date
    last_day: date
    lengths: tuple[int, ...]  # of the stretches, in calendar days
    carried_over: Rates
    deposits: Rates  # where each deposit has its own day's rate, by that day

    def rated_on(self, tranche: int, day: date) -> date:
        """Give the day whose published rate a tranche earns on a day.

        Source: house table of interest policies, `rate_day`; R24, R26.
        """
        rate_day = self.interest.rate_day
        if rate_day == "segmented":
            return day
        if rate_day == "deposit" and tranche != CARRIED_OVER:
            return date.fromordinal(tranche)
        return self.last_day if rate_day == "settlement" else self.first_day

    def column(self, tranche: int) -> str:
        """Give the column of a tranche's rate."""
        return self.interest.carried_over if tranche == CARRIED_OVER else self.interest.current_year

    def gaps(self) -> bool:
        """Say whether some rate that money might need was not published."""
        return None in self.carried_over or None in self.deposits


@dataclass(frozen=True, slots=True)
class Worth:
    """What one fen earns from each day of a period to its end, in 1/denominator fen."""

    carried_over: IntArray
    deposits: IntArray  # × `price` of the deposit's own day
    price: IntArray
    denominator: int

    def of(self, tranche: int, day: int, first_ordinal: int) -> int:
        """Give the worth of a tranche's fen from a day on, both ordinals."""
        place = day - first_ordinal
        if tranche == CARRIED_OVER:
            return int(self.carried_over[place])
        return int(self.price[tranche - first_ordinal]) * int(self.deposits[place])

    def most(self) -> int:
        """Give the most that a fen can earn, at least 1."""
        return max(int(self.carried_over.max()), int(self.deposits.max()) * int(self.price.max()), 1)

    def beyond_64_bits(self) -> Worth:
        """Give the same in Python integers, slower and without bound."""
        return replace(
            self,
            carried_over=self.carried_over.astype(object),
            deposits=self.deposits.astype(object),
            price=self.price.astype(object),
        )


def tariff_of(interest: DeclaredInterest, first_day: date, last_day: date) -> Tariff:
    """Look up the rates of a period, both days inclusive.

    Source: house table of interest policies; R24, R26.
    """
    changes = (row.from_day for row in interest.rates.rows)
    starts = [first_day, *(day for day in changes if first_day < day <= last_day)]
    bare = Tariff(interest, first_day, last_day, (), (), ())

    def rates(tranche_on: Callable[[date], int]) -> Rates:
        asked = ((tranche_on(day), day) for day in starts)
        return tuple(
            interest.rates.on(bare.rated_on(tranche, day), bare.column(tranche)) for tranche, day in asked
        )

    ordinals = [*(day.toordinal() for day in starts), last_day.toordinal() + 1]
    lengths = tuple(end - start for start, end in pairwise(ordinals))
    return replace(
        bare, lengths=lengths, carried_over=rates(lambda _: CARRIED_OVER), deposits=rates(date.toordinal)
    )


def worth_of(tariff: Tariff) -> Worth:
    """Weigh each day's fen by the rates; a rate that was not published counts as none."""
    published = [rate for rate in (*tariff.carried_over, *tariff.deposits) if rate is not None]
    scale = lcm(*(rate.denominator for rate in published))

    def whole(rate: Fraction | None) -> int:
        return int(rate * scale) if rate is not None else 0

    return _worth(tariff, whole, scale * year_days(tariff.interest.day_count))


def days_without_rate(tariff: Tariff) -> Worth:
    """Weigh each day's fen by the days that lack a rate: above nothing where money needs one."""
    return _worth(tariff, lambda rate: int(rate is None), 1)


def _worth(tariff: Tariff, whole: Callable[[Fraction | None], int], denominator: int) -> Worth:
    # Python integers, since nothing bounds the denominators of a table.
    carried, deposits = (
        np.repeat(np.array([whole(rate) for rate in rates], dtype=object), tariff.lengths)
        for rates in (tariff.carried_over, tariff.deposits)
    )
    steps = _steps(tariff.first_day, tariff.last_day, tariff.interest.day_count)
    ones = np.ones_like(deposits)
    daily, price = (ones, deposits) if tariff.interest.rate_day == "deposit" else (deposits, ones)
    return Worth(
        _narrow(_to_the_end(carried * steps)),
        _narrow(_to_the_end(daily * steps)),
        _narrow(price),
        denominator,
    )


@lru_cache(maxsize=64)
def _steps(first_day: date, last_day: date, day_count: DayCount) -> IntArray:
    """Count each calendar day of a period; communities settle the same periods, so the answer is kept."""
    days = range(first_day.toordinal(), last_day.toordinal() + 2)
    numbers = np.array([day_number(date.fromordinal(day), day_count) for day in days], dtype=np.int64)
    steps: IntArray = numbers[1:] - numbers[:-1]
    steps.flags.writeable = False
    return steps


def _to_the_end(products: IntArray) -> IntArray:
    """Sum from each day to the last."""
    sums: IntArray = np.cumsum(products[::-1])[::-1]
    return sums


def _narrow(numbers: IntArray) -> IntArray:
    return numbers.astype(np.int64) if numbers.max() <= _INT64_LIMIT else numbers
