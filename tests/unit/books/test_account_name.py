"""Which account names a ledger may have, and how one is taken apart."""

from __future__ import annotations

import pytest
from beancount.core import account as beancount_account
from hypothesis import given
from hypothesis import strategies as st

from jjledger.books.account_name import bad_part, take_apart
from jjledger.facts.voucher import Account


@pytest.mark.parametrize(
    "name",
    [
        "Assets:1维修资金:1001银行存款:1234建行",
        "Income:3公共收益:6001停车:01地面:A区",
        "Equity:1:3001",
        "Assets:1维修资金:1001𠮷祥银行",  # beyond the first plane
        "Expenses:3Fund-2:6401-a",
    ],
)
def test_good_names(name: str) -> None:
    assert bad_part(name) is None
    assert beancount_account.is_valid(name)


@pytest.mark.parametrize(
    ("name", "part"),
    [
        ("Assets:维修资金:1001银行存款", "维修资金"),
        ("Assets:1维修资金:1001银行存款:建行", "建行"),
        ("Assets:1维修资金:1001银行存款:9城·南", "9城·南"),
        ("Assets:1维修资金:1001银行存款:9（建行）", "9（建行）"),
        ("Assets:1维修资金:1001银行存款:9(建行)", "9(建行)"),
        ("Assets:1维修资金:1001银行存款:9Ⅱ期", "9Ⅱ期"),
        ("Assets:1维修资金:1001银行存款:9\u200b期", "9\u200b期"),
        ("Assets:1维修资金:1001银行存款:", ""),
        ("Assets:1维修资金:1001银行存款:-1", "-1"),
        ("Assets:1维修资金:1001银行存款:a1", "a1"),
        ("Assets:1维修资金:银行1001", "银行1001"),
        ("Assets:1维修资金:101银行存款", "101银行存款"),
        ("Assets:1维修资金:１００１银行存款", "１００１银行存款"),
        ("Assets:1维修资金", "1维修资金"),
    ],
)
def test_the_first_bad_part_is_named(name: str, part: str) -> None:
    assert bad_part(name) == part


PARTS = st.text("0129AZaz-_·（(Ⅱ维修𠮷é·　", min_size=0, max_size=4)


@given(st.lists(PARTS, min_size=1, max_size=3))
def test_what_passes_here_passes_in_beancount(parts: list[str]) -> None:
    name = ":".join(["Assets", "1维修资金", "1001银行", *parts])
    if bad_part(name) is None:
        assert beancount_account.is_valid(name)


def test_a_name_is_taken_apart() -> None:
    name = "Income:3公共收益:6001停车:01地面:A区"
    assert take_apart(name) == Account(name, "Income", "3公共收益", "6001", "停车", ("01地面", "A区"))
    assert take_apart("Equity:1维修资金:3001").title == ""


@pytest.mark.parametrize("name", ["Assets", "Assets:1维修资金", "Assets:1维修资金:银行"])
def test_a_bad_name_has_no_code(name: str) -> None:
    assert (take_apart(name).code, take_apart(name).details) == ("", ())
