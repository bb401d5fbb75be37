"""Where all money is: every account with its last four digits, what the bank said of it, and who keeps it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from jjledger.disclosure.head import Setting
from jjledger.disclosure.lint import lint
from jjledger.disclosure.money import account_name, money_list
from jjledger.disclosure.money_models import MoneyAccount, MoneyList
from jjledger.facts.books import Books
from jjledger.facts.community import Fund
from jjledger.facts.custody import Custody
from jjledger.facts.finding import Place
from jjledger.facts.placement import Placement
from jjledger.facts.reconciliation import Reconciled, ReconcilingItem
from jjledger.facts.statement_head import StatementHead
from jjledger.facts.voucher import Account
from jjledger.period import parse_period
from jjledger.render.html import disclosure
from tests.small_books import REVENUE, owners_fund
from tests.written_books import WARRANTY, account_of, written

NOTES = """
2025-01-01 初-0001 全体业主 | 期初余额
  3 1001银行存款:5678农行 5000.00
  3 3101结余 -5000.00
2025-02-10 收-0001 某广告公司 | 广告
  3 1001银行存款:5678农行 1200.00
  3 2201应付押金 -200.00
  3 6002广告 -1000.00
2025-03-05 收-0001 业主 | 交存
  1 1001银行存款:1234建行 90000.00
  1 4001交存收入 -90000.00 scope=all
2025-03-10 付-0001 建行 | 存一年定期
  1 1001银行存款:1234建行-D0001 60000.00
  1 1001银行存款:1234建行 -60000.00
2025-04-01 付-0001 备用金 | 领备用金
  1 1201备用金 500.00
  1 1001银行存款:1234建行 -500.00
2025-01-15 收-0001 某开发公司 | 保修金
  4 1001银行存款:4567工行 400.00
  4 2001应退保修金 -400.00
2025-06-30 confirmed 1 1001银行存款:1234建行 29500.00
2025-03-31 confirmed 3 1001银行存款:5678农行 6200.00
"""
DEPOSIT = account_of("1", "1001银行存款:1234建行-D0001")
PLACEMENT = Placement(
    DEPOSIT, "term_deposit", 60_000_00, Fraction(7, 400), date(2025, 3, 10), date(2026, 3, 10), "", "",
    Place("chart.beancount", 1),
)  # fmt: skip
KEPT = Custody(date(2020, 1, 1), "authority", "某区维修资金管理中心", "资金科")
FUNDS = (
    replace(owners_fund(), custody=(KEPT,)),
    Fund(REVENUE, "public_revenue", ()),
    Fund(WARRANTY, "warranty", ()),
)


def books_of(notes: str = NOTES) -> Books:
    return replace(written(notes, funds=FUNDS), placements=(PLACEMENT,))


def _page(books: Books | None = None, code: str = "2025-H1") -> MoneyList:
    return money_list(books or books_of(), parse_period(code), Setting())


def _account(page: MoneyList, name: str) -> MoneyAccount:
    return next(one for fund in page.funds for one in fund.accounts if one.name == name)


def test_accounts_come_to_what_each_fund_has_and_owes() -> None:
    page = _page()
    owners, revenue, warranty = page.funds
    # 90,000 paid in; 60,000 put away and 500 in petty cash stay the fund's.
    assert (owners.total_fen, owners.owed, owners.closing_fen) == (90_000_00, (), 90_000_00)
    # 5,000 + 1,200 in the bank, 200 of it a security that goes back.
    assert (revenue.total_fen, revenue.owed_fen, revenue.closing_fen) == (6_200_00, 200_00, 6_000_00)
    # All of a warranty deposit is owed, and is the fund.
    assert (warranty.total_fen, warranty.owed, warranty.closing_fen) == (400_00, (), 400_00)
    assert not lint(page)


def test_money_of_different_owners_is_not_added_up() -> None:
    page = _page()
    assert [fund.owner for fund in page.funds] == [
        "交存的业主，记在各户名下", "全体业主共有", "建设单位，保修期满后连同利息退还",
    ]  # fmt: skip
    for medium in ("screen", "paper"):
        written_out = disclosure(page, medium)
        # 90,000.00 + 6,200.00 + 400.00 and 90,000.00 + 6,000.00 + 400.00
        assert "96,600.00" not in written_out
        assert "96,400.00" not in written_out
        assert "交存的业主，记在各户名下" in written_out


def test_a_number_is_told_by_its_last_four_digits_alone() -> None:
    whole = Account("", "Assets", REVENUE, "1001", "银行存款", ("3300160012345678建行",))
    assert account_name(whole) == "建行（尾号 5678）"


def test_what_the_bank_said_and_of_which_day() -> None:
    page = _page()
    tied, earlier = _account(page, "建行（尾号 1234）"), _account(page, "农行（尾号 5678）")
    assert (tied.state, tied.confirmed_day, tied.confirmed_fen) == ("tied", date(2025, 6, 30), 29_500_00)
    assert (earlier.state, earlier.confirmed_day) == ("earlier", date(2025, 3, 31))
    assert earlier.words == "期末未与银行核对；最近一次与银行对账单核对一致（2025年3月31日）"
    assert _account(page, "工行（尾号 4567）").words == "未与银行核对"
    assert _account(page, "备用金").state == "none"
    # Two of four bank accounts and the term deposit were not confirmed on the last day.
    assert (page.accounts, page.unconfirmed) == (5, 3)


def test_what_is_on_its_way_to_the_bank_is_named() -> None:
    # The bank has 6,300: it has not carried out a payment of 100 that is booked.
    item = ReconcilingItem("book_out", date(2025, 6, 30), "付款在途", -100_00, "2025-06-F0001")
    name = account_of("3", "1001银行存款:5678农行").name
    there = Reconciled(
        name, date(2025, 6, 30), 6_300_00, 6_200_00, (item,), date(2025, 7, 2), "甲", Place("", 0)
    )
    found = _account(_page(replace(books_of(), reconciliations=(there,))), "农行（尾号 5678）")
    assert found.state == "tied"
    assert found.words == "银行余额 6,300.00 元，未达账项 -100.00 元已逐笔查明（2025年6月30日）"


def test_a_balance_that_the_bank_does_not_share_is_told() -> None:
    notes = NOTES + "2025-06-30 confirmed 4 1001银行存款:4567工行 399.00\n"
    found = _account(_page(books_of(notes)), "工行（尾号 4567）")
    assert found.state == "off"
    assert found.words == "2025年6月30日银行说是 399.00 元，账上是 400.00 元，还没有查明"


def test_a_term_deposit_tells_its_terms_and_opens_its_voucher() -> None:
    page = _page()
    deposit = _account(page, "建行（尾号 1234）存单 D0001")
    assert (deposit.kind, deposit.balance_fen) == ("定期存款", 60_000_00)
    assert deposit.terms == "年利率 1.75%，2025年3月10日存入，2026年3月10日到期"
    (view,) = page.vouchers
    assert deposit.vouchers == (view.anchor,)
    assert (view.number, view.summary) == ("付-0001", "存一年定期")


def test_who_keeps_the_money_is_named_or_said_to_be_unknown() -> None:
    owners, revenue, _ = _page().funds
    assert (owners.keeper, owners.holder, owners.duty) == ("主管部门代管", "某区维修资金管理中心", "资金科")
    assert (revenue.keeper, revenue.holder, revenue.duty) == ("", "", "")


def _statement(account: str, holder: str, last_day: date) -> StatementHead:
    return StatementHead(
        account_of("3", f"1001银行存款:{account}").name, "abc", "", "", holder, "", 1, last_day, last_day,
        None, None, 0, ends_mid_day=False, chain_breaks=(), missing_fen=0, unread=(), totals_differ=(),
        place=Place("", 0),
    )  # fmt: skip


def test_an_account_is_in_the_name_that_the_bank_says_and_a_person_is_masked() -> None:
    said = (
        _statement("5678农行", "示范小区业主委员会", date(2025, 3, 31)),
        _statement("5678农行", "张三", date(2025, 6, 30)),
        _statement("5678农行", "某物业公司", date(2025, 7, 31)),
    )
    books = replace(books_of(), statements=said)
    assert _account(_page(books), "农行（尾号 5678）").holder == "张*"
    # What is said later leaves a page that is out as it was.
    earlier = replace(books, statements=(said[0], said[2]))
    assert _account(_page(earlier), "农行（尾号 5678）").holder == "示范小区业主委员会"
    assert _account(_page(), "农行（尾号 5678）").holder == ""


def test_an_account_that_did_not_exist_yet_is_not_listed() -> None:
    page = _page(books_of(NOTES.replace("2025-01-15", "2025-07-15")))
    assert [fund.fund for fund in page.funds] == ["维修资金", "公共收益"]


@pytest.mark.parametrize("code", ["2025-Q1", "2025-Q3"])
def test_no_balance_is_shown_between_half_years(code: str) -> None:
    with pytest.raises(AssertionError):
        _page(code=code)


def test_a_purchase_that_names_households_opens_no_voucher() -> None:
    both = NOTES.replace(
        "  1 1001银行存款:1234建行 -60000.00\n",
        "  1 1001银行存款:1234建行 -60010.00\n  1 4001交存收入 10.00 household=01-1-101\n",
    ).replace("29500.00", "29490.00")
    page = _page(books_of(both))
    assert page.vouchers == ()
    assert _account(page, "建行（尾号 1234）存单 D0001").vouchers == ()
