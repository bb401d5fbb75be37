"""What a fen earns from a day to the end, under each rule of the rate's day."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import numpy as np
import pytest

from jjledger.facts.community import RateDay
from jjledger.facts.rates import RateRow, RateTable
from jjledger.rules.worth import CARRIED_OVER, days_without_rate, tariff_of, worth_of
from tests.small_books import declared, rates

# Ten days; on the sixth both rates rise.
FIRST, LAST = date(2024, 3, 1), date(2024, 3, 10)
TABLE = rates(("2024-01-01", "0.36", "1.80"), ("2024-03-06", "0.72", "3.60"))


def ordinal(day: int) -> int:
    return date(2024, 3, day).toordinal()


def earned(rate_day: RateDay, tranche: int, day: int) -> Fraction:
    """Give what 1 fen earns from a day in March on, × 360 × 10000."""
    worth = worth_of(tariff_of(declared(TABLE, rate_day), FIRST, LAST))
    return Fraction(worth.of(tranche, ordinal(day), FIRST.toordinal()), worth.denominator) * 360 * 10000


@pytest.mark.parametrize(
    ("rate_day", "carried", "deposit"),
    [
        # From 1 March ten days of old money; from 3 March eight days of a deposit of 3 March.
        ("settlement", 10 * 360, 8 * 72),
        ("start", 10 * 180, 8 * 36),
        ("deposit", 10 * 180, 8 * 36),
        ("segmented", 5 * 180 + 5 * 360, 3 * 36 + 5 * 72),
    ],
)
def test_each_rule_takes_the_rate_of_its_day(rate_day: RateDay, carried: int, deposit: int) -> None:
    assert earned(rate_day, CARRIED_OVER, 1) == carried
    assert earned(rate_day, ordinal(3), 3) == deposit


def test_a_deposit_keeps_its_own_day_s_rate_for_what_is_left_of_it() -> None:
    # A deposit of 7 March drawn on the 9th loses the 9th and 10th at 0.72 %, one of the 3rd at 0.36 %.
    assert earned("deposit", ordinal(7), 9) == 2 * 72
    assert earned("deposit", ordinal(3), 9) == 2 * 36


def test_segments_of_thirty_day_months_are_cut_where_the_rate_changes() -> None:
    # 30/360 from 27 February to 31 March, which counts as the 30th: 33 days, of which 4 until 1 March.
    # A day at 3.60 % is 1/10000, at 7.20 % 2/10000.
    table = rates(("2024-01-01", "", "3.60"), ("2024-03-01", "", "7.20"))
    tariff = tariff_of(declared(table, "segmented", "30/360"), date(2024, 2, 27), date(2024, 3, 30))
    worth = worth_of(tariff)
    assert Fraction(int(worth.carried_over[0]), worth.denominator) == Fraction(4 * 1 + 29 * 2, 10000)


def test_a_rate_that_was_not_published_weighs_the_days_that_lack_it() -> None:
    table = rates(("2024-03-01", "0.36", "1.80"), ("2024-03-06", "0.36", ""))
    tariff = tariff_of(declared(table, "segmented"), FIRST, LAST)
    assert tariff.gaps()
    lacking = days_without_rate(tariff)
    assert lacking.carried_over.tolist() == [5] * 6 + [4, 3, 2, 1]
    assert lacking.deposits.tolist() == [0] * 10


def test_rates_of_any_length_stay_exact() -> None:
    row = RateRow(date(2024, 1, 1), {"new": Fraction(36, 10_000), "old": Fraction(1, 3 * 10**20)})
    worth = worth_of(tariff_of(declared(RateTable("own.csv", (row,))), FIRST, LAST))
    assert Fraction(int(worth.carried_over[0]), worth.denominator) == Fraction(10, 360 * 3 * 10**20)
    assert worth.beyond_64_bits().deposits.dtype == np.object_
