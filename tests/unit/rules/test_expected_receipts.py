"""Which contract a bank's row pays, with dues counted by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from jjledger.facts.entry import Meta
from jjledger.facts.import_rule import ImportRule
from jjledger.facts.revenue import Due, Rate, RevenueContract
from jjledger.facts.statement import StatementRow
from jjledger.rules.expected_receipts import expected_receipts, waiting_under
from jjledger.rules.proposals import Expected, Proposal, knowledge, propose
from tests.written_books import account_of, written

FIRST, LAST = date(2025, 1, 1), date(2025, 12, 31)
PARKING = RevenueContract(
    id="2025-01",
    title="地面停车",
    kind="parking",
    party="某停车（台州）公司",
    company=True,
    place="",
    fund="3公共收益",
    account="Income:3公共收益:6001停车",
    first_day=FIRST,
    last_day=LAST,
    rates=(Rate(FIRST, "quarter", 10, 300_00),),
)
BOARDS = replace(
    PARKING,
    id="2025-02",
    title="电梯广告",
    account="Income:3公共收益:6002广告",
    rates=(Rate(FIRST, "month", 1, 100_00),),
)
BANK = account_of("3", "1001银行存款:3456农行")


def row(
    day: str, fen: int, name: str = "某停车(台州) 公司", words: str = "款", key: str = "k"
) -> StatementRow:
    return StatementRow(5, date.fromisoformat(day), "", fen, None, name, "", words, "", key)


def expected(
    *rows: StatementRow, of: tuple[RevenueContract, ...] = (PARKING,), books: str = ""
) -> list[Expected]:
    """Give what contracts say of each row, in order; rows they say nothing of are left out."""
    waiting = waiting_under(of, written(books).vouchers if books else ())
    found, _ = expected_receipts(waiting, rows)
    return [found[one.key] for one in rows if one.key in found]


def meta(found: Expected) -> Meta:
    assert found.proposal is not None, found.remark
    return found.proposal.meta


@pytest.mark.parametrize(
    ("day", "fen", "covers"),
    [
        ("2025-01-08", 300_00, "2025-01-01/2025-03-31"),
        ("2025-04-12", 300_00, "2025-01-01/2025-03-31"),  # 92 days after 10 January
        ("2025-04-13", 300_00, "2025-04-01/2025-06-30"),
        ("2024-11-26", 300_00, "2025-01-01/2025-03-31"),  # 45 days before
        ("2025-01-08", 600_00, "2025-01-01/2025-06-30"),
        ("2025-01-08", 1200_00, "2025-01-01/2025-12-31"),
        ("2025-12-30", 900_00, "2025-04-01/2025-12-31"),  # arrears and all: the last due counts
    ],
)
def test_a_row_pays_one_due_or_several_in_a_row(day: str, fen: int, covers: str) -> None:
    (found,) = expected(row(day, fen))
    assert meta(found) == (("contract", "2025-01"), ("covers", covers))
    assert found.proposal is not None
    assert found.proposal.account == "Income:3公共收益:6001停车"


@pytest.mark.parametrize(
    ("day", "fen"), [("2024-11-25", 300_00), ("2026-01-11", 300_00), ("2025-01-08", 300_01), ("2025-01-08", 1)]
)  # fmt: skip
def test_what_fits_nothing_due_is_said_and_not_proposed(day: str, fen: int) -> None:
    if day == "2026-01-11":  # 10 October and 92 days is 10 January
        assert expected(row("2026-01-10", fen))[0].proposal is not None
    (found,) = expected(row(day, fen))
    assert found == Expected(None, "对方是合同 2025-01「地面停车」的一方，金额与到期应收的不符，请核对")


@pytest.mark.parametrize(
    "one",
    [row("2025-01-08", -300_00), row("2025-01-08", 300_00, "别的公司"), row("2025-01-08", 300_00, ""),
     row("2025-01-08", 300_00, words="停车场押金")],
)  # fmt: skip
def test_of_money_out_others_and_deposits_contracts_say_nothing(one: StatementRow) -> None:
    assert expected(one) == []


def test_the_same_due_is_proposed_to_one_row_only() -> None:
    first, second = expected(row("2025-01-08", 300_00, key="a"), row("2025-01-09", 300_00, key="b"))
    assert meta(first)[1][1] == "2025-01-01/2025-03-31"
    assert expected(row("2025-01-09", 300_00))[0] == first
    # Nothing else is due within 45 days of 9 January.
    assert second.proposal is None


def test_what_came_in_is_no_longer_due_and_a_draft_counts_too() -> None:
    came = """
2025-01-10 收-0001 某停车公司 | 一季度 | contract=2025-01
  3 1001银行存款:3456农行 300.00
  3 6001停车 -300.00
2025-03-30 !收-0002 某停车公司 | 二季度的一部分 | contract=2025-01
  3 1001银行存款:3456农行 100.00
  3 6001停车 -100.00
"""
    rest, wrong = (expected(row("2025-04-08", fen), books=came)[0] for fen in (200_00, 300_00))
    assert meta(rest)[1][1] == "2025-04-01/2025-06-30"
    assert wrong.proposal is None


def test_a_row_that_two_contracts_wait_for_is_left_to_a_person() -> None:
    (found,) = expected(row("2025-01-08", 300_00), of=(PARKING, BOARDS))
    assert found.proposal == Proposal(
        "", "对方有 2 份合同的应收都合 300.00 元：2025-01「地面停车」、2025-02「电梯广告」，请确认是哪一份"
    )
    (one,) = expected(row("2025-01-08", 200_00), of=(PARKING, BOARDS))
    assert meta(one) == (("contract", "2025-02"), ("covers", "2025-01-01/2025-02-28"))


def test_dues_with_days_between_them_say_no_days() -> None:
    dated = (
        Due(date(2025, 1, 5), 1_00, date(2025, 1, 1), date(2025, 1, 31)),
        Due(date(2025, 3, 5), 2_00, date(2025, 3, 1), date(2025, 3, 31)),
    )
    (found,) = expected(row("2025-01-08", 3_00), of=(replace(PARKING, rates=(), dated=dated),))
    assert meta(found) == (("contract", "2025-01"),)


PAST = """
2025-01-05 收-0001 某停车（台州）公司 | 旧事
  3 1001银行存款:3456农行 5.00
  3 6003场地 -5.00
"""


def proposed(one: StatementRow, *rules: ImportRule) -> Proposal:
    books = written(PAST)
    accounts = {**books.accounts, "P": account_of("3", "6001停车"), "B": account_of("3", "6002广告")}
    books = replace(books, accounts=accounts, community=replace(books.community, rules=rules))
    found, _ = expected_receipts(waiting_under([PARKING], books.vouchers), [one])
    return propose(knowledge(books, BANK, lambda _words, _day: ""), one, found.get(one.key))


def test_a_contract_comes_before_the_banks_words_and_before_habit() -> None:
    found = proposed(row("2025-01-08", 300_00, words="停车费利息"))
    assert found.account.endswith(":6001停车")
    assert found.why == "对方和金额与合同 2025-01「地面停车」应收 2025-01-10相符"


def test_where_no_due_fits_habit_is_followed_and_the_contract_named() -> None:
    found = proposed(row("2025-01-08", 7_00))
    assert (found.account.rpartition(":")[2], found.meta) == ("6003场地", ())
    assert found.why.endswith("；对方是合同 2025-01「地面停车」的一方，金额与到期应收的不符，请核对")


@pytest.mark.parametrize(("account", "kept"), [("6001停车", True), ("6002广告", False)])
def test_a_rule_comes_first_and_takes_the_contract_along_where_it_means_the_same(
    account: str,
    kept: bool,  # noqa: FBT001 -- a table's column
) -> None:
    found = proposed(row("2025-01-08", 300_00), ImportRule(account, 7, words=("款",)))
    assert found.account.endswith(account)
    assert found.why.startswith("按 community.toml 第 7 行的规则")
    assert (("contract", "2025-01") in found.meta) is kept is ("合同 2025-01" in found.why)
