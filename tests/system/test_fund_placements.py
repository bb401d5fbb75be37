"""Term deposits, bonds and the warranty deposit from end to end.

1,000.00 at 1.75 % for one month is 1.4583…, so 1.46. Two per cent of 20,000.00 is 400.00,
which the sound community has paid in.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.ledgers import HEYUAN, copy_of, run

TODAY = ("--today", "2025-08-20")
TERMS = '[fund.warranty]\ncost = "20000.00"\ndelivered = 2017-08-01\n'


def _signed(day: str) -> tuple[str, ...]:
    return ("--write", "--date", day, "--prepared", "甲", "--reviewed", "乙", *TODAY)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = copy_of(HEYUAN, tmp_path)
    with (place / "community.toml").open("a", encoding="utf-8") as settings:
        settings.write(TERMS)
    return place


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


def test_the_warranty_deposit_is_given_back_whole_and_not_before_its_day(folder: Path) -> None:
    """Eight years from 2017-08-01 are full on 2025-08-01."""
    told = run("jjledger", "fund", "warranty", folder, *TODAY).stdout
    for words in ("应存 400.00 元，已足额", "自 2025-07-01 起公示", "2025-08-01 期满", "2025-08-31 前退还"):
        assert words in told
    assert "期限到 2025-08-01 才满" in _refused(folder, "warranty", "refund", *_signed("2025-07-31"))
    _done(folder, "warranty", "interest", "--amount", "1.20", *_signed("2025-08-01"))
    _done(folder, "warranty", "use", "--amount", "100.00", *_signed("2025-08-02"))
    assert "还差 100.00 元" in _done(folder, "warranty", "replenish", *_signed("2025-08-03"))
    assert "全部 401.20 元" in _refused(
        folder, "warranty", "refund", "--amount", "400", *_signed("2025-08-10")
    )
    _done(folder, "warranty", "refund", *_signed("2025-08-10"))
    state = json.loads(run("jjledger", "fund", "warranty", folder, "--json", *TODAY).stdout)
    assert (state["principal"], state["interest"]) == ("0.00", "0.00")
    assert "没有要收付的数" in _refused(folder, "warranty", "refund", *_signed("2025-08-11"))
