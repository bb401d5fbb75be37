"""How often digits stand where in many amounts, held against what numbers that nobody made up have.

What lives here: counting and two measures of distance, exact. What must not: judging what it means.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from fractions import Fraction
from functools import cache
from itertools import pairwise
from typing import Final

_TWO_DIGITS: Final = range(10, 100)
_PLACES: Final = 15  # decimals of a logarithm that count


@cache
def leading_shares() -> tuple[Fraction, ...]:
    """Give the share of numbers that begin with 10, 11 … 99: the decimal logarithm of 1 + 1/n.

    Source: Benford's law; Nigrini, Benford's Law (2012), chapter 5.
    """
    logs = [
        Fraction(round(Decimal(number).log10().scaleb(_PLACES)), 10**_PLACES) for number in range(10, 101)
    ]
    return tuple(after - before for before, after in pairwise(logs))


def leading_counts(amounts_fen: Iterable[int]) -> tuple[int, ...]:
    """Count amounts by their first two digits, 10 to 99; those below ten fen have only one and do not count.

    Examples:
        >>> counts = leading_counts([123456, 12, 9900, 7])
        >>> counts[2], counts[89], sum(counts)
        (2, 1, 3)
    """
    counts = [0] * len(_TWO_DIGITS)
    for fen in amounts_fen:
        if fen >= _TWO_DIGITS.start:
            counts[int(str(fen)[:2]) - _TWO_DIGITS.start] += 1
    return tuple(counts)


def last_counts(amounts_fen: Iterable[int]) -> tuple[int, ...]:
    """Count amounts by their jiao and fen, 01 to 99; whole yuan were agreed and not measured, and do not count.

    Examples:
        >>> counts = last_counts([123456, 1200, 1])
        >>> counts[55], counts[0], sum(counts)
        (1, 1, 2)
    """
    counts = [0] * 99
    for fen in amounts_fen:
        if fen % 100:
            counts[fen % 100 - 1] += 1
    return tuple(counts)


def chi_square(observed: Sequence[int], shares: Sequence[Fraction]) -> Fraction:
    """Give Pearson's sum of (observed − expected)² ÷ expected.

    Args:
        observed: counts, at least one above nought.
        shares: expected, parallel; they sum to one.
    """
    total = sum(observed)
    pairs = [(count, total * share) for count, share in zip(observed, shares, strict=True)]
    return sum(((count - expected) ** 2 / expected for count, expected in pairs), Fraction(0))


def mean_deviation(observed: Sequence[int], shares: Sequence[Fraction]) -> Fraction:
    """Give the mean of how far the observed shares are from the expected ones (MAD).

    Args:
        observed: counts, at least one above nought.
        shares: expected, parallel.
    """
    total = sum(observed)
    pairs = zip(observed, shares, strict=True)
    apart = sum((abs(Fraction(count, total) - share) for count, share in pairs), Fraction(0))
    return apart / len(shares)
