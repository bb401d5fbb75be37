"""Balance-days against a loop over every day."""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

import numpy as np
from hypothesis import assume, given
from hypothesis import strategies as st

from jjledger.facts.shares import ShareRows
from jjledger.rules.balance_days import balance_days
from tests.small_books import leg, voucher

NEW_YEAR = date(2024, 1, 1)  # 2024 has a 29 February within reach
SPAN = 75
HOLDERS = 3
DAY = st.integers(0, SPAN).map(lambda days: NEW_YEAR + timedelta(days=days))


class Move(NamedTuple):
    """One change of a holder's balance."""

    day: date
    holder: int
    principal: int
    interest: int


MOVES = st.lists(
    st.builds(Move, DAY, st.integers(0, HOLDERS - 1), st.integers(-9, 9), st.integers(-9, 9)), max_size=12
)


def rows(moves: list[Move]) -> list[ShareRows]:
    found = []
    for move in sorted(moves, key=lambda move: move.day):
        entry = voucher(str(move.day), "收-0001", leg("4001", "-1.00"))
        principal, interest, none = (np.array([fen]) for fen in (move.principal, move.interest, 0))
        holder = np.array([move.holder])
        where = move.day, entry, entry.postings[0]
        found.append(ShareRows(*where, "deposit", holder, principal + interest, principal, interest, none))
    return found


def day_by_day(moves: list[Move], first: date, last: date) -> list[int]:
    """Add up each evening's balance, one day after another."""
    sums = [0] * HOLDERS
    day = first
    while day <= last:
        for move in moves:
            if move.day <= day:
                sums[move.holder] += move.principal + move.interest
        day += timedelta(days=1)
    return sums


@given(MOVES, DAY, DAY)
def test_balance_days_are_the_sum_of_the_evenings(moves: list[Move], first: date, last: date) -> None:
    assume(first <= last)
    assert balance_days(rows(moves), HOLDERS, first, last).tolist() == day_by_day(moves, first, last)


@given(MOVES, DAY, DAY, DAY)
def test_periods_that_meet_add_up(moves: list[Move], one: date, two: date, three: date) -> None:
    first, middle, last = sorted((one, two, three))
    assume(middle < last)
    booked = rows(moves)
    whole = balance_days(booked, HOLDERS, first, last)
    parts = balance_days(booked, HOLDERS, first, middle) + balance_days(
        booked, HOLDERS, middle + timedelta(days=1), last
    )
    assert whole.tolist() == parts.tolist()


@given(MOVES, st.integers(1, SPAN), st.integers(1, 9))
def test_a_deposit_a_day_earlier_earns_one_day_more(moves: list[Move], late: int, fen: int) -> None:
    days = NEW_YEAR, NEW_YEAR + timedelta(days=SPAN)
    on_time, earlier = (
        balance_days(rows([*moves, Move(NEW_YEAR + timedelta(days=day), 0, fen, 0)]), HOLDERS, *days)
        for day in (late, late - 1)
    )
    assert (earlier - on_time).tolist() == [fen, 0, 0]
