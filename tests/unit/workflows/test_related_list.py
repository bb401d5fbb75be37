"""The list of related parties, hashed for another machine."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from jjledger.books.related_file import RELATED, read_related
from jjledger.books.source import Source
from jjledger.errors import OptionError
from jjledger.store.system import RealSystem
from jjledger.workflows.related_list import write_hashed_list

PLAIN = "party,role,kind,value\n,业委会委员,姓名,张三\n某公司,,法定代表人,张三\n"


def _community(tmp_path: Path) -> Path:
    (tmp_path / "heyuan" / "private").mkdir(parents=True)
    (tmp_path / "heyuan" / RELATED).write_text(PLAIN, encoding="utf-8")
    return tmp_path / "heyuan"


def test_another_machine_finds_the_same_without_a_name(tmp_path: Path) -> None:
    first = write_hashed_list(_community(tmp_path), tmp_path / "one", RealSystem())
    second = write_hashed_list(tmp_path / "heyuan", tmp_path / "two", RealSystem())
    assert "张三" not in first[0].read_text("utf-8")
    assert {path.stat().st_mode & 0o777 for path in (*first, *second)} == {0o600}
    assert first[0].read_bytes() != second[0].read_bytes(), "each has a key of its own"
    other = tmp_path / "other"
    shutil.copytree(tmp_path / "one", other / "private")
    related = read_related(Source(other), ["某公司"])
    assert [related.people[one] for one in related.payees["某公司"] if one in related.people] == [
        "业委会委员"
    ]


def test_nothing_is_written_over_and_without_a_list_there_is_nothing_to_hash(tmp_path: Path) -> None:
    folder = _community(tmp_path)
    with pytest.raises(OptionError, match="不覆盖"):
        write_hashed_list(folder, folder / "private", RealSystem())
    assert (folder / RELATED).read_text("utf-8") == PLAIN
    (folder / RELATED).unlink()
    with pytest.raises(OptionError, match="没有关联方名单"):
        write_hashed_list(folder, tmp_path / "new", RealSystem())
    assert not (tmp_path / "new").exists()
