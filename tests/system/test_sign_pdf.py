"""`jjledger sign-pdf` writes a signed copy beside a PDF and leaves the PDF as it was."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from jjledger.render import html
from jjledger.render.pdf_signature import is_intact
from tests.ledgers import run
from tests.unit.render import made_pages
from tests.unit.render.certificates import PASSPHRASE, made
from tests.unit.render.paper import printer


@pytest.fixture
def place(tmp_path: Path) -> Path:
    (tmp_path / "report.pdf").write_bytes(printer().pdf(html.disclosure(made_pages.fund(), "paper")))
    (tmp_path / "report.pdf").chmod(0o600)
    (tmp_path / "own.pfx").write_bytes(made().pfx)
    (tmp_path / "words").write_text(f"{PASSPHRASE}\n", encoding="utf-8")
    return tmp_path


def test_a_signed_copy_stands_beside_the_file(place: Path) -> None:
    command = (
        "jjledger", "sign-pdf", place / "report.pdf", "--pfx", place / "own.pfx", "--passphrase-file", place / "words",
    )  # fmt: skip
    before = (place / "report.pdf").read_bytes()
    answer = run(*command, "--json")
    assert answer.returncode == 0, answer.stderr
    told, copy = json.loads(answer.stdout), place / "report.signed.pdf"
    assert (told["path"], told["signer"], told["own_made"]) == (str(copy), "测试业委会", False)
    assert is_intact(copy.read_bytes())
    assert copy.stat().st_mode & 0o777 == 0o600
    assert (place / "report.pdf").read_bytes() == before
    again = run(*command)
    assert again.returncode == 2
    assert "不覆盖" in again.stderr


def test_a_wrong_passphrase_is_told_and_nothing_written(place: Path) -> None:
    (place / "words").write_text("口令 2\n", encoding="utf-8")
    answer = run(
        "jjledger",
        "sign-pdf",
        place / "report.pdf",
        "--pfx",
        place / "own.pfx",
        "--passphrase-file",
        place / "words",
    )
    assert answer.returncode == 2
    assert "口令不对" in answer.stderr
    assert not list(place.glob("*.signed.pdf"))
