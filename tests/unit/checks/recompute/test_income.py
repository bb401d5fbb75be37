"""The days of a distribution, and why one cannot be worked out."""

from __future__ import annotations

from datetime import date

import pytest

from jjledger.checks.recompute.fund import recompute_fund
from jjledger.checks.recompute.income import Due, Refusal, days_of, due_for
from tests.small_books import books, declared, household, leg, owners_fund, rates, split, voucher

DAYS = (date(2025, 1, 1), date(2025, 12, 31))


@pytest.mark.parametrize("text", ["", "2025-01-01", "2025-02-30/2025-03-01", "2025-03-01/2025-02-28", "2025"])
def test_what_are_no_days(text: str) -> None:
    assert days_of(text) is None


def test_one_day_is_a_period() -> None:
    assert days_of("2025-03-01/2025-03-01") == (date(2025, 3, 1), date(2025, 3, 1))


def test_published_rates_give_what_they_give_whatever_there_is() -> None:
    fund = owners_fund(declared(rates(("2024-01-01", "0.36", "1.80"))))
    paid = voucher(
        "2024-06-01", "收-0001", leg("1001", "100.00"), leg("4001", "-100.00", split("household", "01-1-101"))
    )
    again = recompute_fund(books([paid], [household("01-1-101")], [fund]), fund)
    found = due_for(fund, 1, DAYS, again.accounts, again.bookings)
    assert isinstance(found, Due)
    # 10,000 fen × 365 days × 1.80 % ÷ 360 = 182.5 fen, half-up 183.
    assert found.shares == {"01-1-101": 183}


def test_nothing_to_go_by_is_said() -> None:
    fund = owners_fund()
    again = recompute_fund(books([], [household("01-1-101")], [fund]), fund)
    assert due_for(fund, 100, DAYS, again.accounts, ()) == Refusal("这一期间没有一户有余额")
    early = (date(1999, 1, 1), date(1999, 12, 31))
    assert due_for(fund, 100, early, again.accounts, ()) == Refusal("没有生效的计息办法")
