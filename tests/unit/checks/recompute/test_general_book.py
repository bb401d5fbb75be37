"""Where a fund's money lies and whose it is."""

from __future__ import annotations

from datetime import date

from jjledger.checks.recompute.general_book import owners_codes, position
from jjledger.facts.community import Fund
from tests.small_books import REVENUE, leg, owners_fund, split, voucher

WHOSE = split("household", "01-1-101")
VOUCHERS = [
    voucher("2025-01-01", "收-0001", leg("1001", "100.00"), leg("4001", "-100.00", WHOSE)),
    voucher("2025-01-02", "付-0001", leg("5001", "30.00", WHOSE), leg("1001", "-30.00")),
    voucher("2025-01-03", "收-0002", leg("1001", "5.00"), leg("4101", "-5.00")),
    voucher("2025-01-04", "转-0001", leg("3101", "4.00"), leg("3001", "-4.00", split("interest", ""))),
    voucher("2025-01-05", "付-0002", leg("1101", "20.00"), leg("1001", "-20.00")),
    voucher("2025-01-06", "收-0003", leg("1001", "7.00"), leg("1901", "-7.00")),
    voucher("2025-01-07", "付-0003", leg("5101", "6.00", WHOSE), leg("2001", "-6.00")),
    voucher("2025-01-08", "付-0004", leg("5901", "1.00"), leg("1001", "-1.00")),
    voucher("2025-02-01", "收-0001", leg("1001", "900.00"), leg("4001", "-900.00", WHOSE)),
]


def test_where_the_money_lies_and_whose_it_is() -> None:
    found = position(VOUCHERS, owners_fund(), date(2025, 1, 31))
    assert (found.bank_fen, found.invested_fen, found.petty_cash_fen) == (6100, 2000, 0)
    assert found.other_assets_fen == -700
    # 100.00 − 30.00 + 4.00 − 6.00 are the owners'; 5.00 − 4.00 − 1.00 is undistributed; 6.00 is owed.
    assert (found.owners_fen, found.undistributed_fen, found.payable_fen) == (6800, 0, 600)
    assert found.assets_fen == found.owed_fen == 7400
    assert found.accounts["Expenses:1维修资金:5001"] == 3000


def test_public_revenue_has_no_owners_money() -> None:
    fund = Fund(REVENUE, "public_revenue", ())
    earned = voucher(
        "2025-01-03", "收-0001", leg("1001", "5.00", fund=REVENUE), leg("6001", "-5.00", fund=REVENUE)
    )
    found = position([*VOUCHERS, earned], fund, date(2025, 1, 31))
    assert (found.owners_fen, found.undistributed_fen, found.bank_fen) == (0, 500, 500)
    assert owners_codes(fund, date(2025, 1, 31)) == frozenset()
