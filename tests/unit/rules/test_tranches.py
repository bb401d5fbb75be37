"""Which money a movement takes, case by case, worked out by hand."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from jjledger.rules.events import DEPOSIT, PLAIN, TRANSFER, Events
from jjledger.rules.tranches import tranche_moves
from jjledger.rules.worth import CARRIED_OVER

FIRST = 1000
A, B, C = 0, 1, 2
# holder, day, fen, kind, voucher, index undone
Row = tuple[int, int, int, int, int, int]
Held = dict[int, dict[int, int]]


def events(rows: Sequence[Row]) -> Events:
    holders, days, deltas, kinds, vouchers, undone = (list(column) for column in zip(*rows, strict=True))
    return Events(
        np.array(holders), np.array(days), np.array(deltas), np.array(kinds, dtype=np.int8),
        np.array(undone), np.array(vouchers),
    )  # fmt: skip


def held(opening: dict[int, int], *rows: Row) -> Held:
    """Give what each holder has at the end, by tranche; a deposit's tranche is its day."""
    within = [place for place, row in enumerate(rows) if row[1] >= FIRST]
    found: Held = {}
    for move in tranche_moves(events(rows), within, opening, FIRST):
        tranches = found.setdefault(move.holder, {})
        tranches[move.tranche] = tranches.get(move.tranche, 0) + move.fen
    return {holder: {key: fen for key, fen in tranches.items() if fen} for holder, tranches in found.items()}


def plain(holder: int, day: int, fen: int, undone: int = -1) -> Row:
    return holder, day, fen, PLAIN, 900 + day, undone


def paid(holder: int, day: int, fen: int, undone: int = -1) -> Row:
    return holder, day, fen, DEPOSIT, 900 + day, undone


def moved(holder: int, day: int, fen: int, voucher: int = 1, undone: int = -1) -> Row:
    return holder, day, fen, TRANSFER, voucher, undone


def test_a_draw_takes_old_money_then_the_oldest_deposit() -> None:
    deposits = (paid(A, 1001, 50), paid(A, 1002, 60))
    assert held({A: 100}, *deposits, plain(A, 1003, -30)) == {A: {CARRIED_OVER: 70, 1001: 50, 1002: 60}}
    assert held({A: 100}, *deposits, plain(A, 1003, -120)) == {A: {1001: 30, 1002: 60}}
    assert held({A: 100}, *deposits, plain(A, 1003, -151)) == {A: {1002: 59}}


def test_a_refund_takes_the_newest_deposit_and_old_money_last() -> None:
    deposits = (paid(A, 1001, 50), paid(A, 1002, 60))
    assert held({A: 100}, *deposits, paid(A, 1003, -70)) == {A: {CARRIED_OVER: 100, 1001: 40}}
    assert held({A: 100}, *deposits, paid(A, 1003, -111)) == {A: {CARRIED_OVER: 99}}


def test_a_late_distribution_is_old_money() -> None:
    assert held({A: 100}, plain(A, 1005, 7)) == {A: {CARRIED_OVER: 107}}


def test_money_from_nowhere_on_the_owners_account_is_old_money() -> None:
    assert held({}, moved(A, 1005, 70), moved(B, 1005, 30)) == {A: {CARRIED_OVER: 70}, B: {CARRIED_OVER: 30}}


def test_a_house_passed_on_takes_its_tranches_along() -> None:
    rows = (paid(A, 1001, 50), moved(B, 1004, 150), moved(A, 1004, -150))
    assert held({A: 100, B: 10}, *rows) == {A: {}, B: {CARRIED_OVER: 110, 1001: 50}}


def test_a_house_that_is_split_shares_every_tranche_to_the_fen() -> None:
    # 100 old and 51 new; B gets 51, C 100. B: 100 × 51/151 = 33.77…, 51 × 51/151 = 17.22…
    rows = (paid(A, 1001, 51), moved(B, 1004, 51), moved(C, 1004, 100), moved(A, 1004, -151))
    assert held({A: 100}, *rows) == {
        A: {},
        B: {CARRIED_OVER: 34, 1001: 17},
        C: {CARRIED_OVER: 66, 1001: 34},
    }


def test_a_part_is_taken_of_every_tranche() -> None:
    rows = (paid(A, 1001, 50), moved(B, 1004, 30), moved(A, 1004, -30))
    assert held({A: 100}, *rows) == {A: {CARRIED_OVER: 80, 1001: 40}, B: {CARRIED_OVER: 20, 1001: 10}}


def test_principal_and_interest_of_a_house_move_as_one() -> None:
    # Two legs each way, one for each balance.
    rows = (
        paid(A, 1001, 50),
        moved(B, 1004, 120),
        moved(B, 1004, 30),
        moved(A, 1004, -120),
        moved(A, 1004, -30),
    )
    assert held({A: 100}, *rows) == {A: {}, B: {CARRIED_OVER: 100, 1001: 50}}


def test_what_no_holder_gave_is_old_money_beside_what_one_gave() -> None:
    rows = (paid(A, 1001, 50), moved(B, 1004, 70), moved(A, 1004, -50))
    assert held({}, *rows) == {A: {}, B: {CARRIED_OVER: 20, 1001: 50}}


def test_what_a_holder_gives_to_nobody_is_a_draw() -> None:
    assert held({A: 100}, paid(A, 1001, 50), moved(A, 1004, -120)) == {A: {1001: 30}}


@pytest.mark.parametrize("drawer", [A, B])
def test_a_draw_on_the_day_of_a_transfer_takes_the_same_money_from_either(drawer: int) -> None:
    # In the order of booking the receiver's leg comes first, the draw second, the giver's leg last.
    given = 150 if drawer == B else 90
    rows = (paid(A, 1001, 50), moved(B, 1004, given), plain(drawer, 1004, -60), moved(A, 1004, -given))
    assert held({A: 100}, *rows)[B] == {CARRIED_OVER: 40, 1001: 50}


def test_a_reversal_puts_a_draw_back_where_it_came_from() -> None:
    rows = (paid(A, 1001, 50), plain(A, 1002, -130), plain(A, 1005, 130, undone=1))
    assert held({A: 100}, *rows) == {A: {CARRIED_OVER: 100, 1001: 50}}


def test_a_reversal_of_a_deposit_takes_that_deposit() -> None:
    rows = (paid(A, 1001, 50), paid(A, 1002, 60), paid(A, 1005, -50, undone=0))
    assert held({A: 100}, *rows) == {A: {CARRIED_OVER: 100, 1002: 60}}


def test_what_is_left_of_no_tranche_is_taken_like_any_draw() -> None:
    # 40 of the first deposit are spent; turning it back takes the 10 left and 40 of the next.
    rows = (paid(A, 1001, 50), plain(A, 1002, -40), paid(A, 1003, 60), paid(A, 1005, -50, undone=0))
    assert held({}, *rows) == {A: {1003: 20}}


def test_a_reversal_of_an_earlier_period_is_money_in_and_out() -> None:
    before = (paid(A, 990, 50), plain(A, 991, -20))
    back_in = plain(A, 1002, 20, undone=1)
    assert held({A: 130}, *before, paid(A, 1001, 60), back_in) == {A: {CARRIED_OVER: 150, 1001: 60}}
    # The deposit of an earlier period had become old money: that is what goes out.
    back_out = paid(A, 1002, -50, undone=0)
    assert held({A: 130}, *before, paid(A, 1001, 60), back_out) == {A: {CARRIED_OVER: 80, 1001: 60}}


def test_a_reversal_of_a_transfer_brings_the_tranches_home() -> None:
    rows = (
        paid(A, 1001, 50),
        moved(B, 1004, 60),
        moved(C, 1004, 90),
        moved(A, 1004, -150),
        moved(B, 1006, -60, 2, 1),
        moved(C, 1006, -90, 2, 2),
        moved(A, 1006, 150, 2, 3),
    )
    assert held({A: 100}, *rows) == {A: {CARRIED_OVER: 100, 1001: 50}, B: {}, C: {}}
