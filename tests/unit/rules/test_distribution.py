"""Distributions: their period, their policy, their shares, and what is kept back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from jjledger.facts.community import Fund, FundPolicy, Remainder
from jjledger.facts.voucher import Voucher
from jjledger.rules.distribution import read_days, share_pool
from jjledger.rules.replay import replay
from tests.small_books import (
    OWNERS,
    books,
    declared,
    household,
    leg,
    owners_fund,
    pool,
    rates,
    split,
    voucher,
)

HALF = "2025-01-01/2025-06-30"
# Register order is not the order of text, in which ties are broken.
ROWS = [household(name) for name in ("02-1-101", "01-1-101", "01-1-102")]
BROUGHT_IN = voucher(
    "2024-12-31", "收-0001", leg("1001", "300.00"), leg("4001", "-300.00", split("scope", "all"))
)
EARNED = voucher("2025-06-21", "收-0001", leg("1001", "2.00"), leg("4101", "-2.00"))


def handed_out(yuan: str = "2.00", days: str = HALF, day: str = "2025-06-30", code: str = "3001") -> Voucher:
    return voucher(day, "转-0001", leg("3101", yuan), leg(code, f"-{yuan}", split("interest", days)))


def interest(fund: Fund, *vouchers: Voucher) -> list[int]:
    """Give the interest of the three households in the order of text, in fen."""
    last, first, second = replay(books(vouchers, ROWS, [fund])).shares[OWNERS].closing.interest.tolist()
    return [first, second, last]


@pytest.mark.parametrize(
    ("remainder", "expected"),
    [("largest", [67, 67, 66]), ("first", [67, 67, 66]), ("last", [66, 66, 68])],
)
def test_the_odd_fen_goes_by_policy_and_household_as_text(remainder: Remainder, expected: list[int]) -> None:
    assert interest(owners_fund(pool("0", remainder)), BROUGHT_IN, EARNED, handed_out()) == expected


def test_the_policy_of_the_period_s_first_day_decides() -> None:
    first, last = pool("0", "first"), pool("0", "last")
    fund = Fund(
        OWNERS, "maintenance", (FundPolicy(date(2025, 1, 1), first), FundPolicy(date(2025, 7, 1), last))
    )
    assert interest(fund, BROUGHT_IN, EARNED, handed_out(day="2025-07-05")) == [67, 67, 66]


def test_only_the_days_of_the_period_count() -> None:
    more = voucher("2025-07-01", "收-0001", leg("1001", "900.00"),
                   leg("4001", "-900.00", split("household", "01-1-102")))  # fmt: skip
    late = handed_out(day="2025-07-31")
    assert interest(owners_fund(), BROUGHT_IN, EARNED, more, late) == [67, 67, 66]


def test_who_had_no_balance_gets_nothing() -> None:
    one = voucher("2025-06-30", "收-0002", leg("1001", "0.01"),
                  leg("4001", "-0.01", split("household", "01-1-102")))  # fmt: skip
    assert interest(owners_fund(), one, EARNED, handed_out()) == [0, 200, 0]
    rows = replay(books([one, EARNED, handed_out()], ROWS, [owners_fund()])).shares[OWNERS].rows
    assert (rows[-1].holders.tolist(), rows[-1].weights) == ([2], (1,))


def test_where_nobody_had_a_balance_nothing_can_be_shared() -> None:
    days = date(2025, 1, 1), date(2025, 6, 30)
    assert share_pool(100, [], {"01-1-101": 0}, days, "largest") is None
    assert share_pool(100, [], {}, days, "largest") is None


def test_the_earlier_interest_earns_and_the_distribution_itself_does_not() -> None:
    # 100.00 each through 2024; in the first half of 2025 household 101 also holds 100.00 of interest.
    whole = voucher("2025-01-01", "收-0001", leg("1001", "100.00"), leg("4101", "-100.00"))
    to_one = voucher(
        "2025-01-01", "转-0001", leg("3101", "100.00"),
        leg("3001", "-100.00", split("household", "01-1-101", part="interest")),
    )  # fmt: skip
    assert interest(owners_fund(), BROUGHT_IN, whole, to_one, EARNED, handed_out()) == [10_100, 50, 50]


@pytest.mark.parametrize(("share", "kept"), [("0", 0), ("37/2000", 4), ("1/80", 3)])
def test_the_share_kept_back_is_of_what_the_period_earned(share: str, kept: int) -> None:
    # 2.00 earned: 3.7 fen and 2.5 fen, half-up.
    given = books([BROUGHT_IN, EARNED, handed_out("1.90")], ROWS, [owners_fund(pool(share))])
    shares = replay(given).shares[OWNERS]
    assert (shares.kept_back_fen, shares.kept_back) == (kept, ((date(2025, 6, 30), kept),))


def test_one_voucher_for_two_accounts_keeps_its_share_back_once() -> None:
    both = replace(
        handed_out(),
        postings=(
            leg("3101", "2.00"),
            leg("3001", "-1.50", split("interest", HALF)),
            leg("3001", "-0.50", split("interest", HALF)),
        ),
    )
    replayed = replay(books([BROUGHT_IN, EARNED, both], ROWS, [owners_fund(pool("1/2"))]))
    assert replayed.problems == ()
    assert replayed.shares[OWNERS].kept_back_fen == 100
    assert int(replayed.shares[OWNERS].closing.interest.sum()) == 200


def test_one_voucher_for_two_periods_keeps_each_periods_share_back() -> None:
    # 2.00 earned on 21 June and 2.00 on 1 July, half of each kept back.
    more = voucher("2025-07-01", "收-0001", leg("1001", "2.00"), leg("4101", "-2.00"))
    third = "2025-07-01/2025-09-30"
    legs = (leg("3001", "-1.00", split("interest", HALF)), leg("3001", "-1.00", split("interest", third)))
    both = replace(handed_out(day="2025-09-30"), postings=(leg("3101", "2.00"), *legs))
    shares = replay(books([BROUGHT_IN, EARNED, more, both], ROWS, [owners_fund(pool("1/2"))])).shares[OWNERS]
    assert shares.kept_back_fen == 200


def test_periods_of_one_voucher_may_be_the_same_and_may_not_overlap() -> None:
    legs = (
        leg("3001", "-1.00", split("interest", HALF)),
        leg("3001", "-1.00", split("interest", "2025-06-30/2025-07-01")),
    )
    both = replace(handed_out(day="2025-07-01"), postings=(leg("3101", "2.00"), *legs))
    problems = replay(books([BROUGHT_IN, EARNED, both], ROWS, [owners_fund()])).problems
    assert [(one.kind, one.named) for one in problems] == [("period_overlap", HALF)]


def test_what_one_leg_gives_is_no_balance_for_the_next_leg() -> None:
    # 100.00 each on a period of one day: a third each of 300.00, whoever had the odd fen of the first leg.
    day = "2025-06-30/2025-06-30"
    legs = (leg("3001", "-0.01", split("interest", day)), leg("3001", "-300.00", split("interest", day)))
    both = replace(handed_out(), postings=(leg("3101", "300.01"), *legs))
    earned = voucher("2025-06-21", "收-0001", leg("1001", "300.01"), leg("4101", "-300.01"))
    assert interest(owners_fund(), BROUGHT_IN, earned, both) == [10_001, 10_000, 10_000]


@pytest.mark.parametrize(
    "text",
    [
        "2025-06-30/2025-06-29",
        "2025-06-30",
        "2025-06-30/",
        "/",
        "2025-1-1/2025-6-30",
        "2025-06-31/2025-07-01",
    ],
)
def test_a_period_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        read_days(text)


def test_a_period_of_one_day_is_one() -> None:
    assert read_days("2025-06-30/2025-06-30") == (date(2025, 6, 30), date(2025, 6, 30))


# 100.00 each stood before the year; at 3.60 % and 360 days a year they earn 0.01 a day.
RULE = declared(rates(("2015-10-24", "1.80", "3.60")))


def problems(fund: Fund, *vouchers: Voucher) -> list[tuple[str, str, tuple[int, ...]]]:
    found = replay(books([BROUGHT_IN, EARNED, *vouchers], ROWS, [fund])).problems
    return [(one.kind, one.named, one.figures) for one in found]


def test_rates_give_each_household_its_own_interest_and_keep_nothing_back() -> None:
    # 181 days: 1.81 each; 36.00 more of the second from 1 June, 30 days at 1.80 %: 0.054.
    more = voucher(
        "2025-06-01", "收-0001", leg("1001", "36.00"), leg("4001", "-36.00", split("household", "01-1-102"))
    )
    given = (BROUGHT_IN, more, replace(EARNED, number="收-0002"), handed_out("5.48"))
    assert interest(owners_fund(RULE), *given) == [181, 186, 181]
    shares = replay(books(given, ROWS, [owners_fund(RULE)])).shares[OWNERS]
    assert (shares.kept_back_fen, shares.kept_back) == (0, ((date(2025, 6, 30), 0),))
    (row,) = (row for row in shares.rows if row.kind == "distribution")
    assert row.weight_unit == "应计"
    exact = [Fraction(weight, row.total_weight) for weight in row.weights]
    assert exact == [Fraction(181), Fraction("186.4"), Fraction(181)]


@pytest.mark.parametrize("yuan", ["5.42", "5.44"])
def test_a_fen_less_or_more_than_the_rates_give_is_refused(yuan: str) -> None:
    posted = int(yuan.replace(".", ""))
    assert problems(owners_fund(RULE), handed_out("5.43")) == []
    assert problems(owners_fund(RULE), handed_out(yuan)) == [("declared_differs", HALF, (543, posted))]


def test_what_rates_give_is_given_once_even_by_one_voucher() -> None:
    legs = (leg("3001", "-5.43", split("interest", HALF)), leg("3001", "-5.43", split("interest", HALF)))
    twice = replace(handed_out(), postings=(leg("3101", "10.86"), *legs))
    assert problems(owners_fund(RULE), twice) == [("period_overlap", HALF, ())]


def test_interest_earns_from_the_settlement_on_and_not_before() -> None:
    # The second half-year has 184 days: 184 fen for the 100.00, and 181 × 184 ÷ 10000 = 3.33 for the first interest.
    second = "2025-07-01/2025-12-31"
    on_time = (handed_out("5.43"), handed_out("5.61", second, "2026-01-01"))
    assert interest(owners_fund(RULE), BROUGHT_IN, EARNED, *on_time) == [181 + 187] * 3
    # Booked on the last day only, the first interest earns one day: 0.0181 fen.
    late = (handed_out("5.43", day="2025-12-31"), handed_out("5.52", second, "2026-01-01"))
    assert interest(owners_fund(RULE), BROUGHT_IN, EARNED, *late) == [181 + 184] * 3


def test_a_rule_that_changes_inside_the_period_is_refused_with_the_periods() -> None:
    other = declared(rates(("2015-10-24", "1.80", "3.60")), "start")
    fund = Fund(
        OWNERS, "maintenance", (FundPolicy(date(2024, 1, 1), RULE), FundPolicy(date(2025, 4, 1), other))
    )
    named = "2025-01-01/2025-03-31、2025-04-01/2025-06-30"
    assert problems(fund, handed_out("5.43")) == [("policy_changes", named, ())]
    # The same rule stated anew is no change.
    again = Fund(
        OWNERS, "maintenance", (FundPolicy(date(2024, 1, 1), RULE), FundPolicy(date(2025, 4, 1), RULE))
    )
    assert problems(again, handed_out("5.43")) == []


def test_a_rate_that_is_lacking_is_named() -> None:
    lacking = owners_fund(declared(rates(("2015-10-24", "1.80", ""))))
    assert problems(lacking, handed_out("5.43")) == [("rate_missing", "rates.csv 的 old 列在 2025-06-30", ())]
