"""How long a fund lasts and who falls short, by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from jjledger.rules.cost_split import SellingUnit, Sharing
from jjledger.rules.outlook import (
    Spending,
    balances_after,
    renewal_outlook,
    spending_before,
    years_lasting,
)
from tests.small_books import OWNERS, PUBLIC_HOUSING, household
from tests.written_books import written

HOMES = (household("01-1-101", "100.00"), household("01-1-102", "50.00"), household("01-1-103", "50.00"))
NOTES = """
2021-02-01 收-0001 业主 | 交存
  1 1001银行存款:5678农行 9000.00
  1 4001交存收入 -9000.00 household=01-1-101
2021-05-01 付-0001 某公司 | 维修
  1 5001维修支出 5000.00 scope=all
  1 1001银行存款:5678农行 -5000.00
2022-05-01 付-0001 某公司 | 维修
  1 5001维修支出 300.00 scope=all
  1 1001银行存款:5678农行 -300.00
2023-05-01 付-0001 某公司 | 维修
  1 5001维修支出 100.00 scope=all
  1 1001银行存款:5678农行 -100.00
2023-06-01 付-0001 某公司 | 注销5月1日付字第1号凭证 | reverses=2023-05-F0001
  1 5001维修支出 -100.00 scope=all
  1 1001银行存款:5678农行 100.00
2024-05-01 付-0001 某公司 | 维修
  1 5001维修支出 400.00 scope=all
  1 1001银行存款:5678农行 -400.00
2025-05-01 付-0001 某公司 | 维修
  1 5001维修支出 70.00 scope=all
  1 1001银行存款:5678农行 -70.00
"""


@pytest.mark.parametrize(
    ("day", "years", "spent"),
    [
        ("2021-12-31", (), 0),  # the books began in February
        ("2022-12-30", (), 0),
        ("2022-12-31", (2022,), 30000),
        ("2023-12-31", (2022, 2023), 30000),  # what was undone is not spent
        ("2025-12-30", (2022, 2023, 2024), 70000),
        ("2025-12-31", (2023, 2024, 2025), 47000),
    ],
)
def test_whole_years_count_and_at_most_three(day: str, years: tuple[int, ...], spent: int) -> None:
    books = written(NOTES)
    found = spending_before(books.posted(), books.community.funds[0], date.fromisoformat(day))
    assert found == Spending(years, spent)


def test_a_year_that_began_in_january_is_whole() -> None:
    books = written(NOTES.replace("2021-02-01", "2021-01-31"))
    assert spending_before(books.posted(), books.community.funds[0], date(2021, 12, 31)) == Spending(
        (2021,), 500000
    )


def test_years_are_exact_and_nothing_spent_says_nothing() -> None:
    assert years_lasting(124000, Spending((2023, 2024), 20000)) == Fraction(62, 5)
    assert years_lasting(-1, Spending((2024,), 20000)) == 0
    assert years_lasting(124000, Spending((2024,), 0)) is None
    assert years_lasting(124000, Spending((), 0)) is None


def test_who_falls_short_of_a_renewal() -> None:
    # 1000.00 by 100, 50 and 50 m²: 500.00, 250.00, 250.00
    sharing = Sharing(OWNERS, HOMES)
    asks = renewal_outlook(100000, sharing, {"01-1-101": 49999, "01-1-102": 25000, "01-1-103": 10000})
    assert [house.lacking_fen for house in asks.houses] == [1, 0, 15000]
    assert [house.house.id for house in asks.short] == ["01-1-101", "01-1-103"]
    assert asks.lacking_fen == 15001
    assert asks.per_m2_fen == Fraction(15001, 150)
    assert asks.covering_per_m2_fen == 300  # 150.00 for 50 m²


def test_a_later_renewal_finds_only_what_an_earlier_one_leaves() -> None:
    sharing = Sharing(OWNERS, HOMES)
    before = {"01-1-101": 60000, "01-1-102": 25000, "01-1-103": 10000, "01-1-999": 5}
    left = balances_after(before, renewal_outlook(100000, sharing, before), sharing)
    assert left == {"01-1-101": 10000, "01-1-102": 0, "01-1-103": 0, "01-1-999": 5}


def test_a_selling_unit_bears_by_what_it_deposited() -> None:
    # The owners deposited 200.00 and the unit 100.00: two thirds and one third of 90.00.
    unit = SellingUnit("01", 20000, 10000, Fraction(1))
    rows = (replace(HOMES[0], kind="public_housing"),)
    sharing = Sharing(PUBLIC_HOUSING, rows, unit)
    asks = renewal_outlook(9000, sharing, {"01-1-101": 6000, "selling_unit:01": 2500})
    assert (asks.houses[0].share_fen, asks.lacking_fen) == (6000, 0)
    assert asks.covering_per_m2_fen == asks.per_m2_fen == 0
    assert (asks.selling_unit_fen, asks.selling_unit_lacking_fen) == (3000, 500)
    assert balances_after({"selling_unit:01": 2500}, asks, sharing) == {"selling_unit:01": 0}
