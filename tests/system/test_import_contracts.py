"""A bank's row that pays a contract, from the file to the voucher: the contract and its days stay with it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.bank_files import Line, bank_file, community, imported, proposals
from tests.ledgers import bean_check, run

CONTRACT = """number    = "2025-02"
title     = "快递柜场地"
kind      = "locker"
party     = "某快递柜（示例）公司"
account   = "Income:3公共收益:6002广告"
first_day = 2025-07-01
last_day  = 2026-06-30
[[due]]
every  = "quarter"
day    = 5
amount = "300.00"
"""
MONTH = "2025/2025-08.beancount"
SIGNED = ("--prepared", "甲", "--reviewed", "乙")


@pytest.fixture
def let(tmp_path: Path) -> Path:
    folder = community(tmp_path)
    (folder / "contracts").mkdir()
    (folder / "contracts/2025-02.toml").write_text(CONTRACT, encoding="utf-8")
    return folder


def test_what_a_contract_makes_due_is_proposed_and_its_number_stays(let: Path, tmp_path: Path) -> None:
    rows = [
        Line("2025-08-04", "300.00", "某快递柜(示例) 公司", "柜费"),
        Line("2025-08-20", "600.00", "某快递柜（示例）公司", "柜费"),
        Line("2025-08-21", "300.00", "某快递柜（示例）公司", "快递柜押金"),
    ]
    first, ahead, deposit = proposals(imported(let, bank_file(tmp_path, rows)))
    assert first["account"] == "Income:3公共收益:6002广告"
    assert first["contract"] == "2025-02"
    assert first["why"] == "对方和金额与合同 2025-02「快递柜场地」应收 2025-07-05相符"
    # 5 October and 5 January: the first of them is 46 days off.
    assert (ahead["account"].rpartition(":")[2], ahead["contract"]) == ("1901待查款项", "")
    assert "2025-02「快递柜场地」" in ahead["why"]
    assert deposit["why"] == "没有规则，也没有以前的记账可以参照"
    draft = (let / MONTH).read_text("utf-8")
    assert draft.count('  contract: "2025-02"\n  covers: "2025-07-01/2025-09-30"\n') == 1

    done = run("jjledger", "voucher", "confirm", let, "--all", *SIGNED, "--write", "--today", "2025-09-05")
    assert done.returncode == 0, done.stdout + done.stderr
    voucher = (let / MONTH).read_text("utf-8").partition('* "某快递柜(示例) 公司"')[2].partition("\n\n")[0]
    assert '  contract: "2025-02"\n' in voucher
    assert '  covers: "2025-07-01/2025-09-30"\n' in voucher
    assert "why:" not in voucher
    told = json.loads(run("jjledger", "revenue", "expected", let, "--json", "--today", "2025-09-05").stdout)
    assert (told["expected"], told["received"], told["overdue"]) == ("300.00", "300.00", [])
    assert bean_check(let / "main.beancount") == (0, "")


def test_importing_in_two_files_proposes_a_due_once(let: Path, tmp_path: Path) -> None:
    def august(day: str, opening: str, last: str) -> Path:
        line = Line(day, "300.00", "某快递柜（示例）公司", "柜费")
        return bank_file(tmp_path, [line], opening=opening, days=(day, last), name=f"{day}.csv")

    files = august("2025-08-04", "1400.00", "2025-08-10"), august("2025-08-11", "1700.00", "2025-08-12")
    found = proposals(imported(let, *files))
    assert [one["contract"] for one in found] == ["2025-02", ""]


@pytest.mark.parametrize(
    ("more", "kept"),
    [
        (("--account", "6002广告"), {"contract", "covers"}),
        (("--account", "6001停车"), set()),
        (("--account", "6001停车", "--contract", "2025-02"), {"contract"}),
    ],
)
def test_a_person_who_books_to_other_income_leaves_the_contract(
    let: Path, tmp_path: Path, more: tuple[str, ...], kept: set[str]
) -> None:
    rows = [Line("2025-08-04", "300.00", "某快递柜（示例）公司", "柜费")]
    (draft,) = proposals(imported(let, bank_file(tmp_path, rows)))
    confirm = ("voucher", "confirm", let, draft["bank_ref"], *more, *SIGNED, "--write")
    done = run("jjledger", *confirm, "--today", "2025-09-05")
    assert done.returncode == 0, done.stdout + done.stderr
    voucher = (let / MONTH).read_text("utf-8").partition('* "某快递柜(示例)公司"')[2].partition("\n\n")[0]
    assert {key for key in ("contract", "covers") if f"  {key}: " in voucher} == kept
