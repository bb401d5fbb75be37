"""Pools shared out: one-file ledgers whose heads say the rule, the houses and what each is to get.

Each loads in beancount as it stands; for the check its vouchers are put into a community's folder.
"""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from jjledger.books.ledger import Ledger, load_ledger
from jjledger.units import fen_from_text, yuan
from tests.ledgers import plain

POOLS = Path(__file__).parent / "pools"
FILES = sorted(path.name for path in POOLS.glob("*.beancount"))
TODAY = date(2025, 12, 31)
FUND = "1维修资金"
SETTINGS = """name = "分配例"
code = "pool"
region = "3310"
[[fund]]
code = "1维修资金"
kind = "maintenance"
[[fund.policy]]
from = 2024-01-01
interest = {{ method = "pool", management_share = "{share}", remainder = "{remainder}" }}
"""
MAIN = """option "title" "分配例"
option "operating_currency" "CNY"
option "tolerance_multiplier" "0"
plugin "jjledger.books.plugin"
include "books.beancount"
"""
HEAD = "household,building,unit,room,area_m2,kind,first_deposit,delivered\n"


def said(text: str, word: str) -> list[str]:
    return re.findall(rf"^; {word} (.+)$", text, re.MULTILINE)


def laid_down(name: str, place: Path, share: str = "0", *, old: str = "", new: str = "") -> Ledger:
    """Put a one-file ledger into a community's folder, some words of it replaced."""
    text = (POOLS / name).read_text(encoding="utf-8")
    assert old in text
    (homes,), (remainder,) = said(text, "房屋"), said(text, "计息办法")
    vouchers = "".join(line for line in text.splitlines(keepends=True) if not line.startswith("option"))
    rows = "".join(
        f"{home},{home.replace('-', ',')},100.00,commercial,0.00,2024-06-01\n" for home in homes.split()
    )
    folder = place / "pool"
    folder.mkdir()
    for file, content in {
        "community.toml": SETTINGS.format(share=share, remainder=remainder),
        "main.beancount": MAIN,
        "register.csv": HEAD + rows,
        "books.beancount": vouchers.replace(old, new) if old else vouchers,
    }.items():
        (folder / file).write_text(content, encoding="utf-8")
    return load_ledger(folder, TODAY)


def test_there_are_all_three_rules_of_both_kinds() -> None:
    assert [
        f"{pool}-{rule}.beancount" for pool in (1000, 800) for rule in ("first", "largest", "last")
    ] == FILES


@pytest.mark.parametrize("name", FILES)
def test_each_house_gets_what_the_head_says(name: str, tmp_path: Path) -> None:
    ledger = laid_down(name, tmp_path)
    assert ledger.blocking() == ()
    shares = ledger.replayed.shares[FUND]
    expected = dict(answer.split() for answer in said((POOLS / name).read_text("utf-8"), "应得"))
    got = dict(zip(shares.holders, shares.closing.interest.tolist(), strict=True))
    assert got == {home: fen_from_text(amount) for home, amount in expected.items()}
    assert sum(got.values()) == fen_from_text(name.partition("-")[0])


@pytest.mark.parametrize("name", FILES)
def test_each_file_is_plain_beancount(name: str) -> None:
    plain(POOLS / name)


@pytest.mark.parametrize(
    ("share", "most"),
    [
        ("0", 100000),
        ("1/10", 90000),
        ("37/2000", 98150),  # 1.85 % of 1,000.00 is 18.50
        ("1/200000", 99999),  # half a fen is kept back as a whole one
        ("1/200001", 100000),  # a little less than half a fen is not
    ],
)
def test_no_more_is_handed_out_than_was_earned_and_not_kept_back(
    share: str, most: int, tmp_path: Path
) -> None:
    """One fen less and all of it pass; one fen more is refused with both numbers and the difference."""
    for handed in (most - 1, most, most + 1):
        place = tmp_path / str(handed)
        place.mkdir()
        amount = yuan(handed).replace(",", "")
        text = (POOLS / "1000-largest.beancount").read_text(encoding="utf-8")
        (leg,) = re.findall(r"3101待分配累计收益  1000\.00 CNY.*?-1000\.00 CNY", text, re.DOTALL)
        ledger = laid_down(
            "1000-largest.beancount", place, share, old=leg, new=leg.replace("1000.00", amount)
        )
        found = [finding for finding in ledger.findings if finding.code == "B50"]
        assert len(found) == (handed > most)
        if found:
            assert f"转出收益 {yuan(handed)} 元，可以转出的只有 {yuan(most)} 元" in found[0].what
            assert f"减去留存 {yuan(100000 - most)} 元），多转了 0.01 元" in found[0].what
