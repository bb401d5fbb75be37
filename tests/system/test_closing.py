"""`jjledger close` and `reopen` on a copy of a community: in order, only what is done, and never silently changed."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any, Final

import pytest

from tests.ledgers import HEYUAN, bean_check, copy_of, replace_once, run
from tests.voucher_commands import bytes_of

TODAY: Final = ("--today", "2025-08-20")
BY: Final = ("--closed-by", "丙", "--write")
# What the banks had at the ends of months, as their statements would say; of April that of May says it.
_BALANCES: Final = """
2025-02-01 balance Assets:1维修资金:1001银行存款:1234建行      7500.00 CNY
2025-02-01 balance Assets:3公共收益:1001银行存款:3456农行      1000.00 CNY
2025-03-01 balance Assets:1维修资金:1001银行存款:1234建行      7200.00 CNY
2025-03-01 balance Assets:3公共收益:1001银行存款:3456农行      1000.00 CNY
2025-04-01 balance Assets:1维修资金:1001银行存款:1234建行      7210.00 CNY
2025-04-01 balance Assets:3公共收益:1001银行存款:3456农行      1600.00 CNY
2025-06-01 balance Assets:1维修资金:1001银行存款:1234建行      7210.00 CNY
2025-06-01 balance Assets:3公共收益:1001银行存款:3456农行      1600.00 CNY
"""
VOUCHER: Final = (
    "--payee", "某停车公司", "--narration", "停车费", "--leg", "6001停车=-300.00", "--leg", "1001", "--attachments", "1",
    "--prepared", "甲", "--reviewed", "乙", "--write",
)  # fmt: skip


@pytest.fixture
def heyuan(tmp_path: Path) -> Path:
    january = (HEYUAN / "2025/2025-01.beancount").read_text("utf-8")
    return copy_of(HEYUAN, tmp_path, {"2025/2025-01.beancount": january + _BALANCES})


def close(folder: Path, month: str = "", *more: str) -> dict[str, Any]:
    done = run("jjledger", "close", folder, *([month] if month else []), *BY, *TODAY, "--json", *more)
    assert done.returncode == 0, done.stderr + done.stdout
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def refused(folder: Path, *command: str) -> str:
    before = bytes_of(folder)
    name, *rest = command
    named = [name, rest.pop(0)] if name == "fund" else [name]
    done = run("jjledger", *named, folder, *rest, *TODAY)
    assert (done.returncode, done.stdout) == (2, ""), done.stdout + done.stderr
    assert bytes_of(folder) == before
    assert "Traceback" not in done.stderr
    return done.stderr


def codes(folder: Path, today: str = "2025-08-20") -> set[str]:
    (record,) = json.loads(run("jjledger", "check", folder, "--today", today, "--json").stdout)
    return {one["code"] for one in record["findings"]}


# -- close


def test_months_are_closed_one_after_the_other_those_without_vouchers_too(heyuan: Path) -> None:
    closed = [close(heyuan)["month"] for _ in range(6)]
    assert closed == ["2025-01", "2025-02", "2025-03", "2025-04", "2025-05", "2025-06"]
    assert codes(heyuan) == set()
    assert bean_check(heyuan / "main.beancount") == (0, "")
    assert "2025-07" in refused(heyuan, "close", "2025-09", *BY)


def test_a_preview_writes_nothing_and_says_what_comes_next(heyuan: Path) -> None:
    before = bytes_of(heyuan)
    done = run("jjledger", "close", heyuan, "2025-01", *TODAY)
    assert done.returncode == 0, done.stderr
    assert bytes_of(heyuan) == before
    assert "结账 2025年1月：4 张凭证，8 个科目有余额。" in done.stdout
    assert "下一个月是 2025-02。" in done.stdout


@pytest.mark.parametrize(
    ("command", "words"),
    [
        (("2025-02",), "现在轮到 2025-01"),
        (("2025-13",), "不是期间"),
        (("2025-Q1",), "不是一个月"),
        (("2025-01", "--write"), "请加上  --closed-by 姓名"),
    ],
)
def test_what_cannot_be_closed_is_refused_with_the_month_whose_turn_it_is(
    heyuan: Path, command: tuple[str, ...], words: str
) -> None:
    assert words in refused(heyuan, "close", *command)


def test_a_month_is_not_closed_twice_nor_before_its_end(heyuan: Path) -> None:
    close(heyuan)
    assert "已经结账" in refused(heyuan, "close", "2025-01")
    done = run("jjledger", "close", heyuan, "--today", "2025-02-28")
    assert done.returncode == 2
    assert "2025年2月还没有结束" in done.stderr


def test_everything_that_is_left_open_is_listed_with_its_place(heyuan: Path) -> None:
    replace_once(
        heyuan, "2025/2025-01.beancount", "2025-02-01 balance Assets:3公共收益", "; Assets:3公共收益"
    )
    with (heyuan / "2025/2025-01.beancount").open("a", encoding="utf-8") as month:
        month.write(
            '2025-01-20 ! "某公司" "草稿"\n  Income:3公共收益:6001停车  -1.00 CNY\n  Equity:3公共收益:3101结余  1.00 CNY\n\n'
            "2025-01-01 open Assets:3公共收益:1901待查款项 CNY\n"
            '2025-01-21 * "某人" "来款"\n  voucher: "收-0001"\n  attachments: 1\n  prepared: "甲"\n  reviewed: "乙"\n'
            "  Assets:3公共收益:1001银行存款:3456农行  5.00 CNY\n  Assets:3公共收益:1901待查款项  -5.00 CNY\n"
        )
    told = refused(heyuan, "close", "2025-01")
    assert "2025/2025-01.beancount:45: 不能结账" in told
    assert "还有一张草稿「某公司 草稿」" in told
    assert "已经记过账的写  jjledger voucher same 账本 " in told
    assert "Assets:3公共收益:1901待查款项: 不能结账\n2025年1月末有 -5.00 元待查款项没有查明。" in told
    assert "3456农行: 不能结账\n2025-01-31 的余额 1,005.00 元没有与银行核对。" in told
    assert "jjledger reconcile 账本 --account 3456农行 --month 2025-01 --write" in told
    assert "B00" in told, "the balances of March no longer hold"


def test_a_later_balance_vouches_where_nothing_moved_in_between(heyuan: Path) -> None:
    """The warranty deposit was paid in January and asserted at the end of June; nothing moved it."""
    assert "4567工行" not in run("jjledger", "close", heyuan, *TODAY).stderr


# -- what is closed stays


def test_nothing_is_booked_into_a_closed_month_and_the_refusal_says_where_to(heyuan: Path) -> None:
    for _ in range(6):
        close(heyuan)
    done = run("jjledger", "voucher", "new", heyuan, "--date", "2025-06-20", *VOUCHER, *TODAY)
    assert done.returncode == 2, done.stdout
    assert "2025-06 已经结账" in done.stderr
    assert "2025-07-01" in done.stderr
    deposit = ("--household", "01-1-101", "--amount", "100", "--date", "2025-06-20")
    signed = ("--prepared", "甲", "--reviewed", "乙", "--write")
    told = refused(heyuan, "fund", "deposit", *deposit, *signed)
    assert "B72" in told
    assert "请把日期写在没有结账的月份（2025-07 起）" in told
    done = run("jjledger", "voucher", "new", heyuan, "--date", "2025-07-20", *VOUCHER, *TODAY)
    assert done.returncode == 0, done.stderr
    assert codes(heyuan) == set()


def test_a_closed_voucher_is_undone_in_an_open_month(heyuan: Path) -> None:
    for _ in range(6):
        close(heyuan)
    signed = ("--date", "2025-07-20", "--prepared", "甲", "--reviewed", "乙", "--write")
    done = run(
        "jjledger", "voucher", "reverse", heyuan, "2025-03-S0003", "--attachments", "1", *signed, *TODAY
    )
    assert done.returncode == 0, done.stderr
    assert codes(heyuan) == set()


def test_closing_is_one_commit_that_says_who_closed_which_month(heyuan: Path) -> None:
    def git(*command: str) -> str:
        name = ("-c", "user.name=丁", "-c", "user.email=d@example.org")
        done = subprocess.run(
            ["git", *name, *command], cwd=heyuan, check=True, capture_output=True, text=True
        )
        return done.stdout

    git("init", "-q")
    git("add", "-A")
    git("commit", "-qm", "开始")
    close(heyuan)
    assert git("log", "-1", "--format=%s").strip() == "结账 2025-01"
    assert "丙" in git("log", "-1", "--format=%an %b")
    assert git("status", "--porcelain") == ""
    assert {name for name in git("show", "--name-only", "--format=").split() if "households" not in name} == {
        "closed/2025-01.csv",
        "closed/2025-01.toml",
    }


# -- reopen


def test_reopening_leaves_a_record_and_what_was_shown_no_longer_stands(heyuan: Path) -> None:
    for _ in range(6):
        close(heyuan)
    done = run(
        "jjledger",
        "reopen",
        heyuan,
        "2025-05",
        "--why",
        "漏记 一张发票",
        "--by",
        "丙",
        "--write",
        "--json",
        *TODAY,
    )
    assert done.returncode == 0, done.stderr
    record = json.loads(done.stdout)
    assert record["months"] == ["2025-05", "2025-06"]
    assert record["superseded"] == ["2025-05", "2025-06", "2025-H1", "2025-Q2"]
    assert sorted(path.name for path in (heyuan / "closed").glob("*.toml")) == [
        f"2025-0{month}.toml" for month in range(1, 5)
    ]
    assert (heyuan / "closed/reopened.csv").read_text("utf-8").splitlines()[1:] == [
        "2025-05,2025-08-20,丙,漏记 一张发票,2025-08-20,丙,2025-05 2025-Q2 2025-H1",
        "2025-06,2025-08-20,丙,漏记 一张发票,2025-08-20,丙,2025-06 2025-Q2 2025-H1",
    ]
    assert codes(heyuan) == {"E70", "E72"}
    assert [close(heyuan)["month"] for _ in range(2)] == ["2025-05", "2025-06"]
    assert codes(heyuan) == set()


@pytest.mark.parametrize(
    ("command", "words"),
    [
        (("2025-01", "--why", "错"), "2025年1月没有结账"),
        (("2025-01",), "要写明原因"),
        (("2025-01", "--why", "错", "--write"), "没有结账"),
    ],
)
def test_what_cannot_be_reopened_is_refused(heyuan: Path, command: tuple[str, ...], words: str) -> None:
    assert words in refused(heyuan, "reopen", *command)


def test_a_change_in_a_closed_month_blocks_until_it_is_undone_or_the_month_reopened(heyuan: Path) -> None:
    close(heyuan)
    close(heyuan)
    replace_once(heyuan, "2025/2025-02.beancount", "更换门禁", "更换门禁两套")
    assert "B70" in codes(heyuan)
    assert "B70" in refused(heyuan, "close", "2025-03", *BY)
    done = run("jjledger", "reopen", heyuan, "2025-02", "--why", "改摘要", "--by", "丙", "--write", *TODAY)
    assert done.returncode == 0, done.stderr
    assert "B70" not in codes(heyuan)
    close(heyuan, "2025-02")
