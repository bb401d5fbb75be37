"""`jjledger fund outlook`: plain words, every figure by hand, and no household unless asked for."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.ledgers import HEYUAN, copy_of, run

TODAY = ("--today", "2026-01-31")
PLANS = """
[[renewal]]
title = "更换电梯"
fund  = "1维修资金"
scope = "01"
year  = 2031
cost  = "7209.02"

[[renewal]]
title = "屋面防水"
fund  = "2公房维修资金"
scope = "02"
year  = 2030
cost  = "4000.00"

[[renewal]]
title = "去年的事"
fund  = "1维修资金"
year  = 2024
cost  = "1.00"
"""


@pytest.fixture
def heyuan(tmp_path: Path) -> Path:
    """Give a community that plans renewals."""
    settings = (HEYUAN / "community.toml").read_text(encoding="utf-8")
    return copy_of(HEYUAN, tmp_path, {"community.toml": settings + PLANS})


def test_how_long_the_money_lasts_and_who_falls_short(heyuan: Path) -> None:
    done = run("jjledger", "fund", "outlook", heyuan, "--at", "2025-12-31", *TODAY)
    assert done.returncode == 0, done.stderr
    # 7,500.00 - 300.00 + 9.00 of the owners, 10.00 - 9.00 + 200.00 undistributed; 300.00 spent in 2025:
    # 7,410.00 ÷ 300.00 = 24.7
    assert "共有 7,410.00 元，其中业主的 7,209.00 元，尚未分配的收益 201.00 元" in done.stdout
    assert "近 1 个整年（2025）平均每年支出 300.00 元；照这样用，够用约 24.7 年" in done.stdout
    # 7,209.02 by 100 and 50 m²: 4,806.01 and 2,403.01 against 4,806.00 and 2,403.00: 2 fen over 150 m²,
    # and one fen over the 50 m² of the smaller, up to the fen
    assert "2 户余额不够，共缺 0.02 元，这些户平均每平方米缺 0.00 元" in done.stdout
    assert "各户每平方米须先续交 0.01 元" in done.stdout
    # The owner deposited 2,000.00 and the selling unit 1,000.00: 4,000.00 falls 2,666.67 and 1,333.33.
    assert "其中售房单位 1,333.33 元（缺 333.33 元）：1 户余额不够，共缺 666.67 元" in done.stdout
    assert "近 1 个整年（2025）没有支出，不作推算" in done.stdout
    assert "去年的事" not in done.stdout
    assert "-1-10" not in done.stdout


def test_programs_read_exact_numbers_and_households_only_where_asked(heyuan: Path) -> None:
    asked = ("jjledger", "fund", "outlook", heyuan, "--at", "2025-12-31", *TODAY, "--json")
    owners, _ = json.loads(run(*asked).stdout)
    assert (owners["years"], owners["renewals"][0]["lacking_per_m2"]) == ("247/10", "1/7500")
    assert "households" not in owners["renewals"][0]
    owners, _ = json.loads(run(*asked, "--households").stdout)
    assert [house["lacking"] for house in owners["renewals"][0]["households"]] == ["0.01", "0.01"]


def test_amounts_in_words_have_thousands_separators(heyuan: Path) -> None:
    settings = heyuan / "community.toml"
    settings.write_text(settings.read_text("utf-8").replace('"7209.02"', '"307209.00"'), encoding="utf-8")
    done = run("jjledger", "fund", "outlook", heyuan, "--at", "2025-12-31", *TODAY)
    # 300,000.00 more than the 7,209.00 there are, over 150 m²
    assert "共缺 300,000.00 元，这些户平均每平方米缺 2,000.00 元" in done.stdout
    assert "各户每平方米须先续交 2,000.00 元" in done.stdout


def test_books_younger_than_a_year_say_so(heyuan: Path) -> None:
    done = run("jjledger", "fund", "outlook", heyuan, "--at", "2025-12-30", *TODAY)
    assert done.stdout.count("账还没有记满一个整年") == 2


def test_a_plan_for_houses_that_are_not_there_is_refused_by_name(heyuan: Path) -> None:
    settings = heyuan / "community.toml"
    settings.write_text(settings.read_text("utf-8").replace('scope = "02"', 'scope = "01"'), encoding="utf-8")
    done = run("jjledger", "fund", "outlook", heyuan, *TODAY)
    assert done.returncode == 2
    assert "「屋面防水」的范围「01」" in done.stderr
