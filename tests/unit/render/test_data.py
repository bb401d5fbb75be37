"""The data formats, read back by other readers."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
import zipfile
from datetime import date
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from jjledger.render.data import csv_bytes, json_bytes, xlsx_bytes
from jjledger.render.tables import Column, Table, tables
from tests.unit.render import made_pages as made

FORMULAS = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "＝1",
    "＋1",
    "－1",
    "＠x",
    '=HYPERLINK("http://a")',
]
TABLE = Table(
    "样表",
    (Column("户号"), Column("日期", "day"), Column("金额（元）", "yuan"), Column("户数", "count")),
    (
        ("01-1-10", date(2025, 3, 5), -5, 12),
        ("6222021234567890123", None, 123456789, None),
        ('甲,乙\n"丙"', date(2025, 12, 31), 0, 0),
    ),
)  # fmt: skip
SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def rows_of(data: bytes) -> list[list[tuple[str, str]]]:
    """Read a workbook's cells: (s for text, n for a number; content), row by row."""
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        shared = ET.fromstring(book.read("xl/sharedStrings.xml"))  # noqa: S314 - our own
        texts = ["".join(item.itertext()) for item in shared]
        sheet = ET.fromstring(book.read("xl/worksheets/sheet1.xml"))  # noqa: S314 - our own
    assert not list(sheet.iter(f"{SHEET}f"))  # no formula
    return [
        [
            ("s", texts[int(cell[0].text)]) if cell.get("t") == "s" else ("n", cell[0].text)
            for cell in row
            if len(cell)
        ]
        for row in sheet.iter(f"{SHEET}row")
    ]


@pytest.mark.parametrize(
    "model", [made.revenue(), made.fund(), made.household(), made.community(), made.district()]
)
def test_json_holds_the_model_field_by_field(model: object) -> None:
    data = json_bytes(model)
    assert data.endswith(b"}\n")
    assert b"\r" not in data
    read = json.loads(data)
    assert list(read) == list(model.__dataclass_fields__)
    assert json.dumps(read, ensure_ascii=False, indent=1).encode() + b"\n" == data


def test_json_says_amounts_in_fen_and_days_as_iso_dates() -> None:
    read = json.loads(json_bytes(made.revenue()))
    assert read["closing_fen"] == 138286
    assert read["head"]["last_day"] == "2025-09-30"
    assert read["head"]["community"] == "桂语府·Ⅱ期"
    assert read["vouchers"][0]["legs"][0] == {"account": made.BANK, "debit_fen": 30030, "credit_fen": 0}
    assert "桂语府".encode() in json_bytes(made.revenue())


def test_csv_is_what_spreadsheets_read() -> None:
    data = csv_bytes(TABLE)
    assert data.startswith(b"\xef\xbb\xbf")
    assert list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""))) == [
        ["户号", "日期", "金额（元）", "户数"],
        ["01-1-10", "2025-03-05", "-0.05", "12"],
        ["6222021234567890123", "", "1234567.89", ""],
        ['甲,乙\n"丙"', "2025-12-31", "0.00", "0"],
    ]


@pytest.mark.parametrize("text", FORMULAS)
def test_no_text_is_run_by_a_spreadsheet(text: str) -> None:
    table = Table("样表", (Column("摘要"), Column("金额", "yuan")), ((text, -100),))
    ((_, _), (cell, amount)) = csv.reader(io.StringIO(csv_bytes(table).decode("utf-8-sig"), newline=""))
    assert cell == f"'{text}"
    assert amount == "-1.00"  # a number is no text
    escaped = text.replace("\r", "_x000D_")  # as ECMA-376 writes it
    assert rows_of(xlsx_bytes(table))[1] == [("s", escaped), ("n", "-1.00")]


def test_a_workbook_keeps_ids_as_text_and_amounts_as_numbers() -> None:
    assert rows_of(xlsx_bytes(TABLE)) == [
        [("s", "户号"), ("s", "日期"), ("s", "金额（元）"), ("s", "户数")],
        [("s", "01-1-10"), ("n", "45721"), ("n", "-0.05"), ("n", "12")],  # 45,721 days since 1899-12-30
        [("s", "6222021234567890123"), ("n", "1234567.89")],
        [("s", '甲,乙\n"丙"'), ("n", "46022"), ("n", "0.00"), ("n", "0")],
    ]


def test_an_amount_beyond_a_spreadsheets_digits_stays_exact() -> None:
    table = Table("样表", (Column("金额", "yuan"),), ((10**15 - 1,), (2**53 - 1,)))
    assert rows_of(xlsx_bytes(table))[1:] == [[("n", "9999999999999.99")], [("s", "90071992547409.91")]]


def test_a_workbook_tells_no_time_of_writing() -> None:
    with zipfile.ZipFile(io.BytesIO(xlsx_bytes(TABLE))) as book:
        assert {item.date_time for item in book.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert "2000-01-01T00:00:00Z" in book.read("docProps/core.xml").decode()


def test_the_same_bytes_in_another_process() -> None:
    program = (
        "import sys\n"
        "from tests.unit.render.test_data import everything\n"
        "sys.stdout.buffer.write(everything())"
    )
    root = str(Path(__file__).resolve().parents[3])
    for seed, zone in (("1", "Asia/Shanghai"), ("2", "America/New_York")):
        surroundings = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "PYTHONPATH": root}
        done = subprocess.run(
            [sys.executable, "-c", program], env=surroundings, capture_output=True, check=True
        )
        assert done.stdout == everything()


def everything() -> bytes:
    """Write all the data of all the pages made by hand."""
    written = b""
    for model in (made.revenue(), made.fund(), made.household()):
        written += json_bytes(model)
        for table in tables(model).values():
            written += csv_bytes(table) + xlsx_bytes(table)
    return written
