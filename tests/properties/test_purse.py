"""A purse: nothing is lost, nothing is negative, and what is undone was never there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from jjledger.facts.community import DrawOrder
from jjledger.facts.voucher import Part
from jjledger.rules.purse import Deltas, Purse

HOLDERS = 3
Held = tuple[int, int, int]  # principal, interest, arrears


class Move(NamedTuple):
    """One movement of one holder's money."""

    holder: int
    fen: int  # positive comes in
    part: Part
    order: DrawOrder


# Few amounts, so that balances often come to nothing exactly.
MOVE = st.builds(
    Move,
    st.integers(0, HOLDERS - 1),
    st.sampled_from([-7, -3, -2, -1, 1, 2, 3, 7]),
    st.sampled_from(["principal", "interest"]),
    st.sampled_from(["principal", "interest"]),
)
MOVES = st.lists(MOVE, max_size=12)


def carry_out(purse: Purse, move: Move) -> Deltas:
    holders, fen = np.array([move.holder]), np.array([abs(move.fen)])
    if move.fen > 0:
        return purse.receive(holders, fen, move.part)
    return purse.draw(holders, fen, move.order)


def after(moves: Sequence[Move]) -> Purse:
    purse = Purse.empty(HOLDERS)
    for move in moves:
        carry_out(purse, move)
    return purse


def held(purse: Purse) -> list[Held]:
    parts = (purse.principal, purse.interest, purse.arrears)
    return list(zip(*(part.tolist() for part in parts), strict=True))


def by_hand(moves: Sequence[Move]) -> list[Held]:
    """Move fen by fen, one at a time."""
    pots = [{"principal": 0, "interest": 0, "arrears": 0} for _ in range(HOLDERS)]
    for move in moves:
        pot = pots[move.holder]
        for _ in range(abs(move.fen)):
            if move.fen > 0 and pot["arrears"]:
                pot["arrears"] -= 1
            elif move.fen > 0:
                pot[move.part] += 1
            else:
                other = "interest" if move.order == "principal" else "principal"
                source = next((name for name in (move.order, other) if pot[name]), None)
                pot[source or "arrears"] += -1 if source else 1
    return [(pot["principal"], pot["interest"], pot["arrears"]) for pot in pots]


@given(MOVES)
def test_money_moves_as_it_would_fen_by_fen(moves: list[Move]) -> None:
    assert held(after(moves)) == by_hand(moves)


@given(MOVES)
def test_what_a_household_owns_is_what_came_in_less_what_went_out(moves: list[Move]) -> None:
    for holder, (principal, interest, arrears) in enumerate(held(after(moves))):
        assert principal + interest - arrears == sum(move.fen for move in moves if move.holder == holder)
        assert min(principal, interest, arrears) >= 0
        assert not arrears or (principal, interest) == (0, 0)


@given(MOVES, MOVE)
def test_undoing_at_once_restores_the_purse(moves: list[Move], last: Move) -> None:
    purse = after(moves)
    before = held(purse)
    deltas = carry_out(purse, last)
    purse.undo(np.array([last.holder]), deltas)
    assert held(purse) == before


@given(MOVES, MOVE, MOVES)
def test_undoing_later_gives_back_the_sum_and_leaves_nothing_negative(
    before: list[Move], wrong: Move, since: list[Move]
) -> None:
    purse = after(before)
    deltas = carry_out(purse, wrong)
    for move in since:
        carry_out(purse, move)
    purse.undo(np.array([wrong.holder]), deltas)
    right = held(after([*before, *since]))
    for (principal, interest, arrears), expected in zip(held(purse), right, strict=True):
        assert min(principal, interest, arrears) >= 0
        assert principal + interest - arrears == expected[0] + expected[1] - expected[2]


@given(MOVES, MOVE)
def test_a_transfer_takes_all_or_nothing(moves: list[Move], move: Move) -> None:
    purse = after(moves)
    before = held(purse)[move.holder]
    balance = before[0] if move.part == "principal" else before[1]
    taken = purse.take(np.array([move.holder]), np.array([abs(move.fen)]), move.part)
    assert (taken is None) == (balance < abs(move.fen))
    now = held(purse)[move.holder]
    assert sum(before[:2]) - sum(now[:2]) == (0 if taken is None else abs(move.fen))
    assert now[2] == before[2]


@pytest.mark.parametrize("order", ["principal", "interest"])
def test_many_holders_are_moved_as_if_one_by_one(order: DrawOrder) -> None:
    amounts = np.arange(7)
    together = Purse(np.arange(7), np.arange(7)[::-1].copy(), np.zeros(7, dtype=np.int64))
    apart = Purse(np.arange(7), np.arange(7)[::-1].copy(), np.zeros(7, dtype=np.int64))
    together.draw(np.arange(7), amounts * 2, order)
    for place in range(7):
        apart.draw(np.array([place]), amounts[place : place + 1] * 2, order)
    assert held(together) == held(apart)
