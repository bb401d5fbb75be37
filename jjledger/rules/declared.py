"""Interest at declared rates: what every household of a fund is due for a period, to the fen.

    events = events_of(rows, last_day)                 # rules.events; or flat arrays of one's own
    accrued = accrue(events, holders, (first_day, last_day), interest)
    if isinstance(accrued, MissingRate): ...           # names table, column and day
    accrued.numerators / accrued.denominator           # exact fen per holder
    accrued.fen                                        # rounded half-up, once

A million holders at once, in `rounds`. Holders who shared a transfer or saw a reversal are few
and go through `tranches`. How one household's sum is made up is the matter of `segments`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

import numpy as np

from jjledger.facts.community import DeclaredInterest
from jjledger.facts.shares import FenArray
from jjledger.rules.events import Events, IntArray
from jjledger.rules.movements import Within, moves_of, within_period
from jjledger.rules.rounds import sum_in_rounds
from jjledger.rules.segments import segments_of
from jjledger.rules.worth import Tariff, Worth, days_without_rate, tariff_of, worth_of

_INT64_LIMIT: Final = 2**63 - 1


@dataclass(frozen=True, slots=True)
class Accrued:
    """What each holder earned: numerators over one denominator, and whole fen."""

    numerators: IntArray  # Python integers where 64 bits might be too few
    denominator: int
    fen: FenArray  # half-up


@dataclass(frozen=True, slots=True)
class MissingRate:
    """A rate that some money needs and the table does not have."""

    table: str
    column: str
    day: date


def accrue(
    events: Events, holders: int, days: tuple[date, date], interest: DeclaredInterest
) -> Accrued | MissingRate:
    """Compute every holder's interest for a period.

    Args:
        events: movements in the order of booking, from the fund's first on; those after the
            period are passed over. The distribution itself is not among them.
        holders: how many there are.
        days: first and last day of the period, inclusive.
        interest: the declared policy.

    Returns:
        Σ segments (balance × days × rate) per holder, exact, and rounded half-up to the fen
        once; or the first rate that is lacking where money stood.

    Source: house §2 declared interest; `domain.md` E1, E2 family 1, R24 to R26.
    """
    tariff = tariff_of(interest, *days)
    within = within_period(events, holders, *days)
    if tariff.gaps():
        lacking = np.flatnonzero(_numerators(within, days_without_rate(tariff)))
        if len(lacking):
            return _missing(within, int(lacking[0]), tariff)
    worth = worth_of(tariff)
    numerators = _numerators(within, worth)
    fen = (numerators * 2 + worth.denominator) // (worth.denominator * 2)
    return Accrued(numerators, worth.denominator, fen.astype(np.int64))


def _numerators(within: Within, worth: Worth) -> IntArray:
    """Sum movements × worth per holder, in 64 bits where they are surely enough."""
    events, first_ordinal = within.events, within.first_day.toordinal()
    counts = np.bincount(events.holders[within.chosen], minlength=1)
    largest = int(np.abs(events.deltas[within.chosen]).max(initial=0))
    turnover = int(within.opening.max(initial=0)) + largest * int(counts.max())
    opening = np.where(within.entangled, 0, within.opening)
    if (turnover * worth.most() + worth.denominator) * 2 > _INT64_LIMIT:
        opening, worth = opening.astype(object), worth.beyond_64_bits()
    numerators = sum_in_rounds(events, within.alone(), opening, worth, first_ordinal)
    entangled: dict[int, int] = {}
    for move in moves_of(within, within.entangled):
        value = move.fen * worth.of(move.tranche, move.day, first_ordinal)
        entangled[move.holder] = entangled.get(move.holder, 0) + value
    numerators[list(entangled)] = list(entangled.values())
    return numerators


def _missing(within: Within, holder: int, tariff: Tariff) -> MissingRate:
    """Name the first rate that a holder's money lacked."""
    segments = segments_of(within, holder, tariff)
    lacking = [segment for segment in segments if segment.rate is None and segment.days]
    first = min(lacking, key=lambda segment: segment.first_day)
    return MissingRate(tariff.interest.rates.name, first.column, first.rated_on)
