"""The sum and the days of a warranty deposit."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

from jjledger.facts.community import Fund, WarrantyTerms
from jjledger.rules.warranty import (
    ItemRules,
    TermRules,
    WarrantyBalance,
    WarrantyRules,
    balance_of,
    calendar_of,
    due_fen,
    item_notices,
)
from tests.small_books import account, leg, voucher

FUND = Fund("4保修金", "warranty", ())
TERMS = WarrantyTerms(1, date(2020, 2, 29), date(2019, 12, 31))
ITEMS = (ItemRules("防渗漏", 60, 1), ItemRules("管线", 24, 1))


def test_two_per_cent_half_up() -> None:
    """1.25 yuan × 2 % is two and a half fen."""
    assert due_fen(WarrantyTerms(125, date(2020, 1, 1)), Fraction(1, 50)) == 3
    assert due_fen(WarrantyTerms(124, date(2020, 1, 1)), Fraction(1, 50)) == 2


def test_days_run_from_delivery() -> None:
    days = calendar_of(TERMS, TermRules(96, 1, 30))
    assert (days.notice_from, days.expires, days.refund_by) == (
        date(2028, 1, 29), date(2028, 2, 29), date(2028, 3, 30),
    )  # fmt: skip


def test_items_run_from_acceptance_and_the_earliest_comes_first() -> None:
    rules = WarrantyRules(None, None, None, ITEMS)
    assert [(item.title, item.notice_from, item.expires) for item in item_notices(TERMS, rules)] == [
        ("管线", date(2021, 11, 30), date(2021, 12, 31)),
        ("防渗漏", date(2024, 11, 30), date(2024, 12, 31)),
    ]
    assert item_notices(replace(TERMS, completed=None), rules) == ()


def test_interest_is_told_from_principal_and_an_undone_use_is_none() -> None:
    interest = replace(leg("2001", "-1.20", fund=FUND.code), account=account("2001", FUND.code, ["X利息"]))
    vouchers = (
        voucher("2025-01-06", "收-0001", leg("1001", "400.00", fund=FUND.code), leg("2001", "-400.00", fund=FUND.code)),
        voucher("2025-03-21", "收-0001", leg("1001", "1.20", fund=FUND.code), interest),
        voucher("2025-04-01", "付-0001", leg("2001", "30.00", fund=FUND.code), leg("1001", "-30.00", fund=FUND.code)),
        voucher("2025-05-01", "付-0001", leg("2001", "50.00", fund=FUND.code), leg("1001", "-50.00", fund=FUND.code)),
        voucher("2025-05-02", "付-0002", leg("2001", "-50.00", fund=FUND.code), leg("1001", "50.00", fund=FUND.code),
                reverses="2025-05-F0001"),
    )  # fmt: skip
    assert balance_of(vouchers, FUND, date(2025, 12, 31)) == WarrantyBalance(370_00, 1_20, date(2025, 4, 1))
    assert balance_of(vouchers, FUND, date(2025, 3, 20)) == WarrantyBalance(400_00, 0, None)
