"""Texts of a page, and private words in them (D07)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from jjledger.disclosure.lint import lint
from jjledger.disclosure.page_texts import texts
from jjledger.facts.finding import Place
from tests.unit.disclosure.linted_pages import codes, noted, revenue, statement, summed_up


@pytest.mark.parametrize(
    "words",
    ["退张三押金", "联系 13800138000", "账号6222021207001234567", "01-1-101漏水", "1幢1单元101室漏水"],
)
def test_private_words_are_found_and_not_repeated(words: str) -> None:
    (finding,) = lint(summed_up(revenue(), words), frozenset({"张三", "01-1-101"}))
    assert finding.code == "D07"
    assert "2025-04 付-0001的摘要里有" in finding.what
    for secret in ("张三", "13800138000", "6222021207001234567", "101"):
        assert secret not in finding.what


def test_a_voucher_is_found_once_with_its_line_in_the_ledger_and_which_words_tell() -> None:
    page = revenue()
    spoiled = replace(page.vouchers[0], payee="李四", summary="退张三押金，01-1-101，电话13800138000")
    place = Place("2025/2025-04.beancount", 7)
    found = lint(
        replace(page, vouchers=(spoiled, *page.vouchers[1:])),
        frozenset({"张三", "李四", "01-1-101"}),
        {"2025-04 付-0001": place, "2025-05 付-0001": Place("2025/2025-05.beancount", 1)},
    )
    assert [(finding.place, finding.what) for finding in found] == [
        (place, "2025-04 付-0001的对方里有姓名，摘要里有手机号，摘要里有房号，摘要里有姓名。")
    ]


def test_every_text_of_a_page_is_searched() -> None:
    page = revenue("2025-Q1")
    leg = replace(page.vouchers[0].legs[0], account="应收 — 张三")
    view = replace(page.vouchers[0], legs=(leg, *page.vouchers[0].legs[1:]))
    for broken in (
        noted(page, "张三"),
        replace(page, bank=replace(page.bank, words="未与银行核对；张三")),
        replace(page, income=(page.income[0], replace(page.income[1], label="张三"), *page.income[2:])),
        replace(page, vouchers=(replace(page.vouchers[0], note="张三"), *page.vouchers[1:])),
        replace(page, vouchers=(view, *page.vouchers[1:])),
    ):
        assert codes(broken, "张三") == ["D07"]


def test_a_firm_may_be_called_after_its_founder_and_nobody_else_may() -> None:
    page = revenue("2025-Q1")
    named = replace(page, vouchers=(replace(page.vouchers[0], payee="张三五金店"), *page.vouchers[1:]))
    assert codes(named, "张三") == []
    assert codes(summed_up(named, "张三五金店"), "张三") == ["D07"]
    assert codes(
        replace(page, vouchers=(replace(page.vouchers[0], payee="王张三"), *page.vouchers[1:])), "张三"
    ) == ["D07"]


def test_the_contact_and_the_address_are_set_by_the_community() -> None:
    page = revenue()
    head = replace(page.head, contact="服务中心 0576-88881234", address="https://a.example/01-1-101/")
    assert codes(replace(page, head=head), "01-1-101") == []


def test_an_owners_own_statement_may_name_the_house() -> None:
    assert codes(statement(), "01-1-101") == []


def test_texts_say_where_they_stand() -> None:
    listed = list(texts(revenue("2025-Q1")))
    assert ("2025-02 收-0001", "summary", "第一季度停车收入") in listed
    assert ("本页", "words", "与银行对账单核对一致（2025年3月31日）") in listed
    assert not [text for _, name, text in listed if name in {"anchor", "vouchers"}]
