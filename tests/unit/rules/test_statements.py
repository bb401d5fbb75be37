"""The figures of the prescribed statements, on books small enough to close with a pencil."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Final

import pytest

from jjledger.facts.community import Fund, FundPolicy
from jjledger.facts.voucher import Voucher
from jjledger.rules.replay import replay
from jjledger.rules.statements import (
    Change,
    HeldParts,
    brought_forward,
    changes,
    flows,
    held_parts,
    position,
    result_of,
)
from tests.small_books import (
    OWNERS,
    PUBLIC_HOUSING,
    books,
    household,
    leg,
    owners_fund,
    pool,
    split,
    voucher,
)

FUND: Final = owners_fund()
FIRST, LAST = date(2025, 1, 1), date(2025, 12, 31)
HOME: Final = split("household", "01-1-101")
# Brought in 500.00 of owners' and 20.00 undistributed; deposited 100.00 and 30.00 of it taken back; interest
# 8.00; bonds bought for 200.00; repaired for 60.00; a destroyed house is owed 40.00; fees of 1.00; 12.00 of
# income distributed; 5.00 given to owners straight.
OPENED: Final = voucher(
    "2025-01-01", "初-0001", leg("1001", "520"), leg("3001", "-500", HOME), leg("3101", "-20")
)
YEAR: Final = (
    OPENED,
    voucher("2025-02-01", "收-0001", leg("1001", "100"), leg("4001", "-100", HOME)),
    voucher("2025-02-02", "付-0001", leg("4001", "30", HOME), leg("1001", "-30")),
    voucher("2025-03-21", "收-0001", leg("1001", "8"), leg("4101", "-8")),
    voucher("2025-04-01", "付-0001", leg("1101", "200"), leg("1001", "-200")),
    voucher("2025-05-01", "付-0001", leg("5001", "60", HOME), leg("1001", "-60")),
    voucher("2025-06-01", "转-0001", leg("5101", "40", HOME), leg("2001", "-40")),
    voucher("2025-07-01", "付-0001", leg("5901", "1"), leg("1001", "-1")),
    voucher("2025-08-01", "转-0001", leg("3101", "12"), leg("3001", "-12", HOME)),
    voucher("2025-09-01", "收-0001", leg("1001", "5"), leg("3001", "-5", HOME)),
)


def test_a_position_is_what_closing_leaves() -> None:
    # Bank 520 + 100 - 30 + 8 - 200 - 60 - 1 + 5; owners 500 + 70 - 60 - 40 + 12 + 5; undistributed 20 + 8 - 1 - 12.
    found = position(YEAR, [FUND], LAST)
    assert found.assets == {"1001": 342_00, "1101": 200_00, "1201": 0, "1901": 0}
    assert (found.refunds_owed_fen, found.owners_fen, found.undistributed_fen) == (40_00, 487_00, 15_00)
    assert found.assets_fen == found.refunds_owed_fen + found.net_fen == 542_00


def test_what_opened_the_books_is_brought_forward_into_the_year_it_opened_them_in() -> None:
    found = brought_forward(YEAR, [FUND], FIRST, LAST)
    assert (found.assets_fen, found.owners_fen, found.undistributed_fen) == (520_00, 500_00, 20_00)


def test_the_next_year_begins_with_what_the_year_left() -> None:
    ahead = brought_forward(YEAR, [FUND], date(2026, 1, 1), date(2026, 12, 31))
    assert ahead == position(YEAR, [FUND], LAST)


def test_income_is_less_what_was_taken_back_and_openings_are_none() -> None:
    found = flows(YEAR, [FUND], FIRST, LAST)
    assert {code: fen for code, fen in found.items() if fen} == {
        "4001": 70_00, "4101": 8_00, "5001": 60_00, "5101": 40_00, "5901": 1_00,
    }  # fmt: skip
    assert result_of(found) == 70_00 + 8_00 - 60_00 - 40_00 - 1_00


@pytest.mark.parametrize(
    ("first", "last", "interest"),
    [
        (date(2025, 3, 21), date(2025, 3, 21), 8_00),
        (date(2025, 3, 22), date(2025, 3, 31), 0),
        (date(2025, 3, 1), date(2025, 3, 20), 0),
    ],
)
def test_both_days_of_a_span_count(first: date, last: date, interest: int) -> None:
    assert flows(YEAR, [FUND], first, last)["4101"] == interest


def test_every_change_of_the_net_assets_has_its_row() -> None:
    found = changes(YEAR, [FUND], FIRST, LAST)
    assert found.owners == Change(70_00 - 60_00 - 40_00, 12_00, 5_00)
    assert found.undistributed == Change(8_00 - 1_00, -12_00, 0)


def test_other_expense_is_the_owners_where_the_policy_says_so() -> None:
    fund = Fund(OWNERS, "maintenance", (FundPolicy(date(2020, 1, 1), pool(), other_expense="owners"),))
    found = changes(YEAR, [fund], FIRST, LAST)
    assert found.owners.result_fen == 70_00 - 60_00 - 40_00 - 1_00
    assert found.undistributed.result_fen == 8_00


def test_only_what_both_sides_have_is_a_distribution() -> None:
    mixed = voucher("2025-10-01", "转-0001", leg("3101", "10"), leg("3001", "-7", HOME), leg("1001", "-3"))
    found = changes([mixed], [FUND], FIRST, LAST)
    assert (found.owners, found.undistributed) == (Change(0, 7_00, 0), Change(0, -7_00, -3_00))


def test_a_distribution_taken_back_is_less_distribution() -> None:
    back = voucher("2025-10-02", "转-0001", leg("3101", "-10"), leg("3001", "10", HOME))
    found = changes([back], [FUND], FIRST, LAST)
    assert (found.owners, found.undistributed) == (Change(0, -10_00, 0), Change(0, 10_00, 0))


def test_funds_of_a_column_are_summed_and_others_are_not() -> None:
    other = voucher(
        "2025-02-01",
        "收-0001",
        leg("1001", "9", fund=PUBLIC_HOUSING),
        leg("4001", "-9", HOME, PUBLIC_HOUSING),
    )
    public = Fund(PUBLIC_HOUSING, "public_housing", ())
    assert flows((*YEAR, other), [FUND], FIRST, LAST)["4001"] == 70_00
    assert flows((*YEAR, other), [public], FIRST, LAST)["4001"] == 9_00
    assert flows((*YEAR, other), [FUND, public], FIRST, LAST)["4001"] == 79_00
    assert position((*YEAR, other), [], LAST).assets_fen == 0


def test_selling_units_have_their_part_beside_the_owners() -> None:
    def public(code: str, yuan: str, unit: str = "") -> Voucher:
        whose = split("selling_unit", unit) if unit else HOME
        return voucher(
            "2025-02-01", f"收-000{code}", leg("1001", yuan, fund=PUBLIC_HOUSING),
            leg("4001", f"-{yuan}", whose, PUBLIC_HOUSING),
        )  # fmt: skip

    fund = Fund(PUBLIC_HOUSING, "public_housing", ())
    sold = replace(household("01-1-101"), kind="public_housing")
    made = books([public("1", "30"), public("2", "20", "01"), public("3", "7", "02")], [sold], [fund])
    shares = replay(made).shares[PUBLIC_HOUSING]
    assert held_parts(shares, shares.rows) == HeldParts(30_00, 27_00)
    assert held_parts(shares, shares.rows[:1]) == HeldParts(30_00, 0)
