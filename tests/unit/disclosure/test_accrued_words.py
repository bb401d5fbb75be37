"""A household's interest at published rates, in a line that was done again by hand."""

from __future__ import annotations

from jjledger.disclosure.head import Setting
from jjledger.disclosure.household import household_statement
from jjledger.facts.voucher import Voucher
from jjledger.period import parse_period
from jjledger.rules.replay import replay
from tests.small_books import OWNERS, books, declared, household, leg, owners_fund, rates, split, voucher

HOUSE = "01-1-101"
FIRST = split("household", HOUSE)
TABLE = rates(("2024-01-01", "0.36", "1.80"))
OPENING = voucher("2024-12-31", "收-0001", leg("1001", "1000.00"), leg("4001", "-1000.00", FIRST))


def paid_in(day: str, number: int, yuan: str) -> Voucher:
    return voucher(day, f"收-{number:04d}", leg("1001", yuan), leg("4001", f"-{yuan}", FIRST))


def given(yuan: str, days: str = "2025-01-01/2025-06-29") -> Voucher:
    return voucher(
        "2025-06-30", "转-0001", leg("3101", yuan), leg("3001", f"-{yuan}", split("interest", days))
    )


def formulas(*vouchers: Voucher) -> list[str]:
    general = books([OPENING, *vouchers], [household(HOUSE)], [owners_fund(declared(TABLE))])
    replayed = replay(general)
    assert replayed.problems == ()
    page = household_statement(general, replayed.shares[OWNERS], HOUSE, parse_period("2025"), Setting())
    return [row.formula for row in page.rows]


def test_every_segment_is_written_out() -> None:
    # 1000 × 180 × 1.80 % ÷ 360 = 9.00 and 500 × 90 × 0.36 % ÷ 360 = 0.45; 1 April to 29 June is 90 days.
    assert formulas(paid_in("2025-04-01", 1, "500.00"), given("9.45")) == [
        "凭证列明本户 500.00 元",
        "1,000.00 元 × 180 天 × 1.8% ÷ 360 ＋ 500.00 元 × 90 天 × 0.36% ÷ 360 = 9.45 元",
    ]


def test_what_does_not_come_out_even_is_cut_off_and_rounded() -> None:
    # 333.33 × 90 × 0.36 % ÷ 360 = 0.299997: with 9.00 it is 9.299997, half-up 9.30.
    assert formulas(paid_in("2025-04-01", 1, "333.33"), given("9.30"))[-1] == (
        "1,000.00 元 × 180 天 × 1.8% ÷ 360 ＋ 333.33 元 × 90 天 × 0.36% ÷ 360"
        " = 9.2999… 元，四舍五入到分，计 9.30 元"
    )


def test_many_segments_are_summed_up_rate_by_rate() -> None:
    # 100 yuan from 1 April (90 days), 1 May (60) and 31 May (30): 18,000 yuan·days × 0.36 % ÷ 360 = 0.18.
    days = ("2025-04-01", "2025-05-01", "2025-05-31")
    deposits = [paid_in(day, 1, "100.00") for day in days[:2]] + [paid_in(days[2], 2, "100.00")]
    assert formulas(*deposits, given("9.18"))[-1] == (
        "积数 180,000.00 元·天（1 段）× 1.8% ÷ 360 ＋ 积数 18,000.00 元·天（3 段）× 0.36% ÷ 360 = 9.18 元"
    )


def test_what_was_booked_after_the_distribution_changes_nothing_of_it() -> None:
    late = voucher("2025-07-01", "付-0001", leg("1001", "-400.00"), leg("5001", "400.00", FIRST))
    assert formulas(given("9.00"), late)[0] == "1,000.00 元 × 180 天 × 1.8% ÷ 360 = 9.00 元"


def test_a_distribution_undone_is_written_as_what_it_was() -> None:
    red = voucher(
        "2025-07-01", "转-0001", leg("3101", "-9.00"),
        leg("3001", "9.00", split("interest", "2025-01-01/2025-06-29")), reverses="2025-06-Z0001",
    )  # fmt: skip
    first, second = formulas(given("9.00"), red)
    assert second == f"冲销 2025-06 转-0001；{first}"


def test_a_pool_is_written_as_before() -> None:
    general = books([OPENING, given("9.00")], [household(HOUSE)])
    page = household_statement(
        general, replay(general).shares[OWNERS], HOUSE, parse_period("2025"), Setting()
    )
    assert page.rows[0].formula == "9.00 元 × 积数 180,000 ÷ 180,000 = 9.00 元"
