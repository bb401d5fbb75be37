"""The register: houses with whole areas, none twice on one day."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from jjledger.books.register_file import read_register
from jjledger.books.source import Source
from jjledger.errors import RegisterError
from jjledger.facts.register import Household, Register
from jjledger.seal.words import ROOM, written

HEADING = "household,building,unit,room,area_m2,kind,first_deposit,delivered"
FLAT = "01-1-101,01,1,101,89.52,commercial,5818.80,2020-03-01"


def register(folder: Path, *lines: str) -> Register:
    (folder / "register.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return read_register(Source(folder))


def test_a_row_is_whole_numbers_and_days(tmp_path: Path) -> None:
    (row,) = register(tmp_path, HEADING, FLAT).rows
    assert row == Household(
        "01-1-101", "01", "1", "101", 8952, "commercial", 581880, date(2020, 3, 1), None, None, "owner", 2
    )


def test_rows_keep_the_files_order_and_ids_stand_once(tmp_path: Path) -> None:
    dated = [
        f"{HEADING},from,until,owner_kind",
        "02-1-101,02,1,101,50.00,shop,0.00,,,2024-12-31,developer",
        "01-1-101,01,1,101,89.52,commercial,5818.80,,,,",
        "02-1-101,02,1,101,51.00,shop,0.00,,2025-01-01,,",
    ]
    read = register(tmp_path, *dated)
    assert [(row.id, row.area_dm2, row.owner_kind) for row in read.rows] == [
        ("02-1-101", 5000, "developer"), ("01-1-101", 8952, "owner"), ("02-1-101", 5100, "owner"),
    ]  # fmt: skip
    assert read.ids() == ("02-1-101", "01-1-101")
    assert [row.in_force(date(2024, 12, 31)) for row in read.rows] == [True, True, False]
    assert [row.in_force(date(2025, 1, 1)) for row in read.rows] == [False, True, True]


@pytest.mark.parametrize(
    "row",
    [
        FLAT,
        "01-1-102,01,1,102,0.00,commercial,0.00,",
        "01-1-102,01,1,102,-1.00,commercial,0.00,",
        "01-1-102,01,1,102,89.525,commercial,0.00,",
        "01-1-102,01,1,102,89.52,commercial,-0.01,",
        "01-1-102,01,1,102,89.52,commercial,0.00,2025-02-30",
        "01-102,01,1,102,89.52,commercial,0.00,",
        "01-1-102甲,01,1,102甲,89.52,commercial,0.00,",
        "01-1-102a,01,1,102a,89.52,commercial,0.00,",
        "01--102,01,,102,89.52,commercial,0.00,",
        "01-1-102,01,1,102,89.52,public-housing,0.00,",
    ],
)
def test_a_bad_row_is_refused_at_its_line(tmp_path: Path, row: str) -> None:
    with pytest.raises(RegisterError) as refused:
        register(tmp_path, HEADING, FLAT, row)
    assert refused.value.trouble.place.endswith("register.csv:3")
    assert refused.value.trouble.excerpt == f"3 | {row}"


@pytest.mark.parametrize(
    ("first", "second", "good"),
    [
        (",2024-12-31", "2025-01-01,", True),
        (",2025-01-01", "2025-01-01,", False),
        ("2024-01-01,2024-06-30", "2024-03-01,2024-03-02", False),
        ("2024-01-01,2024-01-01", "2024-01-02,2024-01-02", True),
        (",", "2025-01-01,", False),
        ("2025-01-02,2025-01-01", "2026-01-01,", False),
    ],
)
def test_rows_of_one_house_stand_on_days_of_their_own(
    tmp_path: Path,
    first: str,
    second: str,
    good: bool,  # noqa: FBT001 - a column of the table
) -> None:
    lines = [f"{HEADING},from,until", f"{FLAT},{first}", f"{FLAT},{second}"]
    if good:
        assert len(register(tmp_path, *lines).rows) == 2
    else:
        with pytest.raises(RegisterError):
            register(tmp_path, *lines)


def test_a_house_has_no_more_signs_than_a_signed_statement_can_name(tmp_path: Path) -> None:
    room = "9" * 35
    (row,) = register(tmp_path, HEADING, FLAT.replace("101", room)).rows
    assert len(row.id) == 40
    assert written(row.id, ROOM)
    with pytest.raises(RegisterError) as refused:
        register(tmp_path, HEADING, FLAT.replace("101", room + "9"))
    assert "房屋编号有 41 个字，最多 40 个" in str(refused.value)
    assert "register.csv:2" in str(refused.value)
