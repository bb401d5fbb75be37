"""Rows that do not change keep what their author typed, byte for byte."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from jjledger.books.register_file import read_register
from jjledger.books.register_text import rewritten_register
from jjledger.books.source import Source
from tests.small_books import household

HEADING = "household,building,unit,room,area_m2,kind,first_deposit,delivered"
FIRST = '"01-1-101",01,1,101, 89.52 ,commercial,"5818.80",2020-03-01'
SECOND = "01-1-102,01,1,102,128.30,commercial,8339.5,2020-03-01"
NEW = replace(household("01-1-103", "45.00"), from_day=date(2025, 6, 1), first_deposit_fen=292500)
NEW_ROW = "01-1-103,01,1,103,45.00,commercial,2925.00,2020-03-01"


def _source(folder: Path, data: bytes) -> Source:
    (folder / "register.csv").write_bytes(data)
    return Source(folder)


def test_days_are_put_in_where_the_heading_has_them(tmp_path: Path) -> None:
    """The row that ends keeps its cells; the other one is not touched."""
    source = _source(tmp_path, f"{HEADING},until,from\n\n{FIRST},,2024-01-01\n{SECOND},,\n".encode())
    assert rewritten_register(source, {4: date(2025, 5, 31)}, [NEW]).decode().split("\n") == [
        f"{HEADING},until,from", "", f"{FIRST},,2024-01-01", f"{SECOND},2025-05-31,", f"{NEW_ROW},,2025-06-01", "",
    ]  # fmt: skip


def test_columns_that_are_missing_are_added_at_the_end(tmp_path: Path) -> None:
    source = _source(tmp_path, f"{HEADING}\n{FIRST}\n{SECOND}".encode())
    sold = replace(NEW, owner_kind="developer")
    assert rewritten_register(source, {3: date(2025, 5, 31)}, [sold]).decode().split("\n") == [
        f"{HEADING},from,until,owner_kind", f"{FIRST},,,", f"{SECOND},,2025-05-31,", f"{NEW_ROW},2025-06-01,,developer", "",
    ]  # fmt: skip


def test_what_excel_wrote_stays_what_excel_reads(tmp_path: Path) -> None:
    """A byte order mark and its line ends; what comes out is read again."""
    data = b"\xef\xbb\xbf" + f"{HEADING}\r\n{FIRST}\r\n{SECOND}\r\n".encode()
    after = rewritten_register(_source(tmp_path, data), {2: date(2025, 5, 31)}, [NEW])
    assert after.startswith(b"\xef\xbb\xbf" + HEADING.encode())
    assert after.count(b"\r\n") == after.count(b"\n") == 4
    rows = read_register(_source(tmp_path, after)).rows
    assert [(row.id, row.from_day, row.until_day) for row in rows] == [
        ("01-1-101", None, date(2025, 5, 31)), ("01-1-102", None, None), ("01-1-103", date(2025, 6, 1), None),
    ]  # fmt: skip
