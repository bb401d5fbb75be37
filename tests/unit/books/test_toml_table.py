"""TOML that people write: typed look-ups, and every refusal at its own line."""

from __future__ import annotations

from pathlib import Path

import pytest

from jjledger.books.source import Source
from jjledger.books.toml_table import Table, read_toml
from jjledger.errors import CommunityFileError

TEXT = """\
# name = "a comment"
name = "某区"
count = 3

[[fund]]
code = "1"
[[fund.policy]]
from = 2020-01-01
[[fund]]
code = "2"
deep = { code = "3" }
[[fund.policy]]
from = 2021-01-01
"""


@pytest.fixture
def table(tmp_path: Path) -> Table:
    (tmp_path / "t.toml").write_text(TEXT, encoding="utf-8")
    return read_toml(Source(tmp_path), "t.toml")


def line_of(error: pytest.ExceptionInfo[CommunityFileError]) -> str:
    return error.value.trouble.place.rpartition("t.toml")[2]


def test_values_have_their_type(table: Table) -> None:
    assert table.get("name", str) == "某区"
    assert table.get("count", int) == 3
    assert table.get("absent", str, "default") == "default"
    with pytest.raises(CommunityFileError) as wrong:
        table.get("count", str)
    assert (line_of(wrong), wrong.value.trouble.excerpt) == (":3", "3 | count = 3")
    with pytest.raises(CommunityFileError) as missing:
        table.get("absent", str)
    assert (line_of(missing), missing.value.trouble.excerpt) == ("", "")


def test_true_is_no_number(tmp_path: Path) -> None:
    (tmp_path / "t.toml").write_text("count = true\n", encoding="utf-8")
    with pytest.raises(CommunityFileError):
        read_toml(Source(tmp_path), "t.toml").get("count", int)


def test_the_line_is_the_tables_own(table: Table) -> None:
    first, second = table.tables("fund")
    assert line_of_refusal(first, "code") == ":6"
    assert line_of_refusal(second, "code") == ":10"
    deep = second.table("deep")
    assert deep is not None
    assert line_of_refusal(deep, "code") == ":11"
    policies = [one.tables("policy")[0] for one in (first, second)]
    assert [line_of_refusal(policy, "from") for policy in policies] == [":8", ":13"]


def line_of_refusal(table: Table, key: str) -> str:
    return table.refuse(key, "", "").trouble.place.rpartition("t.toml")[2]


def test_a_choice_is_from_a_closed_list(table: Table) -> None:
    assert table.choice("name", {"某区": 1, "某市": 2}) == 1
    assert table.choice("absent", {"": None, "x": 1}, "") is None
    with pytest.raises(CommunityFileError, match="可以写：某市"):
        table.choice("name", {"": 0, "某市": 2})


def test_keys_nobody_asked_for_are_refused(table: Table) -> None:
    table.get("name", str)
    table.tables("fund")
    with pytest.raises(CommunityFileError, match="不认识的键 count") as unknown:
        table.close()
    assert line_of(unknown) == ":3"
    table.get("count", int)
    table.close()


def test_absent_tables_are_none_and_a_value_is_no_table(table: Table) -> None:
    assert table.tables("absent") == ()
    assert table.table("absent") is None
    with pytest.raises(CommunityFileError):
        table.tables("count")
    with pytest.raises(CommunityFileError):
        table.table("name")


def test_what_is_not_toml_is_refused_at_its_line(tmp_path: Path) -> None:
    (tmp_path / "t.toml").write_text('a = 1\nb = "x\n', encoding="utf-8")
    with pytest.raises(CommunityFileError) as broken:
        read_toml(Source(tmp_path), "t.toml")
    assert line_of(broken) == ":2"
