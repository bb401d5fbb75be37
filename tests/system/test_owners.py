"""`jjledger owners`: the names of owners, saved whole, backed up encrypted, restored, and seen by nobody else."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from jjledger.store.system import RealSystem
from jjledger.workflows.owners import back_up_with_passphrase, restore_owners
from tests.histories_on_disk import git, in_git
from tests.ledgers import SHIFAN, TODAY, copy_of, run

DAY = ("--today", "2026-01-31")
OWNERS = "household,name,phone\n01-1-101,赵某人,13800000000\n"


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    """Give the small community in its repository, with one who can open its backups."""
    folder = copy_of(SHIFAN, tmp_path)
    made = run("jjledger", "owners", "key", folder, "--to", tmp_path / "usb" / "key.txt")
    assert made.returncode == 0, made.stderr
    table = made.stdout[made.stdout.index("[backup]") :]
    with (folder / "community.toml").open("a", encoding="utf-8") as settings:
        settings.write(f"\n{table}")
    return in_git(folder)


def save(folder: Path, text: str) -> tuple[int, str]:
    """Save a file of owners; give exit code and complaints."""
    file = folder.parent / "名册.csv"
    file.write_text(text, encoding="utf-8")
    done = run("jjledger", "owners", "save", folder, file, *DAY)
    return done.returncode, done.stderr


def backups(folder: Path) -> list[Path]:
    """List the backups, the oldest first."""
    return sorted((folder / "private" / "backup").iterdir())


def test_a_save_is_private_and_leaves_a_backup_that_only_the_key_opens(ledger: Path) -> None:
    assert run("jjledger", "check", ledger, *DAY).returncode == 0
    assert save(ledger, OWNERS) == (0, "")
    (backup,) = backups(ledger)
    assert "赵某人".encode() not in backup.read_bytes()
    assert backup.read_bytes().startswith(b"age-encryption.org/v1\n")
    for path in (ledger / "private", ledger / "private" / "owners.csv", backup.parent):
        assert stat.S_IMODE(path.stat().st_mode) & 0o077 == 0
    assert git(ledger, "log", "--format=%s") == "开账"

    (ledger / "private" / "owners.csv").unlink()
    key = ledger.parent / "usb" / "key.txt"
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    restored = run("jjledger", "owners", "restore", ledger, backup, "--key", key, *DAY)
    assert (restored.returncode, restored.stderr) == (0, "")
    assert (ledger / "private" / "owners.csv").read_text(encoding="utf-8") == OWNERS


def test_restoring_keeps_what_it_replaces(ledger: Path) -> None:
    save(ledger, OWNERS)
    save(ledger, OWNERS.replace("赵某人", "钱某人"))
    first, _ = sorted(backups(ledger), key=lambda path: path.stat().st_mtime_ns)
    key = ledger.parent / "usb" / "key.txt"
    assert run("jjledger", "owners", "restore", ledger, first, "--key", key, *DAY).returncode == 0
    assert "赵某人" in (ledger / "private" / "owners.csv").read_text(encoding="utf-8")
    (aside,) = (ledger / "private").glob("owners.csv.before-*")
    assert "钱某人" in aside.read_text(encoding="utf-8")
    assert stat.S_IMODE(aside.stat().st_mode) == 0o600


def test_another_key_opens_nothing(ledger: Path) -> None:
    save(ledger, OWNERS)
    other = ledger.parent / "other.txt"
    run("jjledger", "owners", "key", ledger, "--to", other)
    done = run("jjledger", "owners", "restore", ledger, backups(ledger)[0], "--key", other, *DAY)
    assert (done.returncode, "这把密钥打不开这个备份" in done.stderr) == (2, True)


def test_a_bad_file_is_refused_with_its_line_and_the_old_one_stands(ledger: Path) -> None:
    save(ledger, OWNERS)
    code, said = save(ledger, "household,name,from\n01-1-101,赵某人,去年\n")
    assert code == 2
    assert "private/owners.csv:2" in said
    assert "from 或 until 不是日期" in said
    assert (ledger / "private" / "owners.csv").read_text(encoding="utf-8") == OWNERS
    assert len(backups(ledger)) == 1


def test_houses_that_the_register_lacks_are_named(ledger: Path) -> None:
    code, said = save(ledger, OWNERS + "99-9-999,孙某人,\n")
    assert (code, said) == (0, "登记册里没有这些房屋：99-9-999\n")


def test_a_key_beside_the_data_is_refused(ledger: Path) -> None:
    done = run("jjledger", "owners", "key", ledger, "--to", ledger / "private" / "key.txt")
    assert (done.returncode, "密钥不能放在账本旁边" in done.stderr) == (2, True)
    assert not (ledger / "private").exists()


def test_a_change_of_owner_leaves_a_backup_too(ledger: Path) -> None:
    save(ledger, OWNERS)
    done = run(
        "jjledger", "fund", "transfer", ledger, "--household", "01-1-101", "--owner", "李某人",
        "--date", "2026-01-10", "--prepared", "甲", "--reviewed", "乙", "--write", *DAY,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert len(backups(ledger)) == 2
    assert "李某人" in (ledger / "private" / "owners.csv").read_text(encoding="utf-8")


def test_a_passphrase_will_do(ledger: Path) -> None:
    backup = back_up_with_passphrase(ledger, OWNERS.encode(), "正确 马 电池", RealSystem())
    saved = restore_owners(ledger, backup, ("passphrase", "正确 马 电池"), TODAY, RealSystem())
    assert (saved.file.read_text(encoding="utf-8"), saved.houses) == (OWNERS, 1)


def test_without_a_recipient_the_save_says_that_there_is_no_backup(tmp_path: Path) -> None:
    code, said = save(copy_of(SHIFAN, tmp_path), OWNERS)
    assert (code, said.startswith("没有加密备份。请先运行  jjledger owners key")) == (0, True)
