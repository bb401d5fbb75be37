"""Rows and vouchers belong together by key alone; the same row in two exports is one."""

from __future__ import annotations

from datetime import date

from jjledger.facts.statement import StatementRow
from jjledger.rules.reconciliation import bank_rows


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
