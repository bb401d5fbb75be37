"""Lists of money, property and contracts, spending and all funds as pages: what a reader must find on them."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from jjledger.disclosure.models import Disclosure
from jjledger.render.document_tables import tables_of
from jjledger.render.html import Medium, disclosure
from tests.unit.disclosure.registers import assets, committee, contracts, funds, money

PAGES = [money(), funds(), assets(), contracts(), committee()]
_TAG = re.compile(r"<[^>]+>")


def _words(page: Disclosure, medium: Medium = "screen") -> str:
    return re.sub(r"\s+", " ", _TAG.sub(" ", disclosure(page, medium)))


@pytest.mark.parametrize("medium", ["screen", "paper"])
@pytest.mark.parametrize("page", PAGES)
def test_every_link_within_the_page_leads_somewhere(page: Disclosure, medium: Medium) -> None:
    text = disclosure(page, medium)
    places = set(re.findall(r'\bid="([^"]+)"', text))
    links = set(re.findall(r'href="#([^"]+)"', text))
    assert links <= places
    shown = {view.anchor for view in page.vouchers}  # type: ignore[attr-defined]
    assert shown <= places, "every voucher stands on the page"
    assert shown <= links, "and something leads to it"


@pytest.mark.parametrize("page", PAGES)
def test_every_file_that_is_offered_is_made(page: Disclosure) -> None:
    text = disclosure(page, "screen")
    offered = set(re.findall(r'href="([\w-]+\.(?:csv|xlsx))"', text))
    made = {f"{name}.{kind}" for name in tables_of(page) for kind in ("csv", "xlsx")}
    assert offered == made


@pytest.mark.parametrize("page", PAGES)
def test_the_page_says_period_unit_contact_and_days(page: Disclosure) -> None:
    for medium in ("screen", "paper"):
        words = _words(page, medium)
        assert page.head.period_title in words
        assert "单位：元" in words
        assert "有疑问请找：街道财务服务中心" in words
        assert "自张贴之日起 15 天" in words


def test_a_keeper_is_named_and_a_missing_one_is_said_to_be() -> None:
    words = _words(money())
    assert "保管：某区维修资金管理中心（主管部门代管），自2020年1月1日起；责任人：资金科。" in words
    assert words.count("保管单位和责任人：账簿没有写明。") == 2


def test_the_list_of_money_tells_confirmed_from_unconfirmed() -> None:
    words = _words(money())
    assert "5 个账户里有 3 个，期末余额没有银行确认" in words
    assert "减：应付押金" in words
    whole = replace(money(), unconfirmed=0)
    assert "5 个账户，期末余额都有银行确认" in _words(whole)


def test_a_fund_there_is_none_of_is_said_in_words() -> None:
    page = funds()
    told = replace(page, absent=(), funds=page.funds[:2], vouchers=())
    assert "保修金" not in _words(told)
    assert _words(page).count("期初加收入减支出等于期末") == 1


def test_property_that_is_not_let_shows_no_amounts() -> None:
    text = disclosure(assets(), "paper")
    row = next(row for row in text.split("<tr") if "资产YF-01" in row)
    assert "0.00" not in row
    idle = next(row for row in text.split("<tr") if "资产CD-01" in row)
    assert "0.00" in idle
    assert "有 1 项用来经营的资产，本期没有收入" in _words(assets())


def test_a_contract_shows_what_is_open_and_for_how_long_and_no_person() -> None:
    words = _words(contracts())
    # 150.00 open, the oldest since 10 May: 51 days on 30 June.
    assert "未收 150.00，已逾期 51 天" in words
    assert "对方 个人（不公开姓名）" in words
    assert "另存押金 300.00，要退，不是收入" in words
    assert "期末起还有 90 天到期" in words
    assert "李四" not in words


def test_spending_shows_budget_and_limits_or_that_there_are_none() -> None:
    words = _words(committee())
    assert "一笔 200.00 元，一年 400.00 元" in words
    assert "其中 2 张凭证超过限额" in words
    assert "业委会自己决定的其他支出（不是经费）" in words
    bare = replace(committee(), budgets=(), authority=None)
    assert "没有预算和限额的记录" in _words(bare)
    empty = replace(bare, lines=(), own=(), vouchers=(), total_fen=0)
    assert "本期业委会没有支出。" in _words(empty)
