"""`jjledger edits` and `jjledger history`: edits by hand are seen, committed or set aside, and never dropped."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.histories_on_disk import git, in_git
from tests.ledgers import SHIFAN, copy_of, run

MONTH = "2025/2025-03.beancount"
TODAY = ("--today", "2026-01-31")
DEPOSIT = (
    "--household", "01-1-101", "--amount", "100.00", "--date", "2025-03-31",
    "--prepared", "甲", "--reviewed", "乙", *TODAY, "--write",
)  # fmt: skip


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    """Give the small community in a repository of its own, with a line added by hand."""
    folder = in_git(copy_of(SHIFAN, tmp_path))
    with (folder / MONTH).open("a", encoding="utf-8") as month:
        month.write("; 手加的一行\n")
    return folder


def test_an_edit_is_shown_with_its_lines(ledger: Path) -> None:
    (ledger / "说明.md").write_text("新的\n", encoding="utf-8")
    done = run("jjledger", "edits", ledger)
    assert (done.returncode, done.stderr) == (0, "")
    assert f"修改  {MONTH}\n" in done.stdout
    assert "+; 手加的一行" in done.stdout
    assert "新增  说明.md\n" in done.stdout
    assert "2 个文件有没登记的改动。" in done.stdout
    record = json.loads(run("jjledger", "edits", ledger, "--json").stdout)
    assert [(edit["file"], edit["kind"]) for edit in record["edits"]] == [
        (MONTH, "修改"),
        ("说明.md", "新增"),
    ]


def test_a_command_refuses_the_edited_file_until_it_is_committed_with_its_author(ledger: Path) -> None:
    refused = run("jjledger", "fund", "deposit", ledger, *DEPOSIT)
    assert refused.returncode == 2
    assert "+; 手加的一行" in refused.stderr
    assert f"jjledger edits {ledger} --commit {MONTH} --author 姓名 --why 原因" in refused.stderr
    unnamed = run("jjledger", "edits", ledger, "--commit", MONTH, *TODAY)
    assert (unnamed.returncode, "--author 姓名" in unnamed.stderr) == (2, True)
    done = run("jjledger", "edits", ledger, "--commit", MONTH, "--author", "丙", "--why", "补说明", *TODAY)
    assert (done.returncode, done.stderr) == (0, "")
    assert git(ledger, "log", "-1", "--format=%an %s") == "丙 补说明"
    assert git(ledger, "status", "--porcelain") == ""
    assert run("jjledger", "fund", "deposit", ledger, *DEPOSIT).returncode == 0
    assert "; 手加的一行" in (ledger / MONTH).read_text(encoding="utf-8")


def test_what_is_set_aside_is_kept_and_the_ledger_as_before(ledger: Path) -> None:
    edited = (ledger / MONTH).read_bytes()
    (ledger / "register.csv").unlink()
    done = run("jjledger", "edits", ledger, "--set-aside", ".", "--json")
    (kept,) = json.loads(done.stdout)["aside"]
    assert Path(kept).read_bytes() == edited
    assert Path(kept).name.startswith("2025-03.beancount.aside-")
    assert git(ledger, "status", "--porcelain") == ""
    assert (ledger / "register.csv").is_file()
    assert run("jjledger", "fund", "deposit", ledger, *DEPOSIT).returncode == 0
    assert f"以前另存的改动 1 份：\n  {kept}" in run("jjledger", "edits", ledger).stdout


def test_edits_that_break_the_books_are_committed_only_when_somebody_says_so(ledger: Path) -> None:
    with (ledger / MONTH).open("a", encoding="utf-8") as month:
        month.write('2025-03-31 * "某" "不平"\n  Assets:1维修资金:1001银行存款:1234建行  1.00 CNY\n')
    command = ("jjledger", "edits", ledger, "--commit", ".", "--author", "丙", "--why", "试", *TODAY)
    refused = run(*command)
    assert refused.returncode == 1
    assert "没有登记" in refused.stderr
    assert git(ledger, "log", "--format=%s") == "开账"
    assert run(*command, "--yes").returncode == 0
    assert git(ledger, "log", "-1", "--format=%s") == "试"


def test_the_mark_of_an_editor_goes_when_its_edit_is_committed(ledger: Path) -> None:
    edited = b"\xef\xbb\xbf" + (ledger / MONTH).read_bytes()
    (ledger / MONTH).write_bytes(edited)
    assert "BOM" in run("jjledger", "check", ledger).stderr
    done = run("jjledger", "edits", ledger, "--commit", ".", "--author", "丙", "--why", "补说明", *TODAY)
    assert (done.returncode, done.stderr) == (0, "")
    assert (ledger / MONTH).read_bytes() == edited[3:]
    assert git(ledger, "log", "--format=%an %s").startswith("丙 补说明（去掉文件开头的 BOM）\n丙 补说明\n")
    assert git(ledger, "status", "--porcelain") == ""
    assert run("jjledger", "check", ledger).returncode == 0


def test_a_name_that_was_not_edited_is_refused(ledger: Path) -> None:
    done = run("jjledger", "edits", ledger, "--set-aside", "main.beancount")
    assert done.returncode == 2
    assert f"请写其中的文件（相对 {ledger}）：{MONTH}" in done.stderr


def test_the_log_says_who_when_what_and_why(ledger: Path) -> None:
    run("jjledger", "edits", ledger, "--commit", ".", "--author", "丙", "--why", "补说明", *TODAY)
    assert run("jjledger", "fund", "deposit", ledger, *DEPOSIT).returncode == 0
    newest, edit, first = json.loads(run("jjledger", "history", ledger, "--json").stdout)
    assert (newest["who"], newest["files"]) == ("甲", [MONTH])
    assert newest["why"].startswith("2025-03 收-0003 ")
    assert (edit["who"], edit["why"], first["why"]) == ("丙", "补说明", "开账")
    assert newest["when"].endswith("+08:00")
    assert len(run("jjledger", "history", ledger, "--limit", "1").stdout.splitlines()) == 1


def test_the_log_tells_one_time_for_all(ledger: Path) -> None:
    """A person's own commit on a machine set to London's time stands among ours in China's."""
    git(ledger, "commit", "--quiet", "--all", "--message", "手改", "--date", "2026-01-31T20:30:00+00:00")
    assert run("jjledger", "history", ledger).stdout.startswith("2026-02-01 04:30:00  ")
    newest, *_ = json.loads(run("jjledger", "history", ledger, "--json").stdout)
    assert newest["when"] == "2026-02-01T04:30:00+08:00"


def test_outside_git_both_say_so(tmp_path: Path) -> None:
    folder = copy_of(SHIFAN, tmp_path)
    assert "不在自己的 git 版本库里" in run("jjledger", "edits", folder).stdout
    assert "没有操作日志" in run("jjledger", "history", folder).stdout
