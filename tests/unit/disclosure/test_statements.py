"""The prescribed statements of small books: every figure reckoned with a pencil, and what does not tie said.

The year: 500.00 of owners and 20.00 undistributed brought in; 100.00 deposited and 30.00 of it taken back;
8.00 of interest; 60.00 spent on repairs; 12.00 distributed. Sold public housing begins with a deposit of 40.00
of an owner and 60.00 of the selling unit, and 10.00 are spent, 4.00 and 6.00.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import pytest

from jjledger.disclosure.statement_models import FinancialStatement, FinancialStatements, Tie
from jjledger.disclosure.statements import financial_statements
from jjledger.facts.community import Fund
from jjledger.period import parse_period
from jjledger.rules.replay import replay
from jjledger.units import plain_yuan
from tests.small_books import PUBLIC_HOUSING, household, owners_fund
from tests.written_books import written

HOMES: Final = (household("01-1-101"), replace(household("02-1-201"), kind="public_housing"))
FUNDS: Final = (owners_fund(), Fund(PUBLIC_HOUSING, "public_housing", ()))
MAINTENANCE: Final = """
2025-01-01 初-0001 业主 | 上年结转
  1 1001银行存款:1234建行 520.00
  1 3001商品住宅维修资金 -500.00 household=01-1-101
  1 3101待分配累计收益 -20.00
2025-02-01 收-0001 业主 | 续交
  1 1001银行存款:1234建行 100.00
  1 4001交存收入 -100.00 household=01-1-101
2025-02-02 付-0001 业主 | 退回
  1 4001交存收入 30.00 household=01-1-101
  1 1001银行存款:1234建行 -30.00
2025-03-21 收-0001 建设银行 | 结息
  1 1001银行存款:1234建行 8.00
  1 4101存款利息收入 -8.00
2025-05-01 付-0001 某公司 | 修门 | decision=2025-01
  1 5001维修支出 60.00 household=01-1-101
  1 1001银行存款:1234建行 -60.00
2025-12-31 转-0001 业主 | 分配
  1 3101待分配累计收益 12.00
  1 3001商品住宅维修资金 -12.00 interest=2025-01-01/2025-12-31
"""
SOLD: Final = """
2025-02-03 收-0001 业主 | 交存
  2 1001银行存款:2345建行 100.00
  2 4001交存收入 -40.00 household=02-1-201
  2 4001交存收入 -60.00 selling_unit=01
2025-06-03 付-0001 某公司 | 修管 | decision=2025-02
  2 5001维修支出 4.00 household=02-1-201
  2 5001维修支出 6.00 selling_unit=01
  2 1001银行存款:2345建行 -10.00
"""
CONFIRMED: Final = """
2025-12-31 confirmed 1 1001银行存款:1234建行 538.00
2025-12-31 confirmed 2 1001银行存款:2345建行 90.00
"""
YEAR: Final = MAINTENANCE + SOLD + CONFIRMED


def _drawn(text: str, code: str = "2025") -> FinancialStatements:
    books = written(text, HOMES, FUNDS)
    return financial_statements(books, replay(books).shares, parse_period(code))


def _table(one: FinancialStatement) -> dict[str, list[str]]:
    """Give the figures in yuan by the rows' labels."""
    return {row.label: [plain_yuan(fen) for fen in row.amounts_fen] for row in one.rows if row.amounts_fen}


def _ties(page: FinancialStatements) -> list[Tie]:
    return [tie for one in page.statements for tie in one.ties]


def test_the_balance_sheet_of_the_year() -> None:
    sheet = _drawn(YEAR).statements[0]
    assert (sheet.form, sheet.title) == ("会住维01表", "资产负债表")
    assert [(group.title, group.columns) for group in sheet.groups] == [
        (title, ("年初余额", "期末余额")) for title in ("商品住宅", "公有住房", "合计")
    ]
    none = ["0.00"] * 6
    net = ["520.00", "538.00", "0.00", "90.00", "520.00", "628.00"]
    assert _table(sheet) == {
        "银行存款": net,
        "国债投资": none,
        "备用金": none,
        "资产总计": net,
        "应付房屋灭失返还资金": none,
        "负债合计": none,
        "商品住宅维修资金": ["500.00", "522.00", "0.00", "0.00", "500.00", "522.00"],
        "已售公有住房维修资金": ["0.00", "0.00", "0.00", "90.00", "0.00", "90.00"],
        "业主": ["0.00", "0.00", "0.00", "36.00", "0.00", "36.00"],
        "售房单位": ["0.00", "0.00", "0.00", "54.00", "0.00", "54.00"],
        "待分配累计收益": ["20.00", "16.00", "0.00", "0.00", "20.00", "16.00"],
        "净资产合计": net,
        "负债和净资产总计": net,
    }


def test_the_income_statement_of_the_year_stands_beside_the_year_before() -> None:
    statement = _drawn(YEAR).statements[1]
    assert [group.title for group in statement.groups] == ["本年数", "上年数"]
    table = _table(statement)
    assert table["交存收入"] == ["70.00", "100.00", "170.00", "0.00", "0.00", "0.00"]
    assert table["存款利息收入"][:3] == ["8.00", "0.00", "8.00"]
    assert table["收入合计"][:3] == ["78.00", "100.00", "178.00"]
    assert table["维修支出"][:3] == table["支出合计"][:3] == ["60.00", "10.00", "70.00"]
    assert table["三、本期收支差额"] == ["18.00", "90.00", "108.00", "0.00", "0.00", "0.00"]


def test_next_years_statement_has_this_years_figures_beside_it() -> None:
    page = _drawn(YEAR, "2026")
    assert _table(page.statements[1])["三、本期收支差额"] == [
        "0.00",
        "0.00",
        "0.00",
        "18.00",
        "90.00",
        "108.00",
    ]
    assert _table(page.statements[0])["资产总计"] == [
        "538.00",
        "538.00",
        "90.00",
        "90.00",
        "628.00",
        "628.00",
    ]


def test_the_net_assets_of_the_year() -> None:
    statement = _drawn(YEAR).statements[2]
    assert (statement.form, statement.groups[0].columns) == (
        "会住维03表",
        ("商品住宅维修资金", "已售公有住房维修资金", "待分配累计收益", "净资产合计"),
    )
    assert _table(statement) == {
        "本年年初余额": ["500.00", "0.00", "20.00", "520.00"],
        "本年收支差额": ["10.00", "90.00", "8.00", "108.00"],
        "本年分配累计收益": ["12.00", "0.00", "-12.00", "0.00"],
        "其他变动": ["0.00", "0.00", "0.00", "0.00"],
        "本年年末余额": ["522.00", "90.00", "16.00", "628.00"],
    }


def test_the_annex_has_a_column_for_the_selling_units() -> None:
    annex = _drawn(YEAR).statements[3]
    assert annex.groups[0].columns == ("业主", "售房单位", "合计")
    table = _table(annex)
    assert table["交存"] == ["40.00", "60.00", "100.00"]
    assert table["维修支出"] == ["-4.00", "-6.00", "-10.00"]
    assert table["期末余额"] == ["36.00", "54.00", "90.00"]


def test_a_month_has_its_own_figures_and_those_of_the_year_so_far_and_no_third_statement() -> None:
    page = _drawn(YEAR, "2025-05")
    assert [one.form for one in page.statements] == ["会住维01表", "会住维02表", "附表"]
    income = page.statements[1]
    assert [group.title for group in income.groups] == ["本月数", "本年累计数"]
    assert _table(income)["三、本期收支差额"] == ["-60.00", "0.00", "-60.00", "18.00", "100.00", "118.00"]
    assert _table(page.statements[0])["银行存款"] == [
        "520.00",
        "538.00",
        "0.00",
        "100.00",
        "520.00",
        "638.00",
    ]


def test_without_sold_public_housing_its_column_is_empty_and_there_is_no_annex() -> None:
    books = written(MAINTENANCE, HOMES[:1], FUNDS[:1])
    page = financial_statements(books, replay(books).shares, parse_period("2025"))
    assert [one.name for one in page.statements] == [
        "01-balance-sheet",
        "02-income-statement",
        "03-net-assets",
    ]
    assert "售房单位" not in _table(page.statements[0])
    assert {fen for row in page.statements[0].rows for fen in row.amounts_fen[2:4]} == {0}


def test_sound_books_tie_everywhere() -> None:
    ties = _ties(_drawn(YEAR))
    assert {tie.state for tie in ties} == {"tied"}
    assert {tie.title: tie.one_fen for tie in ties} == {
        "商品住宅：资产总计 = 负债和净资产总计": 538_00,
        "商品住宅维修资金 = 各分户账之和（本金 + 利息 − 欠款）": 522_00,
        "维修资金银行存款 = 银行对账单（2025年12月31日）": 538_00,
        "公有住房：资产总计 = 负债和净资产总计": 90_00,
        "已售公有住房维修资金 = 各分户账之和（本金 + 利息 − 欠款）": 90_00,
        "公房维修资金银行存款 = 银行对账单（2025年12月31日）": 90_00,
        "商品住宅：本年收支差额 = 分配前净资产的变动": 18_00,
        "公有住房：本年收支差额 = 分配前净资产的变动": 90_00,
        "商品住宅维修资金：年初余额 + 各行变动 = 年末余额": 522_00,
        "已售公有住房维修资金：年初余额 + 各行变动 = 年末余额": 90_00,
        "待分配累计收益：年初余额 + 各行变动 = 年末余额": 16_00,
        "净资产合计：年初余额 + 各行变动 = 年末余额": 628_00,
        "分配累计收益各列之和 = 0": 0,
        "年初余额 + 各行变动 = 期末余额": 90_00,
        "合计 = 资产负债表已售公有住房维修资金": 90_00,
    }


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        # A leg is 1.00 short: no two sides of the sheet meet.
        ("  1 4101存款利息收入 -8.00", "  1 4101存款利息收入 -7.00", {"商品住宅：资产总计 = 负债和净资产总计": "1.00"}),
        # A posting without a split is nobody's.
        (
            "-100.00 household=01-1-101", "-100.00",
            {"商品住宅维修资金 = 各分户账之和（本金 + 利息 − 欠款）": "100.00"},
        ),
        # The bank has 0.01 less.
        ("1234建行 538.00", "1234建行 537.99", {"维修资金银行存款 = 银行对账单（2025年12月31日）": "0.01"}),
    ],
    ids=["a leg that is short", "a posting without a split", "another balance at the bank"],
)  # fmt: skip
def test_what_does_not_tie_says_by_how_much(old: str, new: str, said: dict[str, str]) -> None:
    text = YEAR.replace(old, new, 1)
    assert text != YEAR
    off = {tie.title: tie.words for tie in _ties(_drawn(text)) if tie.state == "off"}
    assert off == {title: f"不一致，相差 {fen} 元" for title, fen in said.items()}


def test_a_balance_that_nobody_vouched_for_is_not_called_tied() -> None:
    found = [tie for tie in _ties(_drawn(MAINTENANCE + SOLD)) if tie.state != "tied"]
    assert [(tie.state, tie.one_fen, tie.words) for tie in found] == [
        ("unchecked", 538_00, "未核对：没有人核对过 1234建行 当日的余额"),
        ("unchecked", 90_00, "未核对：没有人核对过 2345建行 当日的余额"),
    ]


def test_drafts_are_named_and_not_counted() -> None:
    draft = (
        "\n2025-07-08 !付-0001 某公司 | 电梯年检\n  1 5901其他支出 80.00\n  1 1001银行存款:1234建行 -80.00\n"
    )
    page = _drawn(YEAR + draft)
    assert [words.split("（")[0] for words in page.head.drafts] == ["2025-07-08 电梯年检"]
    assert page.statements == _drawn(YEAR).statements
    assert _drawn(YEAR + draft, "2025-06").head.drafts == ()


def test_money_that_is_not_explained_has_a_row_while_there_is_any() -> None:
    """Someone paid in 5.00 nobody has explained: it is in the bank, and no net asset yet."""
    waiting = """
2025-11-02 收-0001 某人 | 来款
  1 1001银行存款:1234建行 5.00
  1 1901待查款项 -5.00
"""
    page = _drawn(YEAR.replace("538.00", "543.00") + waiting)
    sheet = page.statements[0]
    assert _table(sheet)["待查款项（尚未查明）"] == ["0.00", "-5.00", "0.00", "0.00", "0.00", "-5.00"]
    assert _table(sheet)["资产总计"] == _table(_drawn(YEAR).statements[0])["资产总计"]
    assert {tie.state for tie in _ties(page)} == {"tied"}
    assert "待查款项（尚未查明）" not in _table(_drawn(YEAR).statements[0])


def test_a_draft_of_the_bank_is_named_without_the_banks_words() -> None:
    books = written(
        f"{YEAR}2025-11-02 !收-0001 张三 | 张三 停车费\n  1 1001银行存款:1234建行 5.00\n  1 1901待查款项 -5.00\n"
    )
    noted = tuple(replace(one, extra={"bank-ref": "x:1"}) if one.draft else one for one in books.vouchers)
    books = replace(books, vouchers=noted)
    head = financial_statements(books, replay(books).shares, parse_period("2025")).head
    assert [words.split("（")[0] for words in head.drafts] == ["2025-11-02 银行流水待核"]
