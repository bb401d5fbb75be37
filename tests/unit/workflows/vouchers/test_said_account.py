"""Accounts as people say them: the one that is meant, or words with the candidates."""

from __future__ import annotations

import pytest

from jjledger.errors import OptionError
from jjledger.facts.books import Books
from jjledger.workflows.vouchers.said_account import find_accounts
from tests.written_books import written

BOOKS = written(
    """\
2025-03-05 收-0001 两户业主 | 首期交存
  1 1001银行存款:1234建行 100.00
  1 4001交存收入 -100.00 household=01-1-101
2025-03-06 收-0001 某公司 | 广告
  3 1001银行存款:3456农行 30.00
  3 6002广告:01电梯 -10.00
  3 6002广告:02道闸 -20.00
"""
)
CODES = tuple(fund.code for fund in BOOKS.community.funds)


def names(books: Books, *said: str, fund: str = "") -> list[str]:
    return [one.name.split(":", 1)[1] for one in find_accounts(books, said, fund)]


@pytest.mark.parametrize(
    "said",
    ["1234建行", "1001:1234建行", "1001银行存款:1234建行", "银行存款:1234建行", "1维修资金:1001:1234建行"],
)
def test_a_bank_account_goes_by_many_names(said: str) -> None:
    assert names(BOOKS, said) == ["1维修资金:1001银行存款:1234建行"]


def test_the_other_legs_tell_the_fund() -> None:
    """1001 alone is one of two funds' accounts; beside an income of public revenue it is that fund's."""
    with pytest.raises(OptionError, match="可能是几个科目"):
        names(BOOKS, "1001")
    assert names(BOOKS, "1001", "01电梯") == ["3公共收益:1001银行存款:3456农行", "3公共收益:6002广告:01电梯"]
    assert names(BOOKS, "1001", fund=CODES[1]) == ["3公共收益:1001银行存款:3456农行"]


def test_what_may_be_several_is_told_with_the_candidates() -> None:
    with pytest.raises(OptionError, match="01电梯") as refused:
        names(BOOKS, "6002广告")
    assert "02道闸" in str(refused.value)


def test_what_is_none_is_told_with_what_is_like_it() -> None:
    with pytest.raises(OptionError, match="没有科目「广告位」") as refused:
        names(BOOKS, "广告位")
    assert "6002广告:01电梯" in str(refused.value)


def test_a_name_in_full_may_be_new() -> None:
    (account,) = find_accounts(BOOKS, ["Expenses:3公共收益:6401成本:01保洁"])
    assert (account.code, account.details) == ("6401", ("01保洁",))


@pytest.mark.parametrize(
    "said",
    [
        "Expenses:9别的:6401成本",
        "Expenses:3公共收益:6401（成本）",
        "Expenses:3公共收益:6401成本:保洁",
        "Expenses:3公共收益",
    ],
)
def test_a_name_in_full_that_no_account_may_have_is_refused(said: str) -> None:
    with pytest.raises(OptionError, match="没有科目"):
        find_accounts(BOOKS, [said])


def test_a_fund_nobody_has_is_refused() -> None:
    with pytest.raises(OptionError, match="没有资金「9」"):
        names(BOOKS, "1001", fund="9")
