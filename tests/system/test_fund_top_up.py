"""`jjledger fund top-up`: who is below the line to the fen, notices, and the batch of what came in."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from jjledger.intake.columns import DOOR, Column
from jjledger.intake.sheet import read_sheet
from tests.ledgers import HEYUAN, bean_check, copy_of, replace_once, run

TODAY = ("--today", "2025-08-20")
WRITE = ("--date", "2025-08-01", "--prepared", "甲", "--reviewed", "乙", "--write")
# After June 01-1-101 has 4806.00 and 01-1-102 2403.00; the lines are 1500.00 and 750.00.
REPAIR = """
2025-07-10 * "某电梯公司" "更换曳引机"
  voucher: "付-0001"
  attachments: 2
  prepared: "甲"
  reviewed: "乙"
  decision: "2025-01"
  Expenses:1维修资金:5001维修支出         4959.01 CNY
    detail: "details/2025-07-10.csv"
  Assets:1维修资金:1001银行存款:1234建行 -4959.01 CNY
"""


@pytest.fixture
def heyuan(tmp_path: Path) -> Path:
    """Give a community where one household has exactly 30 % left and another one fen less."""
    july = (HEYUAN / "2025" / "2025-07.beancount").read_text(encoding="utf-8")
    detail = "household,amount\n01-1-101,3306.00\n01-1-102,1653.01\n"
    files = {"2025/2025-07.beancount": july + REPAIR, "details/2025-07-10.csv": detail}
    return copy_of(HEYUAN, tmp_path, files)


def said(*command: str | Path) -> str:
    done = run("jjledger", "fund", "top-up", *command, *TODAY)
    assert done.returncode == 0, done.stderr + done.stdout
    return done.stdout


def shown(*command: str | Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(said(*command, "--json"))
    return found


def refused(*command: str | Path) -> str:
    done = run("jjledger", "fund", "top-up", *command, *TODAY)
    assert done.returncode == 2, done.stdout
    return done.stderr


def batch(folder: Path, *rows: str) -> Path:
    path = folder.parent / "续交.csv"
    path.write_text("\n".join(("房屋编号,续交金额,票据号", *rows)) + "\n", encoding="utf-8")
    return path


def test_exactly_the_line_is_not_on_the_list_and_one_fen_below_is(heyuan: Path) -> None:
    """2400.00 − 1653.01 = 746.99 and 3.00 of interest; 2500.00 − 749.99 = 1750.01."""
    found = shown(heyuan)
    assert found["households"] == [
        {
            "household": "01-1-102", "building": "01", "unit": "1", "room": "102", "area_m2": "50.00",
            "due": "2500.00", "principal": "746.99", "interest": "3.00", "arrears": "0.00",
            "first_deposit": "2500.00", "top_up": "1750.01",
        }
    ]  # fmt: skip
    assert (found["total"], found["line"], found["basis"]) == ("1750.01", "3/10", "台州市物业管理条例第51条")
    assert shown(heyuan, "--at", "2025-07-09")["households"] == []


def test_the_reading_is_a_policy_and_is_printed(heyuan: Path) -> None:
    assert "补足到首期交存额" in said(heyuan)
    replace_once(
        heyuan, "community.toml", 'draw_order = "principal"', 'draw_order = "principal"\ntop_up = "standard"'
    )
    words = said(heyuan)
    assert "按首期交纳的标准再交一次" in words
    assert "合计 2,500.00 元" in words
    assert "台州市物业管理条例第51条" in words


def test_what_a_household_owes_is_part_of_what_fills_its_account_up(heyuan: Path) -> None:
    """Another 800.00 from 01-1-102 takes 749.99 and leaves 50.01 owed: 2500.00 + 50.01."""
    replace_once(heyuan, "2025/2025-07.beancount", "  4959.01", "  5759.01")
    replace_once(heyuan, "2025/2025-07.beancount", "-4959.01", "-5759.01")
    replace_once(heyuan, "details/2025-07-10.csv", "1653.01", "2453.01")
    (row,) = shown(heyuan)["households"]
    assert (row["principal"], row["interest"], row["arrears"], row["top_up"]) == (
        "0.00",
        "0.00",
        "50.01",
        "2550.01",
    )
    said(heyuan, "--notices")
    pdf = heyuan / "private/print/heyuan-top-up-notice-20250820/heyuan-top-up-notice-20250820.pdf"
    text = "".join(page.extract_text() for page in PdfReader(pdf).pages).replace("\n", "")
    assert "2,500.00 元 − 余额 0.00 元 + 尚欠 50.01 元 = 2,550.01 元" in text


def test_the_list_as_csv_and_as_a_workbook(heyuan: Path) -> None:
    path = heyuan.parent / "名单.xlsx"
    rows = list(csv.DictReader(said(heyuan, "--csv", "--xlsx", path).splitlines()))
    assert [(row["household"], row["top_up"]) for row in rows] == [("01-1-102", "1750.01")]
    (line,) = read_sheet(path, (DOOR, Column("top_up", ("应续交金额",), "figure")))
    assert (line.texts["household"], line.figures["top_up"]) == ("01-1-102", 175001)


def test_notices_are_one_page_a_household_and_private(heyuan: Path) -> None:
    said(heyuan, "--notices")
    folder = heyuan / "private/print/heyuan-top-up-notice-20250820"
    assert sorted(path.name.removeprefix(folder.name) for path in folder.iterdir()) == [
        "-list.csv", "-list.pdf", "-list.xlsx", ".html", ".pdf",
    ]  # fmt: skip
    cover, page = PdfReader(folder / f"{folder.name}.pdf").pages
    assert "1,750.01" in cover.extract_text()
    text = page.extract_text()
    assert "请在2025年9月19日以前" in text.replace("\n", "")
    assert "1,750.01" in text
    assert "台州市物业管理条例第51条" in text
    assert "没有要续交的房屋" in refused(heyuan, "--notices", "--at", "2025-07-09")


def test_a_batch_is_held_against_the_list_and_booked(heyuan: Path) -> None:
    path = batch(heyuan, "01-1-102,1750.01,X-1")
    said(heyuan, "--batch", path, *WRITE)
    text = (heyuan / "2025" / "2025-08.beancount").read_text(encoding="utf-8")
    assert '"1户业主" "续交维修资金"' in text
    assert '  basis: "台州市物业管理条例第51条"\n  top-up: "difference"\n  receipt: "X-1"\n' in text
    assert bean_check(heyuan / "main.beancount") == (0, "")
    assert shown(heyuan)["households"] == []


def test_who_is_not_on_the_list_or_pays_another_sum_is_named(heyuan: Path) -> None:
    path = batch(heyuan, "01-1-101,1.00,", "01-1-102,1750.01,")
    assert "房屋 01-1-101 不在应续交的名单里" in refused(heyuan, "--batch", path)
    path = batch(heyuan, "01-1-102,1750.00,")
    assert shown(heyuan, "--batch", path)["differing"] == ["01-1-102"]
    assert "实交 1,750.00  应交 1,750.01  相差 -0.01" in refused(heyuan, "--batch", path, *WRITE)
    assert not (heyuan / "2025" / "2025-08.beancount").exists()


def test_a_list_alone_is_not_written(heyuan: Path) -> None:
    assert "名单不记账" in refused(heyuan, *WRITE)
