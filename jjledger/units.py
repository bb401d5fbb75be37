"""Whole-number units: fen, square decimetres, and how they are read and printed.

Money is an `int` of fen and area an `int` of dm² everywhere in the package; `Decimal`
appears only here and in `books`, at beancount's border. No rounding hides in this
module except where its name says so.
"""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction
from typing import Final

FEN_PER_YUAN: Final = 100
# Every amount the program accepts: 2**53 - 1 fen also survives a JSON reader.
MAX_FEN: Final = 2**53 - 1

_MAX_YUAN: Final = Decimal(MAX_FEN).scaleb(-2)
_FEN: Final = Decimal("0.01")
_PLAIN: Final = re.compile(r"[+-]?\d[\d,]*(?:\.\d+)?", re.ASCII)
_SHARE: Final = re.compile(r"(\d{1,18})/([1-9]\d{0,17})", re.ASCII)

_DIGITS: Final = "零壹贰叁肆伍陆柒捌玖"
_SMALL_UNITS: Final = ("", "拾", "佰", "仟")


def fen_from_decimal(amount: Decimal) -> int:
    """Turn yuan into fen exactly.

    Args:
        amount: yuan, at most two decimals.

    Returns:
        The amount in fen.

    Raises:
        ValueError: more than two decimals, not finite, or beyond `MAX_FEN`.
    """
    if not amount.is_finite():
        msg = f"{amount} 不是金额"
        raise ValueError(msg)
    if amount.copy_abs() > _MAX_YUAN:
        msg = f"{amount} 超出可记金额"
        raise ValueError(msg)
    # Not scaleb: it rounds what is longer than the context's 28 digits.
    exact = amount.quantize(_FEN)
    if exact != amount:
        msg = f"{amount} 超过两位小数"
        raise ValueError(msg)
    return int(exact * FEN_PER_YUAN)


def fen_from_text(text: str) -> int:
    """Read yuan as people type it ("12,345.67") into fen.

    Raises:
        ValueError: not a plain number or more than two decimals.
    """
    cleaned = text.strip()
    if _PLAIN.fullmatch(cleaned) is None:
        msg = f"「{text}」不是金额"
        raise ValueError(msg)
    return fen_from_decimal(Decimal(cleaned.replace(",", "")))


def dm2_from_text(text: str) -> int:
    """Read square metres with at most two decimals into whole dm².

    Examples:
        >>> dm2_from_text("89.52")
        8952

    Raises:
        ValueError: not a plain number, or more than two decimals.
    """
    return fen_from_text(text)


def share_from_text(text: str) -> Fraction:
    """Read a part of a whole as people write it, a fraction from 0 to 1 in two whole numbers.

    Examples:
        >>> share_from_text("3/10")
        Fraction(3, 10)

    Raises:
        ValueError: any other form, or more than the whole.
    """
    found = _SHARE.fullmatch(text)
    share = Fraction(int(found[1]), int(found[2])) if found else None
    if share is None or share > 1:
        msg = f"「{text}」不是份额"
        raise ValueError(msg)
    return share


def decimal_from_fen(fen: int) -> Decimal:
    """Give yuan with exactly two decimals."""
    return Decimal(fen).scaleb(-2)


def plain_yuan(fen: int) -> str:
    """Print fen as yuan without separators, for data files.

    Examples:
        >>> plain_yuan(-5)
        '-0.05'
    """
    sign = "-" if fen < 0 else ""
    whole, rest = divmod(abs(fen), FEN_PER_YUAN)
    return f"{sign}{whole}.{rest:02d}"


def yuan(fen: int) -> str:
    """Print fen as yuan with thousands separators, for people.

    Examples:
        >>> yuan(123456789)
        '1,234,567.89'
        >>> yuan(-100)
        '-1.00'
    """
    sign = "-" if fen < 0 else ""
    whole, rest = divmod(abs(fen), FEN_PER_YUAN)
    return f"{sign}{whole:,}.{rest:02d}"


def square_metres(dm2: int) -> str:
    """Print dm² as m² with two decimals.

    Examples:
        >>> square_metres(12830)
        '128.30'
    """
    return plain_yuan(dm2)


def percent(share: Fraction) -> str:
    """Print a share or rate in per cent, exact: it is one of finitely many decimals.

    Examples:
        >>> percent(Fraction(9, 2500))
        '0.36%'
    """
    number = Decimal((share * 100).numerator) / Decimal((share * 100).denominator)
    assert Fraction(number) == share * 100, "a rate as published ends after a few decimals"
    return f"{number.normalize():f}%"


def round_half_up(value: Fraction) -> int:
    """Round an exact number to the nearest whole, halves away from zero.

    Examples:
        >>> round_half_up(Fraction(5, 2)), round_half_up(Fraction(-5, 2))
        (3, -3)
    """
    doubled = abs(value) * 2
    rounded = (doubled.numerator + doubled.denominator) // (2 * doubled.denominator)
    return rounded if value >= 0 else -rounded


def decimal_text(value: Fraction, places: int) -> str:
    """Print an exact number with some decimals, halves away from zero.

    Examples:
        >>> decimal_text(Fraction(62, 5), 1), decimal_text(Fraction(-1, 3), 4)
        ('12.4', '-0.3333')
    """
    rounded = round_half_up(value * 10**places)
    whole, rest = divmod(abs(rounded), 10**places)
    return f"{'-' if rounded < 0 else ''}{whole}" + (f".{rest:0{places}d}" if places else "")


def cut_text(value: Fraction, least: int, most: int) -> str:
    """Print an exact number that is not negative with thousands separators, cut off with … where it goes on.

    Args:
        value: the number.
        least: decimals that are always printed.
        most: decimals after which it is cut off.

    Examples:
        >>> cut_text(Fraction(174564, 100), 2, 4), cut_text(Fraction(1, 3), 2, 4), cut_text(Fraction(1, 2), 0, 4)
        ('1,745.64', '0.3333…', '0.5')
    """
    scaled = value * 10**most
    digits, rest = divmod(scaled.numerator, scaled.denominator)
    whole, decimals = divmod(digits, 10**most)
    shown = f"{decimals:0{most}d}"
    shown = shown if rest else shown[:least] + shown[least:].rstrip("0")
    return f"{whole:,}" + (f".{shown}" if shown else "") + ("…" if rest else "")


def _capital_group(group: int) -> str:
    """Spell 0..9999 in capital numerals without leading zeros."""
    text = ""
    for place in (3, 2, 1, 0):
        digit = group // 10**place % 10
        if digit:
            text += _DIGITS[digit] + _SMALL_UNITS[place]
        elif text and not text.endswith(_DIGITS[0]):
            text += _DIGITS[0]
    return text.rstrip(_DIGITS[0])


def _capital_whole(whole: int) -> str:
    """Spell a whole number of yuan above zero, in groups of four digits."""
    for size, unit in ((10**8, "亿"), (10**4, "万")):
        if whole >= size:
            head, rest = divmod(whole, size)
            # 零 stands for noughts at the head of the rest; after 拾万 it is optional and left out.
            gap = _DIGITS[0] if 0 < rest < size // 10 else ""
            return _capital_whole(head) + unit + gap + (_capital_whole(rest) if rest else "")
    return _capital_group(whole)


def capital_amount(fen: int) -> str:
    """Spell an amount in the capital characters of payment documents.

    Args:
        fen: amount in fen; a negative amount begins with 负.

    Returns:
        Text beginning with 人民币, closed by 整 after 元 or 角.

    Source: 支付结算办法 附一 正确填写票据和结算凭证的基本规定; 会计基础工作规范 第52条.

    Examples:
        >>> capital_amount(140950)
        '人民币壹仟肆佰零玖元伍角整'
        >>> capital_amount(168032)
        '人民币壹仟陆佰捌拾元零叁角贰分'
    """
    head = "人民币负" if fen < 0 else "人民币"
    whole, rest = divmod(abs(fen), FEN_PER_YUAN)
    jiao, last = divmod(rest, 10)
    if not whole and not rest:
        return f"{head}零元整"
    text = f"{_capital_whole(whole)}元" if whole else ""
    if not rest:
        return f"{head}{text}整"
    if whole and (not jiao or whole % 10 == 0):
        text += _DIGITS[0]
    if jiao:
        text += f"{_DIGITS[jiao]}角"
    return f"{head}{text}{_DIGITS[last]}分" if last else f"{head}{text}整"
