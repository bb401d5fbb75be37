"""Which half-year's end a bank balance is asked for, as time goes on."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from jjledger.books.ledger import load_ledger
from tests.cases.changes import SOUND


@pytest.mark.parametrize(
    ("today", "asked_for"),
    [
        (date(2025, 6, 30), set()),
        (date(2025, 7, 1), set()),  # asserted in the sound books
        (date(2025, 12, 31), set()),
        (date(2026, 1, 1), {"2025-12-31"}),
        (date(2026, 7, 1), {"2025-12-31"}),  # nothing was booked since
    ],
)
def test_each_half_year_is_asked_for_when_it_is_over(today: date, asked_for: set[str]) -> None:
    found = [finding for finding in load_ledger(SOUND, today).findings if finding.code == "E12"]
    assert {finding.what.split(" 在 ")[1].split(" ")[0] for finding in found} == asked_for
    assert len(found) == 4 * len(asked_for), "once for each of the four banks"


def test_books_that_end_with_a_half_year_are_asked_for_no_later_one(tmp_path: Path) -> None:
    folder = tmp_path / "heyuan"
    shutil.copytree(SOUND, folder)
    (folder / "2025" / "2025-07.beancount").unlink()
    assert load_ledger(folder, date(2026, 7, 1)).findings == ()


def test_the_remedy_is_a_line_that_can_be_copied(tmp_path: Path) -> None:
    folder = tmp_path / "heyuan"
    shutil.copytree(SOUND, folder)
    june = folder / "2025" / "2025-06.beancount"
    june.write_text(june.read_text("utf-8").split("2025-07-01")[0], encoding="utf-8")
    found = load_ledger(folder, date(2025, 8, 20)).findings
    # 7 500.00 - 300.00 + 10.00 + 200.00, 3 000.00, 1 000.00 + 600.00 - 200.00 and 400.00
    balances = ("7410.00", "3000.00", "1400.00", "400.00")
    lines = [finding.remedy.split("  ", 1)[1] for finding in found]
    asserted = [line.replace("余额", amount) for line, amount in zip(lines, balances, strict=True)]
    june.write_text(june.read_text("utf-8") + "\n".join(asserted) + "\n", encoding="utf-8")
    assert load_ledger(folder, date(2025, 8, 20)).findings == ()
