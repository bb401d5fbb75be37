"""The six figures of a statement."""

from __future__ import annotations

from datetime import date

from jjledger.checks.recompute.figures import Figures, figures
from jjledger.checks.recompute.fund import recompute_fund
from tests.small_books import books, household, leg, owners_fund, split, voucher

HOUSE = split("household", "01-1-101")


def test_the_six_figures_of_a_statement() -> None:
    vouchers = [
        voucher("2024-12-01", "收-0001", leg("1001", "100.00"), leg("4001", "-100.00", HOUSE)),
        voucher("2025-01-01", "初-0001", leg("1001", "7.00"), leg("3001", "-7.00", HOUSE)),
        voucher("2025-01-05", "收-0001", leg("1001", "20.00"), leg("4001", "-20.00", HOUSE)),
        voucher("2025-01-31", "付-0001", leg("5001", "130.00", HOUSE), leg("1001", "-130.00")),
        voucher("2025-02-01", "转-0001", leg("3101", "2.00"), leg("3001", "-2.00", HOUSE)),
        voucher("2025-03-01", "收-0001", leg("1001", "9.00"), leg("4001", "-9.00", HOUSE)),
    ]
    fund = owners_fund()
    again = recompute_fund(books(vouchers, [household("01-1-101")], [fund]), fund)
    whole = figures(again, date(2025, 1, 1), date(2025, 2, 28))
    assert whole == {"01-1-101": Figures(10700, 2000, 200, 13000, 0, 100)}
    later = figures(again, date(2025, 3, 1), date(2025, 3, 31))
    assert later == {"01-1-101": Figures(-100, 900, 0, 0, 800, 0)}
