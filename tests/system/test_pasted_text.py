"""What people type and paste into a voucher: no directive, no formula, nothing unseen comes of it."""

from __future__ import annotations

import csv
import zipfile
from pathlib import Path

import pytest
from beancount.core import data

from tests.ledgers import HEYUAN, bean_check, copy_of, plain, run, without_plugin
from tests.voucher_commands import SIGNED, TODAY, shown, sound

JULY = "2025/2025-07.beancount"
PARKING = ("--payee", "某停车公司", "--narration", "七月停车费", "--leg", "6001停车=-300.00", "--leg", "1001")


@pytest.fixture
def heyuan(tmp_path: Path) -> Path:
    return copy_of(HEYUAN, tmp_path)


def test_a_payee_cannot_write_a_directive_nor_hide_what_it_says(heyuan: Path) -> None:
    done = shown(
        heyuan, "new", "--payee", '"\n2025-01-01 open Assets:X', "--narration", "付\u202e元001\u202c款\u200b项\x1b[2J",
        "--leg", "6001停车=-1.00", "--leg", "1001", "--contract", 'a"\n  b: "c', "--attachments", "1",
        "--date", "2025-07-31", *SIGNED,
    )  # fmt: skip
    assert done["numbers"] == ["收-0001"]
    text = (heyuan / JULY).read_text(encoding="utf-8")
    assert '\n2025-07-31 * "\\" 2025-01-01 open Assets:X" "付 元001 款 项 [2J"\n' in text
    assert '\n  contract: "a\\" b: \\"c"\n' in text
    assert bean_check(heyuan / "main.beancount") == (0, "")
    entries, _ = plain(without_plugin(heyuan, heyuan.parent))
    assert "Assets:X" not in {entry.account for entry in entries if isinstance(entry, data.Open)}


def test_a_payee_is_no_formula_in_a_spreadsheet(heyuan: Path, tmp_path: Path) -> None:
    payee = '=HYPERLINK("http://a.example";"看")'
    shown(
        heyuan, "new", "--payee", payee, "--narration", "+1", "--leg", "6001停车=-1.00", "--leg", "1001",
        "--attachments", "1", "--date", "2025-07-31", *SIGNED,
    )  # fmt: skip
    done = run("jjledger", "export", heyuan, "--year", "2025", "--to", tmp_path / "out", *TODAY)
    assert done.returncode == 0, done.stderr
    texts = [file.read_text("utf-8-sig") for file in (tmp_path / "out").rglob("*.csv")]
    cells = [cell for text in texts for row in csv.reader(text.splitlines()) for cell in row]
    assert [cell for cell in cells if cell.startswith(("=", "+"))] == []
    assert any(payee in cell for cell in cells)
    (book,) = (tmp_path / "out").rglob("*.xlsx")
    with zipfile.ZipFile(book) as parts:
        assert "HYPERLINK" in parts.read("xl/sharedStrings.xml").decode()
        sheets = [parts.read(name) for name in parts.namelist() if name.startswith("xl/worksheets/sheet")]
    assert not any(b"<f>" in sheet or b"<f " in sheet or b"<hyperlink" in sheet for sheet in sheets)


def test_a_paper_s_name_cannot_break_the_list_of_originals(heyuan: Path, tmp_path: Path) -> None:
    paper = tmp_path / "停车\u2028费,\u202efdp.exe\n.pdf"
    paper.write_bytes(b"%PDF-1.7")
    shown(heyuan, "new", *PARKING, "--attach", paper, "--date", "2025-07-31", *SIGNED)
    lines = (heyuan / "vouchers/originals.csv").read_text(encoding="utf-8").splitlines()
    assert lines[-1].endswith(',"停车 费, fdp.exe .pdf"')
    sound(heyuan)
