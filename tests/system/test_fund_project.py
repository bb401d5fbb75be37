"""A use of the fund from end to end on copies of a small community, as an accountant types it.

01-1-101 has 100 m², 01-1-102 50 m² and 02-1-201, public housing, 80 m².
"""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

from tests.ledgers import HEYUAN, copy_of, run

TODAY = ("--today", "2025-08-20")
SIGNED = ("--prepared", "甲", "--reviewed", "乙", "--write")


def _files(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and "build" not in path.parts
    }


def _fund(folder: Path, *words: str) -> str:
    """Run `jjledger fund … LEDGER ID …`; the books stay sound."""
    command, rest = (words[:2], words[2:]) if words[0] == "project" else (words[:1], words[1:])
    done = run("jjledger", "fund", *command, folder, *rest, *TODAY)
    assert (done.returncode, done.stderr) == (0, "")
    assert run("jjledger", "check", folder, *TODAY).returncode == 0
    return done.stdout


def _refused(folder: Path, *words: str) -> str:
    before = _files(folder)
    command, rest = (words[:2], words[2:]) if words[0] == "project" else (words[:1], words[1:])
    done = run("jjledger", "fund", *command, folder, *rest, *TODAY)
    assert done.returncode == 2
    assert _files(folder) == before
    return done.stderr


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return copy_of(HEYUAN, tmp_path)


def test_from_the_record_to_the_settlement(folder: Path) -> None:
    """1,000.00 for the roof of both buildings: 300.00 first, then what the settlement of 980.00 leaves.

    300.00 over 150 and 80 m²: 195.65 and 104.35; 680.00: 443.48 and 236.52 (443.478…, 236.521…).
    """
    new = (
        "project",
        "new",
        "R1",
        "--title",
        "屋面防水",
        "--scope",
        "01 02",
        "--category",
        "屋面",
        "--budget",
        "1,000.00",
    )
    preview = _fund(folder, *new, "--date", "2025-07-01")
    assert "尚未写入" in preview
    assert not (folder / "projects").exists()
    _fund(folder, *new, "--date", "2025-07-01", "--chargeable", "--write")
    vote = ("--title", "屋面防水", "--scope", "all", "--participating", "3/230.00", "--agreeing", "2/150.00")
    assert "没有读得出来的决定" in _refused(
        folder, "pay", "R1", "--amount", "1", "--payee", "某", "--date", "2025-07-10"
    )
    assert "通过。" in _fund(folder, "decide", "R1", *vote, "--date", "2025-07-05", "--write")
    signed = ("--contractor", "某防水公司", "--amount", "900", "--stage", "预付款:1/3", "--stage", "尾款:2/3")
    _fund(folder, "contract", "R1", *signed, "--date", "2025-07-06", "--write")
    pay = ("pay", "R1", "--stage", "预付款", "--date", "2025-07-10")
    preview = _fund(folder, *pay)
    assert '2025-07-10 ! "某防水公司" "屋面防水预付款" ^project-R1-1' in preview
    assert "售房单位 01 承担 34.78 元" in preview
    _fund(folder, *pay, *SIGNED)
    assert "「预付款」已经付过" in _refused(folder, *pay)
    assert "超出 0.01 元" in _refused(folder, "settle", "R1", "--amount", "1000.01", "--date", "2025-07-12")
    assert "尾款 680.00 元" in _fund(
        folder, "settle", "R1", "--amount", "980.00", "--date", "2025-07-12", "--write"
    )
    last = ("pay", "R1", "--date", "2025-07-12", "--amount")
    assert "超出 0.01 元" in _refused(folder, *last, "680.01")
    _fund(folder, *last, "680.00", *SIGNED)
    rows = list(csv.DictReader(io.StringIO(_fund(folder, "project", "show", "R1", "--csv"))))
    # 130.43 + 295.65, 65.22 + 147.83, 69.57 + 157.68, 34.78 + 78.84
    assert {row["household"]: row["share"] for row in rows} == {
        "01-1-101": "426.08", "01-1-102": "213.05", "02-1-201": "227.25", "selling_unit:01": "113.62",
    }  # fmt: skip
    (listed,) = json.loads(_fund(folder, "project", "list", "--json"))
    assert (listed["paid"], listed["settled"]) == ("980.00", "980.00")
    done = run("bean-check", "-C", folder / "main.beancount")
    assert (done.returncode, done.stdout + done.stderr) == (0, "")


def test_a_vote_that_fails_by_one_head_is_on_record_and_pays_for_nothing(folder: Path) -> None:
    """300 heads, 30,000 m²; 200 take part, and 100 of them are half."""
    new = ("--title", "屋面防水", "--scope", "01", "--category", "屋面", "--budget", "1000", "--chargeable")
    _fund(folder, "project", "new", "R1", *new, "--date", "2025-07-01", "--write")
    vote = (
        "--title",
        "屋面防水",
        "--scope",
        "01",
        "--total",
        "300/30000.00",
        "--participating",
        "200/20000.00",
        "--total-as-counted",
    )
    said = _fund(
        folder, "decide", "R1", *vote, "--agreeing", "100/10000.01", "--date", "2025-07-05", "--write"
    )
    reason = "同意的业主 100 人，须超过参与表决的 1/2，即至少 101 人：未达到"
    assert said.startswith("注意：全体业主与登记册不符")
    assert reason in said
    assert "没有通过：可以登记备查，但不能据以付款。" in said
    assert (folder / "decisions/R1.toml").is_file()
    assert reason in _refused(
        folder, "pay", "R1", "--amount", "1", "--payee", "某", "--date", "2025-07-10", *SIGNED
    )


def test_a_vote_of_an_electorate_that_is_not_the_registers_is_refused_unless_wanted(folder: Path) -> None:
    """Building 01 has two houses of 150.00 m²; 3 heads with 30.00 m² between them are nobody's vote."""
    vote = ("decide", "R1", "--title", "屋面防水", "--scope", "01", "--date", "2025-07-05")
    counted = ("--participating", "2/20.00", "--agreeing", "2/20.00")
    made_up = (*vote, "--total", "3/30.00", *counted)
    said = _refused(folder, *made_up, "--write")
    both = "写的全体业主是 3 人 30.00 平方米，登记册里范围「01」在 2025-07-05 至多有 2 人 150.00 平方米（2 套）。"
    assert both in said
    assert "请加上 --total-as-counted" in said
    record: dict[str, Any] = json.loads(_fund(folder, *made_up, "--total-as-counted", "--json"))
    assert both in record["differs"]
    assert both in _fund(folder, *made_up, "--total-as-counted", "--write")
    assert (folder / "decisions/R1.toml").is_file()
    assert "没有写 --total" in _refused(folder, *vote, *counted, "--total-as-counted")


@pytest.mark.parametrize(
    ("owners", "total", "agrees"),
    [
        ("", "2/150.00", True),
        ("", "1/150.00", True),  # nobody knows whether one owner has both
        ("", "3/150.00", False),
        ("", "2/149.99", False),
        ("", "2/150.01", False),
        ("01-1-101,张三\n01-1-102,李四\n", "2/150.00", True),
        ("01-1-101,张三\n01-1-102,李四\n", "1/150.00", False),
        ("01-1-101,张三\n01-1-102,张三\n", "1/150.00", True),
        ("01-1-101,张三\n01-1-102,张三\n", "2/150.00", False),
        ("01-1-101,张三\n", "1/150.00", True),  # the other house may be 张三's too
    ],
)
def test_area_is_held_to_the_register_and_heads_to_what_is_known_of_owners(
    folder: Path, owners: str, total: str, *, agrees: bool
) -> None:
    if owners:
        (folder / "private").mkdir()
        (folder / "private/owners.csv").write_text(f"household,name\n{owners}", encoding="utf-8")
    vote = ("decide", "R1", "--title", "屋面防水", "--scope", "01", "--date", "2025-07-05")
    words = (*vote, "--total", total, "--participating", "1/110.00", "--agreeing", "1/110.00")
    if agrees:
        assert "与登记册不符" not in _fund(folder, *words)
        assert "与登记册不符" not in _fund(folder, *words, "--total-as-counted")
    else:
        refused = _refused(folder, *words)
        assert "150.00 平方米（2 套）" in refused
        assert "张三" not in refused


def test_ballots_are_counted_from_a_table(folder: Path, tmp_path: Path) -> None:
    table = tmp_path / "表决票.csv"
    table.write_bytes("房号,表决意见\n01-1-101,同意\n01-1-102,反对\n".encode("gb18030"))
    words = (
        "decide",
        "R2",
        "--title",
        "屋面防水",
        "--scope",
        "01",
        "--ballots",
        str(table),
        "--date",
        "2025-07-05",
    )
    record: dict[str, Any] = json.loads(_fund(folder, *words, "--json"))
    assert record["carried"] is False
    assert [(one["actual"], one["needed"]) for one in record["comparisons"]] == [
        (15_000, 10_000), (2, 2), (10_000, 7_501), (1, 2),
    ]  # fmt: skip
    table.write_text("房号,表决意见\n01-1-101,同意\n01-1-101,同意\n", encoding="utf-8")
    assert "有两张表决票" in _refused(folder, *words, "--write")


def test_an_urgent_use_is_certified_paid_and_announced_in_time(folder: Path) -> None:
    """Paid in full on 10 July; told on 11 August, one day after the month is over."""
    new = ("--title", "电梯抢修", "--scope", "01", "--category", "电梯", "--budget", "600", "--chargeable")
    _fund(folder, "project", "new", "R1", *new, "--date", "2025-07-01", "--write")
    case = (
        "--title",
        "电梯抢修",
        "--scope",
        "01",
        "--ground",
        "困人",
        "--by",
        "社区居民委员会",
        "--date",
        "2025-07-02",
    )
    assert "可以写：电梯、消防、排水、外墙、其他" in _refused(
        folder, "certify", "R1", *case, "--category", "屋面"
    )
    _fund(folder, "certify", "R1", *case, "--category", "电梯", "--write")
    pay = ("pay", "R1", "--amount", "600", "--payee", "某电梯公司", "--date", "2025-07-10")
    paid = json.loads(_fund(folder, *pay, *SIGNED, "--json"))
    assert [(row["household"], row["share"]) for row in paid["households"]] == [
        ("01-1-101", "400.00"), ("01-1-102", "200.00"),
    ]  # fmt: skip
    assert "至迟 2025年8月10日 公告" in run("jjledger", "check", folder, *TODAY).stdout
    _fund(folder, "project", "announce", "R1", "--date", "2025-08-11", "--write")
    assert "于 2025年8月11日 公告" in run("jjledger", "check", folder, *TODAY).stdout
