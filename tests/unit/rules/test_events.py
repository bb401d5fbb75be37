"""Household rows as flat arrays: what earns, of what kind, and what it turns back."""

from __future__ import annotations

from datetime import date

from jjledger.facts.voucher import Voucher
from jjledger.rules.events import DEPOSIT, PLAIN, TRANSFER, Events, events_of
from jjledger.rules.replay import replay
from tests.small_books import OWNERS, books, detail, household, leg, split, voucher

A, B = "01-1-101", "01-1-102"


def events(*vouchers: Voucher, last_day: str = "2025-12-31") -> Events:
    made = books(vouchers, [household(A), household(B)])
    replayed = replay(made)
    assert replayed.problems == ()
    return events_of(replayed.shares[OWNERS].rows, date.fromisoformat(last_day))


def test_kinds_are_told_by_the_account() -> None:
    found = events(
        voucher("2025-01-01", "初-0001", leg("1001", "5.00"), leg("3001", "-5.00", split("household", A))),
        voucher("2025-01-02", "收-0001", leg("1001", "9.00"), leg("4001", "-9.00", split("household", A))),
        voucher("2025-01-03", "付-0001", leg("4001", "1.00", split("household", A)), leg("1001", "-1.00")),
        voucher("2025-01-04", "付-0002", leg("5001", "2.00", split("household", A)), leg("1001", "-2.00")),
        voucher("2025-01-05", "付-0003", leg("5101", "3.00", split("household", A)), leg("1001", "-3.00")),
    )
    assert found.kinds.tolist() == [TRANSFER, DEPOSIT, DEPOSIT, PLAIN, PLAIN]
    assert found.deltas.tolist() == [500, 900, -100, -200, -300]
    assert [date.fromordinal(day).day for day in found.days.tolist()] == [1, 2, 3, 4, 5]


def test_what_pays_arrears_earns_nothing() -> None:
    found = events(
        voucher("2025-01-01", "收-0001", leg("1001", "1.00"), leg("4001", "-1.00", split("household", A))),
        voucher("2025-01-02", "付-0001", leg("5001", "3.00", split("household", A)), leg("1001", "-3.00")),
        voucher("2025-01-03", "收-0002", leg("1001", "5.00"), leg("4001", "-5.00", split("household", A))),
    )
    # 3.00 takes the 1.00 there is; of 5.00, 2.00 pays what was owed.
    assert found.deltas.tolist() == [100, -100, 300]


def test_a_reversal_points_at_what_it_turns_back_household_by_household() -> None:
    both = detail([(A, "1.00"), (B, "2.00")])
    found = events(
        voucher("2025-01-01", "收-0001", leg("1001", "7.00"), leg("4001", "-7.00", split("household", B))),
        voucher("2025-01-02", "收-0002", leg("1001", "3.00"), leg("4001", "-3.00", both)),
        voucher("2025-01-03", "收-0003", leg("1001", "-3.00"), leg("4001", "3.00", both), reverses="收-0002"),
    )
    assert found.undone is not None
    assert found.undone.tolist() == [-1, -1, -1, 1, 2]
    assert found.holders.tolist() == [1, 0, 1, 0, 1]


def test_the_legs_of_one_voucher_are_known_to_belong_together() -> None:
    found = events(
        voucher("2025-01-01", "收-0001", leg("1001", "7.00"), leg("4001", "-7.00", split("household", A))),
        voucher(
            "2025-01-02", "转-0001",
            leg("3001", "7.00", split("household", A)), leg("3001", "-7.00", split("household", B)),
        ),
    )  # fmt: skip
    assert found.vouchers is not None
    deposit, *transfer = found.vouchers.tolist()
    assert len(set(transfer)) == 1
    assert deposit not in transfer


def test_rows_after_the_last_day_are_left_out() -> None:
    found = events(
        voucher("2025-01-01", "收-0001", leg("1001", "7.00"), leg("4001", "-7.00", split("household", A))),
        voucher("2025-01-02", "收-0002", leg("1001", "8.00"), leg("4001", "-8.00", split("household", A))),
        last_day="2025-01-01",
    )
    assert found.deltas.tolist() == [700]


def test_nothing_gives_nothing() -> None:
    assert len(events_of((), date(2025, 1, 1)).holders) == 0
