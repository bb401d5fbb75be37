"""A fund is tied to the bank when every account was confirmed on the day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from jjledger.disclosure.bank_tie import account_balances, tie_to_bank
from jjledger.disclosure.models import BankTie
from jjledger.facts.finding import Place
from jjledger.facts.reconciliation import Reconciled, ReconcilingItem
from tests.written_books import account_of, written

NOTES = """
2025-01-05 收-0001 物业 | 停车
  3 1001银行存款:5678农行 1000.00
  3 6001停车 -1000.00
2025-02-05 付-0001 某公司 | 开户
  3 1001银行存款:9999建行 200.00
  3 1001银行存款:5678农行 -200.00
2025-04-01 收-0001 物业 | 停车
  3 1001银行存款:5678农行 50.00
  3 6001停车 -50.00
"""
LAST = date(2025, 3, 31)


def _tie(more: str, closing_fen: int = 1000_00, day: date = LAST) -> BankTie:
    books = written(NOTES + more)
    return tie_to_bank(books, books.community.funds[1], day, closing_fen)


FARM = "2025-03-31 confirmed 3 1001银行存款:5678农行 800.00\n"
BUILD = "2025-03-31 confirmed 3 1001银行存款:9999建行 200.00\n"


def test_tied_when_every_account_was_confirmed_on_the_last_day() -> None:
    assert _tie(FARM + BUILD) == BankTie("tied", 1000_00, "与银行对账单核对一致（2025年3月31日）", 0)


@pytest.mark.parametrize(
    "more",
    [
        "",
        FARM,
        BUILD,
        FARM.replace("03-31", "03-30") + BUILD,
        FARM.replace("03-31", "04-01") + BUILD,
        FARM.replace("800", "799") + BUILD,
    ],
)
def test_anything_less_is_unchecked(more: str) -> None:
    tie = _tie(more)
    assert (tie.state, tie.words, tie.book_fen) == ("unchecked", "未与银行核对", 1000_00)


def test_one_statement_of_all_accounts_together_will_do() -> None:
    assert _tie("2025-03-31 confirmed 3 1001银行存款 1000.00\n").state == "tied"
    assert _tie("2025-03-31 confirmed 3 1001银行存款 999.99\n").state == "unchecked"


def test_an_account_that_was_emptied_needs_no_statement() -> None:
    emptied = """
2025-03-01 付-0001 某公司 | 销户
  3 1001银行存款:5678农行 200.00
  3 1001银行存款:9999建行 -200.00
"""
    assert _tie(emptied + FARM.replace("800", "1000")).state == "tied"


def test_a_fund_without_money_has_nothing_to_tie() -> None:
    assert _tie("", 0, date(2024, 12, 31)) == BankTie("unchecked", 0, "未与银行核对", 0)


def test_what_is_not_in_the_bank_is_explained() -> None:
    more = """
2025-02-20 付-0002 某公司 | 备用金
  3 1002备用金 30.00
  3 1001银行存款:5678农行 -30.00
2025-02-21 转-0001 某公司 | 应付
  3 6502维修 5.00
  3 2202应付账款:某公司 -5.00
"""
    more += """
2025-02-22 转-0002 某公司 | 代垫
  3 1221其他应收款:甲 8.00
  3 1221其他应收款:乙 -8.00
"""
    tie = _tie(more, 995_00)
    assert (tie.book_fen, tie.difference_fen) == (970_00, 25_00)
    assert tie.words == "未与银行核对；结余与银行存款相差 25.00 元：备用金 30.00 元、应付账款 -5.00 元"


def test_balances_are_of_the_fund_at_the_end_of_the_day_without_drafts() -> None:
    other = """
2025-04-01 收-0001 某人 | 交存
  1 1001银行存款:1234建行 7.00
  1 4001交存收入 -7.00 household=01-1-101
2025-04-01 !收-0002 物业 | 草稿
  3 1001银行存款:5678农行 900.00
  3 6001停车 -900.00
"""
    books = written(NOTES + other)
    balances = account_balances(books, books.community.funds[1], date(2025, 4, 1))
    assert balances == {
        account_of("3", "1001银行存款:5678农行"): 850_00,
        account_of("3", "1001银行存款:9999建行"): 200_00,
        account_of("3", "6001停车"): -1050_00,
    }


def test_items_on_the_way_are_named_beside_the_tie() -> None:
    books = written(NOTES + FARM)
    bank = next(name for name in books.accounts if name.endswith("9999建行"))
    item = ReconcilingItem("book_out", LAST, "某公司 付款", -30_00, "2025-03-F0001")
    one = Reconciled(bank, LAST, 230_00, 200_00, (item,), LAST, "甲", Place("reconciliations/a.toml", 1))
    books = replace(books, reconciliations=(one,))
    tie = tie_to_bank(books, books.community.funds[1], LAST, 1000_00)
    assert (tie.state, tie.words) == (
        "tied",
        "与银行对账单核对一致（2025年3月31日），其中未达账项 -30.00 元已逐笔查明",
    )
