"""A closed month stays closed: neither deleting nor rewriting its record opens it, whoever commits what."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tests.ledgers import HEYUAN, copy_of, run

TODAY = ("--today", "2026-01-31")


def _git(folder: Path, *words: str) -> None:
    command = ["git", "-c", "user.name=x", "-c", "user.email=x@y", "-C", str(folder), *words]
    subprocess.run(command, check=True, capture_output=True)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give a community with a history and its first month closed."""
    place = copy_of(HEYUAN, tmp_path)
    for words in (("init", "-q"), ("add", "-A"), ("commit", "-qm", "begin")):
        _git(place, *words)
    for account, yuan in (("1234建行", "7500.00"), ("3456农行", "1000.00")):
        words = ("--account", account, "--month", "2025-01", "--bank-balance", yuan, "--by", "丙", "--write")
        done = run("jjledger", "reconcile", place, *words, *TODAY)
        assert done.returncode == 0, done.stdout + done.stderr
    done = run("jjledger", "close", place, "--closed-by", "丙", "--write", *TODAY)
    assert done.returncode == 0, done.stdout + done.stderr
    assert (place / "closed").is_dir()
    assert _check(place).returncode == 0
    return place


def _check(folder: Path) -> subprocess.CompletedProcess[str]:
    return run("jjledger", "check", folder, *TODAY)


def _record(folder: Path) -> Path:
    return next((folder / "closed").glob("*.toml"))


def test_a_record_taken_away_blocks(folder: Path) -> None:
    _record(folder).unlink()
    found = _check(folder)
    assert found.returncode == 1
    assert "B74" in found.stdout
    assert "结账记录被删去了" in found.stdout


def test_it_blocks_also_where_somebody_committed_that(folder: Path) -> None:
    _record(folder).unlink()
    _git(folder, "commit", "-qam", "x")
    assert "结账记录被删去了" in _check(folder).stdout


@pytest.mark.parametrize("committed", [False, True])
def test_another_name_in_the_record_blocks(folder: Path, *, committed: bool) -> None:
    """The last record has no successor that holds its hash; the history has."""
    record = _record(folder)
    record.write_text(record.read_text("utf-8").replace('"丙"', '"丁"'), "utf-8")
    if committed:
        _git(folder, "commit", "-qam", "x")
    found = _check(folder)
    assert found.returncode == 1
    assert "结账记录被改动了" in found.stdout


def test_such_an_edit_cannot_be_registered_and_can_be_undone(folder: Path) -> None:
    name = _record(folder).relative_to(folder)
    before = _record(folder).read_bytes()
    (folder / name).unlink()
    done = run("jjledger", "edits", folder, "--commit", ".", "--author", "贼", "--why", "无", "--yes")
    assert done.returncode == 2
    assert "结账记录只由 close、reopen 写" in done.stderr
    assert run("jjledger", "edits", folder, "--set-aside", str(name)).returncode == 0
    assert (folder / name).read_bytes() == before
    assert _check(folder).returncode == 0


def test_opening_the_month_on_record_is_no_tampering(folder: Path) -> None:
    month = _record(folder).stem
    done = run("jjledger", "reopen", folder, month, "--why", "漏记", "--by", "丙", "--write", *TODAY)
    assert done.returncode == 0, done.stdout + done.stderr
    assert _check(folder).returncode == 0
    again = run("jjledger", "close", folder, "--closed-by", "丙", "--write", *TODAY)
    assert again.returncode == 0, again.stdout + again.stderr
    assert _check(folder).returncode == 0
