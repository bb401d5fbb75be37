"""A community that takes Nanning's rule over by name: the published example, and one worked out by hand."""

from __future__ import annotations

import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from jjledger.books.ledger import Ledger, load_ledger
from jjledger.rules.closing import closed_balances

NANHU = Path(__file__).parent / "nanhu"
FUND = "1维修资金"
TODAY = date(2012, 7, 15)
BEAN_CHECK = Path(sys.executable).with_name("bean-check")
PRESET = 'interest = { preset = "nanning" }'


@pytest.fixture(scope="module")
def ledger() -> Ledger:
    return load_ledger(NANHU, TODAY)


def test_it_passes_and_misses_only_the_record_of_the_decision(ledger: Ledger) -> None:
    assert [(finding.code, finding.place.file) for finding in ledger.findings] == [
        ("E40", "2011/2011-03.beancount")
    ]
    done = subprocess.run([BEAN_CHECK, NANHU / "main.beancount"], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout + done.stderr) == (0, "")


def test_the_households(ledger: Ledger) -> None:
    """Follow each household by hand.

    01-1-101, as published: 250,000 × 325 × 0.36 % ÷ 360 = 812.50; 250,812.50 × 2.85 % = 7,148.156…

    01-1-102: 225 days from 15 November to 30 June, 105 from 15 March. 100,000 × 225 less 10,000 × 105,
    × 0.36 % ÷ 360 = 225.00 − 10.50 = 214.50; then 90,214.50 × 2.85 % = 2,571.113…
    """
    shares = ledger.replayed.shares[FUND]
    first, second = (row.amount.tolist() for row in shares.rows if row.kind == "distribution")
    assert (first, second) == ([812_50, 214_50], [7_148_16, 2_571_11])
    assert shares.closing.principal.tolist() == [250_000_00, 90_000_00]


def test_what_was_earned_beyond_the_rates_stays_undistributed(ledger: Ledger) -> None:
    fund = ledger.books.community.fund(FUND)
    assert fund is not None
    closed = closed_balances(ledger.books.posted(), fund, TODAY)
    assert closed.undistributed_fen == 1_500_00 + 9_800_00 - 1_027_00 - 9_719_27


def changed(folder: Path, new: str) -> tuple[str, ...]:
    shutil.copytree(NANHU, folder)
    settings = folder / "community.toml"
    text = settings.read_text(encoding="utf-8")
    assert text.count(PRESET) == 1
    settings.write_text(text.replace(PRESET, new), encoding="utf-8")
    return tuple(finding.what for finding in load_ledger(folder, TODAY).findings if finding.code == "B51")


def test_a_key_beside_the_preset_stands_in_place_of_the_citys(tmp_path: Path) -> None:
    """Count real days: 329, and 227 less 107 of a tenth, so 822.50 + 216.30; of the year that builds on it nothing is said."""
    (only,) = changed(tmp_path / "nanhu", 'interest = { preset = "nanning", day_count = "actual/360" }')
    assert "按公布的利率应分配 1,038.80 元，分录写的是 1,027.00 元" in only


def test_the_rule_of_a_day_counts_and_not_a_later_one(tmp_path: Path) -> None:
    """Take the first day's rates: demand 0.36 % and, in the second year, three months' 2.85 %, as before."""
    assert changed(tmp_path / "nanhu", 'interest = { preset = "nanning", rate_day = "start" }') == ()
