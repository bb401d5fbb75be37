"""`jjledger revenue …` on a copy of a community of three houses, with a contract, assets and a barrier gate."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.ledgers import HEYUAN, bean_check, copy_of, replace_once, run

TODAY = ("--today", "2025-08-20")
WRITE = ("--date", "2025-08-20", "--prepared", "甲", "--reviewed", "乙", "--write")
CONTRACT = """number    = "2025-01"
title     = "地面停车"
kind      = "parking"
party     = "某停车公司"
account   = "Income:3公共收益:6001停车"
first_day = 2025-02-01
last_day  = 2025-10-15
deposit   = "50.00"
[[due]]
every  = "quarter"
day    = 21
amount = "280.00"
[[due]]
from   = 2025-08-01
every  = "month"
day    = 5
amount = "100.00"
"""
ASSETS = """id,class,name,place,quantity,since,until,contracts,note
TC-01,停车,地面车位,中心广场,20,2024-01-01,,2025-01,
"""
SETTINGS = """
[[authority]]
from     = 2025-01-01
item     = "500.00"
year     = "2000.00"
decision = "2025-01"
[[budget]]
fund     = "3公共收益"
account  = "Expenses:3公共收益:6503业委会"
year     = 2025
amount   = "300.00"
decision = "2025-01"
[[control]]
source    = "道闸"
account   = "Income:3公共收益:6001停车"
tolerance = "5.00"
"""


@pytest.fixture
def heyuan(tmp_path: Path) -> Path:
    """Give a community whose parking is let: 600.00 came in on 4 March 2025."""
    files = {"contracts/2025-01.toml": CONTRACT, "assets.csv": ASSETS}
    files["controls/道闸.csv"] = "日期,笔数,金额\n2025-03-10,40,400.00\n2025-03-20,20,196.00\n"
    files["community.toml"] = (HEYUAN / "community.toml").read_text(encoding="utf-8") + SETTINGS
    folder = copy_of(HEYUAN, tmp_path, files)
    contract = '  corrects: "2025-03-S0001"\n  contract: "2025-01"\n'
    replace_once(folder, "2025/2025-03.beancount", '  corrects: "2025-03-S0001"\n', contract)
    return folder


def said(command: str, folder: Path, *more: str) -> str:
    done = run("jjledger", "revenue", command, folder, *more, *TODAY)
    assert done.returncode == 0, done.stderr + done.stdout
    return done.stdout


def asked(command: str, folder: Path, *more: str) -> dict[str, Any]:
    answer: dict[str, Any] = json.loads(said(command, folder, *more, "--json"))
    return answer


def refused(command: str, folder: Path, *more: str) -> str:
    done = run("jjledger", "revenue", command, folder, *more, *TODAY)
    assert done.returncode == 2, done.stdout
    assert "Traceback" not in done.stderr
    return done.stderr


def test_contracts_and_which_of_them_end_soon(heyuan: Path) -> None:
    found = asked("contracts", heyuan)["contracts"]
    # Two quarters of 280.00, August and September 100.00 each, 15 of October's 31 days 48.39.
    assert [(one["number"], one["total"], one["deposit"]) for one in found] == [
        ("2025-01", "808.39", "50.00")
    ]
    assert found[0]["ends_soon"], "56 days are left"
    assert "2025-10-15 到期，还有 56 天" in said("contracts", heyuan)


def test_expected_against_received_and_what_is_overdue(heyuan: Path) -> None:
    found = asked("expected", heyuan, "--through", "2025-08-20")
    assert [found[key] for key in ("expected", "received", "outstanding")] == ["660.00", "600.00", "60.00"]
    assert [(one["due"], one["outstanding"], one["days_overdue"]) for one in found["overdue"]] == [
        ("2025-08-05", "60.00", 15)
    ]
    earlier = asked("expected", heyuan, "--through", "2025-03-31")
    assert (earlier["expected"], earlier["received"], earlier["prepaid"]) == ("280.00", "280.00", "320.00")
    assert "逾期未收" in said("expected", heyuan)


def test_net_budget_assets_and_outside_figures(heyuan: Path) -> None:
    net = asked("net", heyuan, "--period", "2025-Q1")
    # Of 600.00, April's 30 of 89 days of the first 280.00 (94.38), 280.00 and 40.00 are for later.
    assert (net["gross"], net["cost"], net["net"], net["later_periods"]) == (
        "600.00",
        "0.00",
        "600.00",
        "414.38",
    )
    budget = asked("budget", heyuan, "--year", "2025")
    assert [(one["amount"], one["used"], one["left"]) for one in budget["budgets"]] == [
        ("300.00", "0.00", "300.00")
    ]
    # 94.38 of April, 94.35 of May and 91.30 of June: 280.00 by 31, 30 and 31 days of 92.
    assets = asked("assets", heyuan, "--period", "2025-Q2")
    assert [(one["received"], one["belonging"]) for one in assets["assets"]] == [("0.00", "280.03")]
    controls = asked("controls", heyuan, "--period", "2025-Q1")["compared"]
    assert [(one["counted"], one["booked"], one["count"], one["fits"]) for one in controls] == [
        ("596.00", "600.00", 60, True)
    ]


def test_a_top_up_is_a_linked_pair_of_equal_amounts_and_is_made_once(heyuan: Path) -> None:
    preset = ("--period", "2025-Q1", "--preset", "cn-3305")
    # 1,000.00 brought forward and 600.00 of parking lie in the account: half of it.
    assert asked("top-up", heyuan, *preset)["amount"] == "800.00"
    written = asked("top-up", heyuan, *preset, *WRITE)
    assert written["written"]
    assert bean_check(heyuan / "main.beancount") == (0, "")
    text = (heyuan / "2025/2025-08.beancount").read_text(encoding="utf-8")
    assert text.count("^top-up-2025-Q1-20250820") == 2
    assert text.count("6501补充维修资金") == text.count("4201经营收入") == 1
    checked = run("jjledger", "check", heyuan, *TODAY)
    assert "E14" not in checked.stdout + checked.stderr, "what left arrived"
    again = asked("top-up", heyuan, *preset)
    assert (again["made"], again["amount"], again["vouchers"]) == ("800.00", "0.00", [])


def test_more_than_half_is_a_fen_more(heyuan: Path) -> None:
    shanghai = asked("top-up", heyuan, "--period", "2025-Q1", "--preset", "cn-31")
    assert (shanghai["base_amount"], shanghai["due"], shanghai["amount"]) == ("600.00", "300.01", "300.01")


def test_a_top_up_may_stop_at_the_first_deposits(heyuan: Path) -> None:
    capped = asked("top-up", heyuan, "--period", "2025-Q1", "--preset", "cn-3305", "--cap")
    # 7,500.00 of first deposits; 7,500.00 + 10.00 + 200.00 - 300.00 are there.
    assert (capped["room"], capped["amount"]) == ("90.00", "90.00")
    assert "--cap" in refused("top-up", heyuan, "--period", "2025-Q1", "--preset", "cn-31", "--cap")


def test_the_communitys_own_rule(heyuan: Path) -> None:
    own = "".join(
        f'[[law.revenue_top_up_{name}.value]]\nfrom = 2024-01-01\nvalue = "{value}"\n'
        f'source = "owners_decision#2024-01"\nphrase = "全部补充"\n'
        for name, value in (("share", "1/1"), ("bound", "等于"), ("base", "净收入"))
    )
    with (heyuan / "community.toml").open("a", encoding="utf-8") as file:
        file.write(own)
    found = asked("top-up", heyuan, "--period", "2025-H1")
    # All of 600.00, of which 200.00 went over in June.
    assert (found["due"], found["made"], found["amount"]) == ("600.00", "200.00", "400.00")


@pytest.mark.parametrize(
    ("more", "words"),
    [
        (("--period", "2025-Q1"), "没有生效的补充份额"),
        (("--period", "2025-H1", "--preset", "cn-3305"), "每 3 个月"),
        (("--period", "2025-Q3", "--preset", "cn-3305"), "才结束"),
        (("--period", "2025-Q1", "--preset", "cn-99"), "没有收录"),
        (("--period", "2025-Q1", "--preset", "cn-3305", "--bank", "9999"), "没有银行账户"),
        (("--period", "2025-Q7", "--preset", "cn-3305"), "不是期间"),
    ],
)
def test_what_is_refused(heyuan: Path, more: tuple[str, ...], words: str) -> None:
    assert words in refused("top-up", heyuan, *more)


def test_a_receipt_typed_for_a_year_says_which_days_it_is_for(heyuan: Path) -> None:
    legs = ("--debit", "银行存款=365.00", "--credit", "停车=365.00")
    done = run(
        "jjledger", "voucher", "new", heyuan, "--payee", "某业主", "--narration", "停车年卡", *legs, "--fund",
        "3公共收益", "--covers", "2025-08-01/2026-07-31", "--attachments", "1", "--asset", "TC-01", *WRITE, *TODAY,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr + done.stdout
    # A yuan a day: from 1 October on 304 days are left.
    assert asked("net", heyuan, "--period", "2025-Q3")["later_periods"] == "304.00"
