"""A year's exported books are added up anew: whatever was changed in one place is told."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from jjledger.facts.audit import AuditAccount, AuditBalance, AuditBooks, AuditHousehold, AuditLeg
from jjledger.rules.audit import disagreements

FUND = "1维修资金"
JANUARY = date(2025, 1, 31)


def _leg(number: str, debit: int, credit: int = 0, voucher: str = "收-0001") -> AuditLeg:
    computed = voucher.startswith("结")
    return AuditLeg(FUND, JANUARY, voucher, "", "", number, debit, credit, 1, "甲", "乙", "", computed, "行")


# A household pays in 500 fen; the month closes it into 3001, where 1,000 stood.
BOOKS = AuditBooks(
    "示范小区",
    2025,
    JANUARY,
    (
        AuditAccount(FUND, "1001", "银行存款", f"Assets:{FUND}:1001银行存款"),
        AuditAccount(FUND, "3001", "商品住宅维修资金", f"Equity:{FUND}:3001商品住宅维修资金"),
        AuditAccount(FUND, "4001", "交存收入", f"Income:{FUND}:4001交存收入"),
    ),
    (
        AuditBalance(FUND, 1, "1001", 1000, 500, 0, 1500, "余额1"),
        AuditBalance(FUND, 1, "3001", -1000, 0, 500, -1500, "余额2"),
        AuditBalance(FUND, 1, "4001", 0, 500, 500, 0, "余额3"),
    ),
    (
        _leg("1001", 500),
        _leg("4001", 0, 500),
        _leg("4001", 500, 0, "结-0001"),
        _leg("3001", 0, 500, "结-0001"),
    ),
    (AuditHousehold(FUND, "01-1-101", 1000, 500, 0, 1500, "户1"),),
)


def _told(books: AuditBooks) -> list[str]:
    return [f"{trouble.place} {trouble.what}" for trouble in disagreements(books)]


def test_honest_books_agree() -> None:
    assert _told(BOOKS) == []


def test_a_voucher_out_of_balance_is_told() -> None:
    """A leg of nought on an account without rows breaks nothing but what is said of the voucher."""
    legs = (*BOOKS.legs[:3], replace(BOOKS.legs[3], voucher="结-0002"))
    told = _told(replace(BOOKS, legs=legs))
    assert told == [
        f"行 凭证 {FUND} 2025-01 结-0001 借方和贷方相差 5.00 元。",
        f"行 凭证 {FUND} 2025-01 结-0002 借方和贷方相差 -5.00 元。",
    ]


@pytest.mark.parametrize(
    ("row", "change", "words"),
    [
        (
            0,
            {"debit_fen": 600, "closing_fen": 1600},
            "余额1 1 月科目 1001 的发生额是 6.00 元，凭证相加是 5.00 元。",
        ),
        (0, {"closing_fen": 1501}, "余额1 1 月科目 1001 期初加发生额不等于期末。"),
    ],
)
def test_a_changed_balance_is_told(row: int, change: dict[str, int], words: str) -> None:
    balances = [*BOOKS.balances]
    balances[row] = replace(balances[row], **change)
    assert _told(replace(BOOKS, balances=tuple(balances))) == [words]


def test_a_month_that_does_not_begin_where_the_last_ended_is_told() -> None:
    february = AuditBalance(FUND, 2, "1001", 1499, 0, 0, 1499, "余额4")
    told = _told(replace(BOOKS, balances=(*BOOKS.balances, february)))
    assert told == ["余额4 2 月科目 1001 的期初不等于上月的期末。"]


def test_a_row_left_out_is_told() -> None:
    """The bank's row is gone; nothing else rests on it."""
    assert _told(replace(BOOKS, balances=BOOKS.balances[1:])) == [
        "1 月科目 1001 凭证动过这个科目，余额表里却没有它。"
    ]


def test_a_month_that_does_not_close_is_told() -> None:
    """Income of one fen more than the closing takes; voucher and balances say so alike."""
    legs = (_leg("1001", 501), _leg("4001", 0, 501), *BOOKS.legs[2:])
    balances = (
        replace(BOOKS.balances[0], debit_fen=501, closing_fen=1501),
        BOOKS.balances[1],
        replace(BOOKS.balances[2], credit_fen=501, closing_fen=-1),
    )
    told = _told(replace(BOOKS, legs=legs, balances=balances))
    assert told == [f"{FUND} 1 月科目 4001 系统结转没有结平：还剩 -0.01 元。"]


def test_a_households_row_is_told() -> None:
    wrong = replace(BOOKS.households[0], opening_fen=999)
    assert _told(replace(BOOKS, households=(wrong,))) == ["户1 01-1-101 期初加增加减减少不等于期末。"]


def test_households_that_do_not_sum_to_the_general_ledger_are_told() -> None:
    wrong = replace(BOOKS.households[0], opening_fen=999, closing_fen=1499)
    assert _told(replace(BOOKS, households=(wrong,))) == [
        f"辅助核算 {FUND} 各户合计 14.99 元，总账是 15.00 元。"
    ]
