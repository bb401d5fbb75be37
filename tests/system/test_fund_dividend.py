"""`jjledger fund dividend`, `dividend-pay` and `unclaimed` on a copy of a community of three houses."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.ledgers import HEYUAN, bean_check, copy_of, run

TODAY = ("--today", "2025-08-20")
WRITE = ("--prepared", "甲", "--reviewed", "乙", "--write")
DECIDED = """id     = "2025-09"
title  = "公共收益分红"
matter = 9
scope  = "all"
day    = 2025-07-01
total         = { heads = 3, area_m2 = "230.00" }
participating = { heads = 3, area_m2 = "230.00" }
agreeing      = { heads = 2, area_m2 = "180.00" }
"""


@pytest.fixture
def heyuan(tmp_path: Path) -> Path:
    """Give a community that has decided to hand out some of its 1,400.00."""
    return copy_of(HEYUAN, tmp_path, {"decisions/2025-09.toml": DECIDED})


def said(*command: str | Path) -> str:
    done = run("jjledger", "fund", *command, *TODAY)
    assert done.returncode == 0, done.stderr + done.stdout
    return done.stdout


def refused(*command: str | Path) -> str:
    done = run("jjledger", "fund", *command, *TODAY)
    assert done.returncode == 2, done.stdout
    return done.stderr


def declare(folder: Path, *more: str) -> str:
    return said(
        "dividend", folder, "--amount", "1000", "--decision", "2025-09", "--date", "2025-07-10", *more
    )


def list_of(folder: Path, *rows: str) -> Path:
    path = folder.parent / "list.csv"
    path.write_text("\n".join(("房屋,金额", *rows)) + "\n", encoding="utf-8")
    return path


def test_a_preview_says_it_all_and_changes_nothing(heyuan: Path) -> None:
    before = sorted(heyuan.rglob("*"))
    words = declare(heyuan)
    assert "÷ 230.00 m² = 每平方米 约 4.347826 元" in words
    assert "零头 1 分归 1 户：02-1-201" in words
    # 200.00 was spent in twelve months: 400.00 lasts for two years.
    assert "分红前 1,400.00 元，分红后 400.00 元；近十二个月平均每月支出 16.67 元" in words
    assert "够用约 24.0 个月" in words
    assert '2025-07-10 ! "全体业主"' in words
    assert sorted(heyuan.rglob("*")) == before


def test_a_dividend_is_declared_collected_and_the_rest_listed(heyuan: Path) -> None:
    declare(heyuan, *WRITE)
    paid = said(
        "dividend-pay", heyuan, "--date", "2025-07-11", *WRITE,
        "--file", list_of(heyuan, "1-1-101,434.78", "02-1-201,300.00", "合计,734.78"),
    )  # fmt: skip
    assert "发放前应付 1,000.00 元，发放后应付 265.22 元" in paid
    said("dividend-pay", heyuan, "--date", "2025-07-12", *WRITE, "--household", "01-1-102")
    left = json.loads(said("unclaimed", heyuan, "--json"))
    assert left["total"] == "47.83"
    assert left["households"] == [{"household": "02-1-201", "amount": "47.83", "since": "2025-07-10"}]
    assert said("unclaimed", heyuan, "--at", "2025-07-10", "--csv").splitlines()[1:] == [
        "01-1-101,434.78,2025-07-10",
        "01-1-102,217.39,2025-07-10",
        "02-1-201,347.83,2025-07-10",
    ]
    assert run("jjledger", "check", heyuan, *TODAY).returncode == 0
    assert bean_check(heyuan / "main.beancount") == (0, "")


def test_more_than_is_left_is_refused_to_the_fen(heyuan: Path) -> None:
    words = refused(
        "dividend", heyuan, "--amount", "1400.01", "--decision", "2025-09", "--date", "2025-07-10"
    )
    assert "结余 1,400.00 元，分红超出 0.01 元" in words
    assert "民法典第282条" in words
    said("dividend", heyuan, "--amount", "1400", "--rule", "业主公约第12条", "--date", "2025-07-10")


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("matter = 9", "matter = 5", "是第 5 项事项"),
        ('heads = 2, area_m2 = "180', 'heads = 1, area_m2 = "100', "没有通过"),
        ("2025-07-01", "2025-07-11", "晚于 2025-07-10"),
    ],
)
def test_what_was_not_decided_is_refused(heyuan: Path, old: str, new: str, words: str) -> None:
    record = heyuan / "decisions" / "2025-09.toml"
    record.write_text(record.read_text("utf-8").replace(old, new), encoding="utf-8")
    asked = ("dividend", heyuan, "--amount", "10", "--date", "2025-07-10")
    assert words in refused(*asked, "--decision", "2025-09")
    assert "没有写明分红的依据" in refused(*asked)
    assert "没有读得出来的决定 2025-77" in refused(*asked, "--decision", "2025-77")


def test_nobody_collects_twice_and_a_wrong_row_books_nothing(heyuan: Path) -> None:
    declare(heyuan, *WRITE)
    before = (heyuan / "2025" / "2025-07.beancount").read_bytes()
    rows = list_of(heyuan, "01-1-101,434.79", "01-1-102,1.00", "01-1-102,1.00", "09-9-909,1.00")
    words = refused("dividend-pay", heyuan, "--date", "2025-07-11", *WRITE, "--file", rows)
    assert "应付给 01-1-101 的分红是 434.78 元，要付 434.79 元" in words
    assert "房屋 01-1-102 在这批里有两行" in words
    assert "登记册里没有房屋「09-9-909」" in words
    assert (heyuan / "2025" / "2025-07.beancount").read_bytes() == before
    said("dividend-pay", heyuan, "--date", "2025-07-11", *WRITE, "--household", "01-1-101")
    again = refused("dividend-pay", heyuan, "--date", "2025-07-12", "--household", "01-1-101")
    assert "没有应付给 01-1-101 的分红" in again


def test_a_mixed_share_is_a_fraction_of_its_own(heyuan: Path) -> None:
    for part in ((), ("--per-household", "0.3"), ("--per-household", "1"), ("--per-household", "多")):
        assert "写作 0 到 1 之间的分数" in refused(
            "dividend", heyuan, "--amount", "10", "--decision", "2025-09", "--by", "mixed", *part
        )
    assert "每户 111.11 元" in declare(heyuan, "--by", "mixed", "--per-household", "1/3")
