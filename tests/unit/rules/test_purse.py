"""A purse: what comes in, what goes out, what is owed, and how it is undone. All in fen."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pytest

from jjledger.facts.community import DrawOrder
from jjledger.facts.voucher import Part
from jjledger.rules.purse import Deltas, Purse

ONE = np.array([0])


def fen(*amounts: int) -> npt.NDArray[np.int64]:
    return np.array(amounts, dtype=np.int64)


def purse(principal: int, interest: int, arrears: int) -> Purse:
    return Purse(fen(principal), fen(interest), fen(arrears))


def state(one: Purse) -> tuple[int, int, int]:
    return int(one.principal[0]), int(one.interest[0]), int(one.arrears[0])


def listed(deltas: Deltas) -> tuple[int, int, int]:
    return int(deltas[0][0]), int(deltas[1][0]), int(deltas[2][0])


@pytest.mark.parametrize(
    ("order", "amount", "expected"),
    [
        ("principal", 60, (40, 30, 0)),
        ("principal", 100, (0, 30, 0)),
        ("principal", 101, (0, 29, 0)),
        ("principal", 130, (0, 0, 0)),
        ("principal", 131, (0, 0, 1)),
        ("interest", 20, (100, 10, 0)),
        ("interest", 30, (100, 0, 0)),
        ("interest", 31, (99, 0, 0)),
        ("interest", 131, (0, 0, 1)),
    ],
)
def test_a_draw_takes_one_balance_and_then_the_other(
    order: DrawOrder, amount: int, expected: tuple[int, int, int]
) -> None:
    one = purse(100, 30, 0)
    deltas = one.draw(ONE, fen(amount), order)
    assert state(one) == expected
    assert listed(deltas) == (expected[0] - 100, expected[1] - 30, expected[2])


@pytest.mark.parametrize(
    ("part", "amount", "expected"),
    [
        ("principal", 49, (0, 0, 1)),
        ("principal", 50, (0, 0, 0)),
        ("principal", 51, (1, 0, 0)),
        ("interest", 49, (0, 0, 1)),
        ("interest", 51, (0, 1, 0)),
    ],
)
def test_money_in_pays_arrears_first_whichever_balance_it_is_for(
    part: Part, amount: int, expected: tuple[int, int, int]
) -> None:
    one = purse(0, 0, 50)
    one.receive(ONE, fen(amount), part)
    assert state(one) == expected


def test_a_draw_adds_to_what_is_owed() -> None:
    one = purse(0, 0, 50)
    assert listed(one.draw(ONE, fen(5), "principal")) == (0, 0, 5)
    assert state(one) == (0, 0, 55)


def test_a_transfer_takes_from_one_balance_alone() -> None:
    one = purse(100, 30, 0)
    assert one.take(ONE, fen(31), "interest") is None
    assert state(one) == (100, 30, 0)
    taken = one.take(ONE, fen(30), "interest")
    assert taken is not None
    assert listed(taken) == (0, -30, 0)
    taken = one.take(ONE, fen(100), "principal")
    assert taken is not None
    assert state(one) == (0, 0, 0)


def test_a_transfer_that_one_of_several_cannot_make_moves_nothing() -> None:
    two = Purse(fen(100, 10), fen(0, 0), fen(0, 0))
    assert two.take(np.array([0, 1]), fen(50, 11), "principal") is None
    assert two.principal.tolist() == [100, 10]


def test_only_the_named_holders_are_moved() -> None:
    three = Purse(fen(10, 10, 10), fen(1, 1, 1), fen(0, 0, 0))
    three.draw(np.array([2, 0]), fen(11, 12), "principal")
    assert (three.principal.tolist(), three.interest.tolist()) == ([0, 10, 0], [0, 1, 0])
    assert three.arrears.tolist() == [1, 0, 0]


def test_undoing_restores_all_three_balances() -> None:
    one = purse(100, 30, 0)
    deltas = one.draw(ONE, fen(150), "principal")
    assert listed(one.undo(ONE, deltas)) == (100, 30, -20)
    assert state(one) == (100, 30, 0)


@pytest.mark.parametrize("later", [10, 20, 50])
def test_undoing_a_draw_whose_arrears_were_paid_since_gives_the_money_back(later: int) -> None:
    one = purse(100, 0, 0)
    deltas = one.draw(ONE, fen(120), "principal")  # 100 taken, 20 owed
    one.receive(ONE, fen(later), "principal")
    undone = listed(one.undo(ONE, deltas))
    assert undone[0] + undone[1] - undone[2] == 120
    assert state(one) == (100 + later, 0, 0)


def test_undoing_a_deposit_that_was_spent_since_leaves_it_owed() -> None:
    one = purse(0, 5, 0)
    deltas = one.receive(ONE, fen(100), "principal")
    one.draw(ONE, fen(90), "principal")
    undone = listed(one.undo(ONE, deltas))
    assert undone == (-10, -5, 85)
    assert state(one) == (0, 0, 85)


def test_undoing_settles_only_those_it_must() -> None:
    two = Purse(fen(0, 0), fen(0, 0), fen(0, 0))
    both = np.array([0, 1])
    deltas = two.receive(both, fen(100, 100), "interest")
    two.draw(np.array([1]), fen(60), "interest")
    undone = two.undo(both, deltas)
    assert [delta.tolist() for delta in undone] == [[0, 0], [-100, -40], [0, 60]]
    assert (two.interest.tolist(), two.arrears.tolist()) == ([0, 0], [0, 60])


def test_balances_are_a_copy() -> None:
    one = purse(1, 2, 3)
    seen = one.balances()
    one.receive(ONE, fen(10), "principal")
    assert (int(seen.principal[0]), int(seen.interest[0]), int(seen.arrears[0])) == (1, 2, 3)


def test_an_empty_purse_holds_nothing() -> None:
    nothing = Purse.empty(2).balances()
    assert [part.tolist() for part in (nothing.principal, nothing.interest, nothing.arrears)] == [[0, 0]] * 3
