"""The names that must not get out."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from jjledger.books.owners_file import owners_after_transfer, read_owner_keys, read_owner_names
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


def test_houses_of_one_owner_share_a_key_that_names_nobody(tmp_path: Path) -> None:
    """Two Zhang San with different phones are two; a couple is one; who has sold does not count."""
    (tmp_path / "private").mkdir()
    (tmp_path / "private" / "owners.csv").write_text(
        "household,name,phone,from,until\n"
        "01-1-101,张三,1,,\n01-1-102,张三,1,,\n01-1-103,张三,2,,\n"
        "01-1-104,李四,3,,\n01-1-104,王五,4,,\n01-1-105,王五,4,,\n01-1-105,李四,3,,\n"
        "01-1-106,赵六,5,,2025-02-09\n01-1-106,张三,1,2025-02-10,\n",
        encoding="utf-8",
    )
    source = Source(tmp_path)
    keys = read_owner_keys(source, date(2025, 2, 10))
    assert keys is not None
    assert keys["01-1-101"] == keys["01-1-102"] == keys["01-1-106"] != keys["01-1-103"]
    assert keys["01-1-104"] == keys["01-1-105"]
    assert not any(name in str(keys) for name in ("张三", "李四", "王五", "赵六"))
    before = read_owner_keys(source, date(2025, 2, 9))
    assert before is not None
    assert before["01-1-106"] not in {before["01-1-101"], before["01-1-103"]}
    assert read_owner_keys(Source(tmp_path / "private"), date(2025, 2, 10)) is None


def test_a_day_that_is_none_is_refused(tmp_path: Path) -> None:
    (tmp_path / "private").mkdir()
    file = tmp_path / "private" / "owners.csv"
    file.write_text("household,name,from\n01-1-101,张三,去年\n", encoding="utf-8")
    with pytest.raises(RegisterError, match="from 或 until 不是日期"):
        read_owner_keys(Source(tmp_path), date(2025, 2, 10))


def test_a_former_owner_stays_with_a_last_day_and_excel_still_reads_the_file(tmp_path: Path) -> None:
    (tmp_path / "private").mkdir()
    file = tmp_path / "private" / "owners.csv"
    file.write_bytes("household,name,phone\n01-1-101,张三,1\n01-1-102,李四,2\n".encode("utf-8-sig"))
    after = owners_after_transfer(Source(tmp_path), "01-1-101", "王五", date(2025, 8, 1))
    assert after.decode("utf-8").splitlines() == [
        "\ufeffhousehold,name,phone,from,until", "01-1-101,张三,1,,2025-07-31", "01-1-102,李四,2,,", "01-1-101,王五,,2025-08-01,",
    ]  # fmt: skip
