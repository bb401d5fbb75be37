"""For every lint pages that break only it, and pages that nearly do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from jjledger.disclosure.chart import bars, signed_bars
from jjledger.disclosure.head import Setting
from jjledger.disclosure.household import household_statement
from jjledger.disclosure.lint import LINTS, lint
from jjledger.disclosure.maintenance_fund import maintenance_fund
from jjledger.disclosure.models import HouseholdStatement, MaintenanceFund, PublicRevenue
from jjledger.period import parse_period
from jjledger.rules.replay import replay
from jjledger.units import capital_amount
from tests.shifan_notes import shifan
from tests.small_books import OWNERS
from tests.unit.disclosure.linted_pages import (
    codes,
    fund,
    noted,
    off_by,
    revenue,
    statement,
    summed_up,
)
from tests.unit.disclosure.test_household import MORE as STATEMENT_NOTES
from tests.unit.disclosure.test_maintenance_fund import HOMES
from tests.unit.disclosure.test_maintenance_fund import NOTES as FUND_NOTES
from tests.unit.disclosure.test_public_revenue import NOTES
from tests.written_books import written

# --- good pages -------------------------------------------------------------------------------


@pytest.mark.parametrize("code", ["2025-Q1", "2025-Q2", "2025-H1", "2025-Q3", "2025-Q4", "2025", "2026-Q1"])
def test_a_good_page_has_no_findings(code: str) -> None:
    assert codes(revenue(code), "王五", "01-1-101") == []


def test_good_pages_of_owners_money_have_none() -> None:
    assert codes(fund(), "王五", "01-1-101") == []
    assert codes(statement()) == codes(statement("2026")) == []


def test_good_pages_with_everything_in_them_have_none() -> None:
    books = written(FUND_NOTES, HOMES)
    shares = replay(books).shares[OWNERS]
    for code in ("2025-H1", "2025-H2", "2025"):
        page = maintenance_fund(books, books.community.funds[0], parse_period(code), shares, Setting())
        assert page.opening_undistributed_fen
        assert codes(page, "王五") == []
    owing = shifan(STATEMENT_NOTES.replace("6000.00", "1000.00"))
    shares = replay(owing).shares[OWNERS]
    for code in ("2025", "2026"):
        for home in ("01-1-101", "01-1-102"):
            assert codes(household_statement(owing, shares, home, parse_period(code), Setting())) == []
    assert household_statement(owing, shares, "01-1-101", parse_period("2026"), Setting()).opening_arrears_fen


def test_a_finding_blocks_and_says_where_what_and_what_to_do() -> None:
    (finding,) = lint(replace(revenue(), closing_capital="人民币壹元整"))
    assert (finding.code, finding.severity) == ("D02", "block")
    assert finding.place.file == "2025-Q2/public-revenue"
    assert finding.what == "结余与大写对不上：人民币壹元整，应为 人民币柒仟柒佰玖拾伍元整。"
    assert finding.remedy


def test_findings_stand_by_code() -> None:
    page = noted(replace(revenue(), closing_capital=""), "截至2025年5月31日，收入3万元")
    assert codes(page) == ["D01", "D02", "D04"]


def test_every_code_has_words_in_the_table() -> None:
    assert list(LINTS) == [f"D{number:02d}" for number in range(1, 13)]


# --- D01: a day that is not the period's end ----------------------------------------------------


@pytest.mark.parametrize(
    "note",
    [
        "截至2025年5月31日",
        "截止2025年6月29日",
        "截止到 2025-07-01",
        "截止日期：2025.6.3",
        "截至 2024年6月30日",
        "截至5月31日",
        "截至2025年6月31日",  # no such day
        "2025年5月31日余额 3,000.00 元",
        "5月31日的结余",
        "2025年4月1日至5月31日止",
    ],
)
def test_a_day_that_is_not_the_periods_last(note: str) -> None:
    assert codes(noted(revenue(), note)) == ["D01"]


@pytest.mark.parametrize(
    "note",
    [
        "截至2025年6月30日",
        "截止日期：2025-06-30",
        "截至6月30日",
        "2025年6月30日余额",
        "2025年4月1日至6月30日止",
        "2025年5月31日召开业主大会",
        "按季度公示，2025年7月15日前公示",
        "与 1.25 结余无关",
    ],
)
def test_days_that_are_and_days_of_something_else(note: str) -> None:
    assert codes(noted(revenue(), note)) == []


def test_the_head_covers_the_whole_period_and_names_it() -> None:
    page = revenue()
    for head in (
        replace(page.head, last_day=date(2025, 6, 29)),
        replace(page.head, first_day=date(2025, 4, 2)),
        replace(page.head, period_title="2025年第一季度"),
    ):
        assert codes(replace(page, head=head)) == ["D01"]


def test_a_day_in_the_words_on_the_bank_counts_too() -> None:
    page = revenue()
    assert codes(replace(page, bank=replace(page.bank, words="截至2025年6月20日未核对"))) == ["D01"]


def test_a_vouchers_summary_may_speak_of_other_days() -> None:
    assert codes(summed_up(revenue(), "截至2025年5月31日的电费")) == []


# --- D02: sums -----------------------------------------------------------------------------------

Wrong = Callable[[PublicRevenue], PublicRevenue]


@pytest.mark.parametrize(
    "wrong",
    [
        lambda page: replace(page, opening_fen=page.opening_fen + 1),
        lambda page: replace(page, closing_capital=capital_amount(page.closing_fen + 1)),
        lambda page: replace(page, bank=replace(page.bank, difference_fen=page.bank.difference_fen + 1)),
        lambda page: replace(page, bank=replace(page.bank, book_fen=page.bank.book_fen - 1)),
        lambda page: replace(page, net_income_fen=page.net_income_fen + 1),
        lambda page: replace(page, income_fen=page.income_fen + 1, expense_fen=page.expense_fen + 1),
        lambda page: replace(page, income=off_by(page.income, 0, 1)),  # a main item
        lambda page: replace(page, income=off_by(page.income, 1, 1)),  # one of its parts
    ],
)
def test_sums_of_a_revenue_page_that_do_not_add_up(wrong: Wrong) -> None:
    page = wrong(revenue("2025-H1"))
    drawn = replace(page, bars=bars(page.income, page.expense))
    assert set(codes(drawn)) == {"D02"}


def test_a_missing_voucher_leaves_its_line_without_one_too() -> None:
    page = revenue("2025-Q1")
    assert set(codes(replace(page, vouchers=page.vouchers[:1]))) == {"D02", "D06"}


FundWrong = Callable[[MaintenanceFund], MaintenanceFund]


@pytest.mark.parametrize(
    "wrong",
    [
        lambda page: replace(page, opening_owners_fen=1, opening_undistributed_fen=1, closing_fen=1),
        lambda page: replace(page, deposits_fen=page.deposits_fen - 1),
        lambda page: replace(page, moved_fen=1),
        lambda page: replace(page, lines=off_by(page.lines, 0, 1)),
        lambda page: replace(page, closing_owners_fen=page.closing_owners_fen - 1),
        lambda page: replace(page, projects=(replace(page.projects[0], cost_fen=1),)),
        lambda page: replace(page, buildings=(replace(page.buildings[0], closing_fen=1),)),
        lambda page: replace(page, closing_capital="人民币零元整"),
    ],
)
def test_sums_of_a_fund_page_that_do_not_add_up(wrong: FundWrong) -> None:
    page = wrong(fund())
    assert set(codes(replace(page, bars=signed_bars(page.lines)))) == {"D02"}


def test_a_building_that_is_withheld_leaves_the_table_unsummed() -> None:
    page = fund()
    assert codes(replace(page, buildings=(replace(page.buildings[0], closing_fen=None),))) == []


StatementWrong = Callable[[HouseholdStatement], HouseholdStatement]


@pytest.mark.parametrize(
    "wrong",
    [
        lambda page: replace(page, opening_interest_fen=1, closing_interest_fen=1),
        lambda page: replace(page, paid_fen=page.paid_fen + 1),
        lambda page: replace(page, closing_arrears_fen=1),
        lambda page: replace(page, closing_capital="人民币零元整"),
        lambda page: replace(page, rows=page.rows[:-1]),
        lambda page: replace(page, rows=(*page.rows[:-1], replace(page.rows[-1], balance_fen=0))),
        lambda page: replace(page, rows=(*page.rows[:-1], replace(page.rows[-1], interest_fen=0))),
    ],
)
def test_sums_of_a_household_statement_that_do_not_add_up(wrong: StatementWrong) -> None:
    assert set(codes(wrong(statement()))) == {"D02"}


# --- D03: percentages and bars -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("note", "wrong"),
    [
        ("停车占60%，广告占30%，其他占12%", True),
        ("停车占60%，广告占30%，其他占11%", False),  # 59.6, 29.7 and 10.7 would print so
        ("停车占33.3%，广告占33.3%，其他占33.3%", False),  # 99.9, half a tenth each
        ("停车占33.3%，广告占33.3%，其他占33.2%", True),  # 99.8 is more than 0.15 off
        ("停车占33％，广告占33％，其他占33％", False),
        ("停车占60%", False),
        ("停车占60%，广告占30%", True),
        ("停车占60%，广告占41%", False),  # 59.5 and 40.5
        ("停车占60%，广告占42%", True),
        ("停车占60.0%，广告占40.1%", False),
        ("停车占60.0%，广告占40.2%", True),
        ("增长5%，去年3%", False),
    ],
)
def test_percentages_come_to_a_hundred_but_for_rounding(note: str, wrong: bool) -> None:  # noqa: FBT001 - a table's column
    assert codes(noted(revenue(), note)) == (["D03"] if wrong else [])


def test_a_bar_as_long_as_its_amount() -> None:
    page = revenue("2025-Q1")
    longer = (*page.bars[:-1], replace(page.bars[-1], width=page.bars[-1].width + 1))
    assert [finding.what for finding in lint(replace(page, bars=longer))] == ["图形与本页金额不符：维修。"]
    chart = tuple(replace(bar, amount_fen=2 * bar.amount_fen) for bar in page.bars)
    assert codes(replace(page, bars=chart)) == ["D03"], "lengths fit each other, and not the page"
    assert [finding.what for finding in lint(replace(page, bars=page.bars[1:]))] == [
        "图形与本页金额不符：少画了项目。"
    ]
    owners = fund()
    assert codes(replace(owners, bars=owners.bars[:-1])) == ["D03"]


# --- D04: 万元 beside 元 ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    "words",
    [
        "停车收入3万元",
        "3.5 万元",
        "约12万",
        "1万2千",
        "3万多",
        "1.2亿元",
        "1,223万。",
        "单位：万元",
        "单位：千元",
        "三十万元",
    ],
)
def test_amounts_in_another_unit(words: str) -> None:
    assert codes(noted(revenue(), words)) == ["D04"]
    assert codes(summed_up(revenue(), words)) == ["D04"]


def test_a_balance_of_whole_tens_of_thousands_is_spelt_as_the_law_asks() -> None:
    page = revenue()
    lacking = 30_000_00 - page.closing_fen
    tied = replace(page.bank, difference_fen=30_000_00 - page.bank.book_fen)
    round_sum = replace(
        page, opening_fen=page.opening_fen + lacking, closing_fen=30_000_00, bank=tied,
        closing_capital="人民币叁万元整",
    )  # fmt: skip
    assert not {"D02", "D04", "D05"} & set(codes(round_sum))


@pytest.mark.parametrize(
    "words", ["1万户", "2025万科物业", "万一停电", "30,000.00 元", "单位：元", "百万庄", "3千米管线"]
)
def test_words_that_only_look_like_it(words: str) -> None:
    assert codes(noted(revenue(), words)) == []
    assert codes(summed_up(revenue(), words)) == []


# --- D05: a result without what was brought forward ------------------------------------------------


def test_what_is_left_is_more_than_the_periods_result() -> None:
    page = revenue("2025-Q1")
    bare = replace(
        page,
        closing_fen=page.result_fen,
        closing_capital=capital_amount(page.result_fen),
        bank=replace(page.bank, difference_fen=page.result_fen - page.bank.book_fen),
    )
    (finding,) = lint(bare)
    assert finding.code == "D05"
    assert finding.what == "结余 3,750.00 元只是本期收支差额，没有加上上期结转 5,000.00 元。"


def test_it_may_be_the_result_where_nothing_was_brought_forward() -> None:
    page = revenue("2025-Q1", NOTES.replace("5000.00", "0.00"))
    assert page.closing_fen == page.result_fen
    assert codes(page) == []


def test_a_closing_that_is_neither_is_a_wrong_sum() -> None:
    page = revenue("2025-Q1")
    assert set(codes(replace(page, closing_fen=page.result_fen + 1))) == {"D02"}


# --- D06: vouchers ---------------------------------------------------------------------------------


def test_a_voucher_listed_twice() -> None:
    page = revenue("2025-Q2")
    transfer = next(view for view in page.vouchers if not view.amount_fen)
    assert codes(replace(page, vouchers=(*page.vouchers, transfer))) == ["D06"]


def test_two_vouchers_of_the_same_number_in_two_months_are_two() -> None:
    page = revenue("2025-H1")
    numbers = [view.number for view in page.vouchers]
    assert len(set(numbers)) < len(numbers)
    assert codes(page) == []


@pytest.mark.parametrize(
    "anchors",
    [
        (),
        ("v-2025-06-F0009",),
        ("v-2025-06-F0001", "v-2025-06-F0009"),
        ("v-2025-06-F0001", "v-2025-06-F0001"),
    ],
)
def test_a_line_that_leads_nowhere_or_twice_to_one_place(anchors: tuple[str, ...]) -> None:
    page = revenue("2025-Q2")
    assert page.expense[0].vouchers == ("v-2025-06-F0001",)
    lines = (replace(page.expense[0], vouchers=anchors), *page.expense[1:])
    assert codes(replace(page, expense=lines)) == ["D06"]


def test_a_project_that_leads_nowhere() -> None:
    page = fund()
    assert codes(replace(page, projects=(replace(page.projects[0], vouchers=()),))) == ["D06"]
