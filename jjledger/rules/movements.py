"""The movements of one period, what stood before it, and whose tranches hang together."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt

from jjledger.facts.shares import FenArray
from jjledger.rules.events import TRANSFER, Events, IntArray
from jjledger.rules.tranches import Move, tranche_moves

Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Within:
    """The movements of a period and what stood before it."""

    events: Events  # those before the period included: reversals point at them
    first_day: date
    opening: FenArray  # per holder
    chosen: IntArray  # indices of the period's movements, rising
    entangled: Mask  # per holder: shared a transfer, or saw a reversal of this period

    def alone(self) -> IntArray:
        """Give the indices of the movements that concern one holder alone."""
        return self.chosen[~self.entangled[self.events.holders[self.chosen]]]


def within_period(events: Events, holders: int, first_day: date, last_day: date) -> Within:
    """Sum up what stood before a period and pick out its movements.

    Args:
        events: movements in the order of booking.
        holders: how many there are.
        first_day: first day of the period, inclusive.
        last_day: last day of the period, inclusive.

    Source: house §2: carried-over is what stood before the first day, interest included.
    """
    start, end = np.searchsorted(events.days, [first_day.toordinal(), last_day.toordinal() + 1])
    opening = np.zeros(holders, dtype=np.int64)
    np.add.at(opening, events.holders[:start], events.deltas[:start])
    chosen = np.arange(start, end)
    entangled = np.zeros(holders, dtype=np.bool_)
    if events.undone is not None:
        entangled[events.holders[chosen[events.undone[chosen] >= start]]] = True
    if events.vouchers is not None:
        transfers = chosen[events.kinds[chosen] == TRANSFER]
        vouchers, deltas = events.vouchers[transfers], events.deltas[transfers]
        both_ways = np.intersect1d(vouchers[deltas < 0], vouchers[deltas > 0])
        entangled[events.holders[transfers[np.isin(vouchers, both_ways)]]] = True
    return Within(events, first_day, opening, chosen, entangled)


def moves_of(within: Within, wanted: Mask) -> list[Move]:
    """Follow some holders' tranches through the period, with all that are entangled where one of them is."""
    if bool((wanted & within.entangled).any()):
        wanted = wanted | within.entangled
    chosen = within.chosen[wanted[within.events.holders[within.chosen]]]
    opening = {place: int(within.opening[place]) for place in np.flatnonzero(wanted).tolist()}
    return tranche_moves(within.events, chosen.tolist(), opening, within.first_day.toordinal())
