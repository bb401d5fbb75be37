"""Lists of houses and owners from spreadsheets: found by their headings, refused with their rows, never rewriting the past."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
import xlsxwriter

from tests.ledgers import SHIFAN, copy_of, run

TODAY = ("--today", "2026-01-31")
HOUSES = ("幢", "单元", "房号", "建筑面积", "房屋性质")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give a copy of the small community of two houses, 89.52 and 128.30 m²."""
    return copy_of(SHIFAN, tmp_path)


def _sheet(path: Path, heads: tuple[str, ...], *rows: tuple[object, ...]) -> Path:
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["某小区清单"])
        for number, row in enumerate((heads, *rows), 1):
            sheet.write_row(number, 0, row)
    return path


def _register(folder: Path) -> list[dict[str, str]]:
    return list(csv.DictReader((folder / "register.csv").read_text(encoding="utf-8").splitlines()))


def test_a_new_house_and_a_changed_area_hold_from_a_day_on(folder: Path, tmp_path: Path) -> None:
    """01-1-101 is measured anew, 01-1-102 stays, 01-2-201 is new; what was shared before keeps its area."""
    file = _sheet(
        tmp_path / "册.xlsx", HOUSES, ("01", "1", "101", 90.5, "住宅"), ("01", "1", "102", 128.30, "住宅"),
        ("01", "2", "201", 60, "商铺"),
    )  # fmt: skip
    before = (folder / "register.csv").read_bytes()
    command = ("jjledger", "register", "import", folder, file, "--date", "2025-06-01", *TODAY)
    preview = run(*command)
    assert preview.returncode == 0, preview.stderr
    assert "新增 1 户，改动 1 户" in preview.stdout
    assert (folder / "register.csv").read_bytes() == before
    done = run(*command, "--write", "--json")
    assert json.loads(done.stdout)["added"] == ["01-2-201"]
    rows = [
        (row["household"], row["area_m2"], row["kind"], row["from"], row["until"])
        for row in _register(folder)
    ]
    assert rows == [
        ("01-1-101", "89.52", "commercial", "", "2025-05-31"),
        ("01-1-102", "128.30", "commercial", "", ""),
        ("01-2-201", "60.00", "shop", "2025-06-01", ""),
        ("01-1-101", "90.50", "commercial", "2025-06-01", ""),
    ]
    assert run("jjledger", "check", folder, *TODAY).returncode == 0
    assert run(*command, "--write").returncode == 2  # nothing is left to change


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (("01", "1", "一楼", 60, "住宅"), "读不成 幢-单元-室"),
        (("01", "2", "201", 60, "飞船"), "「飞船」不认识"),
        (("01", "2", "201", -1, "住宅"), "不是正数"),
        (("01", "1", "101", 60, "住宅"), "写了两次"),
    ],
)
def test_a_bad_row_is_refused_and_nothing_is_written(
    folder: Path, tmp_path: Path, row: tuple[object, ...], words: str
) -> None:
    file = _sheet(tmp_path / "册.xlsx", HOUSES, ("01", "1", "101", 90, "住宅"), row)
    before = (folder / "register.csv").read_bytes()
    done = run("jjledger", "register", "import", folder, file, "--date", "2025-06-01", "--write", *TODAY)
    assert done.returncode == 2
    assert words in done.stderr
    assert "第 4 行" in done.stderr
    assert (folder / "register.csv").read_bytes() == before


def test_owners_come_from_a_spreadsheet(folder: Path, tmp_path: Path) -> None:
    """Doors in any usual form; the file is nobody else's, and no name is printed."""
    file = _sheet(
        tmp_path / "名册.xlsx",
        ("房屋", "业主姓名", "手机号"),
        ("1幢1单元101", "欧阳某某", "13800000000"),
        ("01-1-102", "司马某", ""),
    )
    done = run("jjledger", "owners", "import", folder, file, *TODAY)
    assert done.returncode == 0, done.stderr
    path = folder / "private/owners.csv"
    assert path.read_text(encoding="utf-8") == (
        "household,name,phone\n01-1-101,欧阳某某,13800000000\n01-1-102,司马某,\n"
    )
    assert path.stat().st_mode & 0o077 == 0
    assert "欧阳" not in done.stdout + done.stderr


def test_an_owner_of_no_house_is_refused(folder: Path, tmp_path: Path) -> None:
    file = _sheet(tmp_path / "名册.xlsx", ("房屋", "业主姓名"), ("09-9-909", "某某"))
    done = run("jjledger", "owners", "import", folder, file, *TODAY)
    assert done.returncode == 2
    assert "登记册里没有这个房屋" in done.stderr
    assert not (folder / "private/owners.csv").exists()


@pytest.mark.parametrize("kind", ["register", "owners"])
def test_the_templates_are_read_back(tmp_path: Path, folder: Path, kind: str) -> None:
    """Their example row names no house, so that it is refused by its door and by nothing else."""
    path = tmp_path / "表.xlsx"
    assert run("jjledger", "template", kind, "--to", path).returncode == 0
    words = ("--date", "2025-06-01") if kind == "register" else ()
    done = run("jjledger", kind, "import", folder, path, *words, *TODAY)
    assert done.returncode == 2
    assert "示例01-1-101" in done.stderr
    assert "房号" in done.stderr
