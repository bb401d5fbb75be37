"""What is proposed for an account that is not opened."""

from __future__ import annotations

from datetime import date

import pytest

from jjledger.books.unknown_account import not_opened
from jjledger.facts.finding import Place

HERE = Place("2025/2025-03.beancount", 7)
OPENED = {
    "Expenses:3公共收益:6002广告:02门禁": date(2021, 3, 1),
    "Income:3公共收益:6002广告:01电梯轿厢": date(2021, 3, 1),
    "Income:3公共收益:6003场地": date(2020, 5, 1),
    "Income:1维修资金:6002广告": date(2021, 3, 1),
}


def test_a_new_account_opens_with_the_chart() -> None:
    remedy = not_opened("Assets:1维修资金:1001银行存款:1234建行", HERE, OPENED).remedy
    assert "2020-05-01 open Assets:1维修资金:1001银行存款:1234建行 CNY" in remedy
    assert "相近" not in remedy


@pytest.mark.parametrize(
    ("name", "near"),
    [
        ("Income:3公共收益:6002广告", ["Income:3公共收益:6002广告:01电梯轿厢"]),
        ("Income:3公共收益:6003车位场地", ["Income:3公共收益:6003场地"]),
        ("Income:3公共收益:6004场地", ["Income:3公共收益:6003场地"]),
        ("Income:1维修基金:6002广告", ["Income:1维修资金:6002广告"]),
    ],
)
def test_near_accounts_are_of_the_same_fund_and_code_or_spelt_alike(name: str, near: list[str]) -> None:
    remedy = not_opened(name, HERE, OPENED).remedy
    assert remedy.partition("相近的已开设科目：")[2].removesuffix("。").split("、")[: len(near)] == near
    assert "Expenses" not in remedy


@pytest.mark.parametrize(
    ("name", "part"),
    [
        ("Assets:1维修资金:1001银行存款:建行", "建行"),
        ("Assets:1维修资金:银行存款", "银行存款"),
        ("Assets:1A", "1A"),
    ],
)
def test_a_name_no_chart_could_open_is_not_proposed(name: str, part: str) -> None:
    finding = not_opened(name, HERE, OPENED)
    assert (finding.code, finding.place) == ("L06", HERE)
    assert f"「{part}」" in finding.what
    assert "open" not in finding.remedy
