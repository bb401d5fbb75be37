"""Whole-number units: what is read, what is refused, and how it is printed."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from jjledger.units import (
    MAX_FEN,
    capital_amount,
    decimal_from_fen,
    dm2_from_text,
    fen_from_decimal,
    fen_from_text,
    plain_yuan,
    round_half_up,
    square_metres,
    yuan,
)


@pytest.mark.parametrize(
    ("text", "fen"),
    [
        ("0", 0),
        ("0.01", 1),
        ("-0.01", -1),
        ("12", 1_200),
        ("12.3", 1_230),
        ("12,345.67", 1_234_567),
        (" 1.50 ", 150),
        ("1.500", 150),  # a third decimal that is nought changes nothing
        ("90071992547409.91", MAX_FEN),
    ],
)
def test_yuan_are_read_to_the_fen(text: str, fen: int) -> None:
    assert fen_from_text(text) == fen


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "不是金额"),
        ("一百", "不是金额"),
        ("１２.３０", "不是金额"),
        ("12.30元", "不是金额"),
        ("1.2.3", "不是金额"),
        ("1e3", "不是金额"),
        ("1_000", "不是金额"),
        (",100", "不是金额"),
        ("12.", "不是金额"),
        ("NaN", "不是金额"),
        ("Infinity", "不是金额"),
        ("0.001", "超过两位小数"),
        ("-12.345", "超过两位小数"),
        ("90071992547409.92", "超出可记金额"),
        ("-90071992547409.92", "超出可记金额"),
    ],
)
def test_what_is_no_amount_is_refused(text: str, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        fen_from_text(text)


def test_a_long_decimal_is_not_rounded_into_two_places() -> None:
    # 30 digits: more than the 28 that Decimal's arithmetic keeps.
    with pytest.raises(ValueError, match="超过两位小数"):
        fen_from_decimal(Decimal("1234567890.12000000000000000001"))
    with pytest.raises(ValueError, match="超出可记金额"):
        fen_from_decimal(Decimal("1e999999"))
    with pytest.raises(ValueError, match="超过两位小数"):
        fen_from_decimal(Decimal("1e-999999"))


def test_areas_are_read_in_square_decimetres() -> None:
    assert dm2_from_text("89.52") == 8952
    with pytest.raises(ValueError, match="两位小数"):
        dm2_from_text("89.525")


@pytest.mark.parametrize("fen", [0, 1, -1, 9, 10, 99, 100, -100, 123_456_789, MAX_FEN, -MAX_FEN])
def test_what_is_printed_is_read_back(fen: int) -> None:
    assert fen_from_text(plain_yuan(fen)) == fen
    assert fen_from_text(yuan(fen)) == fen
    assert fen_from_decimal(decimal_from_fen(fen)) == fen
    assert len(plain_yuan(fen).partition(".")[2]) == 2
    assert str(decimal_from_fen(fen)) == plain_yuan(fen)


def test_thousands_are_set_apart_for_people_only() -> None:
    assert (yuan(1_215_000_000), plain_yuan(1_215_000_000)) == ("12,150,000.00", "12150000.00")
    assert (yuan(-100_000), yuan(99_999)) == ("-1,000.00", "999.99")
    assert square_metres(1_000_005) == "10000.05"


@pytest.mark.parametrize(
    ("value", "rounded"),
    [
        (Fraction(1, 2), 1),
        (Fraction(-1, 2), -1),
        (Fraction(5, 2), 3),  # not to the even neighbour
        (Fraction(-7, 2), -4),
        (Fraction(49, 100), 0),
        (Fraction(-49, 100), 0),
        (Fraction(714_815_625, 1000), 714_816),  # W2: 7,148.15625 yuan are 7,148.16
        (Fraction(2 * 10**30 + 1, 2), 10**30 + 1),
        (Fraction(7), 7),
    ],
)
def test_halves_go_away_from_zero(value: Fraction, rounded: int) -> None:
    assert round_half_up(value) == rounded


@pytest.mark.parametrize(
    ("fen", "text"),
    [
        (0, "零元整"),
        (1, "壹分"),
        (10, "壹角整"),
        (15, "壹角伍分"),
        (100, "壹元整"),
        (101, "壹元零壹分"),
        (110, "壹元壹角整"),
        (1_000, "壹拾元整"),
        (1_001, "壹拾元零壹分"),
        (1_010, "壹拾元零壹角整"),
        (10_000_000, "壹拾万元整"),
        (10_000_100, "壹拾万零壹元整"),
        (100_000_000, "壹佰万元整"),
        (100_100_000, "壹佰万壹仟元整"),
        (100_001_000, "壹佰万零壹拾元整"),
        (10_000_000_000, "壹亿元整"),
        (10_000_000_100, "壹亿零壹元整"),
        (10_100_000_000, "壹亿零壹佰万元整"),
        (11_000_100_000, "壹亿壹仟万壹仟元整"),
        (9_007_199_254_740_991, "玖拾万零柒佰壹拾玖亿玖仟贰佰伍拾肆万柒仟肆佰零玖元玖角壹分"),
        (10**14, "壹万亿元整"),
        (1_215_000_000, "壹仟贰佰壹拾伍万元整"),
        (947_600, "玖仟肆佰柒拾陆元整"),
    ],
)
def test_amounts_are_spelt_in_capitals(fen: int, text: str) -> None:
    assert capital_amount(fen) == f"人民币{text}"


def test_a_negative_amount_is_called_so() -> None:
    assert capital_amount(-133_200) == "人民币负壹仟叁佰叁拾贰元整"
