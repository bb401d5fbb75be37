"""A community's front page: what is due, out, held, missing and late, and what each fund holds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest

from jjledger.disclosure.calendar_models import Duty
from jjledger.disclosure.community import (
    Outcome,
    Standing,
    community_page,
    count_public_revenue_vouchers,
    holding_fen,
)
from jjledger.disclosure.models import CommunityPage, Entry, FundBalance, HeldFinding
from jjledger.facts.books import Books
from jjledger.facts.finding import Place
from jjledger.facts.posting_record import PostingRecord
from jjledger.period import parse_period
from tests.small_books import household
from tests.written_books import written

NOTES = """
2024-11-05 收-0001 某物业公司 | 停车
  3 1001银行存款:5678农行 700.00
  3 6001停车 -700.00
2025-02-05 收-0001 业主 | 交存
  1 1001银行存款:1234建行 100.00
  1 4001交存收入 -100.00 household=01-1-101
2025-07-10 收-0001 业主 | 交存
  1 1001银行存款:1234建行 40.00
  1 4001交存收入 -40.00 household=01-1-102
2025-07-20 转-0001 某银行 | 购国债
  1 1501国债 30.00
  1 1001银行存款:1234建行 -30.00
2025-08-01 转-0001 某公司 | 备用金
  3 1002备用金 20.00
  3 1001银行存款:5678农行 -20.00
"""
HOMES = [household("01-1-101"), household("01-1-102")]
BOOKS = written(NOTES, HOMES)
TODAY, AS_OF = date(2025, 9, 10), date(2025, 8, 31)


def _page(outcomes: Sequence[Outcome] = (), books: Books = BOOKS, today: date = TODAY) -> CommunityPage:
    standing = Standing(today, AS_OF, {"public_revenue": "half_year", "maintenance_fund": "year"})
    return community_page(books, outcomes, standing)


def _entries(page: CommunityPage) -> dict[tuple[str, str], Entry]:
    return {(entry.document, entry.period_code): entry for entry in page.entries}


ISSUED = date(2025, 7, 20)


def _out(code: str, fen: int) -> Outcome:
    return Outcome("public-revenue", parse_period(code), fen, edition=1, issued=ISSUED)


def _of_income(page: CommunityPage) -> list[Duty]:
    return [duty for duty in page.duties if duty.kind == "public-revenue"]


def _held(code: str, *held: HeldFinding) -> Outcome:
    return Outcome("public-revenue", parse_period(code), None, held)


# --- balances -------------------------------------------------------------------------------------


def test_an_owners_fund_is_told_at_a_half_years_end_and_public_revenue_at_a_months() -> None:
    """Between June and August one household paid 40.00; the front page must not say so."""
    assert _page().balances == (
        FundBalance("维修资金", "maintenance", 100_00, date(2025, 6, 30)),
        FundBalance("公共收益", "public_revenue", 680_00, AS_OF),
    )


def test_public_revenue_in_custody_is_what_is_in_the_bank_and_another_funds_all_it_has() -> None:
    owners, revenue = BOOKS.community.funds
    assert holding_fen(BOOKS, owners, AS_OF) == 140_00  # 110.00 in the bank and a bond
    assert holding_fen(BOOKS, revenue, AS_OF) == 680_00  # petty cash of 20.00 is not in custody
    assert holding_fen(BOOKS, revenue, date(2024, 11, 4)) == 0


def test_of_wrong_books_only_the_figures_that_are_out_are_shown() -> None:
    standing = Standing(TODAY, AS_OF, {}, sound=False)
    assert [balance.balance_fen for balance in community_page(BOOKS, (), standing).balances] == [None, None]
    earlier = replace(_page(), vouchers=7)
    page = community_page(BOOKS, (), replace(standing, published=earlier))
    assert (page.balances, page.vouchers) == (earlier.balances, 7)


def test_an_owners_fund_is_not_told_before_its_first_half_year_ends() -> None:
    young = """
2025-07-05 收-0001 业主 | 交存
  1 1001银行存款:1234建行 100.00
  1 4001交存收入 -100.00 household=01-1-101
"""
    owners = _page(books=written(young, HOMES)).balances[0]
    assert (owners.balance_fen, owners.as_of) == (None, date(2025, 6, 30))


def test_vouchers_count_that_touch_public_revenue_once_each() -> None:
    books = written(
        """
2025-01-05 收-0001 物业 | 停车
  3 1001银行存款 9.00
  3 6001停车 -9.00
2025-01-06 付-0001 物业 | 转入维修资金
  3 6501补充维修资金 5.00
  3 1001银行存款 -5.00
  1 1001银行存款 5.00
  1 4201公共收益转入 -5.00
2025-01-07 收-0001 建行 | 结息
  1 1001银行存款 5.00
  1 4101利息 -5.00
2025-01-08 !收-0002 物业 | 草稿
  3 1001银行存款 9.00
  3 6001停车 -9.00
"""
    )
    assert count_public_revenue_vouchers(books) == 2


def test_the_page_says_who_and_when() -> None:
    page = _page()
    assert (page.name, page.code, page.households, page.as_of) == ("示范小区", "shifan", 2, AS_OF)
    assert (page.contact, page.sample, page.book_path, page.held) == ("街道财务服务中心", False, "", ())


def test_a_household_counts_while_it_is_in_the_register_and_once() -> None:
    gone = replace(HOMES[0], until_day=date(2025, 8, 30))
    smaller = replace(HOMES[1], until_day=date(2025, 3, 31))
    larger = replace(HOMES[1], from_day=date(2025, 4, 1))
    assert _page(books=written(NOTES, [gone, smaller, larger])).households == 1


# --- entries --------------------------------------------------------------------------------------


def test_what_is_out_stands_with_what_was_left_and_where_it_is() -> None:
    entry = _entries(_page([_out("2025-H1", 700_00)]))["public-revenue", "2025-H1"]
    assert entry == Entry(
        document="public-revenue",
        title="公共收益收支公示",
        period_code="2025-H1",
        period_title="2025年上半年",
        path="2025-H1/v1/public-revenue/",
        closing_fen=700_00,
        state="out",
        words="2025年7月20日已公示",
        late=False,
        edition=1,
        issued=ISSUED,
        first_issued=ISSUED,
        since=1,
        due=date(2025, 7, 30),
        posted="尚未登记张贴",
        hung=False,
    )


@pytest.mark.parametrize(
    ("today", "late", "words"),
    [
        (date(2025, 7, 30), False, "本期应于2025年7月30日前公示，今天到期"),
        (date(2025, 7, 31), True, "本期应于2025年7月30日前公示，尚未公示 1 天"),
        (TODAY, True, "本期应于2025年7月30日前公示，尚未公示 42 天"),
    ],
)
def test_what_is_missing_is_late_when_its_thirty_days_are_over(today: date, late: bool, words: str) -> None:  # noqa: FBT001 - a table's column
    entry = _entries(_page(today=today))["public-revenue", "2025-H1"]
    assert (entry.state, entry.late, entry.words, entry.closing_fen) == ("missing", late, words, None)


def test_what_is_held_says_why_and_no_figure() -> None:
    reasons = [HeldFinding(f"D0{number}", f"原因{number}") for number in range(1, 6)]
    few = _entries(_page([_held("2025-H1", *reasons[:3])]))["public-revenue", "2025-H1"]
    assert (few.state, few.closing_fen, few.late) == ("held", None, True)
    late = "；本期应于2025年7月30日前公示，已逾期 42 天"
    assert few.words == f"暂缓公示：原因1；原因2；原因3{late}"
    many = _entries(_page([_held("2025-H1", *reasons, *reasons)]))["public-revenue", "2025-H1"]
    assert many.words == f"暂缓公示：原因1；原因2；原因3等 5 项{late}"
    assert many.closing_fen is None


def test_the_page_lists_every_reason_once() -> None:
    one, two = HeldFinding("D01", "原因1"), HeldFinding("D02", "原因2")
    page = _page([_held("2025-H1", one, two), _held("2024-H2", two)])
    assert page.held == (one, two)
    standing = Standing(TODAY, AS_OF, {}, "book.beancount", (two,))
    assert community_page(BOOKS, [_held("2025-H1", one, two)], standing).held == (two, one)
    # a page names the months of its own, the front page those of all
    again = replace(two, words="2025年3月：原因2")
    assert community_page(BOOKS, [_held("2025-H1", again)], standing).held == (two,)
    assert community_page(BOOKS, (), standing).book_path == "book.beancount"


def test_the_latest_stands_first_and_the_longer_before_the_shorter() -> None:
    page = _page([_out("2025-Q2", 1), _out("2025-H1", 1), _out("2024", 1), _out("2025-Q3", 1)])
    listed = [entry for entry in page.entries if entry.document == "public-revenue"]
    assert [entry.period_code for entry in listed] == [
        "2025-Q3",
        "2025-H1",
        "2025-Q2",
        "2024",
        "2024-H2",
    ]


def test_an_outcome_is_not_missing_as_well() -> None:
    page = _page([_out("2025-H1", 700_00), _out("2024-H2", 700_00)])
    listed = [entry for entry in page.entries if entry.document == "public-revenue"]
    assert [entry.state for entry in listed] == ["out", "out"]


def test_new_books_owe_nothing() -> None:
    assert _page(books=written("", HOMES)).entries == ()


# --- the calendar ---------------------------------------------------------------------------------


def test_what_is_not_complete_stands_in_the_calendar_late_first() -> None:
    duties = _of_income(_page([_out("2024-H2", 1)]))
    assert [(duty.kind, duty.period_code, duty.state) for duty in duties] == [
        ("public-revenue", "2025-H1", "late"),
        ("public-revenue", "2024-H2", "unposted"),
    ]
    # The half-year and the year that end on 31 December come into sight ninety-two days before.
    page = _page(today=date(2025, 9, 29))
    codes = {(duty.kind, duty.period_code) for duty in page.duties}
    assert {(duty.kind, duty.period_code) for duty in _of_income(page)} == {
        ("public-revenue", "2024-H2"),
        ("public-revenue", "2025-H1"),
    }
    soon = {(duty.kind, duty.period_code) for duty in _page(today=date(2025, 9, 30)).duties}
    assert soon - codes >= {("public-revenue", "2025-H2"), ("maintenance-fund", "2025")}


def test_what_hung_its_days_leaves_the_calendar() -> None:
    record = PostingRecord(
        "2024-H2", "", "东门公告栏", date(2025, 7, 21), date(2025, 8, 5), ("5" * 64,), date(2025, 8, 5),
        Place("posted/2024-H2.toml", 1),
    )  # fmt: skip
    page = _page([_out("2024-H2", 1)], replace(BOOKS, posting_records=(record,)))
    entry = _entries(page)["public-revenue", "2024-H2"]
    assert (entry.hung, entry.posted) == (True, "东门公告栏，2025年7月21日至2025年8月5日，15 天")
    assert [duty.period_code for duty in _of_income(page)] == ["2025-H1"]
