"""Every statement sample imports through the command into a fresh community, and a second time adds nothing."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from jjledger.cli.main import jjledger
from jjledger.units import fen_from_text
from tests.bank_files import bytes_of
from tests.contract.test_statement_samples import SAMPLES
from tests.ledgers import bean_check

TODAY = ("--today", "2026-01-31")
FILES = sorted(
    str(path.relative_to(SAMPLES))
    for path in (SAMPLES.rglob("*") if SAMPLES.is_dir() else ())
    if path.suffix in {".csv", ".xls", ".xlsx"}
)
pytestmark = pytest.mark.skipif(not SAMPLES.is_dir(), reason="the samples are not here")


@pytest.fixture
def fresh(tmp_path: Path) -> Path:
    folder = tmp_path / "demo"
    words = ("new", str(folder), "--name", "示范小区", "--revenue-bank", "1234建行", *TODAY)
    done = CliRunner().invoke(jjledger, words)
    assert done.exit_code == 0, done.output
    return folder


def imported(folder: Path, name: str) -> dict[str, Any]:
    words = ("import", str(folder), str(SAMPLES / name), "--account", "1234建行", *TODAY, "--json")
    done = CliRunner().invoke(jjledger, words)
    assert done.exit_code in {0, 1}, f"{done.output}{done.exception!r}"
    found: dict[str, Any] = json.loads(done.stdout)
    assert done.exit_code == bool(found["findings"])
    return found


@pytest.mark.parametrize("name", FILES)
def test_a_sample_imports_once(fresh: Path, name: str) -> None:
    first = imported(fresh, name)
    (file,) = first["files"]
    assert (first["new"], first["known"]) == (first["rows"], 0)
    assert first["drafts"] == first["rows"] - file["neutral"] > 0
    assert fen_from_text(first["sum"]) == sum(fen_from_text(one["amount"]) for one in file["proposals"])
    if file["opening"] is not None and not first["chain_breaks"]:
        opening, closing = fen_from_text(file["opening"]), fen_from_text(file["closing"])
        assert opening + fen_from_text(first["sum"]) == closing
    assert bean_check(fresh / "main.beancount") == (0, "")
    before = bytes_of(fresh)
    again = imported(fresh, name)
    assert (again["new"], again["known"], again["drafts"]) == (0, first["rows"], 0)
    assert again["chain_breaks"] == first["chain_breaks"]
    assert bytes_of(fresh) == before


def test_no_account_number_is_kept_outside_the_original(fresh: Path) -> None:
    """Numbers of twelve and more digits are account numbers, orders or serials; the first are kept by four digits."""
    for name in FILES:
        if "debit" in name:
            imported(fresh, name)
    texts = [path.read_text("utf-8") for path in fresh.rglob("2*/*.beancount")]
    for text in texts:
        for line in text.splitlines():
            if "bank-ref" not in line and "same-as" not in line and "同一笔" not in line:
                assert not any(
                    len(word) >= 16 and word.isdigit() for word in line.replace('"', " ").split()
                ), line
