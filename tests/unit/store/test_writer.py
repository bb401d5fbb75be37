"""The one writer: what is saved is in the files and in the history; what is refused is nowhere."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from jjledger.errors import ChangedError, ForeignEditError, StoreError
from jjledger.facts.entry import Deed
from jjledger.store.system import RealSystem
from jjledger.store.writer import Saved, write_changes
from tests.histories_on_disk import git, in_git

MONTH = "2025/2025-03 三月.beancount"
DEED = Deed("王会计", "收-0001 续交")


def save(
    folder: Path, changes: dict[str, bytes | None], expected: dict[str, bytes | None] | None = None
) -> Saved:
    """Save as 王会计."""
    return write_changes(folder, expected or {}, changes, DEED, RealSystem())


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    """Give a ledger of two files in its own repository."""
    folder = tmp_path / "某区 甲"
    folder.mkdir()
    (folder / "main.beancount").write_bytes(b"; main\n")
    (folder / "register.csv").write_bytes(b"household\n")
    return in_git(folder)


def clean(folder: Path) -> bool:
    """Ask git whether disk, index and branch agree, and whether its store is sound."""
    return git(folder, "status", "--porcelain") == "" and git(folder, "fsck", "--strict") == ""


def test_several_files_are_one_commit_by_the_person_for_the_reason(ledger: Path) -> None:
    saved = save(ledger, {MONTH: b"new\n", "register.csv": None, "main.beancount": b"; main 2\n"})
    assert saved.files == (ledger / MONTH, ledger / "register.csv", ledger / "main.beancount")
    assert saved.commit == git(ledger, "rev-parse", "HEAD")
    assert git(ledger, "log", "--format=%an|%ae|%s", "-1") == "王会计||收-0001 续交"
    assert git(ledger, "show", "--name-status", "--no-renames", "--format=", "HEAD").splitlines() == [
        f"A\t{MONTH}", "M\tmain.beancount", "D\tregister.csv",
    ]  # fmt: skip
    assert (ledger / MONTH).read_bytes() == b"new\n"
    assert not (ledger / "register.csv").exists()
    assert clean(ledger)
    assert not (ledger / ".jjledger" / "journal").exists()


def test_what_stands_already_is_no_save(ledger: Path) -> None:
    head = git(ledger, "rev-parse", "HEAD")
    assert save(ledger, {"main.beancount": b"; main\n", "absent.csv": None}) == Saved(None, ())
    assert git(ledger, "rev-parse", "HEAD") == head


def test_a_file_that_is_not_as_expected_is_not_written_over(ledger: Path) -> None:
    with pytest.raises(ChangedError, match="别人改动"):
        save(ledger, {"main.beancount": b"x"}, {"main.beancount": b"; other\n"})
    with pytest.raises(ChangedError, match="别人改动"):
        save(ledger, {"new.csv": b"x"}, {"register.csv": None})
    assert (ledger / "main.beancount").read_bytes() == b"; main\n"
    assert not (ledger / "new.csv").exists()
    assert clean(ledger)


def test_a_foreign_edit_stays_and_only_its_own_file_is_refused(ledger: Path) -> None:
    (ledger / "main.beancount").write_bytes("; main 手改\n".encode())
    with pytest.raises(ForeignEditError) as caught:
        save(ledger, {"main.beancount": b"; ours\n", "register.csv": b"household\n1\n"})
    message = str(caught.value)
    assert "-; main\n" in message
    assert "+; main 手改\n" in message
    assert "jjledger edits" in message
    assert (ledger / "register.csv").read_bytes() == b"household\n"
    save(ledger, {"register.csv": b"household\n1\n"})
    assert git(ledger, "status", "--porcelain") == " M main.beancount"
    assert (ledger / "main.beancount").read_bytes() == "; main 手改\n".encode()


def test_an_untracked_file_is_a_foreign_edit_unless_it_is_what_is_written(ledger: Path) -> None:
    (ledger / "scan.pdf").write_bytes(b"%PDF \xff")
    with pytest.raises(ForeignEditError, match="新增"):
        save(ledger, {"scan.pdf": b"%PDF other"})
    assert save(ledger, {"scan.pdf": b"%PDF \xff"}).commit == git(ledger, "rev-parse", "HEAD")
    assert clean(ledger)


def test_line_ends_a_checkout_has_changed_are_no_edit(ledger: Path) -> None:
    (ledger / "main.beancount").write_bytes(b"; main\r\n")
    save(ledger, {"main.beancount": b"; main\r\n; more\r\n"})
    assert git(ledger, "cat-file", "-s", "HEAD:main.beancount") == "16"


def test_private_and_ignored_files_are_in_no_commit(ledger: Path) -> None:
    (ledger / ".gitignore").write_bytes(b"*.tmp\n")
    git(ledger, "add", ".gitignore")
    git(ledger, "commit", "--quiet", "--message", "x")
    head = git(ledger, "rev-parse", "HEAD")
    (ledger / ".git" / "info" / "exclude").unlink()  # nothing hides private/ but our own rule
    saved = save(ledger, {"private/owners.csv": b"household,name\n", "a.tmp": b"x"})
    assert saved == Saved(None, (ledger / "private" / "owners.csv", ledger / "a.tmp"))
    assert git(ledger, "rev-parse", "HEAD") == head
    save(ledger, {"private/owners.csv": b"household,name\n1,\n", "register.csv": b"household\n1\n"})
    assert git(ledger, "show", "--name-only", "--format=", "HEAD") == "register.csv"


def test_a_human_commit_between_two_of_ours_takes_nothing_back(ledger: Path) -> None:
    save(ledger, {MONTH: b"1\n", "register.csv": b"household\n1\n"})
    (ledger / "main.beancount").write_bytes(b"; by hand\n")
    git(ledger, "commit", "--quiet", "--all", "--message", "手改")
    assert git(ledger, "show", "--name-only", "--format=", "HEAD") == "main.beancount"
    save(ledger, {MONTH: b"1\n2\n", "main.beancount": b"; by hand\n; ours\n"}, {MONTH: b"1\n"})
    assert git(ledger, "show", f"HEAD:{MONTH}") == "1\n2"
    assert git(ledger, "show", "HEAD:register.csv") == "household\n1"
    assert clean(ledger)


def test_what_a_person_has_staged_stays_staged(ledger: Path) -> None:
    (ledger / "note.md").write_bytes(b"mine\n")
    git(ledger, "add", "note.md")
    save(ledger, {MONTH: b"1\n"})
    assert git(ledger, "status", "--porcelain") == "A  note.md"


def test_an_index_that_somebody_holds_is_mended_by_the_next_save(ledger: Path) -> None:
    lock = ledger / ".git" / "index.lock"
    lock.touch()
    assert save(ledger, {MONTH: b"1\n"}).commit
    lock.unlink()
    save(ledger, {"register.csv": b"household\n1\n"})
    assert clean(ledger)


def test_a_branch_without_a_commit_begins_with_what_stands_there(tmp_path: Path) -> None:
    git(tmp_path, "init", "--quiet", "--initial-branch=main")
    (tmp_path / "main.beancount").write_bytes(b"; main\r\n")
    (tmp_path / "private").mkdir()
    (tmp_path / "private" / "owners.csv").write_bytes(b"household,name\n")
    save(tmp_path, {MONTH: b"1\n"})
    assert git(tmp_path, "log", "--format=%an %s").splitlines() == [
        "王会计 收-0001 续交",
        "王会计 登记账本现状",
    ]
    assert git(tmp_path, "ls-files").splitlines() == [MONTH, "main.beancount"]
    assert git(tmp_path, "cat-file", "-s", "HEAD:main.beancount") == "8"  # with its own line ends
    assert git(tmp_path, "status", "--porcelain") == "?? private/"


@pytest.mark.parametrize("state", ["MERGE_HEAD", "rebase-merge", "CHERRY_PICK_HEAD"])
def test_nothing_is_written_while_git_is_in_the_middle_of_something(ledger: Path, state: str) -> None:
    (ledger / ".git" / state).mkdir()
    with pytest.raises(StoreError, match="还没有结束"):
        save(ledger, {MONTH: b"1\n"})


def test_nothing_is_written_on_no_branch(ledger: Path) -> None:
    git(ledger, "switch", "--quiet", "--detach")
    with pytest.raises(StoreError, match="git switch main"):
        save(ledger, {MONTH: b"1\n"})


def test_hooks_signing_and_the_caller_s_git_words_count_for_nothing(
    ledger: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("pre-commit", "commit-msg", "reference-transaction", "post-index-change"):
        hook = ledger / ".git" / "hooks" / name
        hook.parent.mkdir(exist_ok=True)
        hook.write_text("#!/bin/sh\ntouch hook-ran\nexit 1\n")
        hook.chmod(0o755)
    git(ledger, "config", "commit.gpgSign", "true")
    git(ledger, "config", "core.autocrlf", "true")
    for name, value in (("GIT_DIR", "elsewhere"), ("GIT_INDEX_FILE", "none"), ("GIT_AUTHOR_NAME", "李某")):
        monkeypatch.setenv(name, value)
    save(ledger, {MONTH: b"1\r\n2\n"})
    assert git(ledger, "cat-file", "-s", f"HEAD:{MONTH}") == "5"
    assert git(ledger, "log", "-1", "--format=%an") == "王会计"
    assert not (ledger / "hook-ran").exists()


def test_a_name_that_git_would_refuse_gives_way_to_the_account(ledger: Path) -> None:
    write_changes(ledger, {}, {MONTH: b"1\n"}, Deed(" <> ", ""), RealSystem())
    assert git(ledger, "log", "-1", "--format=%an") == git(ledger, "log", "-1", "--format=%cn") != ""


def test_a_mode_is_kept_and_a_link_refused(ledger: Path) -> None:
    (ledger / "register.csv").chmod(0o755)
    git(ledger, "commit", "--quiet", "--all", "--message", "x")
    save(ledger, {"register.csv": b"household\n1\n"})
    assert git(ledger, "ls-tree", "HEAD", "register.csv").startswith("100755")
    assert stat.S_IMODE((ledger / "register.csv").stat().st_mode) == 0o755
    (ledger / "outside").symlink_to(os.devnull)
    with pytest.raises(StoreError, match="链接"):
        save(ledger, {"outside": b"x"})
    (ledger / "folder").symlink_to(ledger.parent)
    with pytest.raises(StoreError, match="链接"):
        save(ledger, {"folder/x": b"x"})


def test_a_worktree_has_its_own_branch(ledger: Path, tmp_path: Path) -> None:
    git(ledger, "worktree", "add", "--quiet", "-b", "second", str(tmp_path / "second"))
    save(tmp_path / "second", {MONTH: b"1\n"})
    assert git(ledger, "show", f"second:{MONTH}") == "1"
    assert clean(tmp_path / "second")
    assert clean(ledger)


def test_a_repository_around_the_ledger_is_not_written_in(ledger: Path) -> None:
    inner = ledger / "deep" / "ledger"
    inner.mkdir(parents=True)
    with pytest.raises(StoreError, match="另一个 git 版本库"):
        save(inner, {"main.beancount": b"x"})
    (ledger / ".git" / "info" / "exclude").write_text("deep/\n")
    assert save(inner, {"main.beancount": b"x"}) == Saved(None, (inner / "main.beancount",))


def test_communities_of_a_district_share_its_history(tmp_path: Path) -> None:
    for name in ("jia", "yi"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "main.beancount").write_bytes(b"; main\n")
    (tmp_path / "district.toml").write_bytes(b"")
    in_git(tmp_path)
    save(tmp_path / "jia", {"main.beancount": b"; 1\n"})
    save(tmp_path / "yi", {"main.beancount": b"; 2\n"})
    save(tmp_path, {"district.toml": b"# 3\n"})
    assert git(tmp_path, "log", "--name-only", "--format=").split() == [
        "district.toml", "yi/main.beancount", "jia/main.beancount", "district.toml", "jia/main.beancount", "yi/main.beancount",
    ]  # fmt: skip
    assert (tmp_path / ".jjledger").is_dir()
    assert not (tmp_path / "jia" / ".jjledger").exists()
    assert clean(tmp_path)


def test_without_git_files_are_written_all_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = in_git(tmp_path)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert save(folder, {MONTH: b"1\n"}) == Saved(None, (folder / MONTH,))
    assert (folder / MONTH).read_bytes() == b"1\n"
    assert not (folder / ".jjledger" / "journal").exists()


def test_a_machine_where_git_knows_nobody_s_name(
    ledger: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path / "nobody"))
    save(ledger, {MONTH: b"1\n"})
    assert git(ledger, "log", "-1", "--format=%an <%ae>") == "王会计 <>"


@pytest.mark.skipif(os.getuid() != 0, reason="only root can give a folder away")
def test_a_repository_of_another_user_is_refused_with_the_remedy(
    ledger: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path / "nobody"))
    os.chown(ledger, 12345, 12345)
    os.chown(ledger / ".git", 12345, 12345)
    with pytest.raises(StoreError, match=r"git config --global --add safe\.directory"):
        save(ledger, {MONTH: b"1\n"})
    assert not (ledger / MONTH).exists()
