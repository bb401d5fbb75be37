"""Whoever types the sum of a household's paper into a calculator finds the figures that stand there."""

from __future__ import annotations

import re
from fractions import Fraction
from math import prod
from typing import Final

from jjledger.disclosure.head import Setting
from jjledger.disclosure.household import household_statement
from jjledger.period import parse_period
from tests.properties.histories import NAMES
from tests.properties.test_papers_tie import SOUND

_SUM: Final = re.compile(r"(?:^|；)([^；]*[×÷][^；=]*) = ([\d,.]+)(…?) 元([^=]*)$")
_NUMBER: Final = re.compile(r"([×÷]?) ?(?:积数 )?(\d[\d,]*(?:\.\d+)?)(%?)")
_ADDED: Final = re.compile(r"补 (\d+) 分，计 ([\d,.]+) 元")
_NOT_ADDED: Final = re.compile(r"不补，计 ([\d,.]+) 元")
_KINDS: Final = {"四舍五入": "rounded", "不补": "not added", "补 ": "added"}  # by what stands behind a sum
_ROUNDED: Final = re.compile(r"^，四舍五入到分，计 ([\d,.]+) 元")


def _typed(text: str) -> Fraction:
    """Work a sum out as it is typed, term by term; how many stretches were added up is no part of it."""
    terms = re.sub(r"（\d+ 段）", "", text).split(" ＋ ")
    return sum((_term(term) for term in terms), Fraction(0))


def _term(text: str) -> Fraction:
    factors = []
    for sign, number, per_cent in _NUMBER.findall(text):
        value = _number(number) / (100 if per_cent else 1)
        factors.append(1 / value if sign == "÷" else value)
    return prod(factors, start=Fraction(1))


def _number(text: str) -> Fraction:
    return Fraction(text.replace(",", ""))


def _paid(exact: Fraction, after: str) -> Fraction:
    """Say what comes of an exact sum by the words behind it, which must also name it."""
    cut = Fraction(int(exact * 100), 100)
    if rounded := _ROUNDED.match(after):
        fen = Fraction(int(exact * 100 + Fraction(1, 2)), 100)
        named = rounded[1]
    elif "不补" in after:
        found = _NOT_ADDED.search(after)
        assert found is not None, after
        fen, named = cut, found[1]
    elif found := _ADDED.search(after):
        fen, named = cut + Fraction(int(found[1]), 100), found[2]
    else:
        return exact
    assert _number(named) == fen, after
    return fen


def test_every_sum_comes_out_as_it_stands_there() -> None:
    seen = {"even": 0, "added": 0, "not added": 0, "rounded": 0}
    for seed, made, shares in SOUND:
        for name in NAMES:
            for row in household_statement(made, shares, name, parse_period("2024"), Setting()).rows:
                found = _SUM.search(row.formula)
                assert bool(found) == ("÷" in row.formula), (seed, row.formula)
                if not found:
                    continue
                exact, shown = _typed(found[1]), _number(found[2])
                after = found[4]
                goes_on = exact - shown
                assert 0 < goes_on < Fraction(1, 10_000) if found[3] else goes_on == 0, (seed, row.formula)
                assert _paid(exact, after) == Fraction(abs(row.amount_fen), 100), (seed, row.formula)
                kind = next((kind for word, kind in _KINDS.items() if word in after), "even")
                seen[kind] += 1
    assert min(seen.values()) > 20, seen
