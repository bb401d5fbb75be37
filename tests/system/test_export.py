"""Exported books come back to the same balances, also in other people's programs."""

from __future__ import annotations

import csv
import io
import json
import shutil
import subprocess
from collections import defaultdict
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from beancount import loader
from beancount.core.data import Open, Transaction

from jjledger.books.ledger import load_ledger
from jjledger.disclosure.audit_books import audit_books
from jjledger.errors import SheetError
from jjledger.workflows.audit_export import export_files, read_export
from tests.ledgers import run

ROOT = Path(__file__).parents[2]
TODAY = date(2026, 1, 31)
# Pooled and declared interest, public housing, reversals, several banks.
FOLDERS = ("ledgers/bailu", "ledgers/qingxi", "tests/cases/heyuan", "tests/cases/shifan")
Balances = dict[str, Decimal]


@pytest.fixture(scope="module", params=FOLDERS)
def exported(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Export a sample community's 2025 and take it back: the community's folder, the export's."""
    folder = ROOT / request.param
    place = tmp_path_factory.mktemp("export") / "out"
    assert (
        run(
            "jjledger", "export", str(folder), "--year", "2025", "--to", str(place), "--today", str(TODAY)
        ).returncode
        == 0
    )
    return folder, place


def _in_beancount(main: Path, *, before: date) -> Balances:
    """Sum an account's postings by beancount alone."""
    entries, errors, _ = loader.load_file(str(main))
    assert not errors
    sums: Balances = defaultdict(Decimal)
    for entry in entries:
        if isinstance(entry, Transaction) and entry.flag == "*" and entry.date < before:
            for posting in entry.postings:
                sums[posting.account] += posting.units.number
        elif isinstance(entry, Open):
            sums[entry.account] += 0
    return sums


def _months() -> list[date]:
    return [date(2025, month, 1) for month in range(2, 13)] + [date(2026, 1, 1)]


def _nonzero(sums: Balances) -> Balances:
    return {name: number for name, number in sums.items() if number}


@pytest.mark.parametrize("form", ["csv", "xml"])
def test_what_comes_back_has_the_same_balances(
    exported: tuple[Path, Path], form: str, tmp_path: Path
) -> None:
    """Bank and debts of every month's end, and what every account of income and expense moved in the year."""
    folder, place = exported
    source = place if form == "csv" else place / "会计核算软件数据.xml"
    answer = run("jjledger", "reimport", str(source), "--to", str(tmp_path / "back"), "--json")
    assert answer.returncode == 0, answer.stderr
    assert json.loads(answer.stdout)["vouchers"] > 0
    back = tmp_path / "back/main.beancount"
    began = _in_beancount(folder / "main.beancount", before=date(2025, 1, 1))
    for day in _months():
        ours, theirs = _in_beancount(folder / "main.beancount", before=day), _in_beancount(back, before=day)
        standing = {name: number for name, number in ours.items() if name.startswith(("Assets", "Liab"))}
        assert _nonzero(standing) == {
            k: v for k, v in _nonzero(theirs).items() if k.startswith(("Assets", "Liab"))
        }
        moved = {name: ours[name] - began[name] for name in ours if name.startswith(("Income", "Exp"))}
        assert _nonzero(moved) == {
            k: v for k, v in _nonzero(theirs).items() if k.startswith(("Income", "Exp"))
        }


@pytest.mark.skipif(shutil.which("hledger") is None, reason="hledger is not installed")
def test_hledger_finds_the_same_balances(exported: tuple[Path, Path], tmp_path: Path) -> None:
    _, place = exported
    back = _back(place, tmp_path)
    for day in _months():
        command = [
            "hledger",
            "-f",
            str(place / "凭证.journal"),
            "balance",
            "--flat",
            "-N",
            "-e",
            str(day),
            "-O",
            "csv",
        ]
        text = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout
        rows = list(csv.reader(io.StringIO(text)))[1:]
        found = {name: Decimal(amount.removesuffix(" CNY")) for name, amount in rows}
        assert _nonzero(found) == _nonzero(_in_beancount(back, before=day))


@pytest.mark.skipif(shutil.which("ledger") is None, reason="ledger is not installed")
def test_ledger_finds_the_same_balances(exported: tuple[Path, Path], tmp_path: Path) -> None:
    _, place = exported
    back = _back(place, tmp_path)
    form = "%(account)\t%(quantity(scrub(amount)))\n"
    for day in _months():
        command = [
            "ledger",
            "-f",
            str(place / "凭证.journal"),
            "balance",
            "--flat",
            "--no-total",
            "-e",
            str(day),
        ]
        command += ["--balance-format", form]
        text = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout
        rows = (line.split("\t") for line in text.splitlines())
        found = {name: Decimal(number) for name, number in rows}
        assert _nonzero(found) == _nonzero(_in_beancount(back, before=day))


def _back(place: Path, tmp_path: Path) -> Path:
    assert run("jjledger", "reimport", str(place), "--to", str(tmp_path / "back")).returncode == 0
    return tmp_path / "back/main.beancount"


@pytest.mark.skipif(shutil.which("xmllint") is None, reason="xmllint is not installed")
def test_the_document_keeps_to_its_schema(exported: tuple[Path, Path]) -> None:
    _, place = exported
    schema, document = place / "会计核算软件数据.xsd", place / "会计核算软件数据.xml"
    subprocess.run(
        ["xmllint", "--noout", "--schema", str(schema), str(document)], check=True, capture_output=True
    )


def test_the_export_is_nobody_elses(exported: tuple[Path, Path]) -> None:
    _, place = exported
    assert place.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    ("file", "column"), [("记账凭证.csv", 9), ("科目余额及发生额.csv", 5), ("分户余额.csv", 3)]
)
def test_a_changed_cell_is_refused_with_its_row(
    exported: tuple[Path, Path], tmp_path: Path, file: str, column: int
) -> None:
    """One fen more in the first row of a table."""
    _, place = exported
    copy = tmp_path / "copy"
    shutil.copytree(place, copy)
    rows = list(csv.reader(io.StringIO((copy / file).read_text(encoding="utf-8-sig"))))
    rows[1][column] = str(Decimal(rows[1][column]) + Decimal("0.01"))
    with (copy / file).open("w", encoding="utf-8", newline="") as out:
        csv.writer(out).writerows(rows)
    answer = run("jjledger", "reimport", str(copy), "--to", str(tmp_path / "never"))
    assert answer.returncode == 2
    assert f"{file} 第 2 行" in answer.stderr
    assert "重新导出" in answer.stderr
    assert not (tmp_path / "never").exists()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "<a",
        "<?xml version='1.0'?><会计核算软件数据/>",
        '<!DOCTYPE a [<!ENTITY b "c">]><会计核算软件数据>&b;</会计核算软件数据>',
    ],
)
def test_what_is_no_export_is_refused_in_words(tmp_path: Path, text: str) -> None:
    file = tmp_path / "a.xml"
    file.write_text(text, encoding="utf-8")
    answer = run("jjledger", "reimport", str(file))
    assert answer.returncode == 2
    assert "Traceback" not in answer.stderr
    with pytest.raises(SheetError):
        read_export(file)


def test_a_year_that_has_not_begun_is_refused() -> None:
    answer = run("jjledger", "export", str(ROOT / "ledgers/bailu"), "--year", "2026", "--today", "2026-01-31")
    assert answer.returncode == 2
    assert "2026 年还没有过完的月份" in answer.stderr


def test_the_same_books_give_the_same_bytes() -> None:
    ledger = load_ledger(ROOT / "ledgers/bailu", TODAY)
    forms = ("csv", "xml", "xlsx", "journal")
    assert export_files(ledger, 2025, forms, TODAY) == export_files(ledger, 2025, forms, TODAY)
    assert audit_books(ledger.books, ledger.replayed.shares, date(2025, 6, 30)).legs[-1].day <= date(
        2025, 6, 30
    )
