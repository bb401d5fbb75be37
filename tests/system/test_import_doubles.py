"""One row of the bank in several exports: known where that is certain, proposed where it is likely, never swallowed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.bank_files import Line, bank_file, community, imported, proposals, run_import
from tests.ledgers import bean_check, run

DAY = "2025-08-05"
ONCE = (Line(DAY, "1000.00", "甲公司", "来款", "Q1"),)  # 2,400.00 afterwards
BACK_AND_AGAIN = (
    Line(DAY, "-1000.00", "甲公司", "退回", "Q2"),
    Line(DAY, "1000.00", "乙公司", "来款", "Q3"),  # 2,400.00 afterwards, once more
)
SIGNED = ("--who", "丙", "--write", "--today", "2025-09-05")


@pytest.fixture
def heyuan(tmp_path: Path) -> Path:
    return community(tmp_path)


def later(place: Path, *lines: Line, name: str = "later.csv") -> Path:
    return bank_file(place, lines, opening="2400.00", name=name)


def without_balances(path: Path) -> Path:
    """Leave the cells of the running balance empty."""
    head, rows = path.read_text("gb18030").splitlines()[:3], path.read_text("gb18030").splitlines()[3:]
    cells = [row.split(",") for row in rows]
    emptied = [",".join([*row[:3], "", *row[4:]]) for row in cells]
    path.write_text("\n".join([*head, *emptied]) + "\n", encoding="gb18030")
    return path


def bare(place: Path, *lines: Line, name: str = "bare.csv") -> Path:
    """Write the rows without serial numbers and without balances."""
    plain = [Line(line.day, line.yuan, line.name, line.words) for line in lines]
    return without_balances(bank_file(place, plain, name=name))


def told(record: dict[str, Any]) -> list[tuple[str, str]]:
    return [(one["amount"], one["same_as"]) for one in proposals(record)]


def test_another_serial_number_is_another_row_though_day_amount_and_balance_are_the_same(
    heyuan: Path, tmp_path: Path
) -> None:
    imported(heyuan, bank_file(tmp_path, ONCE))
    record = imported(heyuan, later(tmp_path, *BACK_AND_AGAIN))
    assert (record["known"], told(record)) == (0, [("-1000.00", ""), ("1000.00", "")])


def test_the_same_payer_under_another_serial_number_is_asked_about(heyuan: Path, tmp_path: Path) -> None:
    imported(heyuan, bank_file(tmp_path, ONCE))
    again = Line(DAY, "1000.00", "甲公司", "来款", "Q3")
    record = imported(heyuan, later(tmp_path, BACK_AND_AGAIN[0], again))
    assert told(record) == [("-1000.00", ""), ("1000.00", f"corporate:{DAY.replace('-', '')}:Q1:1000.00")]
    assert bean_check(heyuan / "main.beancount") == (0, "")


def test_a_row_without_serial_is_known_once_only(heyuan: Path, tmp_path: Path) -> None:
    """Bare first, then Q1 which is the same, then Q3 which is not."""
    imported(heyuan, bank_file(tmp_path, [Line(DAY, "1000.00", "甲公司", "来款")]))
    record = imported(heyuan, bank_file(tmp_path, ONCE, name="serial.csv"))
    assert (record["known"], record["drafts"]) == (1, 0)
    record = imported(heyuan, later(tmp_path, *BACK_AND_AGAIN))
    assert (record["known"], told(record)) == (0, [("-1000.00", ""), ("1000.00", "")])


def test_the_known_rows_are_named_with_their_reason(heyuan: Path, tmp_path: Path) -> None:
    imported(heyuan, bank_file(tmp_path, ONCE))
    longer = [Line(DAY, "1000.00", "甲公司", "来款"), Line("2025-08-06", "5.00", "丁", "", "Q9")]
    path = bank_file(tmp_path, longer, name="longer.csv")
    words = run_import(heyuan, path, "--dry-run").stdout
    why = "日期、金额、余额与另一份对账单的一行相同，有一边没有流水号"
    assert f"已知的第 4 行：{why}。" in words
    (known,) = imported(heyuan, path)["files"][0]["known_rows"]
    assert (known["row"], known["day"], known["amount"], known["why"]) == (4, DAY, "1000.00", why)
    again = imported(heyuan, bank_file(tmp_path, ONCE, name="again.csv", days=("2025-08-01", "2025-08-30")))
    assert [one["why"] for one in again["files"][0]["known_rows"]] == ["以前导入过"]


def test_an_export_without_serials_and_balances_is_proposed_as_the_same(heyuan: Path, tmp_path: Path) -> None:
    twice = (*ONCE, Line(DAY, "1000.00", "甲公司", "来款", "Q2"), Line(DAY, "-7.00", "丁", "", "Q4"))
    imported(heyuan, bank_file(tmp_path, twice))
    record = imported(
        heyuan, bare(tmp_path, *twice, Line(DAY, "1000.00", "甲公司", "来款"), Line(DAY, "-7.00", "戊"))
    )
    key = f"corporate:{DAY.replace('-', '')}"
    assert told(record) == [
        ("1000.00", f"{key}:Q1:1000.00"),
        ("1000.00", f"{key}:Q2:1000.00"),
        ("-7.00", f"{key}:Q4:-7.00"),
        ("1000.00", ""),
        ("-7.00", ""),
    ]
    assert bean_check(heyuan / "main.beancount") == (0, "")


def test_what_is_proposed_is_taken_or_not_by_the_usual_command(heyuan: Path, tmp_path: Path) -> None:
    """Once the first is a voucher, the proposal names the voucher, as the command asks for it."""
    imported(heyuan, bank_file(tmp_path, ONCE))
    done = run(
        "jjledger", "voucher", "confirm", heyuan, "Q1", "--account", "6002广告",
        "--prepared", "甲", "--reviewed", "乙", "--write", "--today", "2025-09-05",
    )  # fmt: skip
    assert done.returncode == 0, done.stderr + done.stdout
    (one,) = proposals(imported(heyuan, bare(tmp_path, *ONCE)))
    assert one["same_as"] == "2025-08-S0001"
    done = run("jjledger", "voucher", "same", heyuan, one["bank_ref"], one["same_as"], *SIGNED)
    assert done.returncode == 0, done.stderr + done.stdout
    assert imported(heyuan, bare(tmp_path, *ONCE, name="once-more.csv"))["drafts"] == 0
