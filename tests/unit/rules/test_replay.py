"""The replay of a fund's vouchers: order, draws, reversals, and the small community by hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest

from jjledger.facts.community import DrawOrder, Fund
from jjledger.facts.register import Household
from jjledger.facts.shares import FundShares
from jjledger.facts.voucher import Voucher
from jjledger.rules.replay import replay, voucher_order
from tests.small_books import (
    OWNERS,
    PUBLIC_HOUSING,
    books,
    detail,
    household,
    leg,
    owners_fund,
    split,
    voucher,
)

ORDINARY = owners_fund()
ONE = [household("01-1-101")]
TWO = [household("01-1-101"), household("01-1-102")]


def balances(shares: FundShares, day: str = "9999-12-31") -> list[tuple[int, int, int]]:
    """Give principal, interest and arrears of each holder in fen."""
    held = shares.balances_at(date.fromisoformat(day))
    return list(zip(held.principal.tolist(), held.interest.tolist(), held.arrears.tolist(), strict=True))


def owners(*vouchers: Voucher, rows: Sequence[Household] = ONE, fund: Fund = ORDINARY) -> FundShares:
    replayed = replay(books(vouchers, rows, [fund]))
    assert replayed.problems == ()
    return replayed.shares[OWNERS]


def paid_in(day: str, yuan: str, number: str = "收-0001", whose: str = "01-1-101") -> Voucher:
    return voucher(day, number, leg("1001", yuan), leg("4001", f"-{yuan}", split("household", whose)))


def used(day: str, yuan: str, number: str = "付-0001") -> Voucher:
    return voucher(day, number, leg("5001", yuan, split("scope", "all")), leg("1001", f"-{yuan}"))


def interest_in(day: str, yuan: str) -> list[Voucher]:
    """Credit interest to household 101 in two vouchers of a day."""
    legs = leg("3101", yuan), leg("3001", f"-{yuan}", split("household", "01-1-101", part="interest"))
    return [
        voucher(day, "收-0009", leg("1001", yuan), leg("4101", f"-{yuan}")),
        voucher(day, "转-0009", *legs),
    ]


def test_the_small_community_of_the_house() -> None:
    # 1,200.00 over 89.52 and 128.30 m²: 493.18 and 706.82 (493.1778… has the larger remainder).
    # Balance-days of March: 5,818.80 × 27 - 493.18 × 12 = 151,189.44 and 8,339.50 × 27 - 706.82 × 12
    # = 216,684.66; 15.20 by these: 6.2469 and 8.9530, so 6.25 and 8.95.
    rows = [household("01-1-101", "89.52"), household("01-1-102", "128.30")]
    march = "2025-03-01/2025-03-31"
    shares = owners(
        voucher("2025-03-05", "收-0001", leg("1001", "14158.30"),
                leg("4001", "-5818.80", split("household", "01-1-101")),
                leg("4001", "-8339.50", split("household", "01-1-102"))),
        voucher("2025-03-20", "付-0001", leg("5001", "1200.00", split("scope", "01-1")), leg("1001", "-1200.00")),
        voucher("2025-03-21", "收-0002", leg("1001", "15.20"), leg("4101", "-15.20")),
        voucher("2025-03-31", "转-0001", leg("3101", "15.20"), leg("3001", "-15.20", split("interest", march))),
        rows=rows,
    )  # fmt: skip
    assert balances(shares) == [(532_562, 625, 0), (763_268, 895, 0)]
    assert sum(sum(held) for held in balances(shares)) == 1_297_350
    assert shares.rows[-1].weights == (15_118_944, 21_668_466)
    assert balances(shares, "2025-03-19") == [(581_880, 0, 0), (833_950, 0, 0)]
    assert balances(shares, "2025-03-04") == [(0, 0, 0), (0, 0, 0)]


def test_money_of_a_day_comes_in_before_any_goes_out() -> None:
    # Entered the other way round; drawn first, 60.00 would have been owed for a moment.
    shares = owners(used("2025-03-05", "60.00", "付-0001"), paid_in("2025-03-05", "100.00", "转-0009"))
    assert [row.kind for row in shares.rows] == ["deposit", "draw"]
    assert [row.delta_arrears.tolist() for row in shares.rows] == [[0], [0]]


def test_a_distribution_comes_last_in_its_day() -> None:
    whole = split("interest", "2025-03-05/2025-03-05")
    shares = owners(
        voucher("2025-03-05", "初-0001", leg("3101", "1.00"), leg("3001", "-1.00", whole)),
        voucher("2025-03-05", "收-0001", leg("1001", "1.00"), leg("4101", "-1.00")),
        paid_in("2025-03-05", "100.00", "收-0002"),
        used("2025-03-05", "40.00"),
    )
    assert [row.kind for row in shares.rows] == ["deposit", "draw", "distribution"]
    assert shares.rows[-1].weights == (6000,)  # one day, after the draw


def test_vouchers_of_a_day_go_by_kind_and_number() -> None:
    numbers = ["转-0001", "付-0002", "付-0001", "初-0001", "收-0010", "收-0002", ""]
    in_order = sorted((voucher("2025-03-05", number) for number in numbers), key=voucher_order)
    assert [one.number for one in in_order] == [
        "初-0001", "收-0002", "收-0010", "付-0001", "付-0002", "转-0001", "",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("before", "since", "expected"),
    [("interest", "principal", (0, 2_000, 0)), ("principal", "interest", (2_000, 0, 0))],
)
def test_the_policy_of_the_voucher_s_day_says_what_a_draw_takes_first(
    before: DrawOrder, since: DrawOrder, expected: tuple[int, int, int]
) -> None:
    policy = owners_fund().policies[0]
    policies = (
        replace(policy, draw_order=before),
        replace(policy, draw_order=since, from_day=date(2025, 3, 5)),
    )
    money = [paid_in("2025-01-05", "30.00"), *interest_in("2025-01-05", "30.00")]
    fund = Fund(OWNERS, "maintenance", policies)
    assert balances(owners(*money, used("2025-03-05", "40.00"), fund=fund)) == [expected]


def test_what_is_owed_is_paid_by_the_next_money_in_interest_too() -> None:
    shares = owners(paid_in("2025-01-05", "10.00"), used("2025-01-06", "25.00"), *interest_in("2025-01-07", "9.00"),
                    paid_in("2025-01-08", "7.50"))  # fmt: skip
    assert balances(shares, "2025-01-06") == [(0, 0, 1_500)]
    assert balances(shares, "2025-01-07") == [(0, 0, 600)]
    assert balances(shares) == [(150, 0, 0)]


def test_a_move_of_house_takes_each_part_on_its_own() -> None:
    moved = voucher(
        "2025-02-01", "转-0001",
        leg("3001", "12.00", detail([("01-1-101", "10.00", "principal"), ("01-1-101", "2.00", "interest")])),
        leg("3001", "-12.00", detail([("01-1-102", "10.00", "principal"), ("01-1-102", "2.00", "interest")])),
    )  # fmt: skip
    shares = owners(paid_in("2025-01-05", "10.00"), *interest_in("2025-01-06", "3.00"), moved, rows=TWO)
    assert balances(shares) == [(0, 100, 0), (1_000, 200, 0)]
    assert {row.kind for row in shares.rows[2:]} == {"transfer"}


def test_rows_that_add_and_rows_that_take_are_moved_apart() -> None:
    swapped = detail([("01-1-101", "-4.00"), ("01-1-102", "5.00")])
    both = voucher("2025-02-01", "转-0001", leg("1001", "1.00"), leg("4001", "-1.00", swapped))
    shares = owners(paid_in("2025-01-05", "10.00"), both, rows=TWO)
    assert balances(shares) == [(600, 0, 0), (500, 0, 0)]
    assert [row.amount.tolist() for row in shares.rows[1:]] == [[500], [-400]]


def test_a_reversal_undoes_the_household_rows() -> None:
    rows = [household("01-1-101", "33.00"), household("01-1-102", "34.00"), household("01-1-103", "33.00")]
    money = voucher(
        "2025-01-05", "收-0001", leg("1001", "1.00"), leg("4001", "-1.00", split("scope", "all", "equal"))
    )
    draw = used("2025-02-01", "2.00")  # 66, 68, 66 of 34, 33, 33: all three owe
    red = voucher("2025-02-03", "付-0002", leg("5001", "-2.00", split("scope", "all")), leg("1001", "2.00"),
                  reverses="2025-02-F0001")  # fmt: skip
    shares = owners(money, draw, red, rows=rows)
    assert balances(shares, "2025-02-02") == [(0, 0, 32), (0, 0, 35), (0, 0, 33)]
    assert balances(shares) == [(34, 0, 0), (33, 0, 0), (33, 0, 0)]
    assert shares.rows[-1].weights == (3300, 3400, 3300)
    assert shares.rows[-1].total_fen == 200


def test_a_reversal_undoes_the_shares_of_its_original_s_day() -> None:
    small = replace(household("01-1-101", "50.00"), until_day=date(2025, 2, 28))
    large = replace(household("01-1-101", "99.99"), from_day=date(2025, 3, 1))
    other = household("01-1-102", "50.00")
    red = voucher("2025-03-03", "付-0001", leg("5001", "-2.00", split("scope", "all")), leg("1001", "2.00"),
                  reverses="2025-02-F0001")  # fmt: skip
    shares = owners(used("2025-02-01", "2.00"), red, rows=[small, large, other])
    assert balances(shares, "2025-02-28") == [(0, 0, 100), (0, 0, 100)]
    assert balances(shares) == [(0, 0, 0), (0, 0, 0)]


def test_what_is_reversed_the_same_day_is_booked_before() -> None:
    # By number the reversal would come first: 收 stands before 转.
    moved = paid_in("2025-02-01", "7.00", "转-0001")
    back = leg("1001", "-7.00"), leg("4001", "7.00", split("household", "01-1-101"))
    red = voucher("2025-02-01", "收-0001", *back, reverses="2025-02-Z0001")
    shares = owners(paid_in("2025-01-05", "5.00"), moved, red)
    assert [row.amount.tolist() for row in shares.rows] == [[500], [700], [-700]]


def test_two_equal_legs_are_undone_one_by_one() -> None:
    twice = leg("5001", "1.00", split("scope", "all")), leg("5001", "1.00", split("scope", "all"))
    draw = voucher("2025-02-01", "付-0001", *twice, leg("1001", "-2.00"))
    back = leg("5001", "-1.00", split("scope", "all")), leg("5001", "-1.00", split("scope", "all"))
    red = voucher("2025-02-02", "付-0002", *back, leg("1001", "2.00"), reverses="2025-02-F0001")
    assert balances(owners(paid_in("2025-01-05", "5.00"), draw, red)) == [(500, 0, 0)]


def test_a_reversed_distribution_frees_its_period() -> None:
    march = split("interest", "2025-03-01/2025-03-31")
    earned = voucher("2025-03-21", "收-0001", leg("1001", "1.00"), leg("4101", "-1.00"))
    out = voucher("2025-03-31", "转-0001", leg("3101", "1.00"), leg("3001", "-1.00", march))
    red = voucher(
        "2025-04-01", "转-0001", leg("3101", "-1.00"), leg("3001", "1.00", march), reverses="2025-03-Z0001"
    )
    anew = voucher("2025-04-02", "转-0001", leg("3101", "0.90"), leg("3001", "-0.90", march))
    shares = owners(paid_in("2025-01-05", "5.00"), earned, out, red, anew)
    assert balances(shares) == [(500, 90, 0)]
    assert [day for day, _ in shares.kept_back] == [date(2025, 4, 2)]


def test_drafts_are_not_booked() -> None:
    draft = replace(paid_in("2025-01-06", "7.00", "收-0002"), draft=True)
    assert balances(owners(paid_in("2025-01-05", "5.00"), draft)) == [(500, 0, 0)]


def test_postings_without_a_split_are_left_to_the_checks() -> None:
    bare = voucher("2025-01-06", "收-0002", leg("1001", "7.00"), leg("4001", "-7.00"))
    assert balances(owners(paid_in("2025-01-05", "5.00"), bare)) == [(500, 0, 0)]


def test_public_housing_holds_the_selling_unit_s_part() -> None:
    sold = replace(household("01-1-101"), kind="public_housing")
    public = Fund(PUBLIC_HOUSING, "public_housing", owners_fund().policies)
    sale = voucher(
        "2025-01-05", "收-0001", leg("1001", "30.00", fund=PUBLIC_HOUSING),
        leg("4001", "-10.00", split("household", "01-1-101"), PUBLIC_HOUSING),
        leg("4001", "-20.00", split("selling_unit", "07"), PUBLIC_HOUSING),
    )  # fmt: skip
    replayed = replay(books([sale], [sold, household("01-1-102")], [owners_fund(), public]))
    assert replayed.problems == ()
    assert replayed.shares[OWNERS].holders == ("01-1-102",)
    assert replayed.shares[PUBLIC_HOUSING].holders == ("01-1-101", "selling_unit:07")
    assert balances(replayed.shares[PUBLIC_HOUSING]) == [(1_000, 0, 0), (2_000, 0, 0)]


def test_holders_stand_in_register_order() -> None:
    rows = [household("02-1-101"), household("01-1-101")]
    shares = owners(paid_in("2025-01-05", "5.00"), rows=rows)
    assert shares.holders == ("02-1-101", "01-1-101")
    assert balances(shares) == [(0, 0, 0), (500, 0, 0)]


def test_a_period_is_distributed_again_on_the_day_on_which_it_was_undone() -> None:
    def gave(day: str, number: str, fen: int, reverses: str = "") -> Voucher:
        whose = split("interest", "2025-01-01/2025-01-31")
        legs = leg("3001", f"{-fen / 100:.2f}", whose), leg("3101", f"{fen / 100:.2f}")
        return voucher(day, number, *legs, reverses=reverses)

    wrong, right = gave("2025-01-31", "转-0001", 100), gave("2025-02-10", "转-0002", 250)
    undone = gave("2025-02-10", "转-0001", -100, reverses="2025-01-Z0001")
    shares = owners(paid_in("2025-01-05", "50.00"), wrong, undone, right)
    assert balances(shares, "2025-02-09") == [(5000, 100, 0)]
    assert balances(shares) == [(5000, 250, 0)]
