"""Shares of an amount, to the fen, by weights small enough to reckon in one's head."""

from __future__ import annotations

from fractions import Fraction

import pytest

from jjledger.checks.recompute.sharing import share_out, to_the_fen


def test_the_largest_remainders_get_the_odd_fen_and_equal_ones_go_by_name() -> None:
    # 10 fen over 3 : 3 : 1. Exactly 4.2857…, 4.2857…, 1.4285…; whole 4, 4, 1; one fen to the largest remainder.
    assert share_out(10, {"b": 3, "a": 1, "c": 3}) == {"a": 2, "b": 4, "c": 4}
    assert share_out(8, {"b": 1, "a": 1, "c": 1}) == {"a": 3, "b": 3, "c": 2}


def test_first_and_last_do_as_they_say() -> None:
    weights = {"a": 1, "b": 0, "c": 1, "d": 1}
    assert share_out(11, weights, "first") == {"a": 4, "c": 4, "d": 3}
    assert share_out(11, weights, "last") == {"a": 3, "c": 3, "d": 5}


def test_what_is_taken_is_shared_as_what_is_given() -> None:
    weights = {"a": 1, "b": 1, "c": 1}
    assert share_out(-8, weights) == {"a": -3, "b": -3, "c": -2}
    assert share_out(0, weights) == {"a": 0, "b": 0, "c": 0}


def test_nothing_to_share_by_gives_nobody_anything() -> None:
    assert share_out(100, {"a": 0}) == {}
    assert share_out(100, {}) == {}


@pytest.mark.parametrize(
    ("exact", "fen"),
    [("1/2", 1), ("-1/2", -1), ("1/3", 0), ("2/3", 1), ("-2/3", -1), ("7", 7), ("714815625/1000", 714816)],
)
def test_a_half_goes_away_from_nothing(exact: str, fen: int) -> None:
    assert to_the_fen(Fraction(exact)) == fen
