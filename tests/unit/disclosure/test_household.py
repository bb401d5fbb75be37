"""A household's year, each amount with a formula that was done again by hand."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest

from jjledger.disclosure.head import Setting
from jjledger.disclosure.household import household_statement
from jjledger.disclosure.models import HouseholdStatement
from jjledger.facts.books import Books
from jjledger.facts.community import Fund
from jjledger.period import parse_period
from jjledger.rules.replay import replay
from tests.shifan_notes import shifan
from tests.small_books import OWNERS, PUBLIC_HOUSING, household
from tests.written_books import written


def _statement(books: Books, home: str, code: str = "2025") -> HouseholdStatement:
    shares = replay(books).shares[OWNERS]
    return household_statement(books, shares, home, parse_period(code), Setting())


def test_every_movement_has_the_formula_it_came_by() -> None:
    page = _statement(shifan(), "01-1-101")
    assert [(row.voucher, row.summary, row.amount_fen, row.balance_fen) for row in page.rows] == [
        ("2025-03 收-0001", "首期交存", 5818_80, 5818_80),
        ("2025-03 付-0001", "更换曳引机", -493_18, 5325_62),
        ("2025-03 转-0001", "分配利息", 6_25, 5331_87),
    ]
    assert [row.formula for row in page.rows] == [
        "凭证列明本户 5,818.80 元",
        # 493.17785… and 706.82214…: 0.785 and 0.214 of a fen are cut off, and the larger gets the fen.
        "1,200.00 元 × 89.52 ÷ 217.82 m² = 493.1778… 元，先舍到分；全体共差 1 分，按舍去部分从大到小每户补 1 分，本户排第 1，补 1 分，计 493.18 元",
        "15.20 元 × 积数 151,189.44 ÷ 367,874.10 = 6.2469… 元，先舍到分，补 1 分，计 6.25 元",
    ]


def test_who_got_no_odd_fen_is_told_who_did() -> None:
    assert [row.formula for row in _statement(shifan(), "01-1-102").rows[1:]] == [
        "1,200.00 元 × 128.30 ÷ 217.82 m² = 706.8221… 元，先舍到分；全体共差 1 分，按舍去部分从大到小每户补 1 分，本户排第 2，不补，计 706.82 元",
        "15.20 元 × 积数 216,684.66 ÷ 367,874.10 = 8.9530… 元，先舍到分，不补，计 8.95 元",
    ]


def test_the_four_figures_owners_ask_for() -> None:
    page = _statement(shifan(), "01-1-101")
    assert (page.paid_fen, page.used_fen, page.earned_fen) == (5818_80, 493_18, 6_25)
    assert (page.closing_principal_fen, page.closing_interest_fen, page.closing_arrears_fen) == (
        5325_62,
        6_25,
        0,
    )
    assert page.closing_capital == "人民币伍仟叁佰叁拾壹元捌角柒分"
    assert (page.building, page.unit, page.room, page.area) == ("01", "1", "101", "89.52 m²")


def test_a_house_is_described_by_its_own_row_of_the_register() -> None:
    page = _statement(shifan(), "01-1-102")
    assert (page.household, page.room, page.area) == ("01-1-102", "102", "128.30 m²")


def test_a_movement_of_the_last_day_is_in_the_year() -> None:
    last = (
        "\n2025-12-31 收-0001 业主 | 交\n  1 1001银行存款 5.00\n  1 4001交存收入 -5.00 household=01-1-102\n"
    )
    assert _statement(shifan(last), "01-1-102").rows[-1].day == date(2025, 12, 31)


def test_weights_are_written_in_units_that_people_know() -> None:
    homes = [replace(household(f"01-1-10{n}", "1000.50"), first_deposit_fen=123456) for n in (1, 2)]
    notes = """
2025-01-01 收-0001 业主 | 交
  1 1001银行存款 2000.00
  1 4001交存收入 -2000.00 scope=all
2025-01-02 付-0001 某公司 | 修
  1 5001维修支出 200.00 scope=all key=first_deposit
  1 1001银行存款 -200.00
2025-01-31 转-0001 业主 | 分配
  1 3101待分配累计收益 2.00
  1 3001商品住宅维修资金 -2.00 interest=2025-01-01/2025-01-31
"""
    # 1,000.00 on one day and 900.00 on thirty
    assert [row.formula for row in _statement(written(notes, homes), "01-1-101").rows] == [
        "2,000.00 元 × 1000.50 ÷ 2001.00 m² = 1,000.00 元",
        "200.00 元 × 1,234.56 ÷ 2,469.12 元 = 100.00 元",
        "2.00 元 × 积数 28,000 ÷ 56,000 = 1.00 元",
    ]


def test_a_later_year_brings_forward_what_was_left() -> None:
    page = _statement(shifan(), "01-1-102", "2026")
    assert (page.opening_principal_fen, page.opening_interest_fen) == (7632_68, 8_95)
    assert (page.rows, page.paid_fen, page.used_fen, page.earned_fen) == ((), 0, 0, 0)
    assert (page.closing_principal_fen, page.closing_interest_fen) == (7632_68, 8_95)


@pytest.mark.parametrize("home", ["01-1-103", "01-1-10", "", "selling_unit:01"])
def test_an_unknown_household_is_refused(home: str) -> None:
    with pytest.raises(ValueError, match=f"^{home} 在「1维修资金」没有分户账$"):
        _statement(shifan(), home)


def test_the_published_example_of_sharing_by_area() -> None:
    homes = [
        household(f"01-1-10{n}", area) for n, area in enumerate(("89.52", "89.52", "128.30", "140.06"), 1)
    ]
    notes = (
        "\n2025-03-01 付-0001 某公司 | 修\n  1 5001维修支出 12345.67 scope=01\n  1 1001银行存款 -12345.67\n"
    )
    books = written(notes, homes)
    formulas = [_statement(books, home.id).rows[0].formula for home in homes]
    # 2470.2377…, 2470.2377…, 3540.3430… and 3864.8514… are cut to 2470.23 twice, 3540.34 and 3864.85: together
    # 12345.65, so two fen are missing, and they go to the two that 0.77 of a fen was cut off.
    odd = "先舍到分；全体共差 2 分，按舍去部分从大到小每户补 1 分，本户排第"
    owed = "；余额不足，欠款增加"
    assert formulas == [
        f"12,345.67 元 × 89.52 ÷ 447.40 m² = 2,470.2377… 元，{odd} 1，补 1 分，计 2,470.24 元{owed} 2,470.24 元",
        f"12,345.67 元 × 89.52 ÷ 447.40 m² = 2,470.2377… 元，{odd} 2，补 1 分，计 2,470.24 元{owed} 2,470.24 元",
        f"12,345.67 元 × 128.30 ÷ 447.40 m² = 3,540.3430… 元，{odd} 3，不补，计 3,540.34 元{owed} 3,540.34 元",
        f"12,345.67 元 × 140.06 ÷ 447.40 m² = 3,864.8514… 元，{odd} 4，不补，计 3,864.85 元{owed} 3,864.85 元",
    ]


def test_neighbours_of_one_area_are_told_why_one_bears_a_fen_more() -> None:
    homes = [household(f"01-1-10{number}") for number in (1, 2, 3)]
    notes = (
        "\n2025-03-01 付-0001 某公司 | 修\n  1 5001维修支出 100.00 scope=01\n  1 1001银行存款 -100.00\n"
        "2025-03-02 收-0001 某公司 | 注销 | reverses=2025-03-F0001\n"
        "  1 5001维修支出 -100.00 scope=01\n  1 1001银行存款 100.00\n"
    )
    pages = [_statement(written(notes, homes), home.id) for home in homes]
    # A third of 100.00 is 33.3333…; one fen is left, and all cut off the same.
    words = [page.rows[0].formula.partition("本户排第 ")[2].split("；")[0] for page in pages]
    assert words == [
        "1（同样多的按房屋编号），补 1 分，计 33.34 元",
        "2（同样多的按房屋编号），不补，计 33.33 元",
        "3（同样多的按房屋编号），不补，计 33.33 元",
    ]
    for page in pages:
        first, red = (row.formula for row in page.rows)
        assert red.startswith(f"冲销 2025-03 付-0001；{first.split('；余额')[0]}")


MORE = """
2025-04-01 付-0001 某公司 | 大修 | decision=2025-02
  1 5001维修支出 20000.00 scope=01 key=equal
  1 1001银行存款:1234建行 -20000.00
2025-05-01 收-0001 业主 | 续交
  1 1001银行存款:1234建行 6000.00
  1 4001交存收入 -6000.00 household=01-1-101
2025-06-01 付-0001 业主 | 退回多交
  1 4001交存收入 100.00 household=01-1-101
  1 1001银行存款:1234建行 -100.00
2025-06-02 收-0001 业主 | 注销2025-06付-0001 | reverses=2025-06-F0001
  1 4001交存收入 -100.00 household=01-1-101
  1 1001银行存款:1234建行 100.00
2025-07-01 转-0001 全体业主 | 转入公共收益
  1 3101待分配累计收益 21.00
  1 3001商品住宅维修资金 -21.00 scope=all key=equal
2025-07-02 转-0002 业主 | 更名过户
  1 3001商品住宅维修资金 50.00 household=01-1-102 part=interest
  1 3001商品住宅维修资金 -50.00 household=01-1-101 part=interest
"""


def test_what_a_household_cannot_bear_is_owed_and_its_next_money_pays_it_first() -> None:
    rows = {row.voucher: row for row in _statement(shifan(MORE), "01-1-101").rows}
    drawn = rows["2025-04 付-0001"]
    # 5,325.62 + 6.25 were there; 10,000 less 5,331.87 is owed
    assert (drawn.amount_fen, drawn.principal_fen, drawn.interest_fen) == (-10000_00, -5325_62, -6_25)
    assert (drawn.arrears_fen, drawn.balance_fen) == (4668_13, -4668_13)
    assert drawn.formula == "20,000.00 元 × 1 ÷ 2 户 = 10,000.00 元；余额不足，欠款增加 4,668.13 元"
    paid = rows["2025-05 收-0001"]
    assert (paid.principal_fen, paid.arrears_fen, paid.balance_fen) == (1331_87, -4668_13, 1331_87)
    assert paid.formula == "凭证列明本户 6,000.00 元；先抵欠款 4,668.13 元"


def test_a_reversal_names_what_it_undoes() -> None:
    rows = {row.voucher: row for row in _statement(shifan(MORE), "01-1-101").rows}
    assert rows["2025-06 付-0001"].amount_fen == -100_00
    assert rows["2025-06 收-0001"].amount_fen == 100_00
    assert rows["2025-06 收-0001"].formula == "冲销 2025-06 付-0001；凭证列明本户 100.00 元"


def test_income_that_was_shared_is_earned_and_money_that_changed_house_is_paid() -> None:
    page = _statement(shifan(MORE), "01-1-101")
    assert page.earned_fen == 6_25 + 10_50
    assert page.paid_fen == 5818_80 + 6000_00 + 50_00
    assert page.used_fen == 493_18 + 10000_00


def test_opening_the_books_is_brought_forward_not_paid() -> None:
    notes = """
2025-01-01 初-0001 业主 | 承接
  1 1001银行存款 7.00
  1 3001商品住宅维修资金 -5.00 detail=01-1-101:5.00
  1 3001商品住宅维修资金 -2.00 detail=01-1-101:2.00 part=interest
"""
    page = _statement(written(notes, [household("01-1-101")]), "01-1-101")
    assert (page.opening_principal_fen, page.opening_interest_fen, page.paid_fen) == (5_00, 2_00, 0)
    assert page.rows == ()


def test_the_area_is_that_of_the_periods_end() -> None:
    before, after = household("01-1-101", "80.00"), household("01-1-101", "81.50")
    rows = [
        type(before)(*(before.id, "01", "1", "101", 8000, "", 0, None, None, date(2025, 6, 30), "owner", 2)),
        type(after)(*(after.id, "01", "1", "101", 8150, "", 0, None, date(2025, 7, 1), None, "owner", 3)),
    ]
    books = written(
        "\n2025-01-01 收-0001 业主 | 交\n  1 1001银行存款 1.00\n  1 4001交存收入 -1.00 household=01-1-101\n",
        rows,
    )
    assert _statement(books, "01-1-101", "2025-H1").area == "80.00 m²"
    assert _statement(books, "01-1-101", "2025-H2").area == "81.50 m²"


def test_all_households_together_have_what_the_fund_has() -> None:
    books = shifan(MORE)
    pages = [_statement(books, home) for home in ("01-1-101", "01-1-102")]
    # owners' money by the general book: what stands on 3001, 4001 and 5001
    owners = -sum(
        leg.amount_fen
        for voucher in books.vouchers
        for leg in voucher.postings
        if leg.account.code in {"3001", "4001", "5001"}
    )
    held = sum(
        page.closing_principal_fen + page.closing_interest_fen - page.closing_arrears_fen for page in pages
    )
    assert held == owners


def test_the_year_is_summed_by_the_heads_of_a_year_statement() -> None:
    page = _statement(shifan(), "01-1-101")
    assert (page.income_fen, page.interest_income_fen, page.other_income_fen) == (5825_05, 6_25, 5818_80)
    assert (page.expense_fen, page.repair_fen, page.other_expense_fen) == (493_18, 493_18, 0)
    assert page.address == "示范小区01幢1单元101室"


def test_what_was_taken_back_counts_where_it_was_given() -> None:
    # A deposit of the year taken back is less income; a refund of an earlier one is expense; a red-letter
    # repair is less repair.
    more = """
2025-04-01 付-0001 业主 | 退回
  1 4001交存收入 800.00 household=01-1-101
  1 1001银行存款:1234建行 -800.00
2025-04-02 付-0002 业主 | 返还
  1 5101返还支出 20.00 household=01-1-101
  1 1001银行存款:1234建行 -20.00
2025-04-03 付-0003 某电梯公司 | 注销 | reverses=2025-03-F0001
  1 5001维修支出 -1200.00 scope=01-1
  1 1001银行存款:1234建行 1200.00
"""
    page = _statement(shifan(more), "01-1-101")
    assert (page.other_income_fen, page.repair_fen, page.other_expense_fen) == (5018_80, 0, 20_00)
    assert page.closing_principal_fen + page.closing_interest_fen == 5018_80 + 6_25 - 20_00


def test_the_serial_number_is_another_as_soon_as_anything_is() -> None:
    page, again = _statement(shifan(), "01-1-101"), _statement(shifan(), "01-1-101")
    assert page.serial == again.serial
    assert re.fullmatch(r"([0-9A-F]{4}-){3}[0-9A-F]{4}", page.serial)
    others = {_statement(shifan(), "01-1-102").serial, _statement(shifan(), "01-1-101", "2025-H1").serial}
    assert len({page.serial, *others}) == 3


def test_a_distribution_says_for_which_days_it_is_and_who_got_the_odd_fen() -> None:
    rows = [_statement(shifan(), f"01-1-10{number}").rows for number in (1, 2)]
    assert [row.reason for row in rows[0][:2]] == ["", ""]
    # 6.2469… and 8.9530…: 0.6918… and 0.3081… of a fen are cut off, and the larger gets the fen.
    assert rows[0][2].reason == (
        "所属期间 2025-03-01 至 2025-03-31；精确到分以下先舍去，本户得 6.24 元，舍去 0.6918… 分；"
        "全体共差 1 分，按舍去部分从大到小每户补 1 分，本户排第 1，补 1 分；"
        "依据 本小区自 2000-01-01 起的计息办法"
    )
    assert ("舍去 0.3081… 分；全体共差 1 分，按舍去部分从大到小每户补 1 分，本户排第 2，不补") in rows[1][
        2
    ].reason


def test_the_selling_units_part_stands_beside_and_it_has_a_statement_of_its_own() -> None:
    sold = replace(household("02-1-201"), kind="public_housing")
    notes = """
2025-02-03 收-0001 业主 | 交存
  2 1001银行存款 100.00
  2 4001交存收入 -40.00 household=02-1-201
  2 4001交存收入 -60.00 selling_unit=01
"""
    books = written(notes, [sold], [Fund(PUBLIC_HOUSING, "public_housing", ())])
    shares = replay(books).shares[PUBLIC_HOUSING]
    home, unit = (
        household_statement(books, shares, holder, parse_period("2025"), Setting())
        for holder in ("02-1-201", "selling_unit:01")
    )
    assert [(row.amount_fen, row.selling_unit_fen) for row in home.rows] == [(40_00, 60_00)]
    assert [(row.amount_fen, row.selling_unit_fen) for row in unit.rows] == [(60_00, 0)]
    assert (unit.household, unit.room, unit.area, unit.address) == ("01", "", "", "示范小区售房单位01")
