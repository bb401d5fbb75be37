"""Rows and vouchers belong together by key alone; the same row in two exports is one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from jjledger.facts.settled import Settled
from jjledger.facts.statement import StatementRow
from jjledger.rules.reconciliation import bank_rows, hold
from tests.small_books import OWNERS, account, books, leg, voucher


def row(key: str, day: int, fen: int, balance: int | None) -> StatementRow:
    return StatementRow(1, date(2025, 8, day), "", fen, balance, "某人", "", "款", "", key)


def test_a_row_that_two_exports_show_is_one_with_both_keys() -> None:
    found = bank_rows([[row("a:1", 2, 500, 1500)], [row("b:9", 2, 500, 1500), row("b:10", 3, -100, 1400)]])
    assert [(one.key, one.keys, one.amount_fen) for one in found] == [
        ("a:1", {"a:1", "b:9"}, 500),
        ("b:10", {"b:10"}, -100),
    ]


def test_a_balance_that_comes_back_the_same_day_is_another_row() -> None:
    """+5, -5, +5: the first and the third have day, amount and balance in common."""
    rows = [row("a:1", 2, 500, 1500), row("a:2", 2, -500, 1000), row("a:3", 2, 500, 1500)]
    assert len(bank_rows([rows])) == 3
    again = [row("b:1", 2, 500, 1500), row("b:2", 2, -500, 1000), row("b:3", 2, 500, 1500)]
    assert [sorted(one.keys) for one in bank_rows([rows, again])] == [
        ["a:1", "b:1"],
        ["a:2", "b:2"],
        ["a:3", "b:3"],
    ]


def test_without_balances_only_the_key_tells() -> None:
    assert len(bank_rows([[row("a:1", 2, 500, None)], [row("b:1", 2, 500, None)]])) == 2
    assert len(bank_rows([[row("a:1", 2, 500, None)], [row("a:1", 2, 500, None)]])) == 1


@pytest.mark.parametrize(
    ("fund", "open_parts"), [(OWNERS, []), ("", []), ("3公共收益", ["bank_in", "book_in"])]
)
def test_a_row_is_held_by_the_voucher_of_the_fund_that_is_named(fund: str, open_parts: list[str]) -> None:
    """Both funds have a 收-0001 of the same month and amount; the row is on the account of one."""
    both = [
        voucher("2025-08-02", "收-0001", leg("1001", "5.00"), leg("3001", "-5.00")),
        voucher("2025-08-02", "收-0001", leg("1001", "5.00", fund="3公共收益"), leg("6001", "-5.00", fund="3公共收益")),
    ]  # fmt: skip
    settled = Settled("a:1", "2025-08-S0001", "甲", date(2025, 8, 3), "同一笔", fund=fund)
    held = hold(
        replace(books(both), settled=(settled,)), account("1001"), date(2025, 8, 31), date(2025, 8, 1),
        bank_rows([[row("a:1", 2, 500, 500)]]),
    )  # fmt: skip
    assert [item.part for item in held.items] == open_parts
