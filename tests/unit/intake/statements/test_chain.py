"""Rows in the order in which they happened, whichever way the file runs."""

from __future__ import annotations

import pytest

from jjledger.facts.statement import Statement
from jjledger.intake.statements import read_statement
from tests.statement_files import HEADING, as_csv, yuan

# Day and time, and fen: two days, the second with three rows.
MOVES = [
    ("2025-03-01", "09:00:00", 100),
    ("2025-03-02", "08:00:00", 20),
    ("2025-03-02", "12:00:00", -3),
    ("2025-03-02", "18:00:00", 7),
]


def statement(order: list[int], *, times: bool, balances: bool = True) -> Statement:
    """Print the moves in an order; their balances are those of the order in which they happened."""
    balance, rows = 1_000, []
    for number, (day, time, fen) in enumerate(MOVES):
        balance += fen
        moment = f"{day} {time}" if times else day
        out, into = (yuan(-fen), "") if fen < 0 else ("", yuan(fen))
        rows.append([moment, out, into, yuan(balance) if balances else "", f"甲{number}", "", "", "", ""])
    return read_statement("a.csv", as_csv([HEADING, *(rows[place] for place in order)]).encode())


@pytest.mark.parametrize("times", [True, False], ids=["times", "days"])
@pytest.mark.parametrize(
    ("order", "newest_first"),
    [
        ([0, 1, 2, 3], False),
        ([3, 2, 1, 0], True),
        ([0, 3, 2, 1], False),  # days upwards, each day downwards
        ([1, 2, 3, 0], True),  # days downwards, each day upwards
    ],
)
def test_the_order_is_found(order: list[int], *, newest_first: bool, times: bool) -> None:
    found = statement(order, times=times)
    assert [row.amount_fen for row in found.rows] == [100, 20, -3, 7]
    assert (found.chain_breaks, found.opening_fen, found.closing_fen) == ((), 1_000, 1_124)
    if times and order in ([0, 1, 2, 3], [3, 2, 1, 0]):
        assert found.newest_first is newest_first


def test_rows_of_one_day_without_times_run_as_their_balances_do() -> None:
    up, down = statement([1, 2, 3], times=False), statement([3, 2, 1], times=False)
    assert [row.amount_fen for row in up.rows] == [row.amount_fen for row in down.rows] == [20, -3, 7]
    assert (up.newest_first, down.newest_first) == (False, True)


def test_without_balances_times_decide() -> None:
    found = statement([2, 0, 3, 1], times=True, balances=False)
    assert [row.amount_fen for row in found.rows] == [100, 20, -3, 7]
    assert (found.opening_fen, found.closing_fen, found.chain_breaks) == (None, None, ())


def test_two_breaks_are_two_rows_and_their_sum_is_missing() -> None:
    found = statement([0, 3], times=True)  # the second and third move are not in the file
    assert (found.chain_breaks, found.missing_fen) == ((3,), 20 - 3)
    found = read_statement("a.csv", as_csv([
        HEADING, ["2025-03-01", "", "1.00", "11.00"], ["2025-03-02", "", "1.00", "15.00"], ["2025-03-03", "", "1.00", "14.00"],
    ]).encode())  # fmt: skip
    assert (found.chain_breaks, found.missing_fen) == ((3, 4), 300 - 200)


def test_a_row_without_balance_is_carried_to_the_next_that_has_one() -> None:
    found = read_statement("a.csv", as_csv([
        HEADING, ["2025-03-01", "", "1.00", "11.00"], ["2025-03-02", "", "2.00", ""], ["2025-03-03", "", "3.00", "16.00"],
        ["2025-03-04", "", "4.00", ""],
    ]).encode())  # fmt: skip
    assert (found.chain_breaks, found.opening_fen, found.closing_fen) == ((), 1_000, 2_000)
