"""The statement of an owners' fund, with sums done by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from jjledger.disclosure.head import Setting
from jjledger.disclosure.maintenance_fund import OWN_ACCOUNTS, maintenance_fund
from jjledger.disclosure.models import BuildingRow, Line, MaintenanceFund
from jjledger.disclosure.voucher_views import POOLED
from jjledger.facts.books import Books
from jjledger.facts.community import Fund
from jjledger.period import parse_period
from jjledger.rules.replay import replay
from tests.shifan_notes import shifan
from tests.small_books import OWNERS, PUBLIC_HOUSING, household
from tests.written_books import written


def _page(books: Books, code: str, fund: int = 0) -> MaintenanceFund:
    shown = books.community.funds[fund]
    shares = replay(books).shares[shown.code]
    return maintenance_fund(books, shown, parse_period(code), shares, Setting())


def test_the_houses_own_example() -> None:
    page = _page(shifan(), "2025-H1")
    assert (page.opening_owners_fen, page.opening_undistributed_fen) == (0, 0)
    assert page.lines == (
        Line("交存", 14158_30, 1, ("v-2025-06-P01",)),
        Line("存款利息收入", 15_20, 1, ("v-2025-03-S0002",)),
        Line("维修支出", -1200_00, 1, ("v-2025-06-P01",)),
    )
    assert (page.deposits_fen, page.use_fen, page.income_fen) == (14158_30, 1200_00, 15_20)
    assert (page.refunds_fen, page.other_expense_fen, page.moved_fen) == (0, 0, 0)
    assert (page.distributed_fen, page.result_fen) == (15_20, 12973_50)
    assert (page.closing_owners_fen, page.closing_undistributed_fen) == (12973_50, 0)
    assert page.closing_capital == "人民币壹万贰仟玖佰柒拾叁元伍角整"
    assert page.arrears_households == 0
    assert page.buildings == (BuildingRow("01幢", 2, 12973_50),)
    assert (page.bank.state, page.bank.book_fen, page.bank.difference_fen) == ("unchecked", 12973_50, 0)


def test_two_households_are_shown_as_one_line_without_words() -> None:
    views = _page(shifan(), "2025-H1").vouchers
    # deposits, repair and distribution each touch two households; the bank's interest touches none
    assert [(view.number, view.payee, view.amount_fen) for view in views] == [
        ("收-0002", "建设银行", 15_20),
        (POOLED, "业主", 12958_30),
    ]


HOMES = [household(f"01-1-{n}01") for n in range(1, 13)]
ALL = ",".join(f"{home.id}:100.00" for home in HOMES)
NOTES = f"""
2025-01-01 初-0001 业主 | 承接
  1 1001银行存款:1234建行 1250.00
  1 3001商品住宅维修资金 -1200.00 detail={ALL}
  1 3101待分配累计收益 -50.00
2025-02-01 收-0001 业主 | 交存
  1 1001银行存款:1234建行 1200.00
  1 4001交存收入 -1200.00 detail={ALL}
2025-02-02 付-0001 业主 | 退回多交
  1 4001交存收入 30.00 household=01-1-101
  1 1001银行存款:1234建行 -30.00
2025-03-01 付-0001 业主 | 房屋灭失返还
  1 5101返还支出 70.00 household=01-1-201
  1 1001银行存款:1234建行 -70.00
2025-03-21 收-0001 建设银行 | 结息
  1 1001银行存款:1234建行 9.00
  1 4101存款利息收入 -9.00
2025-04-01 转-0001 公共收益专户 | 公共收益转入
  1 1001银行存款:1234建行 400.00
  1 4201公共收益转入 -400.00
2025-05-01 付-0001 建设银行 | 手续费
  1 5901其他支出 2.00
  1 1001银行存款:1234建行 -2.00
2025-05-02 付-0002 某电梯公司 | 大修 | decision=2025-01
  1 5001维修支出 600.00 scope=01
  1 1001银行存款:1234建行 -600.00
2025-06-30 转-0001 全体业主 | 分配
  1 3101待分配累计收益 120.00
  1 3001商品住宅维修资金 -120.00 scope=all
2025-07-01 收-0001 建设银行 | 结息
  1 1001银行存款:1234建行 1.00
  1 4101存款利息收入 -1.00
2025-09-01 转-0001 某单位 | 更正上年利息
  1 1001银行存款:1234建行 3.00
  1 3101待分配累计收益 -3.00
"""


def test_each_kind_of_movement_is_one_line_in_the_statements_order() -> None:
    page = _page(written(NOTES, HOMES), "2025-H1")
    assert [(line.label, line.amount_fen, line.note) for line in page.lines] == [
        ("交存", 1170_00, "已减去退回的交存"),
        ("存款利息收入", 9_00, ""),
        ("公共收益转入", 400_00, ""),
        ("维修支出", -600_00, ""),
        ("返还支出", -70_00, ""),
        ("其他支出", -2_00, ""),
    ]
    assert (page.deposits_fen, page.refunds_fen, page.use_fen) == (1170_00, 70_00, 600_00)
    assert (page.income_fen, page.other_expense_fen, page.distributed_fen) == (409_00, 2_00, 120_00)


def test_opening_and_movements_come_to_both_parts_of_the_closing() -> None:
    page = _page(written(NOTES, HOMES), "2025-H1")
    assert (page.opening_owners_fen, page.opening_undistributed_fen) == (1200_00, 50_00)
    # owners: 1,200 + 1,170 - 70 - 600 + 120; undistributed: 50 + 9 + 400 - 2 - 120
    assert (page.closing_owners_fen, page.closing_undistributed_fen) == (1820_00, 337_00)
    assert (page.result_fen, page.closing_fen) == (907_00, 2157_00)


def test_what_is_booked_straight_into_net_assets_is_a_line_of_its_own() -> None:
    page = _page(written(NOTES, HOMES), "2025-H2")
    assert [(line.label, line.amount_fen) for line in page.lines] == [
        ("存款利息收入", 1_00),
        ("直接调整净资产", 3_00),
    ]
    assert (page.moved_fen, page.income_fen, page.result_fen) == (3_00, 1_00, 4_00)
    assert [view.number for view in page.vouchers] == ["收-0001", "转-0001"]
    assert (page.opening_owners_fen, page.opening_undistributed_fen) == (1820_00, 337_00)
    assert page.closing_undistributed_fen == 341_00


def test_a_year_is_its_two_halves() -> None:
    books = written(NOTES, HOMES)
    first, second, year = (_page(books, code) for code in ("2025-H1", "2025-H2", "2025"))
    assert year.result_fen == first.result_fen + second.result_fen
    assert (year.opening_owners_fen, year.closing_fen) == (first.opening_owners_fen, second.closing_fen)
    assert year.buildings == second.buildings
    assert {view.anchor for view in year.vouchers} == {
        view.anchor for half in (first, second) for view in half.vouchers
    }


def test_every_line_leads_to_vouchers_of_the_page() -> None:
    page = _page(written(NOTES, HOMES), "2025")
    anchors = {view.anchor for view in page.vouchers}
    cited = [anchor for line in page.lines for anchor in line.vouchers]
    assert cited
    assert set(cited) <= anchors


def test_use_is_told_by_project() -> None:
    (project,) = _page(written(NOTES, HOMES), "2025-H1").projects
    assert (project.title, project.scope, project.cost_fen) == ("大修", "01幢，12 户", 600_00)


def test_owners_who_owe_are_counted() -> None:
    dear = NOTES.replace("600.00", "60000.00")
    page = _page(written(dear, HOMES), "2025-H1")
    # each bore 5,000 and then got 10 of income; nobody had more than 200
    assert page.arrears_households == 12
    assert page.closing_owners_fen == 1200_00 + 1170_00 - 70_00 - 60000_00 + 120_00


def test_other_expense_may_be_the_owners() -> None:
    books = written(NOTES.replace("5901其他支出 2.00", "5901其他支出 2.00 scope=all"), HOMES)
    fund = books.community.funds[0]
    theirs = replace(fund, policies=(replace(fund.policies[0], other_expense="owners"),))
    page = _page(replace(books, community=replace(books.community, funds=(theirs,))), "2025-H1")
    assert (page.closing_owners_fen, page.closing_undistributed_fen) == (1818_00, 339_00)
    assert page.other_expense_fen == 2_00


def test_owners_are_told_where_their_own_account_is() -> None:
    assert _page(shifan(), "2025-H1").head.notes == (OWN_ACCOUNTS,)


def test_a_quarter_is_never_disclosed() -> None:
    with pytest.raises(AssertionError, match="by half-year or year"):
        _page(shifan(), "2025-Q1")


def test_sold_public_housing_has_a_page_of_its_own() -> None:
    housing = Fund(PUBLIC_HOUSING, "public_housing", ())
    notes = """
2025-02-01 收-0001 某厂 | 提取
  2 1001银行存款:9999建行 80.00
  2 4001交存收入 -50.00 selling_unit=01
  2 4001交存收入 -30.00 detail=02-1-101:30.00
"""
    home = replace(household("02-1-101"), kind="public_housing")
    books = written(notes, [*HOMES, home])
    books = replace(books, community=replace(books.community, funds=(books.community.funds[0], housing)))
    page = _page(books, "2025-H1", 1)
    assert (page.head.document, page.head.title) == ("public-housing", "已售公有住房维修资金收支公示")
    assert page.buildings == (BuildingRow("02幢", 1, 30_00), BuildingRow("售房单位", 0, 50_00))
    assert _page(books, "2025-H1").closing_fen == 0


def test_households_money_that_is_not_the_funds_is_our_own_mistake() -> None:
    books = shifan()
    shares = replay(books).shares[OWNERS]
    with pytest.raises(AssertionError, match="households' money"):
        maintenance_fund(
            books,
            books.community.funds[0],
            parse_period("2025-H1"),
            replace(shares, rows=shares.rows[1:]),
            Setting(),
        )
