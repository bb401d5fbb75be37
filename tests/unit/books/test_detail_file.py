"""Detail files: household, amount, and which balance it moves."""

from __future__ import annotations

from pathlib import Path

import pytest

from jjledger.books.detail_file import detail_bytes, read_details
from jjledger.books.source import Source
from jjledger.errors import LedgerNotFoundError, RegisterError
from jjledger.facts.voucher import DetailRow


def write(folder: Path, text: str) -> Source:
    (folder / "d.csv").write_text(text, encoding="utf-8")
    return Source(folder)


def test_rows_are_fen_with_their_part_and_line(tmp_path: Path) -> None:
    source = write(tmp_path, 'household,amount,part\n01-1-101,"5,818.8",\n01-1-102,-0.01,interest\n')
    assert read_details(source, "d.csv", "principal") == (
        DetailRow("01-1-101", 581880, "principal", 2),
        DetailRow("01-1-102", -1, "interest", 3),
    )


def test_the_postings_part_stands_where_a_row_has_none(tmp_path: Path) -> None:
    source = write(tmp_path, "household,amount\n01-1-101,1\n")
    assert [row.part for row in read_details(source, "d.csv", "interest")] == ["interest"]


@pytest.mark.parametrize(
    "row", ["a,1.005,", "a,一百,", "a,,", "a,1e5000,", "a,nan,", "a,１００,", "a,1,本金", "a,1,Principal"]
)
def test_what_cannot_be_read_is_refused_at_its_line(tmp_path: Path, row: str) -> None:
    source = write(tmp_path, f"household,amount,part\n\n{row}\n")
    with pytest.raises(RegisterError) as refused:
        read_details(source, "d.csv", "principal")
    assert refused.value.trouble.place.endswith("d.csv:3")
    assert refused.value.trouble.excerpt == f"3 | {row}"


def test_there_is_no_such_file(tmp_path: Path) -> None:
    with pytest.raises(LedgerNotFoundError):
        read_details(Source(tmp_path), "details/d.csv", "principal")


def test_what_is_written_reads_back_to_the_same_rows(tmp_path: Path) -> None:
    rows = (
        DetailRow("01-1-101", 581880, "principal", 2, "NO.0007"),
        DetailRow("01-1-101", 5, "interest", 3),
        DetailRow("01-1-102", -1, "principal", 4, "甲,乙"),
    )
    source = write(tmp_path, detail_bytes(rows).decode())
    assert read_details(source, "d.csv", "interest") == rows


def test_columns_nobody_needs_are_not_written() -> None:
    assert detail_bytes((DetailRow("a", 100, "principal", 2),)) == b"household,amount\na,1.00\n"
