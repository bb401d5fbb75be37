"""Tables that people write: the header decides, and every refusal names its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from jjledger.books.csv_table import Row, read_rows
from jjledger.books.source import Source
from jjledger.errors import RegisterError


def rows(folder: Path, text: str) -> list[Row]:
    (folder / "t.csv").write_text(text, encoding="utf-8")
    return list(read_rows(Source(folder), "t.csv", ("household", "amount"), ("part",)))


def test_columns_stand_in_any_order_and_blank_lines_are_passed_over(tmp_path: Path) -> None:
    text = '\ufeffamount, household \r\n"5,818.80",01-1-101\r\n\r\n ,\r\n1.00 , 01-1-102\r\n'
    assert rows(tmp_path, text) == [
        Row("t.csv", 2, {"amount": "5,818.80", "household": "01-1-101"}),
        Row("t.csv", 5, {"amount": "1.00", "household": "01-1-102"}),
    ]
    assert rows(tmp_path, "household,amount,part\na,1,interest\n")[0].cells["part"] == "interest"


def test_a_cell_may_hold_a_line_break(tmp_path: Path) -> None:
    assert [row.line for row in rows(tmp_path, 'household,amount\n"a\nb",1\nc,2\n')] == [3, 4]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("", 1),
        ("household\na\n", 1),
        ("household,amount,name\na,1,张三\n", 1),
        ("household,amount,amount\na,1,2\n", 1),
        ("household,amount\na,1\nb\n", 3),
        ("household,amount\n\na,1,2\n", 3),
    ],
)
def test_a_table_of_another_shape_is_refused_at_its_line(tmp_path: Path, text: str, line: int) -> None:
    with pytest.raises(RegisterError) as refused:
        rows(tmp_path, text)
    assert refused.value.trouble.place.endswith(f"t.csv:{line}")
