"""The names that must not get out."""

from __future__ import annotations

from pathlib import Path

import pytest

from jjledger.books.owners_file import read_owner_names
from jjledger.books.source import Source
from jjledger.errors import RegisterError


def test_there_may_be_no_such_file(tmp_path: Path) -> None:
    assert read_owner_names(Source(tmp_path)) is None


def test_names_are_read_and_single_characters_left_out(tmp_path: Path) -> None:
    (tmp_path / "private").mkdir()
    file = tmp_path / "private" / "owners.csv"
    file.write_text(
        "household,name,phone\n01-1-101,张三,1\n01-1-102, 李四 ,\n01-1-103,王,\n", encoding="utf-8"
    )
    # One character alone would be found in any text.
    assert read_owner_names(Source(tmp_path)) == {"张三", "李四"}
    file.write_text("household,owner\n01-1-101,张三\n", encoding="utf-8")
    with pytest.raises(RegisterError):
        read_owner_names(Source(tmp_path))
