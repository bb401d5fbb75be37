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


def handed_over(number: int, day: int, **fen: int) -> list[Booking]:
    """Let one voucher move money between houses, in the order named."""
    first = booking(number, day, "3001", "", 0)
    return [
        Booking(number + place, first.voucher, leg("3001", "1.00", split("household", name)), name, Balance(one, 0, 0))
        for place, (name, one) in enumerate(fen.items())
    ]  # fmt: skip


def test_several_receivers_take_their_part_in_turn_and_the_last_what_is_left() -> None:
    made = piles(a=100)
    made.follow([booking(0, FIRST, "4001", "a", 50), *handed_over(1, SECOND, a=-30, b=20, c=10)])
    # 20 and 10 are given; of 20 : 10 the first takes 13.33 and 6.67, so 13 and 7.
    assert made.held["b"] == {OLD: 13, FIRST: 7}
    assert made.held["c"] == {OLD: 7, FIRST: 3}


def test_a_transfer_happens_where_its_last_leg_stands() -> None:
    made = piles(a=100)
    into, out = handed_over(1, SECOND, b=30, a=-30)
    made.follow([booking(0, FIRST, "4001", "a", 50), into, booking(9, SECOND, "5001", "a", -100), out])
    # The day's repair has taken the old money by then.
    assert made.held == {"a": {OLD: 0, FIRST: 20}, "b": {FIRST: 30}}


def test_what_nobody_gave_is_old_money_and_the_giver_owes_it_to_his_next() -> None:
    made = piles(a=30)
    made.follow([*handed_over(0, SECOND, a=-50, b=50), booking(9, SECOND, "3001", "a", 25)])
    assert made.held == {"a": {OLD: 5}, "b": {OLD: 50}}


def test_a_deposit_that_is_taken_back_when_it_has_been_spent_takes_what_there_is() -> None:
    made = piles(a=150)
    made.follow([
        booking(0, FIRST, "4001", "a", 50), booking(1, SECOND, "5001", "a", -160),
        booking(2, SECOND, "4001", "a", -50)._replace(undoes=0), booking(3, SECOND, "3001", "a", 30),
    ])  # fmt: skip
    # Ten of the deposit are gone; they are taken of the next money.
    assert made.held["a"] == {OLD: 20, FIRST: 0}


def test_more_that_comes_back_than_went_is_old_money() -> None:
    made = piles(a=30)
    made.follow([booking(0, FIRST, "5001", "a", -30), booking(1, SECOND, "5001", "a", 40)._replace(undoes=0)])
    assert made.held["a"] == {OLD: 40}


def test_a_deposit_of_an_earlier_period_that_is_taken_back_is_old_money() -> None:
    made = piles(a=100)
    made.follow([booking(5, FIRST, "4001", "a", 50), booking(6, SECOND, "4001", "a", -40)._replace(undoes=1)])
    assert made.held["a"] == {OLD: 60, FIRST: 50}


def test_each_receiver_takes_of_what_the_one_before_left() -> None:
    made = piles(a=1)
    made.follow([booking(0, FIRST, "4001", "a", 1), *handed_over(1, SECOND, a=-2, b=1, c=1)])
    assert made.held == {"a": {OLD: 0, FIRST: 0}, "b": {OLD: 1}, "c": {FIRST: 1}}


def test_what_is_lacking_of_a_transfer_is_old_money_beside_the_rest() -> None:
    made = piles(a=20)
    made.follow([booking(0, FIRST, "4001", "a", 10), *handed_over(1, SECOND, a=-50, b=50)])
    assert made.held["b"] == {OLD: 40, FIRST: 10}


def test_what_was_drawn_in_the_morning_takes_the_old_of_what_comes() -> None:
    made = piles(a=20)
    made.follow([
        booking(0, FIRST, "4001", "a", 10), booking(1, SECOND, "5001", "b", -5), *handed_over(2, SECOND, a=-30, b=30),
    ])  # fmt: skip
    assert made.held["b"] == {OLD: 15, FIRST: 10}
