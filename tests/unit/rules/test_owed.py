"""What public revenue owes by household: declared, paid, undone."""

from __future__ import annotations

from datetime import date

from jjledger.rules.owed import owed_by, unclaimed
from tests.small_books import household
from tests.written_books import written

HOMES = [household("01-1-101", "100.00"), household("01-1-102", "50.00")]
NOTES = """
2024-05-01 转-0001 全体业主 | 分红
  3 3102业主分红 150.00
  3 2101应付业主分红 -150.00 scope=all
2025-05-01 转-0001 全体业主 | 分红
  3 3102业主分红 60.00
  3 2101应付业主分红 -60.00 detail=01-1-101:40.00,01-1-102:20.00
2025-05-02 付-0001 某业主 | 领取分红
  3 2101应付业主分红 100.00 household=01-1-101
  3 1001银行存款:5678农行 -100.00
2025-05-03 付-0001 某业主 | 领取分红
  3 2101应付业主分红 20.00 household=01-1-102
  3 1001银行存款:5678农行 -20.00
2025-05-04 付-0001 某业主 | 注销5月3日付字第1号凭证 | reverses=2025-05-F0001
  3 2101应付业主分红 -20.00 household=01-1-102
  3 1001银行存款:5678农行 20.00
2025-05-05 转-0002 某公司 | 应付保洁费
  3 6401成本 7.00
  3 2201应付账款 -7.00
"""


def _open(day: str, notes: str = NOTES) -> list[tuple[str, int, str]]:
    books = written(notes, HOMES)
    rows = unclaimed(owed_by(books, books.community.funds[1]), date.fromisoformat(day))
    return [(row.household, row.amount_fen, row.since.isoformat()) for row in rows]


def test_payments_settle_the_oldest_dividend_first() -> None:
    assert _open("2024-04-30") == []
    assert _open("2024-05-01") == [("01-1-101", 10000, "2024-05-01"), ("01-1-102", 5000, "2024-05-01")]
    # 101 was owed 100 and 40 and took 100; 102 was owed 50 and 20 and took 20 of the 50.
    assert _open("2025-05-03") == [("01-1-101", 4000, "2025-05-01"), ("01-1-102", 5000, "2024-05-01")]


def test_a_payment_undone_is_owed_since_the_dividend_and_not_since_the_reversal() -> None:
    assert _open("2025-05-04") == [("01-1-101", 4000, "2025-05-01"), ("01-1-102", 7000, "2024-05-01")]


def test_a_dividend_undone_is_owed_no_longer() -> None:
    undone = """
2025-06-01 转-0001 全体业主 | 注销2025年5月1日转字第1号凭证 | reverses=2025-05-Z0001
  3 3102业主分红 -60.00
  3 2101应付业主分红 60.00 detail=01-1-101:40.00,01-1-102:20.00
"""
    assert _open("2025-06-01", NOTES + undone) == [("01-1-102", 5000, "2024-05-01")]


def test_only_what_names_households_is_kept_by_household() -> None:
    books = written(NOTES, HOMES)
    owed = owed_by(books, books.community.funds[1])
    assert owed.accounts == {"Liabilities:3公共收益:2101应付业主分红"}
    assert owed.problems == ()


def test_a_house_nobody_knows_is_a_problem_and_not_owed() -> None:
    stranger = """
2025-06-01 转-0001 某业主 | 补发分红
  3 3102业主分红 1.00
  3 2101应付业主分红 -1.00 household=09-9-909
"""
    books = written(stranger, HOMES)
    owed = owed_by(books, books.community.funds[1])
    assert [(problem.kind, problem.named) for problem in owed.problems] == [("unknown_household", "09-9-909")]
    assert owed.shares.rows == ()
