"""Other people's programs add the books up again and come to the same, or say where they do not."""

from __future__ import annotations

import json
import shutil
import subprocess
import tomllib
from datetime import date
from pathlib import Path

import pytest

from jjledger.books.again_text import NOTE, SCRIPT, public_again_files
from jjledger.books.ledger import load_ledger
from jjledger.books.public_book_text import public_book_text
from jjledger.disclosure.public_book import public_book
from tests.ledgers import HEYUAN, SAMPLE, SHIFAN, TODAY, copy_of, run

BAILU = SAMPLE / "bailu"
YEAR_END = date(2025, 12, 31)
ENGINES = [
    pytest.param(one, marks=pytest.mark.skipif(shutil.which(one) is None, reason=f"{one} is not installed"))
    for one in ("hledger", "ledger", "awk")
]


@pytest.fixture(scope="module", params=[HEYUAN, SHIFAN, BAILU], ids=lambda path: path.name)
def download(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Lay down what anybody downloads: a community's public book and the script beside it."""
    ledger = load_ledger(request.param, TODAY)
    book = public_book(ledger.books, ledger.replayed.shares, YEAR_END)
    place = tmp_path_factory.mktemp("download")
    (place / "book.beancount").write_text(public_book_text(book), encoding="utf-8")
    for name, data in public_again_files(book, YEAR_END).items():
        (place / name).write_bytes(data)
    return place


def _again(place: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["/bin/sh", str(place / SCRIPT), *words], capture_output=True, text=True, check=False, timeout=60
    )


@pytest.mark.parametrize("engine", ENGINES)
def test_anybody_comes_to_the_published_balances(download: Path, engine: str) -> None:
    done = _again(download, engine)
    assert done.returncode == 0, done.stdout + done.stderr
    assert f"{engine} 重新相加：2025年12月31日" in done.stdout
    assert "全部相同" in done.stdout
    assert "利息的计算和各户的分摊不在其中" in done.stdout


@pytest.mark.parametrize("engine", ENGINES)
def test_one_fen_moved_between_two_accounts_is_found(download: Path, engine: str, tmp_path: Path) -> None:
    """A book that still balances, so that no program refuses it, but comes to other balances."""
    for file in download.iterdir():
        shutil.copy(file, tmp_path)
    book = tmp_path / "book.beancount"
    accounts = [line.split()[2] for line in book.read_text().splitlines() if " open " in line][:2]
    more = f'\n2025-12-31 * "改动"\n  {accounts[0]}  0.01 CNY\n  {accounts[1]}  -0.01 CNY\n'
    book.write_text(book.read_text() + more, encoding="utf-8")
    done = _again(tmp_path, engine)
    assert done.returncode == 1
    assert all(account in done.stdout for account in accounts)


@pytest.mark.parametrize("engine", ENGINES)
def test_a_dropped_voucher_is_found(download: Path, engine: str, tmp_path: Path) -> None:
    for file in download.iterdir():
        shutil.copy(file, tmp_path)
    book = tmp_path / "book.beancount"
    blocks = book.read_text().split("\n\n")
    dropped = next(
        block for block in blocks if "Income:" in block and "#closing" not in block and "*" in block
    )
    book.write_text("\n\n".join(block for block in blocks if block != dropped), encoding="utf-8")
    assert _again(tmp_path, engine).returncode == 1


def test_words_that_look_like_a_journal_s_signs_change_nothing(tmp_path: Path) -> None:
    folder = copy_of(BAILU, tmp_path)
    file = next((folder / "2025").glob("*.beancount"))
    text = file.read_text(encoding="utf-8")
    start = text.index(' * "')
    end = text.index("\n", start)
    file.write_text(text[:start] + ' * "甲;乙|丙" "#1 ; 5.00 CNY * ! @ 7"' + text[end:], encoding="utf-8")
    done = run(
        "jjledger", "audit", "--recompute", str(folder), "2025", "--today", str(TODAY), "--format", "json"
    )
    told = json.loads(done.stdout)["again"]
    assert told["same"] is True, told


def test_the_command_says_what_it_does_not_recompute(tmp_path: Path) -> None:
    done = run(
        "jjledger", "audit", "--recompute", str(BAILU), "2025", "--today", str(TODAY), "--out", str(tmp_path / "x")
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "全部相同" in done.stdout
    assert "利息的计算和各户的分摊不在其中" in done.stdout
    assert {path.name for path in (tmp_path / "x").iterdir()} == {"book.journal", SCRIPT, NOTE}


def test_a_period_that_is_not_over_is_refused() -> None:
    done = run("jjledger", "audit", "--recompute", str(BAILU), "2026", "--today", str(TODAY))
    assert done.returncode == 2
    assert "还没有结束" in done.stderr


def test_without_another_program_nothing_is_claimed(tmp_path: Path) -> None:
    done = run(
        "jjledger", "audit", "--recompute", str(BAILU), "2025", "--today", str(TODAY),
        "--out", str(tmp_path / "x"), "--format", "json", PATH=str(tmp_path),
    )  # fmt: skip
    told = json.loads(done.stdout)["again"]
    assert told["same"] is None
    assert told["engines"] == {}


def test_the_questions_are_asked_too_and_the_record_keeps_what_the_other_programs_came_to(
    tmp_path: Path,
) -> None:
    folder = copy_of(SAMPLE / "guiyu2", tmp_path)
    done = run("jjledger", "audit", str(folder), "2025", "--recompute", "--today", str(TODAY))
    assert "A26" in done.stdout
    assert "用别的程序重新相加" in done.stdout
    written = run("jjledger", "audit", str(folder), "2025", "--recompute", "--write", "--today", str(TODAY))
    assert written.returncode == 0, written.stderr
    (record,) = (folder / "audits").glob("*-books-*.toml")
    kept = tomllib.loads(record.read_text(encoding="utf-8"))["tested"]["engine"]
    installed = [one for one in ("hledger", "ledger") if shutil.which(one)] or ["awk"]
    assert [one["engine"] for one in kept] == installed
    for one in kept:
        assert one["same"] is True
        assert one["accounts"] > 0
        assert any(sign.isdigit() for sign in one["version"]), "a version is told"


def test_a_record_written_without_another_program_names_none(tmp_path: Path) -> None:
    folder = copy_of(SAMPLE / "guiyu2", tmp_path)
    run("jjledger", "audit", str(folder), "2025", "--write", "--today", str(TODAY))
    (record,) = (folder / "audits").glob("*-books-*.toml")
    assert "engine" not in tomllib.loads(record.read_text(encoding="utf-8"))["tested"]
