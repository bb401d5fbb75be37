"""Net income apart from gross, the least amount that satisfies a share, and what has to be paid over."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jjledger.period import parse_period
from jjledger.rules.revenue_net import Bound, net_of, not_paid_over, share_due_fen
from tests.written_books import written

FUND = "3公共收益"
HALF = Fraction(1, 2)
NOTES = """
2025-01-05 收-0001 甲 | 停车
  3 1001银行存款:5678农行 1000.00
  3 6001停车 -1000.00
2025-01-10 付-0001 乙 | 岗亭人工
  3 6401成本:人工 200.00
  3 1001银行存款:5678农行 -200.00
2025-01-15 付-0002 税务 | 税
  3 6402税费 30.00
  3 1001银行存款:5678农行 -30.00
2025-02-05 收-0001 甲 | 停车
  3 1001银行存款:5678农行 500.00
  3 6001停车 -500.00
2025-03-01 付-0001 维修资金 | 补充
  3 6501补充维修资金 600.00
  3 1001银行存款:5678农行 -600.00
2025-03-02 付-0002 丙 | 印刷
  3 6503业委会 40.00
  3 1001银行存款:5678农行 -40.00
"""


def test_gross_cost_net_and_uses_stand_apart() -> None:
    net = net_of(written(NOTES).posted(), FUND, parse_period("2025-Q1"))
    assert (net.gross_fen, net.cost_fen, net.net_fen, net.uses_fen) == (1500_00, 230_00, 1270_00, 640_00)
    assert list(net.cost) == ["Expenses:3公共收益:6401成本:人工", "Expenses:3公共收益:6402税费"]
    assert net_of(written(NOTES).posted(), FUND, parse_period("2025-02")).net_fen == 500_00


@pytest.mark.parametrize(
    ("base", "share", "bound", "due"),
    [
        (100_00, HALF, "不低于", 50_00),
        (100_01, HALF, "不低于", 50_01),  # 50.005: one half fen short would not be half
        (100_00, HALF, "高于", 50_01),
        (100_01, HALF, "高于", 50_01),
        (100_01, HALF, "等于", 50_01),  # half-up
        (100_03, Fraction(7, 10), "等于", 70_02),  # 70.021
        (100_05, Fraction(7, 10), "等于", 70_04),  # 70.035, half-up
        (100_00, Fraction(1), "不低于", 100_00),
        (100_00, Fraction(1), "高于", 100_00),  # no more than there is
        (0, HALF, "高于", 0),
        (-5_00, HALF, "不低于", 0),
    ],
)
def test_the_least_amount_that_satisfies_a_share(base: int, share: Fraction, bound: Bound, due: int) -> None:
    assert share_due_fen(base, share, bound) == due


@given(st.integers(1, 10**12), st.fractions(Fraction(1, 1000), Fraction(999, 1000), max_denominator=1000))
def test_no_fen_less_would_do(base: int, share: Fraction) -> None:
    least, more = share_due_fen(base, share, "不低于"), share_due_fen(base, share, "高于")
    assert least >= share * base > least - 1
    assert more > share * base >= more - 1 or more == base


def test_cost_and_transfers_use_up_the_oldest_receipts() -> None:
    posted = written(NOTES).posted()
    day = posted[0].day.replace
    # 1,500.00 in, 230.00 cost and 600.00 paid over: 170.00 of January's is left, and all of February's.
    owing = not_paid_over(posted, FUND, day(day=1), None)
    assert [(one.voucher.key, one.amount_fen) for one in owing] == [
        ("2025-01-S0001", 170_00),
        ("2025-02-S0001", 500_00),
    ]
    ended = not_paid_over(posted, FUND, day(day=1), day(day=31))
    assert [one.amount_fen for one in ended] == [170_00]
    assert not not_paid_over(posted, FUND, day(month=6), None)
