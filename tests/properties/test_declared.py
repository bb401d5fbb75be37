"""Declared interest of any period, exact before the fen: against the model, day by day and house by house."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from random import Random
from typing import Final

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from jjledger.facts.community import DeclaredInterest
from jjledger.facts.register import Household
from jjledger.facts.shares import FenArray, FundShares
from jjledger.facts.voucher import Part, Voucher
from jjledger.rules.balance_days import balance_days
from jjledger.rules.declared import Accrued, accrue
from jjledger.rules.events import events_of
from jjledger.rules.replay import replay
from jjledger.rules.segments import segments
from jjledger.units import plain_yuan
from tests.properties import slow_interest
from tests.properties.histories import FIRST, LAST, NAMES, History, invent, register
from tests.properties.slow_fund import share_by_hand
from tests.small_books import OWNERS, books, household, leg, split, voucher

ONE_DAY: Final = timedelta(days=1)
SPAN: Final = (LAST - FIRST).days
SPLIT_DAY: Final = date(2024, 3, 31)
NEW_HOUSES: Final = ("01-1-103", "01-1-104", "01-1-105")


def declared(told: History) -> DeclaredInterest | None:
    interest = told.fund.policies[0].interest
    return interest if isinstance(interest, DeclaredInterest) else None


HISTORY = st.randoms(use_true_random=False).map(invent).filter(lambda told: declared(told) is not None)
PERIOD = st.lists(st.integers(0, SPAN), min_size=2, max_size=2).map(
    lambda days: (FIRST + timedelta(days=min(days)), FIRST + timedelta(days=max(days)))
)


def shares_of(told: History, vouchers: list[Voucher], more: tuple[Household, ...] = ()) -> FundShares:
    return replay(books(vouchers, (*register(), *more), [told.fund])).shares[OWNERS]


def exact(shares: FundShares, period: tuple[date, date], interest: DeclaredInterest) -> dict[str, Fraction]:
    accrued = accrue(events_of(shares.rows, period[1]), len(shares.holders), period, interest)
    assert isinstance(accrued, Accrued)
    return {
        name: Fraction(int(accrued.numerators[at]), accrued.denominator)
        for name, at in shares.index().items()
    }


@settings(max_examples=150)
@given(HISTORY, PERIOD)
def test_every_household_earns_what_the_model_adds_up_evening_by_evening(
    told: History, period: tuple[date, date]
) -> None:
    interest, (first, last) = declared(told), period
    assert interest is not None
    assume(last in told.model.evenings)
    opening = told.model.evenings.get(first - ONE_DAY, {})
    expected = slow_interest.accrue(opening, told.model.log, period, interest)
    shares = shares_of(told, list(told.vouchers))
    events = events_of(shares.rows, last)
    for name, fen in exact(shares, period, interest).items():
        assert fen == expected.get(name, 0), name
        parts = segments(events, shares.index()[name], period, interest)
        assert sum(part.interest_fen for part in parts) == fen


@given(HISTORY, st.integers(1, SPAN), st.sampled_from([1, 50_000, 123_457]))
def test_a_deposit_a_day_earlier_earns_exactly_that_day_more(told: History, late: int, fen: int) -> None:
    interest = declared(told)
    assert interest is not None
    day = FIRST + timedelta(days=late)
    earlier, rate = day - ONE_DAY, slow_interest.rate_on(interest.rates, day, interest.current_year)
    # Where each deposit has its own day's rate, another day may mean another rate for all of them.
    own = interest.rate_day == "deposit"
    assume(not own or rate == slow_interest.rate_on(interest.rates, earlier, interest.current_year))
    # A house of its own, that shares nothing with the others, and had money before.
    alone = replace(household("03-1-101"), from_day=LAST + ONE_DAY)
    earned = []
    for paid in (earlier, day):
        more = [(str(FIRST - ONE_DAY), "收-9000", 7_777), (str(paid), "收-9001", fen)]
        added = [
            voucher(
                when,
                number,
                leg("1001", plain_yuan(one)),
                leg("4001", plain_yuan(-one), split("household", alone.id)),
            )
            for when, number, one in more
        ]
        shares = shares_of(told, [*told.vouchers, *added], (alone,))
        earned.append(exact(shares, (FIRST, LAST), interest)[alone.id])
    counted = slow_interest.days_of(earlier, interest.day_count)
    yearly = slow_interest.rate_of(earlier, earlier, (FIRST, LAST), interest)
    assert earned[0] - earned[1] == fen * counted * yearly / (
        365 if interest.day_count == "actual/365" else 360
    )


@settings(max_examples=150)
@given(HISTORY, st.randoms(use_true_random=False))
def test_splitting_a_house_changes_no_total(told: History, dice: Random) -> None:
    """Compare what all have, their balance-days, and their interest: exact, and within a fen a new house."""
    interest, period = declared(told), (FIRST, LAST)
    assert interest is not None
    whole = [one for one in told.vouchers if one.day < SPLIT_DAY]
    new = tuple(replace(household(name), from_day=SPLIT_DAY) for name in NEW_HOUSES)
    before = shares_of(told, whole, new)
    divided = shares_of(
        told, [*whole, division(told.model.evenings[SPLIT_DAY - ONE_DAY][NAMES[0]], dice)], new
    )
    totals = [exact(shares, period, interest) for shares in (before, divided)]
    assert sum(totals[0].values()) == sum(totals[1].values())
    assert (
        len({int(balance_days(one.rows, len(one.holders), *period).sum()) for one in (before, divided)}) == 1
    )
    owned = [one.closing.principal.sum() + one.closing.interest.sum() for one in (before, divided)]
    assert owned[0] == owned[1]
    fen = [int(accrued_fen(shares, period, interest).sum()) for shares in (before, divided)]
    assert abs(fen[0] - fen[1]) <= len(NEW_HOUSES)


def division(pot: dict[str, int], dice: Random) -> Voucher:
    """Divide a house among itself and three new ones, or among the new ones alone."""
    parts: tuple[Part, Part] = ("principal", "interest")
    names = dice.choice([NEW_HOUSES, (NAMES[0], *NEW_HOUSES)])
    legs = []
    for part in parts:
        shares = share_by_hand(pot[part], {name: dice.choice([0, 1, 1, 8952, 9021]) for name in names})
        given_away = sum(shares.values())
        legs += (
            [leg("3001", plain_yuan(given_away), split("household", NAMES[0], part=part))]
            if given_away
            else []
        )
        legs += [
            leg("3001", plain_yuan(-fen), split("household", name, part=part)) for name, fen in shares.items()
        ]
    return voucher(str(SPLIT_DAY), "转-9000", *legs)


def accrued_fen(shares: FundShares, period: tuple[date, date], interest: DeclaredInterest) -> FenArray:
    accrued = accrue(events_of(shares.rows, period[1]), len(shares.holders), period, interest)
    assert isinstance(accrued, Accrued)
    return accrued.fen
