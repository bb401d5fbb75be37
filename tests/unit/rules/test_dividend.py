"""Dividends shared out by hand: equal, by area and mixed, under three remainder rules."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from jjledger.facts.community import Remainder
from jjledger.rules.dividend import divide, lowest_net_fen, months_covered, net_fen, yearly_cost_fen
from tests.small_books import household
from tests.written_books import written

HOMES = [household("01-1-101", "100.00"), household("01-1-102", "50.00"), household("02-1-201", "80.00")]
NOTES = """
2024-06-30 初-0001 全体业主 | 期初余额
  3 1001银行存款:5678农行 100.00
  3 3101结余 -100.00
2024-06-30 付-0001 某公司 | 保洁
  3 6401成本 40.00
  3 1001银行存款:5678农行 -40.00
2024-07-01 付-0001 某公司 | 保洁
  3 6401成本 30.00
  3 1001银行存款:5678农行 -30.00
2025-06-30 收-0001 某公司 | 停车
  3 1001银行存款:5678农行 500.00
  3 6001停车 -500.00
2025-06-30 付-0001 某公司 | 绿化
  3 6502维修 90.00
  3 1001银行存款:5678农行 -90.00
2025-07-02 付-0001 某公司 | 绿化
  3 6502维修 300.00
  3 1001银行存款:5678农行 -300.00
2025-07-03 收-0001 某公司 | 停车
  3 1001银行存款:5678农行 50.00
  3 6001停车 -50.00
"""


def test_by_area_the_odd_fen_goes_to_the_largest_remainder() -> None:
    # 100000 × 100, 50, 80 ÷ 230 = 43478.26, 21739.13, 34782.61: one fen is left, for .61
    dividend = divide(100000, HOMES, Fraction(0))
    assert dividend.shares_fen() == (43478, 21739, 34783)
    assert dividend.takers() == ("02-1-201",)
    assert dividend.odd_fen() == 1
    assert dividend.equal is None


@pytest.mark.parametrize(
    ("remainder", "shares"),
    [
        ("largest", (26667, 26667, 26666)),
        ("first", (26667, 26667, 26666)),
        ("last", (26666, 26666, 26668)),
    ],
)
def test_800_among_three_alike(remainder: Remainder, shares: tuple[int, ...]) -> None:
    dividend = divide(80000, HOMES, Fraction(1), remainder)
    assert dividend.shares_fen() == shares
    assert dividend.by_area is None


def test_mixed_both_parts_are_exact() -> None:
    # A third of 1000.00 is 333.33, 111.11 each; 666.67 by area: 28985.65, 14492.83, 23188.52, two fen
    # left, which the last house takes.
    dividend = divide(100000, HOMES, Fraction(1, 3), "last")
    assert dividend.shares_fen() == (11111 + 28985, 11111 + 14492, 11111 + 23190)
    assert dividend.takers() == ("02-1-201",)
    assert dividend.by_area is not None
    assert dividend.by_area.rate == Fraction(66667, 23000)


def test_the_order_of_the_rows_does_not_matter() -> None:
    assert divide(1, HOMES[::-1], Fraction(1)).rows == tuple(HOMES)
    assert divide(1, HOMES[::-1], Fraction(1)).shares_fen() == (1, 0, 0)


def test_what_a_fund_has_of_its_own_on_a_day() -> None:
    books = written(NOTES)
    fund = books.community.funds[1]
    on = date.fromisoformat
    # 100 - 40 - 30 + 500 - 90, then - 300, then + 50
    assert net_fen(books.posted(), fund, on("2025-06-30")) == 44000
    assert lowest_net_fen(books.posted(), fund, on("2025-06-30")) == 14000
    assert lowest_net_fen(books.posted(), fund, on("2025-07-03")) == 19000
    # Twelve months to 30 June: 1 July counts, 30 June of the year before does not.
    assert yearly_cost_fen(books.posted(), fund, on("2025-06-30")) == 3000 + 9000


def test_months_covered_are_exact_and_nothing_spent_says_nothing() -> None:
    assert months_covered(10000, 12000) == 10
    assert months_covered(10001, 36000) == Fraction(10001, 3000)
    assert months_covered(10000, 0) is None
