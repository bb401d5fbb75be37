"""The sum every page shows first."""

from dataclasses import replace

import pytest

from jjledger.disclosure.equation import Term, balance_of, equation
from tests.unit.render.made_pages import fund, household, revenue


def test_public_revenue_is_four_terms() -> None:
    assert equation(revenue()) == (
        Term("", "上期结转", 100001),
        Term("+", "本期收入", 50325),
        Term("-", "本期支出", 12040),
        Term("=", "期末结余", 138286),
    )


def test_a_funds_opening_is_owners_money_and_what_is_undistributed() -> None:
    assert [(term.sign, term.amount_fen) for term in equation(fund())] == [
        ("", 2005005),
        ("+", 80030),
        ("+", 1520),
        ("-", 120040),
        ("-", 7007),
        ("-", 909),
        ("=", 1958599),
    ]


def test_movements_of_a_fund_that_came_to_nothing_are_left_out() -> None:
    quiet = replace(
        fund(),
        deposits_fen=0,
        refunds_fen=0,
        use_fen=0,
        other_expense_fen=0,
        moved_fen=-5,
        closing_fen=2006520,
    )
    assert [term.label for term in equation(quiet)] == ["上期结转", "利息等收入", "直接调整", "期末余额"]


def test_a_household_that_owes_is_told_that_it_was_taken_off() -> None:
    assert equation(household())[0] == Term("", "期初余额", 52002)
    owing = replace(household(), closing_principal_fen=0, closing_interest_fen=0, closing_arrears_fen=3303)
    owing = replace(owing, used_fen=52002 + 10000 + 707 + 3303)
    assert equation(owing)[-1] == Term("=", "期末余额（已减欠款）", -3303)


def test_a_sum_that_does_not_come_out_is_never_printed() -> None:
    with pytest.raises(AssertionError, match="balance left"):
        equation(replace(revenue(), closing_fen=138287))


def test_a_households_balance_is_principal_and_interest() -> None:
    assert balance_of(household()) == 31678
