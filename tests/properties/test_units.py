"""Amounts survive print and reading, and capitals say the number they stand for."""

from __future__ import annotations

import re
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from jjledger.units import MAX_FEN, capital_amount, fen_from_text, plain_yuan, round_half_up, yuan

FEN = st.integers(-MAX_FEN, MAX_FEN)
# Groups of four digits that are often nought: where 零 goes wrong.
GROUP = st.sampled_from([0, 0, 1, 9, 10, 11, 100, 101, 110, 1_000, 1_001, 1_010, 1_100, 9_999])
GROUPED = st.tuples(GROUP, GROUP, GROUP, st.integers(0, 99)).map(
    lambda parts: ((parts[0] * 10_000 + parts[1]) * 10_000 + parts[2]) * 100 + parts[3]
)
DIGITS = "零壹贰叁肆伍陆柒捌玖"
PLACES = {"": 1, "拾": 10, "佰": 100, "仟": 1_000}


def read_whole(text: str) -> int:
    """Read a whole number from capitals; 零 is passed over."""
    for unit, size in (("亿", 10**8), ("万", 10**4)):
        head, found, tail = text.rpartition(unit)
        if found:
            return read_whole(head) * size + read_whole(tail)
    return sum(
        DIGITS.index(digit) * PLACES[place]
        for digit, place in re.findall("([壹贰叁肆伍陆柒捌玖])([拾佰仟]?)", text)
    )


def read_capitals(text: str) -> int:
    """Read an amount in fen from capitals."""
    match = re.fullmatch("人民币(负?)(?:(.*)元)?零?(?:(.)角)?零?(?:(.)分)?整?", text)
    assert match, text
    jiao, last = (DIGITS.index(one) if one else 0 for one in match.groups()[2:])
    fen = read_whole(match[2] or "") * 100 + jiao * 10 + last
    return -fen if match[1] else fen


@given(FEN)
def test_what_is_printed_is_read_back(fen: int) -> None:
    assert fen_from_text(yuan(fen)) == fen_from_text(plain_yuan(fen)) == fen


@given(st.one_of(FEN, GROUPED, GROUPED.map(lambda fen: -fen)))
def test_capitals_say_the_number(fen: int) -> None:
    text = capital_amount(fen)
    assert read_capitals(text) == fen
    assert "零零" not in text
    assert text.endswith("整") is (fen % 10 == 0)
    assert "零元" not in text or fen == 0


@given(st.fractions(max_denominator=400))
def test_rounding_moves_by_half_at_most_and_is_odd(value: Fraction) -> None:
    rounded = round_half_up(value)
    assert abs(rounded - value) <= Fraction(1, 2)
    assert round_half_up(-value) == -rounded
    if abs(rounded - value) == Fraction(1, 2):
        assert abs(rounded) > abs(value)
