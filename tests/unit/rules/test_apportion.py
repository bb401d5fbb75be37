"""Splitting a whole amount: by hand on few households, and at the edges of whole numbers."""

from __future__ import annotations

import numpy as np
import pytest

from jjledger.facts.community import Remainder
from jjledger.rules.apportion import Explained, apportion, exact_array


def shares(total: int, weights: list[int], remainder: Remainder = "largest") -> list[int]:
    result: list[int] = apportion(total, np.array(weights, dtype=np.int64), remainder).tolist()
    return result


@pytest.mark.parametrize(
    ("remainder", "expected"),
    [
        # 10 over 7, 0, 7, 7, 9: 70/30 = 2 rest 10, thrice; 90/30 = 3 rest 0. One fen is missing.
        ("largest", [3, 0, 2, 2, 3]),
        ("first", [3, 0, 2, 2, 3]),
        ("last", [2, 0, 2, 2, 4]),
    ],
)
def test_who_gets_the_odd_fen(remainder: Remainder, expected: list[int]) -> None:
    assert shares(10, [7, 0, 7, 7, 9], remainder) == expected


def test_the_largest_remainder_goes_before_the_first_place() -> None:
    # 100 over 1, 2, 4: 14 rest 2, 28 rest 4, 57 rest 1.
    assert shares(100, [1, 2, 4]) == [14, 29, 57]
    assert shares(100, [1, 2, 4], "first") == [15, 28, 57]
    assert shares(100, [1, 2, 4], "last") == [14, 28, 58]


def test_equal_remainders_go_by_place() -> None:
    assert shares(5, [1, 1, 1, 1]) == [2, 1, 1, 1]
    assert shares(7, [1, 1, 1, 1]) == [2, 2, 2, 1]


@pytest.mark.parametrize("remainder", ["largest", "first", "last"])
def test_who_has_no_weight_gets_nothing_whatever_is_left_over(remainder: Remainder) -> None:
    assert shares(2, [0, 1, 0, 1, 1, 0], remainder)[::5] == [0, 0]
    assert shares(2, [0, 1, 0, 1, 1, 0], remainder)[2] == 0
    assert sum(shares(2, [0, 1, 0, 1, 1, 0], remainder)) == 2


def test_a_negative_amount_is_shared_like_a_positive_one() -> None:
    assert shares(-100, [1, 2, 4]) == [-14, -29, -57]


def test_nothing_is_shared_as_nothing() -> None:
    assert shares(0, [3, 4]) == [0, 0]


@pytest.mark.parametrize("weights", [[], [0, 0], [5, -1]])
def test_weights_that_are_none_are_refused(weights: list[int]) -> None:
    with pytest.raises(ValueError, match="weights"):
        shares(100, weights)


@pytest.mark.parametrize("total", [2**53 - 1, -(2**53 - 1)])
def test_products_beyond_64_bits_are_exact(total: int) -> None:
    weights = [2**60 + 1, 2**60, 3, 0]
    whole = sum(weights)
    floors = [abs(total) * weight // whole for weight in weights]
    found = [abs(share) for share in shares(total, weights)]
    assert sum(found) == abs(total)
    assert all(share - floor in {0, 1} for share, floor in zip(found, floors, strict=True))


def test_arithmetic_stays_small_where_it_fits_and_only_there() -> None:
    # 2**31 × 2**32 = 2**63 is one too many for 64 bits, as a product or as the sum of two.
    two = np.array([2**31, 1], dtype=np.int64)
    assert exact_array(two, 2**32 - 1).dtype == np.int64
    assert exact_array(two, 2**32).dtype == object
    assert exact_array(np.array([2**62, 2**62]), 0).dtype == object
    assert exact_array(np.array([], dtype=np.int64), 2**62).dtype == np.int64


def test_weights_whose_sum_alone_is_too_large_are_exact() -> None:
    assert shares(3, [2**62, 2**62, 2**62]) == [1, 1, 1]


def test_why_one_of_two_houses_of_one_area_bears_a_fen_more() -> None:
    """8,620.50 by 10 × 92.22 + 88.76 + 10 × 138.78 + 135.32 = 2,534.08 m².

    313.71649…, 301.94614…, 472.10543… and 460.33514… lose 0.649, 0.614, 0.543 and 0.514 of a fen; what is left are
    6.49 + 0.614 + 5.43 + 0.514 = 13 fen: ten, one, and two of the ten that lose 0.543.
    """
    areas = [9222] * 10 + [8876] + [13878] * 10 + [13532]
    explained = Explained(862050, np.array(areas, dtype=np.int64))
    reasons = [explained.share(place) for place in range(len(areas))]
    assert {reason.missing_fen for reason in reasons} == {13}
    assert [reason.rank for reason in reasons] == list(range(1, 23))
    assert [reason.odd_fen for reason in reasons] == [1] * 13 + [0] * 9
    assert [place for place, reason in enumerate(reasons) if reason.tied] == list(range(11, 21))


def test_where_nothing_is_missing_no_order_decides() -> None:
    explained = Explained(300, np.array([1, 1, 1], dtype=np.int64))
    assert [explained.share(place).tied for place in range(3)] == [False] * 3
