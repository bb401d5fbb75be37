"""A save that was broken off is finished by its own journal only, and a person's hand in between is respected."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from jjledger.errors import StoreError
from jjledger.facts.entry import Deed
from jjledger.store.foreign import foreign_edits
from jjledger.store.home import find_home
from jjledger.store.system import RealSystem
from jjledger.store.writer import write_changes
from tests.faulty import FaultySystem, Killed
from tests.histories_on_disk import git, in_git

OLD = {"a.csv": b"a old\n", "b.csv": b"b old\n", "main.beancount": b"; main\n"}
NEW: dict[str, bytes | None] = {"a.csv": b"a new\n", "b.csv": b"b new\n", "c.csv": b"c new\n"}
DEED = Deed("王会计", "三个文件")


@pytest.fixture
def template(tmp_path: Path) -> Path:
    """Give a ledger that is copied for each try."""
    folder = tmp_path / "template"
    folder.mkdir()
    for name, data in OLD.items():
        (folder / name).write_bytes(data)
    return in_git(folder)


def killed_when(template: Path, so_far: Callable[[Path], bool]) -> Path:
    """Kill a save at the first call at which the ledger stands as wanted; give the ledger."""
    for call in range(1, 200):
        folder = template.with_name(f"at-{call}")
        shutil.copytree(template, folder)
        with suppress(Killed):
            write_changes(folder, OLD, NEW, DEED, FaultySystem(call, None))
        if so_far(folder):
            return folder
        shutil.rmtree(folder)
    raise AssertionError("it never stood so")


def committed(folder: Path) -> bool:
    """Tell whether the branch has the save."""
    return git(folder, "log", "-1", "--format=%s") == DEED.why


def next_save(folder: Path) -> None:
    """Save something else."""
    write_changes(folder, {}, {"next.csv": b"next\n"}, Deed("李会计", "下一次"), RealSystem())


def read(folder: Path, *names: str) -> list[str]:
    """Read some files."""
    return [(folder / name).read_text() if (folder / name).exists() else "-" for name in names]


def test_a_committed_save_is_finished(template: Path) -> None:
    folder = killed_when(template, committed)
    assert read(folder, "a.csv", "b.csv", "c.csv") == ["a old\n", "b old\n", "-"]
    next_save(folder)
    assert read(folder, "a.csv", "b.csv", "c.csv") == ["a new\n", "b new\n", "c new\n"]
    assert git(folder, "status", "--porcelain") == ""
    assert git(folder, "log", "--format=%s").splitlines() == ["下一次", DEED.why, "开账"]


def test_a_person_s_commit_before_any_file_was_written_takes_the_save_back(template: Path) -> None:
    """Nobody had been told that it was saved, and the person's commit says the old text."""
    folder = killed_when(template, committed)
    (folder / "main.beancount").write_bytes(b"; by hand\n")
    git(folder, "commit", "--quiet", "--all", "--message", "手改")
    next_save(folder)
    assert read(folder, "a.csv", "b.csv", "c.csv", "main.beancount") == [
        "a old\n",
        "b old\n",
        "-",
        "; by hand\n",
    ]
    assert git(folder, "status", "--porcelain") == ""


def test_a_person_s_commit_of_half_a_save_is_made_whole(template: Path) -> None:
    folder = killed_when(template, lambda folder: read(folder, "a.csv") == ["a new\n"])
    assert read(folder, "b.csv", "c.csv") == ["b old\n", "-"]
    (folder / "main.beancount").write_bytes(b"; by hand\n")
    git(folder, "commit", "--quiet", "--all", "--message", "手改")
    next_save(folder)
    assert read(folder, "a.csv", "b.csv", "c.csv", "main.beancount") == [
        "a new\n",
        "b new\n",
        "c new\n",
        "; by hand\n",
    ]
    assert git(folder, "status", "--porcelain") == ""
    assert git(folder, "log", "--format=%an %s").splitlines()[:2] == [
        "李会计 下一次",
        "王会计 补完中断的写入：三个文件",
    ]


def test_an_edit_made_after_the_kill_stays(template: Path) -> None:
    folder = killed_when(template, lambda folder: read(folder, "a.csv") == ["a new\n"])
    (folder / "b.csv").write_bytes(b"b by hand\n")
    next_save(folder)
    assert read(folder, "a.csv", "b.csv", "c.csv") == ["a new\n", "b by hand\n", "c new\n"]
    (edit,) = foreign_edits(find_home(folder, RealSystem()), RealSystem())
    assert (edit.name, edit.before, edit.now) == ("b.csv", b"b new\n", b"b by hand\n")


def test_a_save_that_a_person_reverted_does_not_come_back(template: Path) -> None:
    folder = killed_when(template, lambda folder: read(folder, "c.csv") == ["c new\n"])
    assert (folder / ".jjledger" / "journal").exists()
    git(folder, "reset", "--quiet", "--hard")
    git(folder, "revert", "--no-edit", "HEAD")
    next_save(folder)
    assert read(folder, "a.csv", "b.csv", "c.csv") == ["a old\n", "b old\n", "-"]
    assert git(folder, "status", "--porcelain") == ""


def test_a_plain_commit_from_an_old_index_loses_nothing(template: Path) -> None:
    """The files are written, the person's index does not know yet, and `git commit` takes it as it is."""
    folder = killed_when(template, lambda folder: read(folder, "c.csv") == ["c new\n"])
    git(folder, "commit", "--quiet", "--message", "手改")
    assert git(folder, "show", "HEAD:a.csv") == "a old"
    next_save(folder)
    assert read(folder, "a.csv", "b.csv", "c.csv") == ["a new\n", "b new\n", "c new\n"]
    assert git(folder, "show", "HEAD:a.csv") == "a new"
    assert git(folder, "status", "--porcelain") == ""


def test_the_same_file_as_an_older_one_proves_nothing(template: Path) -> None:
    """Without a journal a file that equals the commit before is a person's edit."""
    write_changes(template, OLD, NEW, DEED, RealSystem())
    (template / "a.csv").write_bytes(OLD["a.csv"])
    next_save(template)
    assert read(template, "a.csv") == ["a old\n"]
    assert git(template, "status", "--porcelain") == " M a.csv"


def test_a_save_kept_in_git_is_not_finished_without_git(
    template: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = killed_when(template, committed)
    monkeypatch.setenv("PATH", str(folder))
    with pytest.raises(StoreError, match="请装上 git"):
        next_save(folder)
    monkeypatch.undo()
    next_save(folder)
    assert read(folder, "c.csv") == ["c new\n"]


def test_a_branch_lock_that_a_killed_git_left_is_broken(template: Path) -> None:
    (template / ".git" / "HEAD.lock").touch()
    (template / ".git" / "refs" / "heads" / "main.lock").touch()
    next_save(template)
    assert git(template, "log", "-1", "--format=%s") == "下一次"
