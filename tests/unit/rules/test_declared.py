"""Declared interest of a fund: exact, rounded once, and never without a rate."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import numpy as np
import pytest

from jjledger.facts.community import DayCount, RateDay
from jjledger.rules.declared import Accrued, MissingRate, accrue
from jjledger.rules.events import DEPOSIT, PLAIN, TRANSFER, Events
from tests.small_books import declared, rates

YEAR = date(2024, 7, 1), date(2025, 6, 30)
TABLE = rates(("2015-10-24", "0.35", "1.10"))
Row = tuple[int, str, int, int]  # holder, day, fen, kind


def events(*rows: Row, vouchers: tuple[int, ...] | None = None) -> Events:
    holders, days, deltas, kinds = (list(column) for column in zip(*rows, strict=True))
    ordinals = [date.fromisoformat(day).toordinal() for day in days]
    return Events(
        np.array(holders), np.array(ordinals), np.array(deltas), np.array(kinds, dtype=np.int8),
        vouchers=np.array(vouchers) if vouchers else None,
    )  # fmt: skip


def accrued(
    moved: Events, rate_day: RateDay = "settlement", day_count: DayCount = "actual/360", holders: int = 1
) -> Accrued:
    found = accrue(moved, holders, YEAR, declared(TABLE, rate_day, day_count))
    assert isinstance(found, Accrued)
    return found


def exact(found: Accrued, holder: int = 0) -> Fraction:
    return Fraction(int(found.numerators[holder]), found.denominator)


def test_the_withdrawal_s_day_does_not_count_and_the_deposit_s_does() -> None:
    # 1,000.00 on the last day but one, 400.00 of it out again on the last: 100000 + 60000 fen × days at 0.35 %.
    found = accrued(events((0, "2025-06-29", 100_000, DEPOSIT), (0, "2025-06-30", -40_000, PLAIN)))
    assert exact(found) == Fraction(160_000 * 35, 10_000 * 360)


@pytest.mark.parametrize("day_count", ["actual/360", "actual/365"])
def test_a_deposit_a_day_earlier_earns_exactly_one_day_more(day_count: DayCount) -> None:
    later = accrued(events((0, "2025-03-01", 123_457, DEPOSIT)), day_count=day_count)
    earlier = accrued(events((0, "2025-02-28", 123_457, DEPOSIT)), day_count=day_count)
    year = 360 if day_count == "actual/360" else 365
    assert exact(earlier) - exact(later) == Fraction(123_457 * 35, 10_000 * year)


def test_old_money_and_new_each_have_their_column() -> None:
    # 365 days of 500.00 at 1.10 % and 91 days (1 April to 30 June) of 200.00 at 0.35 %.
    found = accrued(events((0, "2024-06-30", 50_000, DEPOSIT), (0, "2025-04-01", 20_000, DEPOSIT)))
    assert exact(found) == Fraction(50_000 * 365 * 110 + 20_000 * 91 * 35, 10_000 * 360)


def test_half_a_fen_is_rounded_up_and_less_is_not() -> None:
    # At 3.60 % a fen earns 1/10000 a day: 50 fen for 100 days come to half a fen.
    table = rates(("2015-10-24", "3.60", "3.60"))
    moved = events(*[(holder, "2025-03-23", 49 + holder, DEPOSIT) for holder in range(3)])
    found = accrue(moved, 3, YEAR, declared(table))
    assert isinstance(found, Accrued)
    assert [exact(found, holder) for holder in range(3)] == [
        Fraction(49 + holder, 100) for holder in range(3)
    ]
    assert found.fen.tolist() == [0, 1, 1]


def test_many_small_segments_are_rounded_once() -> None:
    # Three deposits of 40 fen earn 0.4 fen each: 1.2, not three times nothing.
    table = rates(("2015-10-24", "3.60", "3.60"))
    moved = events(*[(0, "2025-03-23", 40, DEPOSIT)] * 3)
    found = accrue(moved, 1, YEAR, declared(table))
    assert isinstance(found, Accrued)
    assert (exact(found), found.fen.tolist()) == (Fraction(6, 5), [1])


def test_nobody_and_nothing() -> None:
    assert accrued(events((0, "2025-07-01", 50, DEPOSIT)), holders=2).fen.tolist() == [0, 0]


def test_sums_beyond_64_bits_are_as_exact() -> None:
    # 2**53 - 1 fen for a year at a rate of six decimals: numerator × 2 beyond 2**63.
    fen = 2**53 - 1
    table = rates(("2015-10-24", "1.234567", "1.234567"))
    found = accrue(events((0, "2024-07-01", fen, DEPOSIT)), 1, YEAR, declared(table))
    assert isinstance(found, Accrued)
    assert exact(found) == Fraction(fen * 365 * 1_234_567, 10**8 * 360)


def test_a_house_s_transfer_moves_its_interest_and_changes_no_total() -> None:
    before = (0, "2024-06-30", 70_000, PLAIN), (0, "2024-10-01", 30_001, DEPOSIT)
    whole = accrued(events(*before), "deposit", holders=3)
    parts = accrued(
        events(
            *before,
            (1, "2025-01-15", 33_334, TRANSFER), (2, "2025-01-15", 66_667, TRANSFER),
            (0, "2025-01-15", -100_001, TRANSFER),
            vouchers=(1, 2, 3, 3, 3),
        ),
        "deposit", holders=3,
    )  # fmt: skip
    assert exact(whole) == sum(exact(parts, holder) for holder in range(3))
    assert abs(int(whole.fen.sum()) - int(parts.fen.sum())) <= 2


def test_a_missing_rate_names_table_column_and_day() -> None:
    table = rates(("2015-10-24", "0.35", ""))
    late = events((0, "2024-07-01", 50, DEPOSIT), (0, "2025-05-01", 7, PLAIN))
    assert accrue(late, 1, YEAR, declared(table)) == MissingRate("rates.csv", "old", YEAR[1])
    assert accrue(late, 1, YEAR, declared(table, "start")) == MissingRate("rates.csv", "old", YEAR[0])
    segmented = accrue(late, 1, YEAR, declared(table, "segmented"))
    assert segmented == MissingRate("rates.csv", "old", date(2025, 5, 1))


def test_a_deposit_s_own_day_is_named_where_it_has_no_rate() -> None:
    table = rates(("2024-09-01", "0.35", "1.10"))
    early = events((0, "2024-09-01", 50, DEPOSIT), (1, "2024-08-31", 50, DEPOSIT))
    found = accrue(early, 2, YEAR, declared(table, "deposit"))
    assert found == MissingRate("rates.csv", "new", date(2024, 8, 31))


def test_a_rate_that_no_money_needs_may_be_missing() -> None:
    table = rates(("2024-09-01", "0.35", ""))
    moved = events((0, "2024-09-01", 36_000, DEPOSIT))
    rules: tuple[RateDay, ...] = ("settlement", "deposit", "segmented")
    for rate_day in rules:
        found = accrue(moved, 1, YEAR, declared(table, rate_day))
        assert isinstance(found, Accrued)
        # 303 days from 1 September to 30 June at 0.35 %: 36000 × 303 × 0.35 % ÷ 360 = 106.05 fen.
        assert exact(found) == Fraction(10605, 100)


def test_money_that_came_and_went_the_same_day_needs_no_rate() -> None:
    table = rates(("2024-09-01", "0.35", "1.10"))
    moved = events((0, "2024-08-01", 50, DEPOSIT), (0, "2024-08-01", -50, DEPOSIT))
    found = accrue(moved, 1, YEAR, declared(table, "segmented"))
    assert isinstance(found, Accrued)
    assert found.fen.tolist() == [0]
