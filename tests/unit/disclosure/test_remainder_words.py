"""Why a household got a fen more, under each of the three rules, done again by hand.

800.00 by three equal balances is 266.666…: 266.66 each and two fen left.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from jjledger.disclosure.remainder_words import distribution_reason
from jjledger.disclosure.share_words import rows_by_holder
from jjledger.facts.community import Remainder
from jjledger.rules.replay import replay
from tests.small_books import OWNERS, household, owners_fund, pool
from tests.written_books import written

HOMES = [household(f"01-1-10{number}") for number in (1, 2, 3)]


def _reasons(rule: Remainder, amount: str = "800.00", source: str = "") -> list[tuple[int, str]]:
    text = f"""
2025-01-01 收-0001 业主 | 交
  1 1001银行存款 300.00
  1 4001交存收入 -300.00 scope=all
2025-01-31 收-0002 银行 | 结息
  1 1001银行存款 {amount}
  1 4101存款利息收入 -{amount}
2025-01-31 转-0001 业主 | 分配
  1 3101待分配累计收益 {amount}
  1 3001商品住宅维修资金 -{amount} interest=2025-01-01/2025-01-31
"""
    fund = owners_fund(pool("0", rule))
    fund = replace(fund, policies=(replace(fund.policies[0], source=source),))
    shares = replay(written(text, HOMES, [fund])).shares[OWNERS]
    return [
        (items[-1].amount, distribution_reason(fund, items[-1]))
        for _, items in sorted(rows_by_holder(shares.rows).items())
    ]


HEAD = "所属期间 2025-01-01 至 2025-01-31；精确到分以下先舍去，本户得 266.66 元，舍去 0.6666… 分；全体共差 2 分，"

GROUND = "依据 本小区自 2000-01-01 起的计息办法"  # of `owners_fund`


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        (
            "largest",
            [
                (266_67, "按舍去部分从大到小每户补 1 分，本户排第 1（同样多的按房屋编号），补 1 分"),
                (266_67, "按舍去部分从大到小每户补 1 分，本户排第 2（同样多的按房屋编号），补 1 分"),
                (266_66, "按舍去部分从大到小每户补 1 分，本户排第 3（同样多的按房屋编号），不补"),
            ],
        ),
        (
            "first",
            [
                (266_67, "按房屋编号从前往后每户补 1 分，补 1 分"),
                (266_67, "按房屋编号从前往后每户补 1 分，补 1 分"),
                (266_66, "按房屋编号从前往后每户补 1 分，不补"),
            ],
        ),
        (
            "last",
            [
                (266_66, "全部补给房屋编号最后的一户，不补"),
                (266_66, "全部补给房屋编号最后的一户，不补"),
                (266_68, "全部补给房屋编号最后的一户，补 2 分"),
            ],
        ),
    ],
)
def test_each_rule_says_who_got_the_odd_fen(rule: Remainder, expected: list[tuple[int, str]]) -> None:
    assert _reasons(rule) == [(fen, f"{HEAD}{words}；{GROUND}") for fen, words in expected]


def test_where_nothing_is_left_nobody_gets_more() -> None:
    thirds = {words.split("；")[2] for _, words in _reasons("largest", "900.00")}
    assert thirds == {"全体恰好分尽，没有尾差"}


def test_the_ground_of_the_policy_is_named() -> None:
    assert _reasons("largest", source="业主大会决定2024-03号")[0][1].endswith("；依据 业主大会决定2024-03号")


def test_what_is_no_distribution_has_no_reason() -> None:
    text = "\n2025-01-01 收-0001 业主 | 交\n  1 1001银行存款 3.00\n  1 4001交存收入 -3.00 scope=all\n"
    shares = replay(written(text, HOMES)).shares[OWNERS]
    item = rows_by_holder(shares.rows)[0][0]
    assert item.row.day == date(2025, 1, 1)
    assert distribution_reason(owners_fund(), item) == ""
