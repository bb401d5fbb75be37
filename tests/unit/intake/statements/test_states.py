"""What a row of a payment app did to the money, state by state."""

from __future__ import annotations

import pytest

from jjledger.facts.statement import Statement
from jjledger.intake.statements import read_statement
from tests.statement_files import as_csv, wechat

ALIPAY = (
    "交易时间,交易分类,交易对方,对方账号,商品说明,收/支,金额,收/付款方式,交易状态,交易订单号,商家订单号,备注,"
)


def alipay(*rows: str) -> Statement:
    return read_statement("alipay.csv", "\n".join([ALIPAY, *rows]).encode("gb18030"))


def row(side: str, amount: str, means: str, state: str, serial: str) -> str:
    return f"2025-03-01 08:00:00,日用,甲,/,灯泡,{side},{amount},{means},{state},{serial}\t,\t,,"


@pytest.mark.parametrize(
    ("side", "state", "fen"),
    [
        ("支出", "支付成功", -3650),
        ("支出", "对方已收钱", -3650),
        ("支出", "朋友已收钱", -3650),
        ("支出", "已转账", -3650),
        ("支出", "已全额退款", -3650),  # the refund is a row of its own
        ("支出", "已退款(￥10.00)", -3650),
        ("支出", "对方已退还", -3650),
        ("收入", "已全额退款", 3650),
        ("收入", "已收钱", 3650),
        ("收入", "已存入零钱", 3650),
        ("收入", "已到账", 3650),
        ("支出", "支付失败", 0),
        ("支出", "已撤销", 0),
        ("/", "提现已到账", 0),
        ("/", "充值完成", 0),
        ("中性交易", "支付成功", 0),
    ],
)
def test_what_wechat_says_of_a_row(side: str, state: str, fen: int) -> None:
    grid = [
        *wechat()[:8],
        ["2025-03-27 08:10:00", "商户消费", "五金店", "灯泡", side, "¥36.50", "零钱", state, "1", "/", "/"],
    ]
    found = read_statement("a.csv", as_csv(grid).encode()).rows[0]
    assert (found.amount_fen, found.state) == (fen, "settled" if fen else "neutral")
    assert found.printed_fen == (0 if fen else 3650)
    assert state.replace("(￥", "(¥") in found.words
    assert found.through == "零钱"


def test_a_state_that_is_not_known_counts_and_is_told() -> None:
    grid = [
        *wechat()[:8],
        [
            "2025-03-27 08:10:00",
            "商户消费",
            "五金店",
            "灯泡",
            "支出",
            "¥36.50",
            "零钱",
            "新状态",
            "1",
            "/",
            "/",
        ],
    ]
    found = read_statement("a.csv", as_csv(grid).encode())
    assert found.sum_fen == -3650
    assert [remark.why for remark in found.doubts] == ["状态「新状态」不认识，按收支一列计入"]


@pytest.mark.parametrize(
    ("rows", "amounts", "doubts"),
    [
        ([row("支出", "50.00", "余额", "交易成功", "20250301001")], [-5000], 0),
        ([row("支出", "50.00", "余额", "等待确认收货", "20250301001")], [-5000], 0),  # already paid
        ([row("收入", "50.00", "余额", "交易成功", "20250301001")], [5000], 0),
        ([row("不计收支", "50.00", "余额宝", "交易成功", "20250301001")], [0], 0),
        ([row("不计收支", "50.00", "", "交易关闭", "20250301001")], [0], 0),  # never paid
        ([row("支出", "50.00", "", "交易关闭", "20250301001")], [0], 0),
        ([row("不计收支", "20.00", "余额", "退款成功", "20250301001_1")], [2000], 0),  # paid before this file
        # paid and given back in full: nothing
        ([row("不计收支", "50.00", "余额", "退款成功", "20250301001_9"), row("支出", "50.00", "余额", "交易关闭", "20250301001")], [0, 0], 0),
        # given back in two parts
        ([row("不计收支", "30.00", "余额", "退款成功", "20250301001_9"), row("不计收支", "20.00", "余额", "退款成功", "20250301001_8"),
          row("支出", "50.00", "余额", "交易关闭", "20250301001")], [0, 0, 0], 0),
        # paid, one part given back: both count
        ([row("不计收支", "20.00", "余额", "退款成功", "20250301001_9"), row("支出", "50.00", "余额", "交易成功", "20250301001")], [2000, -5000], 0),
        # closed, but only a part came back in this file: both count, and it is told
        ([row("不计收支", "20.00", "余额", "退款成功", "20250301001_9"), row("支出", "50.00", "余额", "交易关闭", "20250301001")], [2000, -5000], 1),
        ([row("支出", "50.00", "花呗", "交易关闭", "20250301001")], [-5000], 1),
        ([row("不计收支", "20.00", "余额", "退款关闭", "20250301001_1")], [0], 0),
    ],
)  # fmt: skip
def test_what_alipay_says_of_a_row(rows: list[str], amounts: list[int], doubts: int) -> None:
    found = alipay(*rows)
    by_row = sorted(found.rows, key=lambda one: one.row)
    assert [one.amount_fen for one in by_row] == amounts
    assert len(found.doubts) == doubts
