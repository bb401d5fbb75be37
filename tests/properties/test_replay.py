"""Random lives of a small community: the replay against a model that takes the long way."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import partial
from random import Random
from typing import NamedTuple

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from jjledger.facts.community import DrawOrder, Remainder
from jjledger.facts.register import Household
from jjledger.facts.shares import FundShares
from jjledger.facts.voucher import Part, Posting, ScopeKey, Split, Voucher
from jjledger.rules.closing import closed_balances
from jjledger.rules.replay import Replayed, replay
from jjledger.units import plain_yuan
from tests.properties.slow_fund import SlowFund
from tests.small_books import OWNERS, books, detail, household, leg, owners_fund, pool, split, voucher

FIRST = date(2024, 2, 20)
SPAN = 20  # over the end of February
NAMES = ("01-1-101", "01-1-102", "01-2-101", "02-1-101")
# Equal areas and equal deposits, so that remainders tie; 02-1-101 never paid a first deposit.
AREAS = ("89.52", "89.52", "128.30", "89.52")
DEPOSITS = (100, 100, 150, 0)
ROWS = [
    replace(household(name, area), first_deposit_fen=deposit)
    for name, area, deposit in zip(NAMES, AREAS, DEPOSITS, strict=True)
]
FEN = st.sampled_from([1, 2, 3, 5, 7, 10, 100, 101, 1_000])
NAME = st.sampled_from(NAMES)
PART: st.SearchStrategy[Part] = st.sampled_from(["principal", "interest"])
KEY: st.SearchStrategy[ScopeKey] = st.sampled_from(["area", "equal"])
SCOPE = st.builds(
    partial(split, "scope"), st.sampled_from(["all", "01", "01-1", "01-1-101 02", "02 01-2"]), KEY
)
WHOSE = st.one_of(
    NAME.map(lambda name: split("household", name)),
    SCOPE,
    st.sampled_from(["all", "01"]).map(lambda scope: split("scope", scope, "first_deposit")),
    st.lists(st.tuples(NAME, st.sampled_from(["0.01", "0.05", "1.00"])), min_size=1, max_size=4).map(detail),
)


class Wish(NamedTuple):
    """What shall happen on a day; the vouchers are made of it in the order of days."""

    kind: str  # in, refund, use, move, interest, undo
    day: int
    legs: tuple[Posting, ...] = ()
    number: int = 0  # interest: days held back at the end; undo: which of the earlier vouchers


def one_leg(kind: str, code: str, sign: int) -> st.SearchStrategy[Wish]:
    def wish(day: int, fen: int, whose: Split) -> Wish:
        fen = sum(row.amount_fen for row in whose.rows) or fen
        return Wish(kind, day, (leg(code, plain_yuan(sign * fen), whose),))

    return st.builds(wish, st.integers(0, SPAN), FEN, WHOSE)


def moved(day: int, fen: int, parts: tuple[Part, Part], who: tuple[str, str]) -> Wish:
    out = leg("3001", plain_yuan(fen), split("household", who[0], part=parts[0]))
    into = leg("3001", plain_yuan(-fen), split("household", who[1], part=parts[1]))
    return Wish("move", day, (out, into))


WISHES = st.lists(
    st.one_of(
        one_leg("in", "4001", -1),
        one_leg("refund", "4001", 1),
        one_leg("refund", "5101", 1),
        one_leg("use", "5001", 1),
        st.builds(moved, st.integers(0, SPAN), FEN, st.tuples(PART, PART), st.tuples(NAME, NAME)),
        st.builds(
            Wish, st.just("interest"), st.integers(0, SPAN),
            FEN.map(lambda fen: (leg("3001", plain_yuan(-fen), split("interest", "")),)), st.integers(0, 3),
        ),
        st.builds(Wish, st.just("undo"), st.integers(0, SPAN), st.just(()), st.integers(0, 20)),
    ),
    max_size=14,
)  # fmt: skip
KINDS = {"in": "收", "refund": "付", "use": "付", "move": "转", "interest": "转"}


@dataclass(frozen=True, slots=True)
class Life:
    """The vouchers of a life and the policy they were lived under."""

    vouchers: tuple[Voucher, ...]
    order: DrawOrder
    rule: Remainder

    def replayed(self, rows: Sequence[Household] = ROWS) -> Replayed:
        """Replay it."""
        return replay(books(self.vouchers, rows, [owners_fund(pool("0", self.rule), self.order)]))

    def modelled(self) -> SlowFund:
        """Live it in the model."""
        fund = SlowFund(owners_fund(pool("0", self.rule), self.order), ROWS)
        fund.live(self.vouchers, FIRST, FIRST + timedelta(days=SPAN))
        return fund


def live(wishes: Sequence[Wish], order: DrawOrder, rule: Remainder) -> Life:
    """Make vouchers of wishes; one that cannot be is passed over."""
    numbers: Counter[tuple[int, str]] = Counter()
    vouchers: list[Voucher] = []
    unsettled = FIRST
    for wish in sorted(wishes, key=lambda wish: (wish.day, wish.kind == "undo")):
        day, legs, kind, reverses = FIRST + timedelta(days=wish.day), wish.legs, KINDS.get(wish.kind, ""), ""
        if wish.kind == "undo":
            free = [
                one for one in vouchers if not one.reverses and one.key not in {a.reverses for a in vouchers}
            ]
            if not free:
                continue
            original = free[wish.number % len(free)]
            kind, reverses = original.kind, original.key
            legs = tuple(replace(one, amount_fen=-one.amount_fen) for one in original.postings)
        elif wish.kind == "interest":
            last = day - timedelta(days=wish.number)
            if last < unsettled:
                continue
            legs = tuple(replace(one, split=split("interest", f"{unsettled}/{last}")) for one in legs)
            # The next one never falls on the day of this one: what a day's evening is would be in doubt.
            unsettled = day + timedelta(days=1)
        if wish.kind != "undo":
            rest = leg("3101" if kind == "转" else "1001", plain_yuan(-sum(one.amount_fen for one in legs)))
            legs = (*legs, rest) if rest.amount_fen else legs
        numbers[day.month, kind] += 1
        number = f"{kind}-{numbers[day.month, kind]:04d}"
        vouchers.append(voucher(str(day), number, *legs, reverses=reverses))
    return Life(tuple(vouchers), order, rule)


LIFE = st.builds(
    live, WISHES, st.sampled_from(["principal", "interest"]), st.sampled_from(["largest", "first", "last"])
)


def held(shares: FundShares, day: date) -> dict[str, dict[str, int]]:
    balances = shares.balances_at(day)
    parts = {"principal": balances.principal, "interest": balances.interest, "arrears": balances.arrears}
    return {
        name: {part: int(fen[place]) for part, fen in parts.items()} for name, place in shares.index().items()
    }


@settings(max_examples=400)
@given(LIFE)
def test_every_evening_is_that_of_the_model(life: Life) -> None:
    replayed, model = life.replayed(), life.modelled()
    assert Counter(problem.kind for problem in replayed.problems) == model.problems
    for day, evening in model.evenings.items():
        assert held(replayed.shares[OWNERS], day) == evening, day


@given(LIFE)
def test_households_own_what_the_general_book_says_every_evening(life: Life) -> None:
    replayed = life.replayed()
    refused = [problem.voucher.key for problem in replayed.problems if problem.kind == "no_weight"]
    booked = [one for one in life.vouchers if not {one.key, one.reverses} & set(refused)]
    for day in (FIRST + timedelta(days=days) for days in range(SPAN + 1)):
        closed = closed_balances(booked, owners_fund(), day)
        evening = held(replayed.shares[OWNERS], day).values()
        assert closed.owners_fen == sum(
            pot["principal"] + pot["interest"] - pot["arrears"] for pot in evening
        )
        assert closed.bank_fen == closed.owners_fen + closed.undistributed_fen
        assert all(min(pot.values()) >= 0 for pot in evening)


@given(LIFE, st.permutations(ROWS), st.randoms(use_true_random=False))
def test_neither_the_register_s_order_nor_the_files_matters(
    life: Life, rows: list[Household], chance: Random
) -> None:
    shuffled = list(life.vouchers)
    chance.shuffle(shuffled)
    last = FIRST + timedelta(days=SPAN)
    other = replace(life, vouchers=tuple(shuffled)).replayed(rows)
    assert held(other.shares[OWNERS], last) == held(life.replayed().shares[OWNERS], last)


@given(LIFE)
def test_rows_carry_what_their_formula_is_printed_from(life: Life) -> None:
    for rows in life.replayed().shares[OWNERS].rows:
        assert rows.holders.size == np.unique(rows.holders).size
        assert len(rows.weights) in {0, rows.holders.size}
        assert not rows.weights or int(rows.amount.sum()) == rows.total_fen
        assert np.array_equal(rows.delta_principal + rows.delta_interest - rows.delta_arrears, rows.amount)
        for weight, fen in zip(rows.weights, rows.amount.tolist(), strict=False):
            if life.rule == "largest":
                assert abs(fen * rows.total_weight - rows.total_fen * weight) < rows.total_weight
