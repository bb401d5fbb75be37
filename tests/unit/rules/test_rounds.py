"""A million at once gives what movement by movement gives."""

from __future__ import annotations

from datetime import date
from random import Random

import numpy as np
import pytest

from jjledger.facts.community import RateDay
from jjledger.rules.events import DEPOSIT, PLAIN, Events
from jjledger.rules.movements import within_period
from jjledger.rules.rounds import sum_in_rounds
from jjledger.rules.tranches import tranche_moves
from jjledger.rules.worth import Worth, tariff_of, worth_of
from tests.small_books import declared, rates

FIRST, LAST = date(2024, 7, 1), date(2025, 6, 30)
TABLE = rates(("2024-01-01", "0.35", "1.10"), ("2024-11-01", "0.25", "0.95"), ("2025-04-01", "0.15", "0.80"))


def random_events(seed: int, holders: int = 30) -> Events:
    """Give up to twelve movements a holder, never more out than in, in the order of days."""
    chance = Random(seed)  # noqa: S311 -- an invention, not a secret
    rows = []
    for holder in range(holders):
        balance = chance.choice((0, 0, 5, 1000))
        rows.append((FIRST.toordinal() - 1, holder, balance, PLAIN))
        days = sorted(chance.choices(range(FIRST.toordinal(), LAST.toordinal() + 1), k=chance.randrange(12)))
        for day in days:
            fen = chance.choice((1, 7, 250, -1, -3, -250, -balance))
            fen = max(fen, -balance)
            balance += fen
            rows.append((day, holder, fen, chance.choice((PLAIN, DEPOSIT))))
    rows.sort(key=lambda row: row[0])
    days, places, deltas, kinds = (list(column) for column in zip(*rows, strict=True))
    return Events(np.array(places), np.array(days), np.array(deltas), np.array(kinds, dtype=np.int8))


def one_by_one(events: Events, worth: Worth) -> list[int]:
    within = within_period(events, 30, FIRST, LAST)
    opening = dict(enumerate(within.opening.tolist()))
    sums = [0] * 30
    for move in tranche_moves(events, within.chosen.tolist(), opening, FIRST.toordinal()):
        sums[move.holder] += move.fen * worth.of(move.tranche, move.day, FIRST.toordinal())
    return sums


@pytest.mark.parametrize("rate_day", ["settlement", "start", "deposit", "segmented"])
@pytest.mark.parametrize("seed", range(8))
def test_both_ways_give_the_same(rate_day: RateDay, seed: int) -> None:
    events = random_events(seed)
    worth = worth_of(tariff_of(declared(TABLE, rate_day), FIRST, LAST))
    within = within_period(events, 30, FIRST, LAST)
    given = (events, within.chosen, within.opening, worth, FIRST.toordinal())
    sums = sum_in_rounds(*given)
    assert sums.tolist() == one_by_one(events, worth)
    # Python's own integers give the same, as they do beyond 64 bits.
    exact = sum_in_rounds(
        events, within.chosen, within.opening.astype(object), worth.beyond_64_bits(), FIRST.toordinal()
    )
    assert exact.tolist() == sums.tolist()
    assert exact.dtype == np.object_


def test_what_was_there_before_is_not_changed_in_place() -> None:
    events = random_events(1)
    within = within_period(events, 30, FIRST, LAST)
    opening = within.opening.copy()
    sum_in_rounds(
        events,
        within.chosen,
        within.opening,
        worth_of(tariff_of(declared(TABLE), FIRST, LAST)),
        FIRST.toordinal(),
    )
    assert within.opening.tolist() == opening.tolist()
