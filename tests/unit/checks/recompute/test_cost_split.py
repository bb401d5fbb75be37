"""Who bears what between owners, selling unit and funds, small enough for one's head."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from jjledger.checks.recompute.cost_split import by_fund, deposited_fen, owners_fen
from jjledger.checks.recompute.fund import Recomputed, recompute_fund
from jjledger.facts.community import Fund
from tests.small_books import PUBLIC_HOUSING, books, household, leg, split, voucher

DAY = date(2025, 6, 30)
FUND = Fund(PUBLIC_HOUSING, "public_housing", ())
FIRST, SECOND, UNIT = (
    split("household", "01-1-101"),
    split("household", "01-1-102"),
    split("selling_unit", "01"),
)


def paid_in() -> Recomputed:
    """200.00 and 100.00 of two owners, 600.00 of the unit; 50.00 were used and 20.00 given back."""
    legs = [("4001", "-200.00", FIRST), ("4001", "-100.00", SECOND), ("4001", "-600.00", UNIT)]
    vouchers = [
        voucher("2025-01-01", f"收-{number:04}", leg("1001", yuan.removeprefix("-"), fund=PUBLIC_HOUSING), leg(code, yuan, whose, PUBLIC_HOUSING))
        for number, (code, yuan, whose) in enumerate(legs, 1)
    ]  # fmt: skip
    vouchers += [
        voucher("2025-02-01", "付-0001", leg("5001", "50.00", FIRST, PUBLIC_HOUSING), leg("1001", "-50.00", fund=PUBLIC_HOUSING)),
        voucher("2025-03-01", "付-0001", leg("4001", "20.00", FIRST, PUBLIC_HOUSING), leg("1001", "-20.00", fund=PUBLIC_HOUSING)),
        voucher("2025-07-01", "收-0001", leg("1001", "9.00", fund=PUBLIC_HOUSING), leg("4001", "-9.00", FIRST, PUBLIC_HOUSING)),
    ]  # fmt: skip
    houses = [household("01-1-101", "60.00"), household("01-1-102", "40.00")]
    rows = [replace(house, kind="public_housing") for house in houses]
    return recompute_fund(books(vouchers, rows, [FUND]), FUND)


def test_what_was_deposited_is_less_what_was_given_back_and_not_less_what_was_used() -> None:
    again = paid_in()
    assert deposited_fen(again, {"01-1-101"}, DAY) == 18000
    assert deposited_fen(again, {"01-1-101", "01-1-102"}, DAY) == 28000
    assert deposited_fen(again, {"selling_unit:01"}, DAY) == 60000


def test_owners_and_unit_bear_what_they_deposited_for_these_houses() -> None:
    again = paid_in()
    # All houses: 280.00 against 600.00, so of 88.00 the owners bear 28.00.
    areas = {"01-1-101": 6000, "01-1-102": 4000}
    assert owners_fen(8800, again, "01", (areas, 10000), DAY) == 2800
    # The first house alone has 60 of 100 m²: 180.00 against 360.00, a third; of 1.00 that is 33.3 fen.
    assert owners_fen(100, again, "01", ({"01-1-101": 6000}, 10000), DAY) == 33
    # Nobody deposited for it: the owners bear it.
    assert owners_fen(100, again, "02", ({"01-1-109": 10}, 10000), DAY) == 100


def test_funds_bear_by_floor_area() -> None:
    assert by_fund(100, {"1维修资金": 2, "2公房维修资金": 1}) == {"1维修资金": 67, "2公房维修资金": 33}
