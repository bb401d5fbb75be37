"""Term deposits and bonds from end to end: 1,000.00 at 1.75 % for one month is 1.4583…, so 1.46."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.ledgers import HEYUAN, copy_of, run

TODAY = ("--today", "2025-08-20")


def _signed(day: str) -> tuple[str, ...]:
    return ("--write", "--date", day, "--prepared", "甲", "--reviewed", "乙", *TODAY)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return copy_of(HEYUAN, tmp_path)


def _done(folder: Path, *words: str) -> str:
    done = run("jjledger", "fund", words[0], folder, *words[1:])
    assert (done.returncode, done.stderr) == (0, "")
    assert run("jjledger", "check", folder, *TODAY).returncode == 0
    return done.stdout


def _refused(folder: Path, *words: str) -> str:
    done = run("jjledger", "fund", words[0], folder, *words[1:])
    assert (done.returncode, done.stdout) == (2, "")
    return done.stderr


def test_a_term_deposit_goes_out_and_comes_back_with_its_interest(folder: Path) -> None:
    placed = ("place", "--kind", "term", "--amount", "1000", "--rate", "1.75", "--matures", "2025-08-15")
    _done(folder, *placed, *_signed("2025-07-15"))
    chart = (folder / "chart.beancount").read_text(encoding="utf-8")
    assert '1234建行-D0001 CNY\n  instrument: "term_deposit"\n  principal: "1000.00"' in chart
    listed = json.loads(
        run("jjledger", "fund", "placements", folder, "--json", "--today", "2025-08-01").stdout
    )
    assert [(row["account"], row["days_left"], row["expected_interest"]) for row in listed] == [
        ("1234建行-D0001", "14", "1.46")
    ]
    assert "少于本金" in _refused(folder, "mature", "D0001", "--received", "999.99", *_signed("2025-08-15"))
    words = _done(folder, "mature", "D0001", "--received", "1001.40", *_signed("2025-08-15"))
    assert "应得 1.46 元，相差 -0.06 元" in words
    assert "4101存款利息收入  -1.40 CNY" in (folder / "2025/2025-08.beancount").read_text(encoding="utf-8")
    assert "没有持有的" in _refused(
        folder, "mature", "D0001", "--received", "1001.40", *_signed("2025-08-16")
    )


def test_a_bond_needs_consent_and_is_held_to_maturity(folder: Path) -> None:
    placed = ("place", "--kind", "bond", "--amount", "1000", "--rate", "2.00", "--matures", "2025-08-15")
    assert "须经业主同意" in _refused(folder, *placed, *_signed("2025-07-15"))
    _done(folder, *placed, "--decision", "2025-01", *_signed("2025-07-15"))
    assert "才到期" in _refused(folder, "mature", "G0001", "--received", "1001.67", *_signed("2025-08-14"))
    _done(folder, "mature", "G0001", "--received", "1001.67", *_signed("2025-08-15"))
    assert "4102国债利息收入  -1.67 CNY" in (folder / "2025/2025-08.beancount").read_text(encoding="utf-8")


def test_what_cannot_be_placed_is_refused_and_nothing_is_written(folder: Path) -> None:
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    placed = ("place", "--kind", "term", "--rate", "1.75", "--matures")
    assert "大于零" in _refused(folder, *placed, "2025-08-15", "--amount", "0", *_signed("2025-07-15"))
    assert "到期日不在起息日之后" in _refused(
        folder, *placed, "2025-07-15", "--amount", "100", *_signed("2025-07-15")
    )
    rate = ("place", "--kind", "term", "--rate", "1/3", "--matures", "2025-08-15", "--amount", "100")
    assert "读不成百分数" in _refused(folder, *rate, *_signed("2025-07-15"))
    assert {path: path.read_bytes() for path in before} == before


def test_a_term_deposit_given_up_early_says_what_that_costs(folder: Path) -> None:
    """1,000.00 at 1.75 % for six months would have brought 8.75."""
    placed = ("place", "--kind", "term", "--amount", "1000", "--rate", "1.75", "--matures", "2026-01-02")
    _done(folder, *placed, *_signed("2025-07-02"))
    early = ("mature", "D0001", "--received", "1000.50", *_signed("2025-07-15"))
    assert "2026-01-02 才到期" in _refused(folder, *early)
    assert "提前支取，少得利息 8.25 元" in _done(folder, *early, "--early")


def test_interest_paid_on_the_way_is_counted_when_the_principal_comes_back(folder: Path) -> None:
    """A bond of 1,000.00 at 2 % for a year pays 10.00 half-way; 10.00 are left for its last day."""
    chart = (
        "2024-07-01 open Assets:1维修资金:1101国债投资:G0001 CNY\n"
        '  instrument: "treasury_bond"\n  principal: "1000.00"\n  rate: "2.00"\n'
        '  from: 2024-07-01\n  matures: 2025-07-01\n  issue: "new"\n'
    )
    with (folder / "chart.beancount").open("a", encoding="utf-8") as text:
        text.write(chart)
    opening = (
        '\n2025-01-05 * "某系统" "上年结转"\n  voucher: "初-0001"\n  attachments: 0\n'
        '  prepared: "甲"\n  reviewed: "乙"\n  Assets:1维修资金:1101国债投资:G0001  1000.00 CNY\n'
        '  Equity:1维修资金:3001商品住宅维修资金  -1000.00 CNY\n    household: "01-1-101"\n'
    )
    with (folder / "2025/2025-01.beancount").open("a", encoding="utf-8") as text:
        text.write(opening)
    paid = ("mature", "G0001", "--interest-only", "--received", "10.00", *_signed("2025-07-01"))
    assert "利息 10.00 元，本金 1,000.00 元未到期" in _done(folder, *paid)
    listed = json.loads(run("jjledger", "fund", "placements", folder, "--json", *TODAY).stdout)
    assert (listed[0]["expected_interest"], listed[0]["received_interest"]) == ("20.00", "10.00")
    words = _done(folder, "mature", "G0001", "--received", "1010.00", *_signed("2025-07-02"))
    assert "应得 20.00 元，已得 10.00 元，相符" in words
