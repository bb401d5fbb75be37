"""What the readers find: amounts that cannot be kept, and mistakes in files beside the ledger."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from jjledger.books.findings import bad_amount, from_error, nearest_fen, wrong
from jjledger.books.source import Source
from jjledger.errors import RegisterError, Trouble
from jjledger.facts.finding import Finding, Place
from jjledger.units import MAX_FEN

HERE = Place("2025/2025-01.beancount", 7)


def test_what_is_wrong_blocks() -> None:
    assert wrong("L01", HERE, "what", "remedy") == Finding("L01", "block", HERE, "what", "remedy")


def test_a_mistake_in_a_table_is_found_where_it_stands(tmp_path: Path) -> None:
    trouble = Trouble(f"{tmp_path}/details/a.csv:3", "what", "remedy", "", "3 | a,b")
    finding = from_error("L13", RegisterError(trouble), Source(tmp_path), HERE)
    assert finding.place == Place("details/a.csv", 3)
    assert "2025/2025-01.beancount:7" in finding.what
    whole = from_error("L13", RegisterError(Trouble(f"{tmp_path}/a.csv", "", "")), Source(tmp_path), HERE)
    assert whole.place == Place("a.csv", 0)


def test_too_fine_and_too_large_are_told_apart() -> None:
    assert "两位小数" in bad_amount(HERE, Decimal("1.005")).what
    assert "大得" in bad_amount(HERE, Decimal("1e20")).what


@pytest.mark.parametrize(
    ("number", "fen"),
    [("1.005", 101), ("-1.005", -101), ("1.004", 100), ("0.001", 1), ("1e20", MAX_FEN), ("-1e20", -MAX_FEN)],
)
def test_a_refused_amount_is_replaced_by_one_that_can_be_kept(number: str, fen: int) -> None:
    assert nearest_fen(Decimal(number)) == fen
