"""A payment that the bank has not carried out: the balance it upsets gives way to a reconciliation that explains it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Final

from tests.bank_files import FARM, Line, bank_file, community, imported
from tests.ledgers import bean_check, run

TODAY: Final = ("--today", "2025-09-05")
SIGNED: Final = ("--prepared", "甲", "--reviewed", "乙", "--write", *TODAY)
MONTH: Final = "2025/2025-08.beancount"


def _august(place: Path) -> Path:
    """Import a month whose balance is asserted: 1,400.00 before, 2,000.00 after."""
    folder = community(place)
    imported(folder, bank_file(place, [Line("2025-08-02", "600.00", "某停车公司", "停车费", "S1")]))
    assert f"{FARM}  2000.00 CNY" in (folder / MONTH).read_text(encoding="utf-8")
    return folder


def _pay(folder: Path, *more: str) -> tuple[int, str]:
    done = run(
        "jjledger", "voucher", "new", folder, "--date", "2025-08-30", "--payee", "某单位", "--narration", "在途支票",
        "--attachments", "1", "--leg", "6599其他=100.00", "--leg", "1001", *more, *SIGNED,
    )  # fmt: skip
    return done.returncode, done.stdout + done.stderr


def test_without_saying_so_it_is_refused_with_the_way_out(tmp_path: Path) -> None:
    folder = _august(tmp_path)
    before = (folder / MONTH).read_bytes()
    code, said = _pay(folder)
    assert code == 2
    assert "--outstanding" in said
    assert (folder / MONTH).read_bytes() == before


def test_saying_so_books_it_and_the_reconciliation_explains_it(tmp_path: Path) -> None:
    """The bank has 2,000.00, the books 1,900.00; the payment is the only item between them."""
    folder = _august(tmp_path)
    code, said = _pay(folder, "--outstanding")
    assert code == 0, said
    assert "撤下 2025-08-31 终了与银行对账单的核对 2,000.00 元" in said
    text = (folder / MONTH).read_text(encoding="utf-8")
    assert " balance " not in text
    assert '"在途支票"' in text
    assert bean_check(folder / "main.beancount")[0] == 0
    found = run("jjledger", "reconcile", folder, "--account", FARM, "--month", "2025-08", "--json", *TODAY)
    assert "在途支票" in found.stdout
    assert json.loads(found.stdout)["difference"] == "0.00"


def test_without_a_statement_on_file_the_mark_is_remembered(tmp_path: Path) -> None:
    """1,400.00 at the bank by a paper statement, 100.00 of it on its way out."""
    folder = community(tmp_path)
    code, said = _pay(folder, "--outstanding")
    assert code == 0, said
    words = ("--account", FARM, "--month", "2025-08", "--bank-balance", "1400.00", "--json", *TODAY)
    found = run("jjledger", "reconcile", folder, *words)
    assert json.loads(found.stdout)["difference"] == "0.00"
    assert "在途支票" in found.stdout


def test_a_voucher_that_moves_no_bank_has_nothing_outstanding(tmp_path: Path) -> None:
    folder = community(tmp_path)
    done = run(
        "jjledger", "voucher", "new", folder, "--date", "2025-08-30", "--payee", "某单位", "--narration", "转",
        "--attachments", "1", "--leg", "6599其他=100.00", "--leg", "6002广告", "--outstanding", *SIGNED,
    )  # fmt: skip
    assert done.returncode == 2
    assert "没有动银行存款" in done.stderr
