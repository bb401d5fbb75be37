"""Which quarters an idle asset is asked about: the last whole ones that the books reach."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from jjledger.checks.revenue_yield import check_revenue_yield
from jjledger.facts.revenue import Asset, RevenueRecords
from tests.written_books import written

BOARD = Asset("GG-01", "广告位", "轿厢广告", "", 1, date(2024, 1, 1), None, (), None, "", 2)
NOTES = """
2024-12-03 收-0001 甲 | 废品
  3 1001银行存款:5678农行 1.00
  3 6099其他 -1.00
2025-05-03 收-0001 甲 | 轿厢广告 | asset=GG-01
  3 1001银行存款:5678农行 1.00
  3 6002广告 -1.00
{last} 收-0009 甲 | 废品
  3 1001银行存款:5678农行 1.00
  3 6099其他 -1.00
"""


@pytest.mark.parametrize(
    ("last", "today", "quarters"),
    [
        ("2025-12-30", date(2026, 1, 31), "2025年第三季度和2025年第四季度"),
        (
            "2025-12-30",
            date(2026, 11, 29),
            "2025年第三季度和2025年第四季度",
        ),  # not kept since; no word on 2026
        ("2025-10-01", date(2025, 12, 31), ""),  # the second quarter brought something
        ("2025-09-30", date(2026, 11, 29), ""),
        ("2026-07-01", date(2026, 11, 29), "2026年第二季度和2026年第三季度"),
        ("2026-07-01", date(2026, 7, 2), "2026年第一季度和2026年第二季度"),
    ],
)
def test_of_quarters_that_the_books_do_not_reach_nothing_is_asked(
    last: str, today: date, quarters: str
) -> None:
    books = replace(written(NOTES.format(last=last)), revenue=RevenueRecords(assets=(BOARD,)))
    found = [one.what for one in check_revenue_yield(books, today)]
    assert found == ([f"广告位 GG-01「轿厢广告」在{quarters}没有一分钱收入。"] if quarters else [])
