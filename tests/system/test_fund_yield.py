"""`jjledger fund yield`: a yield never without its base, beside the published rates."""

from __future__ import annotations

import json

from tests.ledgers import HEYUAN, run

TODAY = ("--today", "2025-08-20")


def test_a_yield_stands_beside_its_base_and_the_published_rates() -> None:
    done = run("jjledger", "fund", "yield", HEYUAN, "--period", "2025-H1", *TODAY)
    assert done.returncode == 0, done.stderr
    # From 5 January on: 36 days at 7,500.00, 39 at 7,200.00, 87 at 7,210.00 and 15 at 7,410.00,
    # together 1,289,220.00 over 177 days, on average 7,283.73; 10.00 × 365 ÷ 1,289,220.00 = 0.28 %
    assert "年化 0.28 %（以日均余额 7,283.73 元、177 天计）" in done.stdout
    # 1,289,220.00 × 0.35 % ÷ 360 = 12.53; × 1.10 % 39.39; × 1.50 % 53.72
    for words in ("活期 12.53 元", "三个月 39.39 元", "一年 53.72 元", "人民银行存款基准利率"):
        assert words in done.stdout
    assert "增值收益 200.00 元 ＝ 本期全部收入 210.00 元 － 分配到户 9.00 元 － 留存 1.00 元" in done.stdout
    assert "期末待分配累计收益 201.00 元" in done.stdout


def test_programs_read_exact_numbers() -> None:
    done = run("jjledger", "fund", "yield", HEYUAN, "--period", "2025-H1", "--json", *TODAY)
    owners, public = json.loads(done.stdout)
    assert owners["yield"] == "365/128922"
    assert owners["average_balance"] == "429740/59"  # 1,289,220 ÷ 177
    assert (public["interest"], public["published"]["demand"]) == ("0.00", "5.16")


def test_a_period_that_is_not_over_is_refused() -> None:
    done = run("jjledger", "fund", "yield", HEYUAN, "--period", "2025", *TODAY)
    assert done.returncode == 2
    assert "还没有结束" in done.stderr
