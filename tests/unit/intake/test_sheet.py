"""Tables other people write: found by their words, read to the fen, refused at the very cell."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from jjledger.errors import SheetError
from jjledger.intake.columns import AMOUNT, DOOR, RECEIPT
from jjledger.intake.sheet import Line, read_sheet

COLUMNS = (DOOR, AMOUNT, RECEIPT)
HEAD = ("房屋编号", "金额", "票据号")


def book(place: Path, fill: Callable[[Any, Any], None]) -> Path:
    """Write a workbook of one sheet, filled by a function of sheet and book."""
    file = io.BytesIO()
    made = xlsxwriter.Workbook(file, {"in_memory": True})
    fill(made.add_worksheet("交存"), made)
    made.close()
    path = place / "交存.xlsx"
    path.write_bytes(file.getvalue())
    return path


def rows_in(place: Path, *rows: Sequence[Any]) -> Path:
    """Write a workbook with these rows from the first on; text as text."""

    def fill(sheet: Any, _: Any) -> None:  # noqa: ANN401 -- XlsxWriter's own
        for number, row in enumerate(rows):
            for column, value in enumerate(row):
                if isinstance(value, str):
                    sheet.write_string(number, column, value)
                else:
                    sheet.write(number, column, value)

    return book(place, fill)


def csv(place: Path, text: str, encoding: str = "utf-8") -> Path:
    path = place / "交存.csv"
    path.write_bytes(text.encode(encoding))
    return path


def read(path: Path) -> list[tuple[str, int, str]]:
    return [seen(line) for line in read_sheet(path, COLUMNS)]


def seen(line: Line) -> tuple[str, int, str]:
    return line.texts["household"], line.figures["amount"], line.texts.get("receipt", "")


def refused(path: Path) -> list[tuple[str, str]]:
    with pytest.raises(SheetError) as error:
        read_sheet(path, COLUMNS)
    assert all(trouble.remedy for trouble in error.value.troubles)
    return [(trouble.place, trouble.what) for trouble in error.value.troubles]


def test_a_sheet_with_title_blank_rows_numbers_text_numbers_and_full_width(tmp_path: Path) -> None:
    path = rows_in(
        tmp_path,
        ("某小区首期交存表",),
        ("制表：开发公司", "", "2025年3月"),
        ("序号", "房屋编号 ", "交存金额（元）", "票据号"),
        (1, "01-1-101", 5818.8, "0001"),
        (),
        (2, "０１－１－１０２", "８，３３９．５０", "0002"),
        (3, "01-1-103", "¥1,000", "ＮＯ.3"),
        (4, "01–1–104", " 65.00 元", 4),
        (5, "01-1-105", 0.1 + 0.2, ""),
        ("合计", "", 15223.6),
        ("制表人：某", "", "", "负责人："),
    )
    assert read(path) == [
        ("01-1-101", 581880, "0001"),
        ("01-1-102", 833950, "0002"),
        ("01-1-103", 100000, "NO.3"),
        ("01-1-104", 6500, "4"),
        ("01-1-105", 30, ""),
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_csv_in_every_encoding_and_with_every_separator(
    tmp_path: Path, encoding: str, delimiter: str
) -> None:
    rows = (
        ("说明：首期",),
        ("房屋编号", "金额", "票据号"),
        ("01-1-101", '"5818.80"', "007"),
        ("合计", "5818.8", ""),
    )
    text = "\r\n".join(delimiter.join(row) for row in rows)
    assert read(csv(tmp_path, text, encoding)) == [("01-1-101", 581880, "007")]


def test_a_line_is_named_as_people_see_it(tmp_path: Path) -> None:
    lines = read_sheet(csv(tmp_path, '房屋编号,金额,备注\n01-1-101,1,"两\n行"\n01-1-102,2,\n'), COLUMNS)
    assert [line.place for line in lines] == ["交存.csv 第 2 行", "交存.csv 第 4 行"]


def test_a_tab_behind_a_quoted_number_is_a_banks_way_to_keep_it_text(tmp_path: Path) -> None:
    path = csv(tmp_path, '房屋编号,金额,票据号\n"01-1-101"\t,"1.00" ,"007"\t\n"01-1-102" ,2,8\t\n')
    assert read(path) == [("01-1-101", 100, "007"), ("01-1-102", 200, "8")]


def test_a_quote_left_open_swallows_no_row(tmp_path: Path) -> None:
    """The reader would find the next quote two rows below, and the row between would be gone."""
    path = csv(tmp_path, '房屋编号,金额,备注\n01-1-101,1,"前\n01-1-102,2,\n01-1-103,3,"后"\n')
    ((place, what),) = refused(path)
    assert (place, "引号不成对" in what) == ("交存.csv 第 2 行", True)


def test_a_household_in_three_columns(tmp_path: Path) -> None:
    path = rows_in(tmp_path, ("楼幢", "单元", "房号", "金额"), (1, 1, 101, 10), ("合计", "", "", 10))
    assert read(path) == [("1-1-101", 1000, "")]


def test_a_room_alone_is_the_household(tmp_path: Path) -> None:
    assert read(rows_in(tmp_path, ("房号", "金额"), ("01-1-101", 10))) == [("01-1-101", 1000, "")]


def test_part_totals_and_totals_are_held_against_their_rows(tmp_path: Path) -> None:
    rows = [HEAD, ("01-1-101", 1, ""), ("小计", 1, ""), ("02-1-101", 2, ""), ("小 计", 2, "")]
    assert len(read(rows_in(tmp_path, *rows, ("总计", 3, "")))) == 2
    ((place, what),) = refused(rows_in(tmp_path, *rows, ("总计", 3.01, "")))
    assert place == "交存.xlsx 「交存」B6"
    assert "3.01" in what
    assert "3.00" in what
    assert "0.01" in what
    ((place, what),) = refused(rows_in(tmp_path, *rows[:4], ("小计", 3, ""), ("总计", 3, "")))
    assert (place, "2.00" in what) == ("交存.xlsx 「交存」B5", True)


def test_pages_repeat_their_heading_and_a_household_below_a_total_still_counts(tmp_path: Path) -> None:
    page = ("房屋编号", "金额", "票据号")
    rows = [
        page,
        ("01-1-101", 1, ""),
        ("本页小计", 1, ""),
        page,
        ("01-1-102", 2, ""),
        ("本页小计", 2, ""),
        ("合计", 3, ""),
    ]
    assert [row[:2] for row in read(rows_in(tmp_path, *rows))] == [("01-1-101", 100), ("01-1-102", 200)]
    assert refused(rows_in(tmp_path, *rows, ("01-1-103", "", "")))[0][1] == "金额是空的。"


def test_a_remark_that_begins_like_a_total_is_none(tmp_path: Path) -> None:
    path = rows_in(tmp_path, ("房屋编号", "金额", "备注"), ("01-1-101", 1, "合计两次交清"))
    assert read(path) == [("01-1-101", 100, "")]


def test_hidden_rows_count_and_hidden_sheets_do_not(tmp_path: Path) -> None:
    def fill(sheet: Any, made: Any) -> None:  # noqa: ANN401 -- XlsxWriter's own
        for name in (sheet, made.add_worksheet("旧表")):
            name.write_row(0, 0, HEAD)
            name.write_row(1, 0, ("01-1-101", 1))
            name.set_row(1, None, None, {"hidden": True})
        name.hide()

    assert read(book(tmp_path, fill)) == [("01-1-101", 100, "")]


def test_two_sheets_that_could_be_meant_are_refused(tmp_path: Path) -> None:
    def fill(sheet: Any, made: Any) -> None:  # noqa: ANN401 -- XlsxWriter's own
        for name in (sheet, made.add_worksheet("旧表")):
            name.write_row(0, 0, HEAD)
            name.write_row(1, 0, ("01-1-101", 1))

    assert "「交存」「旧表」" in refused(book(tmp_path, fill))[0][1]


def test_merged_cells_are_refused_row_by_row_but_not_in_the_heading(tmp_path: Path) -> None:
    def fill(sheet: Any, _: Any) -> None:  # noqa: ANN401 -- XlsxWriter's own
        sheet.merge_range("A1:C1", "首期交存")
        sheet.merge_range("A2:A3", "房屋编号")
        sheet.write_row(1, 1, HEAD[1:])
        sheet.merge_range("A4:A5", "01-1-101")
        sheet.write(3, 1, 1)
        sheet.write(4, 1, 2)
        sheet.write(5, 0, "01-1-102")
        sheet.merge_range("B6:B7", 3)
        sheet.write(6, 0, "01-1-103")

    found = refused(book(tmp_path, fill))
    assert [place.removeprefix("交存.xlsx 「交存」") for place, _ in found] == ["A4", "A5", "B6", "B7"]
    assert all("合并" in what for _, what in found)


def test_formulas_give_their_value_and_are_refused_without_one(tmp_path: Path) -> None:
    def fill(sheet: Any, made: Any) -> None:  # noqa: ANN401 -- XlsxWriter's own
        sheet.write_row(0, 0, HEAD)
        sheet.write(1, 0, "01-1-101")
        sheet.write_formula("B2", "=89.52*65", made.add_format(), 5818.800000000001)
        sheet.write(2, 0, "01-1-102")
        sheet.write_formula("B3", "=1/0", made.add_format(), "#DIV/0!")

    ((place, what),) = refused(book(tmp_path, fill))
    assert (place, what) == ("交存.xlsx 「交存」B3", "金额是空的。")


def test_a_date_for_a_household_and_a_long_number_for_a_receipt(tmp_path: Path) -> None:
    def fill(sheet: Any, made: Any) -> None:  # noqa: ANN401 -- XlsxWriter's own
        sheet.write_row(0, 0, HEAD)
        sheet.write_datetime(1, 0, datetime(2001, 1, 10), made.add_format({"num_format": "yyyy/m/d"}))  # noqa: DTZ001 -- a cell knows no zone
        sheet.write_row(1, 1, (1, 12345678901234567890))

    (door, words), (receipt, lost) = refused(book(tmp_path, fill))
    assert door.endswith("A2")
    assert "2001-01-10" in words
    assert "日期" in words
    assert receipt.endswith("C2")
    assert "15 位" in lost


@pytest.mark.parametrize(
    "amount", [0.125, "5818,80", "1,00", "一百", "=1+1", "1e3", "12.345", "(5.00)", "5 818.80", True]
)
def test_an_amount_that_is_none_is_refused(tmp_path: Path, amount: object) -> None:
    ((place, what),) = refused(rows_in(tmp_path, HEAD, ("01-1-101", amount, "")))
    assert place == "交存.xlsx 「交存」B2"
    assert "金额「" in what


def test_everything_wrong_is_said_at_once(tmp_path: Path) -> None:
    path = csv(tmp_path, "房屋编号,金额\n,1\n01-1-102,\n01-1-103,x\n")
    assert [place for place, _ in refused(path)] == [
        "交存.csv 第 2 行第 1 列", "交存.csv 第 3 行第 2 列", "交存.csv 第 4 行第 2 列",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("房屋编号,数额\n01-1-101,1\n", "没有找到表头"),
        ("房屋编号,金额,交存金额\n01-1-101,1,1\n", "有几列都是金额"),
        ("房屋编号,金额\n", "没有一行数据"),
        ('房屋编号,金额\n01-1-101,1\n"01-1-102,2\n', "引号不成对"),
        ("<html><table>", "网页"),
        ("", "空文件"),
        ("\n", "没有找到表头"),
    ],
)  # fmt: skip
def test_what_is_no_such_table(tmp_path: Path, text: str, words: str) -> None:
    assert words in refused(csv(tmp_path, text))[0][1]


def test_what_is_no_table_at_all(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    assert "没有这个文件" in refused(path)[0][1]
    path.write_bytes(b"PK\x03\x04 and no more")
    assert "读不出来" in refused(path)[0][1]
    path.write_bytes(b"\x00\x01\xff\xfe")
    assert "不是 UTF-8 或 GB18030" in refused(path)[0][1]


def remedies(path: Path) -> list[str]:
    with pytest.raises(SheetError) as error:
        read_sheet(path, COLUMNS)
    return [trouble.remedy for trouble in error.value.troubles]


def test_what_to_do_fits_the_cause(tmp_path: Path) -> None:
    short, empty = remedies(csv(tmp_path, "房屋编号,金额\n01-1-101,1e3\n01-1-102,\n"))
    assert "写出全部数字" in short
    assert "补上这一格" in empty
    assert "Excel" not in empty
    rows = (HEAD, ("01-1-101", True, ""), ("01-1-102", 1, 12345678901234567), ("01-1-103", None, ""))
    truth, long, formula = remedies(rows_in(tmp_path, *rows))
    assert "改填" in truth
    assert "写出全部数字" in long
    assert "重新计算" in formula
    assert not any("合并" in words for words in (short, empty, truth, long, formula))
