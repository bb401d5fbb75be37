"""One household's account: balance-days, what is owed, and what is taken back."""

from __future__ import annotations

from datetime import date

from jjledger.checks.recompute.account import Balance, HouseholdAccount, money_in, money_out, taken_back


def account(*lines: tuple[date, int]) -> HouseholdAccount:
    made = HouseholdAccount()
    for number, (day, fen) in enumerate(lines):
        made.book(day, number, Balance(fen, 0, 0))
    return made


def test_a_deposit_s_day_counts_and_a_withdrawal_s_does_not() -> None:
    one = account((date(2024, 3, 21), 100), (date(2024, 5, 6), -20))
    # 100 from 21 March to 5 May, 46 days; 80 from 6 May to 20 June, 46 days.
    assert one.balance_days(date(2024, 3, 21), date(2024, 6, 20), 9) == 46 * 100 + 46 * 80
    assert one.balance_days(date(2024, 5, 5), date(2024, 5, 5), 9) == 100
    assert one.balance_days(date(2024, 5, 6), date(2024, 5, 6), 9) == 80
    assert one.balance_days(date(2024, 3, 20), date(2024, 3, 20), 9) == 0
    assert one.balance_days(date(2024, 7, 1), date(2024, 7, 31), 9) == 31 * 80


def test_bookings_from_a_number_on_do_not_count() -> None:
    one = account((date(2024, 3, 21), 100), (date(2024, 3, 31), 7))
    assert one.balance_days(date(2024, 3, 31), date(2024, 3, 31), 2) == 107
    assert one.balance_days(date(2024, 3, 31), date(2024, 3, 31), 1) == 100


def test_what_was_there_on_a_day_is_what_the_evening_found() -> None:
    one = account((date(2024, 3, 21), 100), (date(2024, 3, 21), 7), (date(2024, 3, 22), -1))
    assert one.at(date(2024, 3, 20)) == Balance()
    assert one.at(date(2024, 3, 21)) == Balance(107, 0, 0)
    assert one.at(date(2030, 1, 1)) == one.balance == Balance(106, 0, 0)


def test_what_is_owed_is_paid_first() -> None:
    assert money_in(Balance(0, 0, 30), 50, "principal") == Balance(20, 0, -30)
    assert money_in(Balance(0, 0, 30), 20, "interest") == Balance(0, 0, -20)


def test_money_goes_out_in_the_policy_s_order_and_the_rest_is_owed() -> None:
    has = Balance(50, 20, 0)
    assert money_out(has, 60, "principal") == Balance(-50, -10, 0)
    assert money_out(has, 60, "interest") == Balance(-40, -20, 0)
    assert money_out(has, 75, "principal") == Balance(-50, -20, 5)


def test_what_cannot_be_undone_as_it_was_is_settled_by_its_sum() -> None:
    assert taken_back(Balance(50, 0, 0), Balance(30, 0, 0)) == Balance(-30, 0, 0)
    assert taken_back(Balance(10, 5, 0), Balance(30, 0, 0)) == Balance(-10, -5, 15)
    # 30 taken and 10 owed are 40 back: 8 pay what is owed, the rest is there.
    assert taken_back(Balance(0, 0, 8), Balance(-30, 0, 10)) == Balance(32, 0, -8)
    assert Balance(3, 2, 1).net == 4
