"""The bank's word on several accounts of one fund: wrong sums that come to the right one are told."""

from __future__ import annotations

from datetime import date

from jjledger.disclosure.statement_models import Tie
from jjledger.disclosure.statement_ties import bank_ties
from tests.small_books import owners_fund
from tests.written_books import written

NOTES = """
2025-06-30 收-0001 业主 | 交存
  1 1001银行存款:1234建行 90.00
  1 1001银行存款:2345农行 10.00
  1 4001交存收入 -100.00 scope=all
2025-06-30 confirmed 1 1001银行存款:1234建行 89.00
2025-06-30 confirmed 1 1001银行存款:2345农行 11.00
"""


def test_two_balances_that_are_wrong_by_the_same_are_not_tied() -> None:
    (tie,) = bank_ties(written(NOTES), [owners_fund()], date(2025, 6, 30))
    title = "维修资金银行存款 = 银行对账单（2025年6月30日）"
    assert tie == Tie(title, "off", 100_00, 100_00, "不一致：1234建行、2345农行 与银行不符，合计相同")
