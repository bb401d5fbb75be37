"""Splitting a balance by area: nothing lost, the first takes the difference."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from jjledger.rules.house_split import split_fen


def test_the_first_takes_the_whole_difference() -> None:
    """10.00 over seven equal parts: 1.42 each, six fen over."""
    assert split_fen(1000, [1] * 7) == (148, 142, 142, 142, 142, 142, 142)


@given(st.integers(0, 10**9), st.lists(st.sampled_from([1, 4452, 4500, 8952]), min_size=2, max_size=6))
def test_nothing_is_lost_and_nobody_but_the_first_gets_more_than_its_share(
    total: int, areas: list[int]
) -> None:
    parts = split_fen(total, areas)
    assert sum(parts) == total
    assert all(part == total * area // sum(areas) for part, area in zip(parts[1:], areas[1:], strict=True))
