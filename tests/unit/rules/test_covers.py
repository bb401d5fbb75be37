"""Income by the days it is for: the parts sum to the whole, whatever the days."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jjledger.facts.revenue import Rate, RevenueContract
from jjledger.period import Interval, parse_period
from jjledger.rules.covers import Span, belonging_fen, by_month, cover_of, earlier_fen, earnings_of, later_fen
from tests.written_books import written

FUND = "3公共收益"
DAYS = st.dates(date(2020, 1, 1), date(2030, 12, 31))


def advertising(every: Interval) -> RevenueContract:
    first = date(2025, 1, 1)
    return RevenueContract(
        id="2025-01",
        title="电梯广告",
        kind="advertising",
        party="某公司",
        company=True,
        place="",
        fund=FUND,
        account="Income:3公共收益:6002广告",
        first_day=first,
        last_day=date(2025, 12, 31),
        rates=(Rate(first, every, 10, 300_00),),
    )


@given(DAYS, st.integers(0, 1500), st.integers(-10_000_00, 10_000_00))
def test_the_months_sum_to_the_amount_and_are_by_days_to_the_fen(first: date, days: int, amount: int) -> None:
    span = Span(first, first + timedelta(days), amount)
    parts = by_month(span)
    assert sum(parts.values()) == amount
    for month, fen in parts.items():
        own = sum((first + timedelta(n)).replace(day=1) == month for n in range(days + 1))
        assert abs(fen * (days + 1) - amount * own) < days + 1  # less than a fen off


@given(DAYS, st.integers(0, 800), st.integers(1, 10_000_00))
def test_what_is_undone_is_minus_what_was(first: date, days: int, amount: int) -> None:
    last = first + timedelta(days)
    undone = by_month(Span(first, last, -amount))
    assert undone == {month: -fen for month, fen in by_month(Span(first, last, amount)).items()}


@pytest.mark.parametrize(
    "text",
    ["", "2025", "2025-01-01", "2025-01-02/2025-01-01", "2025-01-01/x", "2025-01-01/9999-12-31", "a/b"],
)
def test_what_is_no_period(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        cover_of(text)


def test_a_contract_says_which_days_a_receipt_is_for() -> None:
    contract = advertising("quarter")
    posted = written(
        """
2025-02-02 收-0001 甲 | 三期 | contract=2025-01
  3 1001银行存款:5678农行 900.00
  3 6002广告 -900.00
2025-02-03 收-0002 乙 | 临停
  3 1001银行存款:5678农行 7.00
  3 6001停车 -7.00
"""
    ).posted()
    earnings = earnings_of(posted, FUND, [contract])
    assert [(one.amount_fen, one.stated) for one in earnings] == [(900_00, True), (7_00, False)]
    assert later_fen(earnings, parse_period("2025-Q1")) == 600_00
    assert later_fen(earnings, parse_period("2025-H1")) == 300_00
    assert later_fen(earnings, parse_period("2025")) == 0
    # what came in in February for three quarters is known to be of the second and the third
    assert earlier_fen(earnings, parse_period("2025-Q1")) == 0
    assert earlier_fen(earnings, parse_period("2025-Q2")) == 300_00
    assert earlier_fen(earnings, parse_period("2025-Q4")) == 0
    assert belonging_fen(earnings, date(2025, 1, 1), date(2025, 3, 31)) == 307_00
    assert belonging_fen(earnings, date(2025, 7, 1), date(2025, 9, 30)) == 300_00


def test_what_a_voucher_states_goes_before_its_contract() -> None:
    contract = advertising("year")
    posted = written(
        """
2025-02-02 收-0001 甲 | 二月 | contract=2025-01 covers=2025-02-01/2025-02-28
  3 1001银行存款:5678农行 300.00
  3 6002广告 -300.00
"""
    ).posted()
    assert later_fen(earnings_of(posted, FUND, [contract]), parse_period("2025-Q1")) == 0


@pytest.mark.parametrize(
    ("covers", "of_first_quarter"),
    [
        ("2025-01-01/2025-06-30", 300_00),  # what the dues of both quarters bring
        ("2025-01-01/2025-06-29", 300_00),  # other days than the dues': 90 of 180
        ("2025-01-02/2025-06-30", 296_67),  # 89 of 180
    ],
)
def test_where_both_mean_the_same_days_each_due_keeps_its_own_amount(
    covers: str, of_first_quarter: int
) -> None:
    text = f"""
2025-01-05 收-0001 某公司 | 半年 | contract=2025-01 covers={covers}
  3 1001银行存款:5678农行 600.00
  3 6002广告 -600.00
"""
    found = earnings_of(written(text).posted(), FUND, [advertising("quarter")])
    assert belonging_fen(found, date(2025, 1, 1), date(2025, 3, 31)) == of_first_quarter
