"""A small fund gone through from its first voucher."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from jjledger.checks.recompute.account import Balance
from jjledger.checks.recompute.fund import is_listed_income, recompute, recompute_fund
from jjledger.facts.community import Fund
from jjledger.facts.voucher import Voucher
from tests.small_books import OWNERS, books, detail, household, leg, owners_fund, pool, split, voucher

ROWS = [household("01-1-101", "60.00"), household("01-1-102", "40.00")]
DEPOSITS = voucher(
    "2025-01-01", "收-0001",
    leg("1001", "150.00"), leg("4001", "-150.00", detail([("01-1-101", "100.00"), ("01-1-102", "50.00")])),
)  # fmt: skip


def balances(*vouchers: Voucher, fund: Fund | None = None) -> dict[str, Balance]:
    fund = fund or owners_fund()
    again = recompute_fund(books([DEPOSITS, *vouchers], ROWS, [fund]), fund)
    assert not again.refused
    return again.at(date(2025, 12, 31))


def test_a_repair_is_shared_by_area_and_what_is_not_there_is_owed() -> None:
    spent = voucher(
        "2025-02-01", "付-0001", leg("5001", "130.00", split("scope", "all")), leg("1001", "-130.00")
    )
    # 130.00 over 60 : 40 is 78.00 and 52.00; the second has only 50.00.
    assert balances(spent) == {"01-1-101": Balance(2200, 0, 0), "01-1-102": Balance(0, 0, 200)}


def test_a_pool_goes_by_balance_days() -> None:
    later = voucher(
        "2025-02-10", "收-0001", leg("1001", "50.00"), leg("4001", "-50.00", split("household", "01-1-102"))
    )
    given = voucher(
        "2025-02-28",
        "转-0001",
        leg("3101", "1.09"),
        leg("3001", "-1.09", split("interest", "2025-02-01/2025-02-28")),
    )
    # 28 days: 10,000 × 28 = 280,000 against 5,000 × 9 + 10,000 × 19 = 235,000, of 515,000;
    # 109 × 280/515 = 59.26…, 109 × 235/515 = 49.73…: whole 59 and 49, the odd fen to the second.
    assert balances(later, given) == {"01-1-101": Balance(10000, 59, 0), "01-1-102": Balance(10000, 50, 0)}


def test_what_a_red_letter_takes_back_is_what_the_original_gave() -> None:
    spent = voucher(
        "2025-02-01", "付-0001", leg("5001", "130.00", split("scope", "all")), leg("1001", "-130.00")
    )
    back = voucher(
        "2025-03-01", "付-0001", leg("5001", "-130.00", split("scope", "all")), leg("1001", "130.00"),
        reverses="2025-02-F0001",
    )  # fmt: skip
    assert balances(spent, back) == {"01-1-101": Balance(10000, 0, 0), "01-1-102": Balance(5000, 0, 0)}


def test_the_management_share_of_a_period_is_kept_back_once() -> None:
    fund = owners_fund(pool("1/10"))
    earned = voucher("2025-02-05", "收-0001", leg("1001", "2.05"), leg("4101", "-2.05"))
    given = voucher(
        "2025-03-01", "转-0001", leg("3101", "1.84"),
        leg("3001", "-1.00", split("interest", "2025-02-01/2025-02-28")),
        leg("3001", "-0.84", split("interest", "2025-02-01/2025-02-28")),
    )  # fmt: skip
    again = recompute_fund(books([DEPOSITS, earned, given], ROWS, [fund]), fund)
    # A tenth of 205 fen is 20.5, half-up 21.
    assert [(one.earned_fen, one.kept_back_fen) for one in again.settlements] == [(205, 21), (205, 0)]


def test_what_cannot_be_carried_out_says_why() -> None:
    wrong = [
        voucher("2025-02-01", "付-0001", leg("5001", "1.00", split("scope", "09")), leg("1001", "-1.00")),
        voucher("2025-02-01", "付-0002", leg("5001", "1.00", split("household", "09-1-101")), leg("1001", "-1.00")),
        voucher("2025-02-01", "转-0001", leg("3101", "1.00"), leg("3001", "-1.00", split("interest", "2025-02"))),
        voucher("2025-02-01", "收-0001", leg("1001", "1.00"), leg("4001", "-1.00", detail([("01-1-101", "2.00")]))),
    ]  # fmt: skip
    again = recompute(books([DEPOSITS, *wrong], ROWS))[OWNERS]
    assert {one.voucher.number: one.why for one in again.refused} == {
        "付-0001": "范围「09」在登记册里找不到房屋",
        "付-0002": "登记册里没有这一户",
        "转-0001": "分配期间读不出来",
        "收-0001": "明细合计与分录不符",
    }
    assert again.sum_at(date(2025, 12, 31)) == 15000


def test_a_list_of_interest_says_what_it_should_have_been_where_it_says_for_which_days() -> None:
    rows = [("01-1-101", "0.50", "interest"), ("01-1-102", "0.40", "interest")]
    given = voucher("2025-03-01", "转-0001", leg("3101", "0.90"), leg("3001", "-0.90", detail(rows)))
    dated = replace(given, extra={"covers": "2025-02-01/2025-02-28"})
    # 100.00 and 50.00 all month long: of 90 fen 60 and 30.
    for one, due in ((given, None), (dated, {"01-1-101": 60, "01-1-102": 30})):
        again = recompute_fund(books([DEPOSITS, one], ROWS), owners_fund())
        assert again.legs[-1].due == due
        assert again.legs[-1].shares == {"01-1-101": 50, "01-1-102": 40}
        assert is_listed_income(one, one.postings[1])
