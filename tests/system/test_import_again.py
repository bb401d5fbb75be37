"""A rule written later reaches the drafts that wait, but none that a person has changed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.bank_files import Line, bank_file, bytes_of, community, imported, run_import
from tests.ledgers import bean_check, run

AUGUST = "2025/2025-08.beancount"
ROWS = (
    Line("2025-08-02", "1000.00", "某广告公司", "电梯广告费", "S1"),
    Line("2025-08-03", "-200.00", "某梯业公司", "维保", "S2"),
    Line("2025-08-04", "-300.00", "某梯业公司", "维保", "S3"),
    Line("2025-08-21", "1.23", "", "结息", "S4"),
)
LIFT = """
[[rule]]
counterparty = "梯业"
account      = "6401成本:01电梯维保"
summary      = "电梯维保费"
"""


@pytest.fixture
def heyuan(tmp_path: Path) -> Path:
    folder = community(tmp_path)
    imported(folder, bank_file(tmp_path, ROWS))
    return folder


def ruled(folder: Path, rules: str, before: str = "") -> None:
    """Write rules into community.toml in the place of others."""
    path = folder / "community.toml"
    text = path.read_text("utf-8")
    path.write_text(text.replace(before, rules) if before else text + rules, "utf-8")


def edited(folder: Path, old: str, new: str) -> None:
    text = (folder / AUGUST).read_text("utf-8")
    assert old in text
    (folder / AUGUST).write_text(text.replace(old, new, 1), "utf-8")


def again(folder: Path, *words: str) -> dict[str, Any]:
    done = run_import(folder, "--again", "--json", *words)
    assert done.exit_code == 0, f"{done.output}{done.exception!r}"
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_a_new_rule_reaches_the_drafts_that_wait(heyuan: Path) -> None:
    ruled(heyuan, LIFT)
    before = bytes_of(heyuan)
    assert len(again(heyuan, "--dry-run")["changed"]) == 2
    assert bytes_of(heyuan) == before
    record = again(heyuan)
    assert [(one["amount"], one["account"]) for one in record["changed"]] == [
        ("-200.00", "Expenses:3公共收益:6401成本:01电梯维保"),
        ("-300.00", "Expenses:3公共收益:6401成本:01电梯维保"),
    ]
    assert record["left"] == 2
    text = (heyuan / AUGUST).read_text("utf-8")
    assert text.count('! "某梯业公司" "电梯维保费"\n  bank-ref: "corporate:') == 2
    assert text.count(" ! ") == 4
    assert again(heyuan)["changed"] == []
    assert bean_check(heyuan / "main.beancount") == (0, "")


def test_a_rule_that_was_changed_reaches_them_too(heyuan: Path) -> None:
    ruled(heyuan, LIFT)
    again(heyuan)
    dearer = LIFT.replace("6401成本:01电梯维保", "6599其他").replace(
        '"电梯维保费"', '"电梯费"\namount = "300.00"'
    )
    ruled(heyuan, dearer + LIFT, LIFT)
    (changed,) = again(heyuan)["changed"]
    assert (changed["amount"], changed["account"]) == ("-300.00", "Expenses:3公共收益:6599其他")
    assert '"某梯业公司" "电梯费"' in (heyuan / AUGUST).read_text("utf-8")


def test_what_a_person_has_changed_stays(heyuan: Path) -> None:
    """An account of the person's own, and words of the person's own on a draft that is proposed anew."""
    edited(heyuan, "Assets:3公共收益:1901待查款项  200.00", "Expenses:3公共收益:6599其他  200.00")
    edited(heyuan, '2025-08-04 ! "某梯业公司" "维保"', '2025-08-04 ! "某梯业公司" "七月电梯维保"')
    ruled(heyuan, LIFT)
    (changed,) = again(heyuan)["changed"]
    assert changed["amount"] == "-300.00"
    text = (heyuan / AUGUST).read_text("utf-8")
    assert "Expenses:3公共收益:6599其他  200.00 CNY" in text
    assert '2025-08-04 ! "某梯业公司" "七月电梯维保"' in text


def test_what_was_booked_meanwhile_is_a_habit_for_those_that_wait(heyuan: Path) -> None:
    done = run(
        "jjledger", "voucher", "confirm", heyuan, "S2", "--account", "6401成本:01电梯维保",
        "--prepared", "甲", "--reviewed", "乙", "--write", "--today", "2025-09-05",
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    (changed,) = again(heyuan)["changed"]
    assert (changed["amount"], changed["account"]) == ("-300.00", "Expenses:3公共收益:6401成本:01电梯维保")
    assert "同一对方以前 1 次" in changed["why"]
