"""What doctor says of the place of a ledger: each thing amiss alone, with its remedy."""

from __future__ import annotations

from pathlib import Path

import pytest

from jjledger.store.system import RealSystem
from jjledger.workflows import store_health
from jjledger.workflows.change_log import begin_log
from jjledger.workflows.store_health import examine_store
from tests.histories_on_disk import git, in_git
from tests.ledgers import SHIFAN, copy_of, district


def codes(folder: Path) -> list[str]:
    """Name what is amiss."""
    return [complaint.code for complaint in examine_store(folder, RealSystem())]


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    """Give a ledger in its own repository."""
    return in_git(copy_of(SHIFAN, tmp_path))


def test_all_is_well(ledger: Path) -> None:
    assert codes(ledger) == []


def test_outside_git_it_says_what_is_lost_and_begins_a_history_when_asked(tmp_path: Path) -> None:
    folder = copy_of(SHIFAN, tmp_path)
    (complaint,) = examine_store(folder, RealSystem())
    assert complaint.code == "no-history"
    assert "操作日志" in complaint.what
    assert "封存" in complaint.what
    assert complaint.remedy.endswith(f"jjledger history {folder} --begin")
    begin_log(folder, RealSystem())
    assert codes(folder) == []
    assert git(folder, "status", "--porcelain") == ""


def test_without_git_on_the_machine(ledger: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(ledger))
    assert codes(ledger) == ["no-git"]


def test_inside_somebody_s_repository(ledger: Path) -> None:
    assert codes(copy_of(SHIFAN, ledger / "sample")) == ["foreign-repository"]


def test_edits_a_broken_save_and_a_merge(ledger: Path) -> None:
    (ledger / "register.csv").write_bytes(b"x")
    assert codes(ledger) == ["edits"]
    git(ledger, "checkout", "--", "register.csv")
    (ledger / ".git" / "MERGE_HEAD").touch()
    assert codes(ledger) == ["git-state"]
    (ledger / ".git" / "MERGE_HEAD").unlink()
    (ledger / ".jjledger").mkdir()
    (ledger / ".jjledger" / "journal").touch()
    assert codes(ledger) == ["broken-save"]


def test_names_of_owners_in_the_history(ledger: Path) -> None:
    (ledger / "private").mkdir()
    (ledger / "private" / "owners.csv").write_text("household,name\n")
    git(ledger, "add", "--force", "private")
    git(ledger, "commit", "--quiet", "--message", "x")
    assert codes(ledger) == ["private-in-history"]


def test_git_is_not_told_to_leave_the_names_alone(ledger: Path) -> None:
    (ledger / ".git" / "info" / "exclude").write_text("build/\n")
    assert codes(ledger) == ["private-not-ignored"]
    (complaint,) = examine_store(ledger, RealSystem())
    assert complaint.remedy == f"echo 'private/' >> {ledger}/.gitignore"
    (ledger / ".gitignore").write_text("private/\n")
    assert "private-not-ignored" not in codes(ledger)


def test_in_a_district_the_names_of_every_community_count(tmp_path: Path) -> None:
    top = in_git(district(tmp_path / "area"))
    assert codes(top) == []
    (top / ".git" / "info" / "exclude").write_text("/shifan/private/\n")
    (complaint,) = examine_store(top, RealSystem())
    assert "heyuan/private/" in complaint.what


def test_a_remote_that_would_carry_statements_away(ledger: Path) -> None:
    git(ledger, "remote", "add", "origin", str(ledger))
    (complaint,) = examine_store(ledger, RealSystem())
    assert complaint.code == "remote"
    assert "完整的账号" in complaint.what
    assert complaint.remedy.endswith(f"git -C {ledger} remote remove origin")


def test_a_history_of_many_loose_objects(ledger: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store_health, "_MOST_LOOSE", 1)
    assert codes(ledger) == ["loose-objects"]
