"""Balance-days: which days a movement counts for."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from jjledger.facts.shares import ShareRows
from jjledger.rules.balance_days import balance_days
from tests.small_books import leg, voucher

JUNE = date(2025, 6, 1), date(2025, 6, 30)


def moved(day: str, holder: int, principal: int, interest: int = 0, arrears: int = 0) -> ShareRows:
    entry = voucher(day, "收-0001", leg("4001", "-1.00"))
    of_principal, of_interest, of_arrears = (np.array([fen]) for fen in (principal, interest, arrears))
    amount = of_principal + of_interest - of_arrears
    where = entry.day, entry, entry.postings[0]
    return ShareRows(*where, "deposit", np.array([holder]), amount, of_principal, of_interest, of_arrears)


@pytest.mark.parametrize(
    ("day", "days"),
    [
        ("2020-01-01", 30),
        ("2025-05-31", 30),
        ("2025-06-01", 30),
        ("2025-06-02", 29),
        ("2025-06-30", 1),
        ("2025-07-01", 0),
    ],
)
def test_the_day_of_a_deposit_counts(day: str, days: int) -> None:
    assert balance_days([moved(day, 0, 100)], 1, *JUNE).tolist() == [100 * days]


@pytest.mark.parametrize(
    ("day", "days"), [("2025-06-01", 0), ("2025-06-02", 1), ("2025-06-30", 29), ("2025-07-01", 30)]
)
def test_the_day_of_a_withdrawal_does_not(day: str, days: int) -> None:
    rows = [moved("2025-05-01", 0, 100), moved(day, 0, -100)]
    assert balance_days(rows, 1, *JUNE).tolist() == [100 * days]


def test_interest_counts_and_arrears_do_not() -> None:
    rows = [moved("2025-06-30", 0, 5, interest=7), moved("2025-06-30", 1, 0, arrears=9)]
    assert balance_days(rows, 2, *JUNE).tolist() == [12, 0]


def test_holders_are_kept_apart_and_those_without_money_have_none() -> None:
    rows = [moved("2025-06-29", 2, 100), moved("2025-06-30", 0, 3), moved("2025-06-30", 2, 1)]
    assert balance_days(rows, 4, *JUNE).tolist() == [3, 0, 201, 0]


def test_no_movements_make_no_balance_days() -> None:
    assert balance_days([], 2, *JUNE).tolist() == [0, 0]


def test_a_product_beyond_64_bits_is_exact() -> None:
    rows = [moved("2025-06-01", 0, 2**59), moved("2025-06-30", 1, 1)]
    assert balance_days(rows, 2, *JUNE).tolist() == [30 * 2**59, 1]
