"""A ledger inside somebody else's repository is written in a copy, and only there."""

from __future__ import annotations

from pathlib import Path

import pytest

from jjledger.store.system import RealSystem
from jjledger.workflows.demo import place_to_write, written_place
from tests.histories_on_disk import git, in_git
from tests.ledgers import SHIFAN, copy_of, district, run

SYSTEM = RealSystem()


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Give a repository of something else that holds a district as its sample."""
    district(tmp_path / "project" / "ledgers")
    return in_git(tmp_path / "project")


def test_a_ledger_of_its_own_is_written_where_it_stands(tmp_path: Path) -> None:
    folder = copy_of(SHIFAN, tmp_path)
    assert place_to_write(folder, SYSTEM) == written_place(folder, SYSTEM) == folder
    in_git(folder)
    assert place_to_write(folder, SYSTEM) == written_place(folder, SYSTEM) == folder


def test_the_first_write_copies_the_whole_district_with_a_history_of_its_own(project: Path) -> None:
    original = project / "ledgers" / "shifan"
    (original / "build").mkdir()
    (original / "build" / "x").touch()
    (original / "private").mkdir()
    (original / "private" / "owners.csv").write_text("household,name\n")
    assert written_place(original, SYSTEM) == original
    copy = project / "build" / "demo" / "ledgers" / "shifan"
    assert place_to_write(original, SYSTEM) == copy
    assert written_place(original, SYSTEM) == copy
    assert (copy / "main.beancount").read_bytes() == (original / "main.beancount").read_bytes()
    assert (copy / "private" / "owners.csv").exists()
    assert not (copy / "build").exists()
    assert (copy.parent / "heyuan").is_dir()
    kept = git(copy.parent, "ls-files").splitlines()
    assert "shifan/main.beancount" in kept
    assert not [name for name in kept if "private" in name or ".jjledger" in name]
    assert git(copy.parent, "status", "--porcelain") == ""
    assert git(project, "status", "--porcelain") == ""


def test_writing_twice_goes_on_in_the_copy(project: Path) -> None:
    original = project / "ledgers" / "shifan"
    before = git(project, "status", "--porcelain")
    command = (
        "jjledger", "fund", "deposit", original, "--household", "01-1-101", "--amount", "100.00",
        "--date", "2026-01-05", "--prepared", "甲", "--reviewed", "乙", "--today", "2026-01-31",
    )  # fmt: skip
    first, second = run(*command, "--write"), run(*command, "--write")
    assert (first.returncode, second.returncode) == (0, 0), first.stderr + second.stderr
    assert "收-0001" in first.stdout
    assert "收-0002" in second.stdout
    copy = project / "build" / "demo" / "ledgers" / "shifan"
    assert "写进了它的副本" in first.stderr
    assert str(copy) in first.stdout
    assert f"读写的是它的副本 {copy}" in second.stderr
    assert git(project, "status", "--porcelain") == before == ""
    said = git(copy, "log", "--format=%an %s").splitlines()
    assert [words.split(" ")[:3] for words in said[:2]] == [
        ["甲", "2026-01", "收-0002"],
        ["甲", "2026-01", "收-0001"],
    ]
