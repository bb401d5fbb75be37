"""What stood before a period, what moved in it, and whose tranches hang together."""

from __future__ import annotations

from datetime import date

import numpy as np

from jjledger.rules.events import DEPOSIT, PLAIN, TRANSFER, Events
from jjledger.rules.movements import Within, moves_of, within_period

MARCH = date(2025, 3, 1), date(2025, 3, 31)


def within(*rows: tuple[int, str, int, int, int, int]) -> Within:
    """Give March of rows: holder, day, fen, kind, voucher, index undone."""
    holders, days, deltas, kinds, vouchers, undone = (list(column) for column in zip(*rows, strict=True))
    ordinals = [date.fromisoformat(day).toordinal() for day in days]
    events = Events(
        np.array(holders), np.array(ordinals), np.array(deltas), np.array(kinds, dtype=np.int8),
        np.array(undone), np.array(vouchers),
    )  # fmt: skip
    return within_period(events, 4, *MARCH)


def test_what_stood_before_and_what_moved() -> None:
    found = within(
        (0, "2025-02-28", 100, DEPOSIT, 1, -1),
        (0, "2025-03-01", 20, DEPOSIT, 2, -1),
        (1, "2025-03-31", 30, DEPOSIT, 3, -1),
        (1, "2025-04-01", 40, DEPOSIT, 4, -1),
    )
    assert found.opening.tolist() == [100, 0, 0, 0]
    assert found.chosen.tolist() == found.alone().tolist() == [1, 2]


def test_only_a_voucher_that_goes_both_ways_entangles() -> None:
    found = within(
        (3, "2025-03-01", 90, TRANSFER, 1, -1),  # opening: nobody gives
        (0, "2025-03-02", 50, DEPOSIT, 2, -1),
        (1, "2025-03-05", 50, TRANSFER, 3, -1),
        (0, "2025-03-05", -50, TRANSFER, 3, -1),
    )
    assert found.entangled.tolist() == [True, True, False, False]
    assert found.alone().tolist() == [0]


def test_a_reversal_entangles_within_its_period_only() -> None:
    found = within(
        (0, "2025-02-01", 50, DEPOSIT, 1, -1),
        (1, "2025-03-01", 50, DEPOSIT, 2, -1),
        (0, "2025-03-05", -50, DEPOSIT, 3, 0),
        (1, "2025-03-05", -50, DEPOSIT, 4, 1),
        (2, "2025-03-06", 10, PLAIN, 5, -1),
    )
    assert found.entangled.tolist() == [False, True, False, False]


def test_who_is_entangled_is_followed_with_the_others() -> None:
    found = within(
        (0, "2025-02-02", 50, DEPOSIT, 2, -1),
        (2, "2025-03-01", 9, PLAIN, 5, -1),
        (1, "2025-03-05", 50, TRANSFER, 3, -1),
        (0, "2025-03-05", -50, TRANSFER, 3, -1),
    )
    wanted = np.array([False, True, False, False])
    assert {move.holder for move in moves_of(found, wanted)} == {0, 1}
    wanted = np.array([False, False, True, False])
    assert [(move.holder, move.fen) for move in moves_of(found, wanted)] == [(2, 9)]
