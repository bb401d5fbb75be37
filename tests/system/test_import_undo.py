"""A whole import is taken back, with its drafts and its balances; not where a row has become a voucher."""

from __future__ import annotations

from pathlib import Path

import pytest

from jjledger.errors import OptionError, UnknownLayoutError
from tests.bank_files import FARM, Line, bank_file, bytes_of, community, imported, run_import
from tests.ledgers import bean_check, run

AUGUST = "2025/2025-08.beancount"
ROWS = (
    Line("2025-08-02", "1000.00", "某广告公司", "电梯广告费", "S1"),
    Line("2025-08-03", "-200.00", "某电梯公司", "维保", "S2"),
)
SIGNED = ("--prepared", "甲", "--reviewed", "乙", "--write", "--today", "2025-09-05")


@pytest.fixture
def heyuan(tmp_path: Path) -> Path:
    return community(tmp_path)


def undone(folder: Path, said: str, *words: str) -> str:
    done = run_import(folder, "--undo", said, *words)
    assert done.exit_code == 0, f"{done.output}{done.exception!r}"
    return done.stdout


def refused(folder: Path, said: str) -> str:
    before = bytes_of(folder)
    done = run_import(folder, "--undo", said)
    assert isinstance(done.exception, OptionError)
    assert bytes_of(folder) == before
    return str(done.exception)


def test_an_import_to_the_wrong_account_is_taken_back_and_made_to_the_right_one(
    heyuan: Path, tmp_path: Path
) -> None:
    path = bank_file(tmp_path, ROWS)
    imported(heyuan, path, "--account", "1234建行", code=1)
    assert "删去 2 张草稿" in undone(heyuan, "bank.csv")
    assert " ! " not in (heyuan / AUGUST).read_text("utf-8")
    assert " balance " not in (heyuan / AUGUST).read_text("utf-8")
    assert list((heyuan / "statements").rglob("*.*")) == []
    assert imported(heyuan, path)["drafts"] == 2
    assert bean_check(heyuan / "main.beancount") == (0, "")
    assert run("jjledger", "check", heyuan, "--today", "2025-08-31").returncode == 0


def test_a_preview_takes_nothing_back(heyuan: Path, tmp_path: Path) -> None:
    imported(heyuan, bank_file(tmp_path, ROWS))
    before = bytes_of(heyuan)
    (head,) = (heyuan / "statements" / FARM).glob("*.toml")
    assert f"将写入 statements/{FARM}/{head.name}" in undone(
        heyuan, str(head.relative_to(heyuan)), "--dry-run"
    )
    assert bytes_of(heyuan) == before


def test_rows_that_another_file_shows_too_keep_their_drafts_and_balances(
    heyuan: Path, tmp_path: Path
) -> None:
    """The first of the two rows is in both files; July's own close is in neither."""
    imported(heyuan, bank_file(tmp_path, ROWS[:1], days=("2025-08-01", "2025-08-02"), name="short.csv"))
    imported(heyuan, bank_file(tmp_path, ROWS))
    undone(heyuan, "bank.csv")
    text = (heyuan / AUGUST).read_text("utf-8")
    assert text.count(" ! ") == 1
    assert "2025-08-03 balance" in text
    assert "2025-09-01 balance" not in text
    assert imported(heyuan, bank_file(tmp_path, ROWS))["drafts"] == 1


def test_a_file_on_whose_drafts_another_one_relies_stays(heyuan: Path, tmp_path: Path) -> None:
    imported(heyuan, bank_file(tmp_path, ROWS))
    bare = [Line(row.day, row.yuan, row.name, row.words) for row in ROWS]
    imported(heyuan, bank_file(tmp_path, bare, name="bare.csv"))
    assert "请先撤回那一份" in refused(heyuan, "bank.csv")
    undone(heyuan, "bare.csv")
    undone(heyuan, "bank.csv")


def test_rows_that_became_vouchers_stay(heyuan: Path, tmp_path: Path) -> None:
    imported(heyuan, bank_file(tmp_path, ROWS))
    done = run("jjledger", "voucher", "confirm", heyuan, "S1", "--account", "6002广告", *SIGNED)
    assert done.returncode == 0, done.stderr
    assert "2025-08-S0001" in refused(heyuan, "bank.csv")
    done = run("jjledger", "voucher", "reverse", heyuan, "2025-08-S0001", "--date", "2025-09-02", *SIGNED)
    assert done.returncode == 0, done.stderr
    undone(heyuan, "bank.csv")
    assert bean_check(heyuan / "main.beancount") == (0, "")


def test_a_row_that_was_dropped_comes_back_with_the_next_import(heyuan: Path, tmp_path: Path) -> None:
    imported(heyuan, bank_file(tmp_path, ROWS, opening="1300.00"))
    by = ("--who", "丙", "--why", "重复", "--write", "--today", "2025-09-05")
    done = run("jjledger", "voucher", "drop", heyuan, "S1", *by)
    assert done.returncode == 0, done.stderr + done.stdout
    assert imported(heyuan, bank_file(tmp_path, ROWS, name="again.csv"))["drafts"] == 0
    undone(heyuan, "again.csv")
    undone(heyuan, "bank.csv")
    assert imported(heyuan, bank_file(tmp_path, ROWS))["drafts"] == 2


def test_an_unknown_import_is_refused_with_those_that_there_are(heyuan: Path, tmp_path: Path) -> None:
    imported(heyuan, bank_file(tmp_path, ROWS))
    assert f"statements/{FARM}/2025-08-01_2025-08-31-" in refused(heyuan, "other.csv")


def test_a_file_kept_aside_is_put_away(heyuan: Path, tmp_path: Path) -> None:
    path = bank_file(tmp_path, ROWS)
    strange = path.read_text("gb18030").replace("借方发生额", "甲栏").replace("贷方发生额", "乙栏")
    path.write_text(strange, encoding="utf-8")
    assert isinstance(run_import(heyuan, path).exception, UnknownLayoutError)
    (aside,) = (heyuan / "statements" / "aside").iterdir()
    undone(heyuan, f"statements/aside/{aside.name}")
    assert not aside.exists()


def test_a_folder_is_no_statement(heyuan: Path, tmp_path: Path) -> None:
    done = run_import(heyuan, tmp_path)
    assert isinstance(done.exception, OptionError)
    assert "文件夹" in str(done.exception)
    assert isinstance(run_import(heyuan).exception, OptionError)
