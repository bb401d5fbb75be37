"""What is proposed for a row: rules before own accounts, before the bank's words, before habit."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from jjledger.facts.books import Books
from jjledger.facts.import_rule import ImportRule
from jjledger.facts.statement import StatementRow
from jjledger.rules.proposals import UNKNOWN, Proposal, knowledge, propose
from tests.written_books import account_of, written

BANK = account_of("3", "1001银行存款:3456农行")
OTHER = account_of("3", "1001银行存款:7788建行")
PAST = """
2025-01-05 收-0001 某公司 | 一
  3 1001银行存款:3456农行 5.00
  3 6001停车 -5.00
2025-01-06 收-0002 某公司 | 二
  3 1001银行存款:3456农行 5.00
  3 6001停车 -5.00
2025-01-07 收-0003 某公司 | 三
  3 1001银行存款:3456农行 5.00
  3 6002广告 -5.00
2025-01-08 收-0004 混合公司 | 两样
  3 1001银行存款:3456农行 5.00
  3 6001停车 -2.00
  3 6002广告 -3.00
2025-01-09 收-0005 神秘公司 | 来款
  3 1001银行存款:3456农行 5.00
  3 1901待查款项 -5.00
"""


def books(*rules: ImportRule) -> Books:
    found = written(PAST)
    accounts = {**found.accounts, OTHER.name: OTHER, "I": account_of("3", "6008利息")}
    return replace(found, accounts=accounts, community=replace(found.community, rules=rules))


def row(fen: int = 100, name: str = "", words: str = "", tail: str = "") -> StatementRow:
    return StatementRow(5, date(2025, 3, 1), "", fen, None, name, tail, words, "", "k")


def proposed(one: StatementRow, *rules: ImportRule) -> Proposal:
    return propose(knowledge(books(*rules), BANK, lambda _words, _day: ""), one)


def test_what_was_booked_more_often_wins_and_the_rest_is_said() -> None:
    found = proposed(row(name="某 公司"))
    assert found.account.endswith(":6001停车")
    assert found.why == "同一对方以前 2 次记在 6001停车，最近一次 2025-01 收-0002；也有 1 次记在别处"


@pytest.mark.parametrize("name", ["混合公司", "神秘公司", "别的公司", ""])
def test_what_says_nothing_is_no_habit(name: str) -> None:
    assert proposed(row(name=name)) == Proposal("", UNKNOWN)


def test_a_rule_comes_before_everything() -> None:
    rule = ImportRule("6002广告", 7, words=("结息",))
    assert (
        proposed(row(name="某公司", words="结息", tail="7788"), rule).why == "按 community.toml 第 7 行的规则"
    )


def test_the_own_account_comes_before_the_banks_words() -> None:
    assert proposed(row(words="结息", tail="7788")).account == OTHER.name


def test_the_banks_words_come_before_habit() -> None:
    assert proposed(row(name="某公司", words="第一季度结息")).account.endswith(":6008利息")


@pytest.mark.parametrize(
    "one",
    [row(-100, words="利息"), row(100, words="手续费退回"), row(-100, "某物业公司", "物业管理费", "4444")],
)
def test_words_are_not_taken_for_what_they_are_not(one: StatementRow) -> None:
    assert proposed(one).account == ""


def test_charges_are_known_where_the_fund_has_an_account_for_them() -> None:
    fee = account_of("3", "6599手续费")
    found = books()
    found = replace(found, accounts={**found.accounts, fee.name: fee})
    assert (
        propose(knowledge(found, BANK, lambda _words, _day: ""), row(-5, words="汇划费")).account == fee.name
    )


@pytest.mark.parametrize(
    ("fen", "fits"), [(100, True), (200, True), (99, False), (201, False), (-150, False)]
)
def test_both_ends_of_a_range_fit(fen: int, fits: bool) -> None:  # noqa: FBT001 -- a table's column
    rule = ImportRule("6002广告", 7, least_fen=100, most_fen=200, direction="in")
    assert bool(proposed(row(fen), rule).account) is fits
