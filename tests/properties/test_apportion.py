"""Shares of an amount: exact, fair, and as on paper."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
from hypothesis import assume, given
from hypothesis import strategies as st

from jjledger.facts.community import Remainder
from jjledger.rules.apportion import apportion

# Few different areas, so that remainders tie; and some too large for 64 bits.
AREA = st.sampled_from([0, 1, 2, 3, 8952, 8952, 12830, 14006])
AREAS = st.lists(AREA, min_size=1, max_size=9).filter(any)
VAST = st.lists(st.integers(0, 2**53), min_size=1, max_size=5).filter(any)
AMOUNT = st.one_of(st.integers(0, 30), st.integers(-(10**6), 10**6), st.integers(-(2**53), 2**53))
RULE: st.SearchStrategy[Remainder] = st.sampled_from(["largest", "first", "last"])


def shares(total: int, weights: list[int], rule: Remainder = "largest") -> list[int]:
    found: list[int] = apportion(total, np.array(weights, dtype=np.int64), rule).tolist()
    return found


def by_hand(total: int, weights: list[int], rule: Remainder) -> list[int]:
    """Share an amount >= 0 with fractions, as one would on paper."""
    exact = [Fraction(total * weight, sum(weights)) for weight in weights]
    found = [int(one) for one in exact]
    odd = total - sum(found)
    weighted = [place for place, weight in enumerate(weights) if weight]
    if rule == "last":
        found[weighted[-1]] += odd
        return found
    if rule == "largest":
        weighted.sort(key=lambda place: (found[place] - exact[place], place))
    for place in weighted[:odd]:
        found[place] += 1
    return found


@given(AMOUNT, st.one_of(AREAS, VAST), RULE)
def test_shares_are_those_worked_out_on_paper(total: int, weights: list[int], rule: Remainder) -> None:
    sign = -1 if total < 0 else 1
    assert shares(total, weights, rule) == [sign * share for share in by_hand(abs(total), weights, rule)]


@given(AMOUNT, st.one_of(AREAS, VAST), RULE)
def test_shares_sum_to_the_amount(total: int, weights: list[int], rule: Remainder) -> None:
    assert sum(shares(total, weights, rule)) == total


@given(AMOUNT, st.one_of(AREAS, VAST), RULE)
def test_the_share_of_minus_t_is_minus_the_share_of_t(
    total: int, weights: list[int], rule: Remainder
) -> None:
    assert shares(-total, weights, rule) == [-share for share in shares(total, weights, rule)]


@given(st.integers(0, 10**6), AREAS)
def test_nobody_is_a_whole_fen_off(total: int, weights: list[int]) -> None:
    whole = sum(weights)
    for share, weight in zip(shares(total, weights), weights, strict=True):
        assert abs(share * whole - total * weight) < whole


@given(st.integers(0, 10**6), AREAS)
def test_who_has_more_pays_no_less(total: int, weights: list[int]) -> None:
    found = shares(total, weights)
    ranked = sorted(zip(weights, found, strict=True))
    assert [share for _, share in ranked] == sorted(found)


@given(st.integers(0, 10**4), AREAS)
def test_equal_weights_differ_by_a_fen_and_the_first_has_it(total: int, weights: list[int]) -> None:
    found = shares(total, weights)
    for weight in set(weights):
        alike = [share for share, other in zip(found, weights, strict=True) if other == weight]
        assert alike == sorted(alike, reverse=True)
        assert alike[0] - alike[-1] <= 1


@given(st.integers(1, 10**6), AREAS)
def test_a_household_without_area_pays_nothing(total: int, weights: list[int]) -> None:
    assume(0 in weights)
    for rule in ("largest", "first", "last"):
        found = shares(total, weights, rule)
        assert all(share == 0 for share, weight in zip(found, weights, strict=True) if not weight)
