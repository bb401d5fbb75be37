"""Saves made while git was missing come into the history with their own authors when it is back."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest

from jjledger.facts.entry import Deed
from jjledger.store.deferred import deferred
from jjledger.store.foreign import foreign_edits
from jjledger.store.home import find_home
from jjledger.store.system import RealSystem
from jjledger.store.writer import write_changes
from jjledger.workflows.store_health import examine_store
from tests.faulty import FaultySystem, Killed
from tests.histories_on_disk import git, in_git

SYSTEM = RealSystem()


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    """Give a ledger of one file in its own repository."""
    folder = tmp_path / "甲"
    folder.mkdir()
    (folder / "main.beancount").write_bytes(b"0\n")
    return in_git(folder)


@pytest.fixture
def gitless(ledger: Path) -> Path:
    """Give it with two saves of one file, by two persons, that no git saw."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PATH", str(ledger))
        save(ledger, "王会计", {"main.beancount": b"1\n", "private/owners.csv": b"names\n"})
        save(ledger, "李会计", {"main.beancount": b"2\n", "new.csv": b"n\n"})
    return ledger


def save(folder: Path, who: str, changes: dict[str, bytes | None]) -> None:
    """Save some files."""
    write_changes(folder, {}, changes, Deed(who, f"{who}的保存"), SYSTEM)


def test_each_becomes_a_commit_of_its_own_author_before_the_next_save(gitless: Path) -> None:
    assert git(gitless, "log", "--format=%s") == "开账"
    save(gitless, "赵会计", {"other.csv": b"o\n"})
    assert git(gitless, "log", "--format=%an %s").split("\n") == [
        "赵会计 赵会计的保存", "李会计 李会计的保存", "王会计 王会计的保存", "某会计 开账",
    ]  # fmt: skip
    assert git(gitless, "show", "HEAD~2:main.beancount") == "1"
    assert git(gitless, "show", "HEAD~1:main.beancount") == "2"
    assert "owners" not in git(gitless, "ls-files")
    assert git(gitless, "status", "--porcelain") == ""
    assert not deferred(find_home(gitless, SYSTEM))


def test_they_are_no_stranger_s_edits_meanwhile(gitless: Path) -> None:
    assert foreign_edits(find_home(gitless, SYSTEM), SYSTEM) == ()
    assert [complaint.code for complaint in examine_store(gitless, SYSTEM)] == ["deferred"]
    (gitless / "main.beancount").write_bytes(b"by hand\n")
    (edit,) = foreign_edits(find_home(gitless, SYSTEM), SYSTEM)
    assert edit.name == "main.beancount"


def test_what_was_edited_by_hand_in_between_stays_an_edit(
    ledger: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (ledger / "main.beancount").write_bytes(b"by hand\n")
    monkeypatch.setenv("PATH", str(ledger))
    save(ledger, "王会计", {"main.beancount": b"by hand\n1\n", "new.csv": b"n\n"})
    monkeypatch.undo()
    save(ledger, "赵会计", {"other.csv": b"o\n"})
    assert git(ledger, "log", "--format=%an", "--", "new.csv") == "王会计"
    assert [edit.name for edit in foreign_edits(find_home(ledger, SYSTEM), SYSTEM)] == ["main.beancount"]


def test_a_writer_killed_anywhere_commits_each_once(gitless: Path) -> None:
    """Every system call of the save that finds git again is tried."""
    call, killed = 1, True
    while killed:
        killed = False
        try:
            write_changes(
                gitless, {}, {"other.csv": b"%d\n" % call}, Deed("赵会计", "又"), FaultySystem(call, None)
            )
        except Killed:
            killed = True
        call += 1
    save(gitless, "赵会计", {"other.csv": b"end\n"})
    authors = git(gitless, "log", "--format=%an", "--reverse").split("\n")
    assert authors[:3] == ["某会计", "王会计", "李会计"]
    assert set(authors[3:]) == {"赵会计"}
    assert git(gitless, "status", "--porcelain") == ""


def test_a_save_without_git_killed_anywhere_is_whole_or_nowhere(
    ledger: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for call in range(1, 40):
        with monkeypatch.context() as patch, suppress(Killed):
            patch.setenv("PATH", str(ledger))
            data = b"%d\n" % call
            deed = Deed("王会计", str(call))
            write_changes(
                ledger, {}, {"main.beancount": data, "new.csv": data}, deed, FaultySystem(call, None)
            )
        save(ledger, "赵会计", {"other.csv": data})
        files = [ledger / "main.beancount", *ledger.glob("new.csv")]
        assert len({path.read_bytes() for path in files}) == 1
        assert git(ledger, "status", "--porcelain") == ""
        assert git(ledger, "log", "--format=%an", "-1", "--", "main.beancount") in {"某会计", "王会计"}
