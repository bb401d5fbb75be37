"""How one household's declared interest is made up, segment by segment, so that it can be done again by hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import pairwise

import numpy as np

from jjledger.facts.community import DeclaredInterest
from jjledger.period import day_after, day_before
from jjledger.rules.day_count import days_between, year_days
from jjledger.rules.events import Events
from jjledger.rules.movements import Within, moves_of, within_period
from jjledger.rules.tranches import Move
from jjledger.rules.worth import CARRIED_OVER, Tariff, tariff_of


@dataclass(frozen=True, slots=True)
class Segment:
    """Days on which one tranche stood still at one rate, both inclusive."""

    first_day: date
    last_day: date
    days: int  # by the policy's day count
    balance_fen: int
    deposit_day: date | None  # of a deposit of the period; None: carried-over money
    column: str
    rated_on: date  # the day whose published rate counts
    rate_from: date | None  # the table's row; None: no row so early
    rate: Fraction | None  # yearly; None: not published
    year_days: int

    @property
    def product(self) -> int:
        """Give fen × days."""
        return self.balance_fen * self.days

    @property
    def interest_fen(self) -> Fraction:
        """Give what the segment earns, exact; nothing without a rate."""
        return self.product * (self.rate or 0) / Fraction(self.year_days)


def segments(
    events: Events, holder: int, days: tuple[date, date], interest: DeclaredInterest
) -> tuple[Segment, ...]:
    """Take one holder's interest apart; the parts sum to what `declared.accrue` gives.

    Args:
        events: movements in the order of booking, from the fund's first on.
        holder: its place.
        days: first and last day of the period, inclusive.
        interest: the declared policy.

    Returns:
        Segments with money in them: carried-over money first, then deposits by day; inside each
        by day. Under `segmented` they are cut where the rate changes.

    Source: R29: balance segments, days, rate and formula are kept for every owner.
    """
    holders = max(int(events.holders.max(initial=0)), holder) + 1
    within = within_period(events, holders, *days)
    return segments_of(within, holder, tariff_of(interest, *days))


def segments_of(within: Within, holder: int, tariff: Tariff) -> tuple[Segment, ...]:
    """Do what `segments` does, of movements and rates already looked up."""
    wanted = np.arange(len(within.opening)) == holder
    moves = [move for move in moves_of(within, wanted) if move.holder == holder]
    return tuple(
        segment
        for tranche in sorted({move.tranche for move in moves})
        for segment in _of_tranche(tariff, tranche, [move for move in moves if move.tranche == tranche])
    )


def _of_tranche(tariff: Tariff, tranche: int, moves: Sequence[Move]) -> list[Segment]:
    changes: dict[date, int] = {}
    for move in moves:
        day = date.fromordinal(move.day)
        changes[day] = changes.get(day, 0) + move.fen
    edges = [*sorted({*changes, *_rate_changes(tariff, tranche)}), day_after(tariff.last_day)]
    found = []
    balance = 0
    for start, end in pairwise(edges):
        balance += changes.get(start, 0)
        if balance:
            found.append(_segment(tariff, tranche, (start, end), balance))
    return found


def _segment(tariff: Tariff, tranche: int, stretch: tuple[date, date], balance_fen: int) -> Segment:
    start, end = stretch
    interest, rated_on, column = tariff.interest, tariff.rated_on(tranche, start), tariff.column(tranche)
    row = interest.rates.row_on(rated_on)
    return Segment(
        start, day_before(end), days_between(start, end, interest.day_count), balance_fen,
        None if tranche == CARRIED_OVER else date.fromordinal(tranche),
        column, rated_on, row.from_day if row else None, row.rates.get(column) if row else None,
        year_days(interest.day_count),
    )  # fmt: skip


def _rate_changes(tariff: Tariff, tranche: int) -> list[date]:
    """List the days inside the period on which a tranche begins to earn another rate."""
    if tariff.interest.rate_day != "segmented":
        return []
    rates, column = tariff.interest.rates, tariff.column(tranche)
    return [
        row.from_day
        for row in rates.rows
        if tariff.first_day < row.from_day <= tariff.last_day
        and rates.on(row.from_day, column) != rates.on(day_before(row.from_day), column)
    ]
