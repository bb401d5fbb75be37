"""A sheet that reaches beyond any table is refused in words, before room is made for its cells."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
import xlsxwriter

from jjledger.errors import SheetError
from jjledger.intake import pages
from jjledger.intake.columns import AMOUNT, DOOR
from jjledger.intake.reach import reaches
from jjledger.intake.sheet import read_sheet

CORNER = (1_048_576, 16_384)  # XFD1048576, the last cell of a sheet


def xlsx(*cells: tuple[int, int], formatted: tuple[int, int] | None = None, hidden: bool = False) -> bytes:
    """Write a table of one household with figures in some more cells, by row and column from 1."""
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True})
    sheet = book.add_worksheet("交存")
    for number, line in enumerate((("房屋编号", "金额"), ("01-1-101", "5818.80"))):
        sheet.write_row(number, 0, line)
    beside = book.add_worksheet("旁边")
    if hidden:
        beside.hide()
    for row, column in cells:
        beside.write_number(row - 1, column - 1, 1)
    if formatted:
        sheet.write_blank(formatted[0] - 1, formatted[1] - 1, None, book.add_format({"bold": True}))
    book.close()
    return file.getvalue()


def ods(*tables: str) -> bytes:
    """Write the content of an OpenDocument workbook, rows as given."""
    file = io.BytesIO()
    content = "".join(f"<table:table>{rows}</table:table>" for rows in tables)
    with zipfile.ZipFile(file, "w") as made:
        made.writestr("content.xml", f'<d xmlns:table="t" xmlns:office="o">{content}</d>')
    return file.getvalue()


def part(sheet: str) -> bytes:
    """Write a sheet as somebody else's program might."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as made:
        made.writestr("xl/worksheets/sheet1.xml", sheet)
    return file.getvalue()


@pytest.mark.parametrize("data", [xlsx((1, 1), CORNER), xlsx((1, 1), CORNER, hidden=True)])
def test_a_stray_cell_in_the_far_corner_is_refused_in_words(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "交存.xlsx"
    path.write_bytes(data)
    with pytest.raises(SheetError, match="第 1048576 行、XFD 列") as error:
        read_sheet(path, (DOOR, AMOUNT))
    (trouble,) = error.value.troubles
    assert (trouble.place, "Ctrl\\+End" in trouble.remedy or "Ctrl+End" in trouble.remedy) == (
        path.name,
        True,
    )


def test_a_format_alone_in_the_far_corner_is_no_cell(tmp_path: Path) -> None:
    path = tmp_path / "交存.xlsx"
    path.write_bytes(xlsx(formatted=CORNER))
    (line,) = read_sheet(path, (DOOR, AMOUNT))
    assert line.figures == {"amount": 581880}


def test_the_bound_is_exact(monkeypatch: pytest.MonkeyPatch) -> None:
    data = xlsx((7, 3))
    monkeypatch.setattr(pages, "_MOST_CELLS", 21)
    assert [page.name for page in pages.pages_of(data, "x.xlsx")] == ["交存", "旁边"]
    monkeypatch.setattr(pages, "_MOST_CELLS", 20)
    with pytest.raises(SheetError, match="第 7 行、C 列"):
        pages.pages_of(data, "x.xlsx")


def test_the_bound_on_rows_is_exact(monkeypatch: pytest.MonkeyPatch) -> None:
    data = xlsx((7, 3))
    monkeypatch.setattr(pages, "_MOST_ROWS", 7)
    assert len(pages.pages_of(data, "x.xlsx")[1].rows) == 7
    monkeypatch.setattr(pages, "_MOST_ROWS", 6)
    with pytest.raises(SheetError, match="这张表有 7 行，最多读 6 行"):
        pages.pages_of(data, "x.xlsx")


def test_a_workbook_that_unpacks_to_too_much_is_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages, "_MOST_BYTES", 100)
    with pytest.raises(SheetError, match="解开后超过"):
        pages.pages_of(xlsx(), "x.xlsx")


def test_cells_are_found_whoever_wrote_them() -> None:
    cell = '<table:table-cell office:value-type="float"/>'
    far = f'<table:table-cell table:number-columns-repeated="9"/>{cell}'
    gap = '<table:table-row table:number-rows-repeated="98"><table:table-cell/></table:table-row>'
    below = '<table:table-row table:number-rows-repeated="900"><table:table-cell/></table:table-row>'
    row = "<table:table-row>{}</table:table-row>"
    told = {
        part('<worksheet><row r="3"><c r="B3"><v>1</v></c></row></worksheet>'): [(3, 2)],
        part("<worksheet><row r='3'><c t='n' r='aa3'><v>1</v></c></row></worksheet>"): [(3, 27)],
        part('<x:worksheet xmlns:x="y"><x:row r="9"><x:c/><x:c><x:v/></x:c></x:row></x:worksheet>'): [(9, 2)],
        part('<worksheet><row r="4"><c r="A4"><is><t>a</t></is></c><c r="D4" s="1"/></row></worksheet>'): [
            (4, 1)
        ],
        part("<worksheet><row/><row><c><v>1</v></c></row></worksheet>"): [(2, 1)],
        ods(row.format(cell) + gap + row.format(far) + below, row.format(cell)): [(100, 10), (1, 1)],
        xlsx((7, 3)): [(2, 2), (7, 3)],
    }
    for data, expected in told.items():
        assert list(reaches(data)) == expected, data


@pytest.mark.parametrize(
    "sheet",
    [
        "<worksheet><row>",
        "<v/>",
        '<worksheet><row r="x"/></worksheet>',
        '<?xml version="1.0" encoding="none"?><worksheet/>',
    ],
)
def test_a_damaged_sheet_is_told_as_a_damaged_file_is(sheet: str) -> None:
    with pytest.raises(SheetError, match="读不出来"):
        pages.pages_of(part(sheet), "x.xlsx")
