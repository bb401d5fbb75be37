"""The lines a deposit must keep to, compared by plain cross-multiplication."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from jjledger.facts.community import DepositStandard
from jjledger.rules.deposit import first_deposit_allowed, first_deposit_fen, needs_top_up, standard_for
from tests.small_books import household, owners_fund


def test_below_the_line_means_below() -> None:
    line = Fraction(3, 10)
    for first_deposit in range(60):
        for balance in range(60):
            assert needs_top_up(balance, first_deposit, line) is (balance * 10 < first_deposit * 3)


def test_arrears_are_below_any_line() -> None:
    assert needs_top_up(-1, 0, Fraction(3, 10))


def test_both_ends_are_allowed() -> None:
    lowest, highest = Fraction(1, 20), Fraction(2, 25)
    allowed = [rate for rate in range(100) if first_deposit_allowed(rate, 1000, lowest, highest)]
    assert allowed == list(range(50, 81))


@pytest.mark.parametrize(
    ("area_dm2", "per_m2_fen", "fen"),
    [
        (8952, 6500, 581880),  # 89.52 × 65.00 = 5818.8000
        (12830, 6500, 833950),  # 128.30 × 65.00 = 8339.5000
        (1, 6549, 65),  # 0.01 × 65.49 = 0.6549
        (1, 6550, 66),  # 0.01 × 65.50 = 0.6550: half a fen goes up
        (8952, 6555, 586804),  # 89.52 × 65.55 = 5868.0360
    ],
)
def test_a_first_deposit_is_area_times_standard_half_up(area_dm2: int, per_m2_fen: int, fen: int) -> None:
    assert first_deposit_fen(area_dm2, DepositStandard(date(2020, 1, 1), per_m2_fen)) == fen


def test_the_standard_in_force_is_the_latest_that_fits_the_house() -> None:
    all_of_2020 = DepositStandard(date(2020, 1, 1), 6500)
    high_rise = DepositStandard(date(2020, 1, 1), 8000, buildings=("02",))
    shops = DepositStandard(date(2022, 1, 1), 9000, kinds=("shop",))
    fund = replace(owners_fund(), deposit_standards=(all_of_2020, high_rise, shops))
    low, high = household("01-1-101"), household("02-1-101")
    shop = replace(low, kind="shop")
    assert standard_for(fund, low, date(2019, 12, 31)) is None
    assert standard_for(fund, low, date(2020, 1, 1)) is all_of_2020
    assert standard_for(fund, low, date(2022, 1, 1)) is all_of_2020
    assert standard_for(fund, high, date(2022, 1, 1)) is high_rise
    assert standard_for(fund, shop, date(2021, 12, 31)) is all_of_2020
    assert standard_for(fund, shop, date(2022, 1, 1)) is shops
