"""What a placement brings by its own rate, worked out by hand."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from jjledger.books.account_name import take_apart
from jjledger.facts.finding import Place
from jjledger.facts.placement import Placement
from jjledger.rules.placement import expected_fen


@pytest.mark.parametrize(
    ("start", "end", "fen"),
    [
        (date(2025, 1, 10), date(2026, 1, 10), 175_000),  # 100,000.00 × 1.75 %
        (date(2025, 1, 10), date(2025, 7, 10), 87_500),  # half of it
        (date(2025, 1, 10), date(2025, 7, 11), 87_986),  # and a day: 175,000 ÷ 360 = 486.1
        (date(2025, 1, 31), date(2025, 2, 28), 14_583),  # a month that has no 31st is a month: 175,000 ÷ 12
        (date(2025, 1, 10), date(2025, 1, 20), 4_861),  # ten days
    ],
)
def test_whole_months_count_as_months_and_odd_days_by_360(start: date, end: date, fen: int) -> None:
    account = take_apart("Assets:1维修资金:1001银行存款:1234建行-D0001")
    placement = Placement(
        account, "term_deposit", 10_000_000, Fraction(7, 400), start, end, "", "", Place("chart.beancount", 1)
    )
    assert expected_fen(placement) == fen
