"""Which money movements take, for a million holders at once: the first movement of each, then the second, and on.

Only movements that concern one holder alone: no transfers between holders, no reversals within
the period. The same rules, told movement by movement and with those, stand in `tranches`.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from jjledger.facts.shares import FenArray
from jjledger.rules.events import DEPOSIT, Events, IntArray
from jjledger.rules.worth import Worth

Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class _Grouped:
    """Movements grouped by holder, each group in the order of booking."""

    days: IntArray  # places in the period
    deltas: FenArray
    deposits: Mask  # of account 4001
    starts: IntArray  # per holder: where its movements begin
    counts: IntArray  # per holder: how many


@dataclass(frozen=True, slots=True)
class _Run:
    """The state of the rounds; the arrays change in place."""

    moves: _Grouped
    worth: Worth
    carried: FenArray  # per holder
    left: FenArray  # per movement: what is left of a deposit
    numerators: IntArray  # per holder
    deposit_at: IntArray  # where the deposits are among the movements
    deposit_starts: IntArray  # per holder: where its deposits begin in `deposit_at`
    deposit_counts: IntArray


def sum_in_rounds(
    events: Events, chosen: IntArray, opening: FenArray, worth: Worth, first_ordinal: int
) -> IntArray:
    """Sum movements × worth per holder.

    Args:
        events: movements in the order of booking.
        chosen: indices of those in the period that concern one holder alone, rising.
        opening: what each holder had before the period; Python integers where products go
            beyond 64 bits.
        worth: what a fen earns from each day on.
        first_ordinal: of the period's first day.

    Returns:
        Numerators per holder, of the opening's kind of number.

    Source: house §2 declared interest: draws take carried-over money, then deposits oldest
        first; a refund of a deposit takes the newest first.
    """
    moves = _group(events, chosen, len(opening), first_ordinal)
    deposit_at = np.flatnonzero(moves.deposits)
    owners = np.repeat(np.arange(len(opening)), moves.counts)[deposit_at]
    deposit_counts = np.bincount(owners, minlength=len(opening))
    run = _Run(
        moves, worth, opening.copy(), np.zeros(len(chosen), dtype=opening.dtype),
        opening * worth.carried_over[0],
        deposit_at, np.cumsum(deposit_counts) - deposit_counts, deposit_counts,
    )  # fmt: skip
    active, number = np.flatnonzero(moves.counts), 0
    while len(active):
        _round(run, active, moves.starts[active] + number)
        number += 1
        active = active[moves.counts[active] > number]
    return run.numerators


def _group(events: Events, chosen: IntArray, holders: int, first_ordinal: int) -> _Grouped:
    order = chosen[np.argsort(events.holders[chosen], kind="stable")]
    counts = np.bincount(events.holders[chosen], minlength=holders)
    deposits = events.kinds[order] == DEPOSIT
    if events.undone is not None:
        # What reverses a deposit of an earlier period takes money that was carried over.
        deposits &= events.undone[order] < 0
    return _Grouped(
        events.days[order] - first_ordinal, events.deltas[order], deposits, np.cumsum(counts) - counts, counts
    )


def _round(run: _Run, active: IntArray, at: IntArray) -> None:
    """Book one movement of each active holder."""
    fen, deposit = run.moves.deltas[at], run.moves.deposits[at]
    for of_4001 in (False, True):
        chosen = np.flatnonzero((fen > 0) & (deposit == of_4001))
        if len(chosen):
            _receive(run, active[chosen], at[chosen], deposits=of_4001)
        chosen = np.flatnonzero((fen < 0) & (deposit == of_4001))
        if len(chosen):
            _take(run, active[chosen], at[chosen], newest_first=of_4001)


def _receive(run: _Run, holders: IntArray, at: IntArray, *, deposits: bool) -> None:
    fen, day = run.moves.deltas[at].astype(run.left.dtype), run.moves.days[at]
    if deposits:
        run.left[at] = fen
        run.numerators[holders] += fen * run.worth.price[day] * run.worth.deposits[day]
    else:
        run.carried[holders] += fen
        run.numerators[holders] += fen * run.worth.carried_over[day]


def _take(run: _Run, holders: IntArray, at: IntArray, *, newest_first: bool) -> None:
    need, day = -run.moves.deltas[at].astype(run.left.dtype), run.moves.days[at]
    if not newest_first:
        need = _take_carried(run, holders, need, day)
    slots = range(int(run.deposit_counts[holders].max()))
    for slot in reversed(slots) if newest_first else slots:
        lacking = np.flatnonzero((need > 0) & (run.deposit_counts[holders] > slot))
        if not len(lacking):
            continue
        takers = holders[lacking]
        of = run.deposit_at[run.deposit_starts[takers] + slot]
        taken = np.minimum(run.left[of], need[lacking])
        run.left[of] -= taken
        need[lacking] -= taken
        worth = run.worth.price[run.moves.days[of]] * run.worth.deposits[day[lacking]]
        run.numerators[takers] -= taken * worth
    if newest_first:
        need = _take_carried(run, holders, need, day)
    assert not need.any(), "no more is taken than there is"


def _take_carried(run: _Run, holders: IntArray, need: FenArray, day: IntArray) -> FenArray:
    """Take carried-over money and give what is still needed."""
    taken = np.minimum(run.carried[holders], need)
    run.carried[holders] -= taken
    run.numerators[holders] -= taken * run.worth.carried_over[day]
    rest: FenArray = need - taken
    return rest
