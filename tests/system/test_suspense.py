"""Money nobody has explained: listed with its age, blocking, shown honestly, and gone once it is explained."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.bank_files import Line, bank_file, community, imported
from tests.ledgers import bean_check, plain, run

TODAY = ("--today", "2025-09-05")
SIGNED = ("--prepared", "甲", "--reviewed", "乙", "--write", *TODAY)
REF = "corporate:20250802:S1:1000.00"


@pytest.fixture
def waiting(tmp_path: Path) -> Path:
    """Give a community in which one row was explained on import and one not."""
    folder = community(tmp_path)
    rows = [Line("2025-08-02", "1000.00", "某人", "来款", "S1"), Line("2025-08-21", "1.23", "", "结息", "S2")]
    imported(folder, bank_file(tmp_path, rows))
    return folder


def listed(folder: Path) -> list[dict[str, Any]]:
    done = run("jjledger", "suspense", folder, *TODAY, "--json")
    assert done.returncode == 0, done.stderr
    found: list[dict[str, Any]] = json.loads(done.stdout)
    return found


def warned(folder: Path) -> set[str]:
    (record,) = json.loads(run("jjledger", "check", folder, *TODAY, "--json").stdout)
    return {one["code"] for one in record["findings"]}


def confirm(folder: Path, account: str) -> None:
    done = run("jjledger", "voucher", "confirm", folder, REF, "--account", account, *SIGNED)
    assert done.returncode == 0, done.stderr + done.stdout


def test_a_draft_that_nobody_can_explain_is_listed_with_its_age(waiting: Path) -> None:
    (item,) = listed(waiting)
    assert item == {
        "day": "2025-08-02", "account": "3公共收益:1001银行存款:3456农行", "counterparty": "某人", "words": "来款",
        "amount": "1000.00", "age": 34, "state": "草稿", "file": "2025/2025-08.beancount", "line": 1,
    }  # fmt: skip
    assert warned(waiting) == {"E64"}
    shown = run("jjledger", "suspense", waiting, *TODAY).stdout
    assert "待查款项 1 笔" in shown
    assert "1000.00" in shown


def test_what_is_explained_is_listed_no_more(waiting: Path) -> None:
    confirm(waiting, "6002广告")
    assert listed(waiting) == []
    confirm_rest = run("jjledger", "voucher", "confirm", waiting, "--all", *SIGNED)
    assert confirm_rest.returncode == 0, confirm_rest.stderr
    assert warned(waiting) == set()
    assert bean_check(waiting / "main.beancount") == (0, "")


def test_what_is_booked_on_1901_waits_until_it_is_moved_off(waiting: Path) -> None:
    confirm(waiting, "1901待查款项")
    assert [(one["state"], one["amount"], one["age"]) for one in listed(waiting)] == [
        ("已入账", "1000.00", 34)
    ]
    assert "E65" in warned(waiting)
    legs = ("--leg", "1901待查款项=1000.00", "--leg", "6002广告=-1000.00")
    done = run(
        "jjledger", "voucher", "new", waiting, "--date", "2025-09-02", "--payee", "某人", "--narration", "查明为广告费",
        *legs, *SIGNED,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr + done.stdout
    assert listed(waiting) == []
    assert "E65" not in warned(waiting)


def test_a_page_says_what_stands_in_suspense_and_shows_nothing_of_the_bank(
    waiting: Path, tmp_path: Path
) -> None:
    confirm(waiting, "1901待查款项")
    done = run("jjledger", "voucher", "confirm", waiting, "--all", *SIGNED)
    assert done.returncode == 0, done.stderr
    legs = ("--leg", "1001银行存款:3456农行=10.00", "--leg", "6002广告=-10.00")
    words = ("--payee", "某公司", "--narration", "九月广告费", "--attachments", "1")
    done = run("jjledger", "voucher", "new", waiting, "--date", "2025-09-02", *words, *legs, *SIGNED)
    assert done.returncode == 0, done.stderr
    (waiting / "private").mkdir()
    (waiting / "private" / "owners.csv").write_text("household,name\n", "utf-8")
    site = tmp_path / "site"
    done = run("jjledger", "publish", waiting, "--to", site, "--today", "2025-10-20")
    assert done.returncode == 0, done.stderr + done.stdout
    texts = {
        path: path.read_text("utf-8")
        for path in site.resolve().rglob("*")
        if path.suffix in {".html", ".json", ".csv", ".beancount"}
    }
    for path, text in texts.items():
        for word in ("bank-ref", "corporate:", "same-as", "why:", "某人", "没有规则"):
            assert word not in text, path
    page = next(text for path, text in texts.items() if path.name == "data.json" and "2025-Q3" in path.parts)
    assert "待查款项 -1,000.00 元" in page
    entries, _ = plain(next(path for path in texts if path.name == "book.beancount"))
    assert entries
