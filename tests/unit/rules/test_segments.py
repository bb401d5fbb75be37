"""One household's interest, taken apart: what is printed sums to what is booked."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import numpy as np
import pytest

from jjledger.facts.community import DayCount, RateDay
from jjledger.rules.declared import Accrued, accrue
from jjledger.rules.events import DEPOSIT, PLAIN, TRANSFER, Events
from jjledger.rules.segments import segments
from tests.small_books import declared, rates

YEAR = date(2024, 7, 1), date(2025, 6, 30)
TABLE = rates(("2015-10-24", "0.35", "1.10"), ("2025-01-01", "0.20", "0.95"), ("2025-03-01", "0.20", "0.90"))


def events() -> Events:
    """Give two holders: one deposits and draws, then passes half on to the other, who is refunded."""
    rows = [
        (0, "2024-06-01", 10_000, PLAIN, 1),
        (0, "2024-09-10", 4_000, DEPOSIT, 2),
        (0, "2024-12-01", -11_000, PLAIN, 3),
        (1, "2025-02-01", 1_500, TRANSFER, 4),
        (0, "2025-02-01", -1_500, TRANSFER, 4),
        (1, "2025-04-01", 700, DEPOSIT, 5),
        (1, "2025-05-01", -900, DEPOSIT, 6),
    ]
    holders, days, deltas, kinds, vouchers = (list(column) for column in zip(*rows, strict=True))
    ordinals = [date.fromisoformat(day).toordinal() for day in days]
    return Events(
        np.array(holders), np.array(ordinals), np.array(deltas), np.array(kinds, dtype=np.int8),
        vouchers=np.array(vouchers),
    )  # fmt: skip


def test_segments_by_hand() -> None:
    found = segments(events(), 0, YEAR, declared(TABLE, "deposit"))
    # 11,000 take all 10,000 old fen and 1,000 of the deposit; half of the rest is passed on.
    assert [(str(one.first_day), str(one.last_day), one.days, one.balance_fen) for one in found] == [
        ("2024-07-01", "2024-11-30", 153, 10_000),
        ("2024-09-10", "2024-11-30", 82, 4_000),
        ("2024-12-01", "2025-01-31", 62, 3_000),
        ("2025-02-01", "2025-06-30", 150, 1_500),
    ]
    assert [one.deposit_day for one in found] == [None, *[date(2024, 9, 10)] * 3]
    assert [one.column for one in found] == ["old", "new", "new", "new"]
    assert [(one.rated_on, one.rate_from, one.rate) for one in found[:2]] == [
        (date(2024, 7, 1), date(2015, 10, 24), Fraction(11, 1000)),
        (date(2024, 9, 10), date(2015, 10, 24), Fraction(35, 10_000)),
    ]
    assert found[0].product == 1_530_000
    assert found[0].interest_fen == Fraction(1_530_000 * 11, 1000 * 360)


def test_the_receiver_keeps_the_deposit_s_day_and_rate() -> None:
    found = segments(events(), 1, YEAR, declared(TABLE, "deposit"))
    # The refund of 900 takes the newer 700 and then 200 of what was passed on.
    assert [(str(one.first_day), str(one.last_day), one.balance_fen, one.deposit_day) for one in found] == [
        ("2025-02-01", "2025-04-30", 1_500, date(2024, 9, 10)),
        ("2025-05-01", "2025-06-30", 1_300, date(2024, 9, 10)),
        ("2025-04-01", "2025-04-30", 700, date(2025, 4, 1)),
    ]
    assert [one.rate for one in found] == [Fraction(35, 10_000)] * 2 + [Fraction(2, 1000)]


def test_segmented_is_cut_where_the_column_s_rate_changes() -> None:
    found = segments(events(), 0, YEAR, declared(TABLE, "segmented"))
    new = [(str(one.first_day), one.rate) for one in found if one.column == "new"]
    # The new column stays at 0.20 % on 1 March, so there is no cut.
    assert new == [
        ("2024-09-10", Fraction(35, 10_000)),
        ("2024-12-01", Fraction(35, 10_000)),
        ("2025-01-01", Fraction(2, 1000)),
        ("2025-02-01", Fraction(2, 1000)),
    ]


@pytest.mark.parametrize("rate_day", ["settlement", "start", "deposit", "segmented"])
@pytest.mark.parametrize("day_count", ["actual/360", "actual/365", "30/360"])
@pytest.mark.parametrize("holder", [0, 1])
def test_the_parts_sum_to_what_is_booked(rate_day: RateDay, day_count: DayCount, holder: int) -> None:
    policy = declared(TABLE, rate_day, day_count)
    accrued = accrue(events(), 2, YEAR, policy)
    assert isinstance(accrued, Accrued)
    parts = segments(events(), holder, YEAR, policy)
    total = sum((part.interest_fen for part in parts), Fraction(0))
    assert total == Fraction(int(accrued.numerators[holder]), accrued.denominator)


def test_a_holder_without_money_has_no_segments() -> None:
    assert segments(events(), 5, YEAR, declared(TABLE)) == ()


def test_a_rate_that_is_lacking_is_said() -> None:
    table = rates(("2025-01-01", "0.20", "0.95"))
    (first, *_) = segments(events(), 0, YEAR, declared(table, "segmented"))
    assert (first.rate, first.rate_from, first.interest_fen) == (None, None, 0)
