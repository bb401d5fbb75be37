"""Closing without booking it: who owns what at the end of a day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from jjledger.facts.community import Fund, FundPolicy
from jjledger.facts.voucher import OWNERS_MONEY_CODES
from jjledger.rules.closing import closed_balances, earned_fen, kept_back_fen, owners_money_codes
from tests.small_books import OWNERS, leg, owners_fund, pool, split, voucher

ALL = split("scope", "all")
VOUCHERS = (
    voucher("2025-01-01", "初-0001", leg("1001", "900.00"), leg("1101", "100.00"),
            leg("3001", "-950.00", ALL), leg("3101", "-50.00")),
    voucher("2025-02-10", "收-0001", leg("1001", "200.00"), leg("4001", "-200.00", ALL)),
    voucher("2025-03-20", "付-0001", leg("5001", "30.00", ALL), leg("1001", "-30.00")),
    voucher("2025-03-21", "收-0001", leg("1001", "7.00"), leg("4101", "-7.00")),
    voucher("2025-03-31", "转-0001", leg("3101", "57.00"), leg("3001", "-57.00", ALL)),
    voucher("2025-04-02", "付-0001", leg("5101", "40.00", ALL), leg("1001", "-40.00")),
    voucher("2025-04-03", "付-0002", leg("5901", "1.50", ALL), leg("1001", "-1.50")),
    voucher("2025-04-04", "收-0001", leg("1001", "9.00", fund="3公共收益"), leg("6008", "-9.00", fund="3公共收益")),
)  # fmt: skip


@pytest.mark.parametrize(
    ("day", "owners", "undistributed", "bank"),
    [
        ("2024-12-31", 0, 0, 0),
        ("2025-01-01", 95_000, 5_000, 90_000),
        ("2025-03-20", 112_000, 5_000, 107_000),
        ("2025-03-30", 112_000, 5_700, 107_700),
        ("2025-03-31", 117_700, 0, 107_700),
        ("2025-12-31", 113_700, -150, 103_550),
    ],
)
def test_closing_at_the_end_of_a_day(day: str, owners: int, undistributed: int, bank: int) -> None:
    closed = closed_balances(VOUCHERS, owners_fund(), date.fromisoformat(day))
    assert (closed.owners_fen, closed.undistributed_fen, closed.bank_fen) == (owners, undistributed, bank)
    assert closed.owners_fen + closed.undistributed_fen == closed.bank_fen + closed.by_code.get("1101", 0)


def test_the_balances_by_code_are_those_before_closing() -> None:
    closed = closed_balances(VOUCHERS, owners_fund(), date(2025, 12, 31))
    assert closed.by_code == {
        "1001": 103_550, "1101": 10_000, "3001": -100_700, "3101": 700, "4001": -20_000, "4101": -700,
        "5001": 3_000, "5101": 4_000, "5901": 150,
    }  # fmt: skip


def test_other_expense_falls_on_the_owners_where_the_policy_of_its_day_says_so() -> None:
    policy = owners_fund().policies[0]
    changed = FundPolicy(date(2025, 4, 3), policy.interest, other_expense="owners")
    fund = Fund(OWNERS, "maintenance", (policy, changed))
    assert owners_money_codes(fund, date(2025, 4, 2)) == OWNERS_MONEY_CODES
    assert owners_money_codes(fund, date(2025, 4, 3)) == OWNERS_MONEY_CODES | {"5901"}
    assert owners_money_codes(replace(fund, policies=()), date(2025, 4, 3)) == OWNERS_MONEY_CODES
    closed = closed_balances(VOUCHERS, fund, date(2025, 12, 31))
    assert (closed.owners_fen, closed.undistributed_fen) == (113_550, 0)
    later = Fund(OWNERS, "maintenance", (policy, replace(changed, from_day=date(2025, 4, 4))))
    assert closed_balances(VOUCHERS, later, date(2025, 12, 31)).owners_fen == 113_700


@pytest.mark.parametrize(
    ("first", "last", "fen"),
    [("2025-03-21", "2025-03-21", 700), ("2025-03-22", "2025-12-31", 0), ("2025-01-01", "2025-03-20", 0)],
)
def test_what_was_earned_in_a_period_counts_both_its_ends(first: str, last: str, fen: int) -> None:
    assert earned_fen(VOUCHERS, owners_fund(), date.fromisoformat(first), date.fromisoformat(last)) == fen


@pytest.mark.parametrize("code", ["4101", "4102", "4201", "4301", "4901"])
def test_every_income_is_earned_and_a_deposit_is_not(code: str) -> None:
    earned = voucher(
        "2025-05-01", "收-0001", leg("1001", "3.00"), leg(code, "-2.00"), leg("4001", "-1.00", ALL)
    )
    assert earned_fen([earned], owners_fund(pool()), earned.day, earned.day) == 200


@pytest.mark.parametrize(
    ("earned", "share", "kept"),
    [
        (10_000, "37/2000", 185),
        (10_027, "37/2000", 185),  # 185.4995
        (1_000, "1/80", 13),  # 12.5 goes up
        (-1_000, "1/80", -13),
        (99, "0", 0),
    ],
)
def test_the_management_share_is_half_up(earned: int, share: str, kept: int) -> None:
    assert kept_back_fen(earned, Fraction(share)) == kept
