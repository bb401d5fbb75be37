"""Which deposit a household's money is of."""

from __future__ import annotations

from datetime import date

from jjledger.checks.recompute.account import Balance
from jjledger.checks.recompute.bookings import Booking
from jjledger.checks.recompute.piles import OLD, Piles
from tests.small_books import leg, split, voucher

FIRST, SECOND = date(2025, 3, 1).toordinal(), date(2025, 3, 9).toordinal()


def booking(number: int, day: int, code: str, name: str, fen: int) -> Booking:
    posting = leg(code, "1.00", split("household", name))
    made = voucher(str(date.fromordinal(day)), f"转-{number:04}", posting)
    return Booking(number, made, posting, name, Balance(fen, 0, 0))


def piles(**old: int) -> Piles:
    made = Piles()
    for name, fen in old.items():
        made.put(name, FIRST, {OLD: fen})
    return made


def test_a_draw_takes_old_money_first_and_then_deposits_by_age() -> None:
    made = piles(a=100)
    made.follow([
        booking(0, FIRST, "4001", "a", 50), booking(1, SECOND, "4001", "a", 30), booking(2, SECOND, "5001", "a", -160),
    ])  # fmt: skip
    assert made.held["a"] == {OLD: 0, FIRST: 0, SECOND: 20}


def test_a_deposit_given_back_is_the_newest() -> None:
    made = piles(a=100)
    made.follow([
        booking(0, FIRST, "4001", "a", 50), booking(1, SECOND, "4001", "a", 30), booking(2, SECOND, "4001", "a", -40),
    ])  # fmt: skip
    assert made.held["a"] == {OLD: 100, FIRST: 40, SECOND: 0}


def test_what_comes_without_being_a_deposit_is_old_money() -> None:
    made = piles()
    made.follow([booking(0, SECOND, "3001", "a", 70)])
    assert made.held["a"] == {OLD: 70}


def test_a_house_that_hands_over_gives_of_all_its_piles_in_proportion() -> None:
    made = piles(a=100)
    out = booking(1, SECOND, "3001", "a", -60)
    into = Booking(2, out.voucher, leg("3001", "-1.00", split("household", "b")), "b", Balance(60, 0, 0))
    made.follow([booking(0, FIRST, "4001", "a", 50), out, into])
    # 60 of 150: 40 of the old 100, 20 of the deposit of 50, which keeps its day.
    assert made.held == {"a": {OLD: 60, FIRST: 30}, "b": {OLD: 40, FIRST: 20}}


def test_what_is_taken_back_returns_to_its_own_pile() -> None:
    made = piles(a=100)
    made.follow([
        booking(0, FIRST, "4001", "a", 50), booking(1, SECOND, "5001", "a", -120),
        booking(2, SECOND, "5001", "a", 120)._replace(undoes=1),
    ])  # fmt: skip
    assert made.held["a"] == {OLD: 100, FIRST: 50}


def test_a_draw_of_a_morning_is_met_by_the_money_of_the_day() -> None:
    made = piles()
    made.follow([booking(0, SECOND, "5001", "a", -30), booking(1, SECOND, "3001", "a", 50)])
    assert made.held["a"] == {OLD: 20}
