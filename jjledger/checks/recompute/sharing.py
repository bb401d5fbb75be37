"""An amount shared out among weights, and a sum rounded to the fen, as one does it on paper."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Literal, TypeVar

Name = TypeVar("Name", str, int)  # a household, or the day of a deposit
Odd = Literal["largest", "first", "last"]  # who gets the odd fen


def share_out(amount_fen: int, weights: Mapping[Name, int], odd: Odd = "largest") -> dict[Name, int]:
    """Share an amount in proportion to weights, whole fen, nothing over and nothing missing.

    First everybody gets the whole fen of its exact part. Of the fen still missing one each goes to the
    largest remainders (`largest`), to the first names (`first`), or all of them to the last name (`last`).
    Names count in their own order; a name without weight gets nothing and is left out.

    Args:
        amount_fen: any sign; minus an amount is shared as the amount, each part with its sign turned.
        weights: whole numbers from 0 by name.
        odd: who gets the odd fen.

    Returns:
        Fen by name; {} where no weight is above zero.

    Source: 民法典 第283条; `domain.md` E3, W11, D4.

    Examples:
        >>> share_out(1234567, {"a": 8952, "b": 8952, "c": 12830, "d": 14006})
        {'a': 247024, 'b': 247024, 'c': 354034, 'd': 386485}
        >>> share_out(80000, {"a": 1, "b": 1, "c": 1}, "last")
        {'a': 26666, 'b': 26666, 'c': 26668}
    """
    names = sorted(name for name, weight in weights.items() if weight)
    if not names:
        return {}
    whole = sum(weights[name] for name in names)
    amount = abs(amount_fen)
    parts: dict[Name, int] = {}
    over: dict[Name, int] = {}  # what is over the whole fen, in parts of which `whole` make one
    for name in names:
        parts[name], over[name] = divmod(amount * weights[name], whole)
    missing = amount - sum(parts.values())
    if odd == "last":
        parts[names[-1]] += missing
    else:
        takers = sorted(names, key=lambda name: (-over[name], name)) if odd == "largest" else names
        for name in takers[:missing]:
            parts[name] += 1
    assert sum(parts.values()) == amount, "the parts are the whole"
    return parts if amount_fen >= 0 else {name: -fen for name, fen in parts.items()}


def to_the_fen(exact: Fraction) -> int:
    """Round to the nearest fen, a half away from nothing.

    Source: `domain.md` E3: 分, half-up.

    Examples:
        >>> to_the_fen(Fraction(71481562, 100) + Fraction(5, 1000)), to_the_fen(Fraction(-1, 2))
        (714816, -1)
    """
    size = abs(exact)
    whole = size.numerator // size.denominator
    if size - whole >= Fraction(1, 2):
        whole += 1
    return whole if exact >= 0 else -whole
