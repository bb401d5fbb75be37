"""Counting digits, and two distances held against figures that others published and against closed forms."""

from __future__ import annotations

from fractions import Fraction
from math import erfc, exp, lgamma, log, log10, sqrt

import pytest

from jjledger.checks.audit import digit_tests
from jjledger.checks.audit.digits import (
    chi_square,
    last_counts,
    leading_counts,
    leading_shares,
    mean_deviation,
)

# By first digit 1 to 9: 772 financial statements of Sino Forest in the R package jfa, on which JASP Audit rests, and
# a public report on 37,905 amounts; what each of them printed as chi-square and mean absolute deviation.
SINO_FOREST = (231, 124, 97, 70, 64, 54, 40, 54, 38)
REPORT = (11449, 6943, 4464, 3435, 2825, 2381, 1882, 1716, 2810)
FIRST = tuple(Fraction(log10(1 + 1 / digit)) for digit in range(1, 10))


@pytest.mark.parametrize(
    ("observed", "square", "apart"), [(SINO_FOREST, "7.6517", "0.00660"), (REPORT, "800.10", "0.0081")]
)
def test_the_distances_are_those_that_others_printed(
    observed: tuple[int, ...], square: str, apart: str
) -> None:
    assert f"{float(chi_square(observed, FIRST)):.{len(square.partition('.')[2])}f}" == square
    assert f"{float(mean_deviation(observed, FIRST)):.{len(apart.partition('.')[2])}f}" == apart


def test_the_first_two_digits_follow_the_logarithm() -> None:
    shares = leading_shares()
    assert len(shares) == 90
    assert sum(shares) == 1
    for number, share in enumerate(shares, 10):
        assert abs(float(share) - log10(1 + 1 / number)) < 1e-14
    # The first digit alone is the sum of its ten: 1 is the first of 30.103 % of all numbers.
    assert abs(float(sum(shares[:10])) - log10(2)) < 1e-13


def tail(square: float, free: int) -> float:
    """Give the chance that a chi-square is larger, by its closed form."""
    half = square / 2
    if free % 2 == 0:
        return sum(exp(-half + power * log(half) - lgamma(power + 1)) for power in range(free // 2))
    odd = sum(
        exp(-half + (power + 0.5) * log(half) - lgamma(power + 1.5)) for power in range((free - 1) // 2)
    )
    return erfc(sqrt(half)) + odd


def test_what_is_beyond_chance_is_so_once_in_a_hundred_samples() -> None:
    assert abs(tail(7.6517, 8) - 0.4682) < 0.0001  # as JASP prints of Sino Forest
    assert abs(tail(float(digit_tests.BEYOND_LAST), 98) - 0.01) < 1e-5
    assert abs(tail(float(digit_tests.BEYOND_LEADING), 89) - 0.01) < 1e-5


def test_numbers_that_grow_evenly_conform_and_numbers_made_up_alike_do_not() -> None:
    # A hundred steps a decade through four decades: so many begin with each pair as the logarithm says.
    growing = [int(10 ** (3 + step / 1000)) for step in range(4000)]
    counts = leading_counts(growing)
    assert mean_deviation(counts, leading_shares()) < digit_tests.NO_CONFORMITY
    assert chi_square(counts, leading_shares()) < digit_tests.BEYOND_LEADING
    # As many of each pair: the mean of |1/90 − log10(1 + 1/n)|, 0.005974…
    alike = leading_counts(range(10, 100))
    expected = sum(abs(1 / 90 - log10(1 + 1 / number)) for number in range(10, 100)) / 90
    assert abs(float(mean_deviation(alike, leading_shares())) - expected) < 1e-12
    assert mean_deviation(alike, leading_shares()) > digit_tests.NO_CONFORMITY


def test_what_has_no_two_digits_and_what_was_agreed_in_whole_yuan_does_not_count() -> None:
    assert sum(leading_counts([1, 9, 10, 99, 100])) == 3
    assert sum(last_counts([100, 12300, 101, 199, 5])) == 3
    assert (
        last_counts([101, 199, 5])[0] == last_counts([101, 199, 5])[98] == last_counts([101, 199, 5])[4] == 1
    )
