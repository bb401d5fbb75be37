"""Payments matched one to one: the same amount, near days, the nearest and the same name first."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from jjledger.rules.same_payment import Movement, match

FIRST = date(2025, 3, 1)


def moved(name: str, day: int, fen: int = 100, who: str = "") -> Movement:
    return Movement(name, FIRST + timedelta(days=day), fen, who)


def test_the_nearest_day_wins() -> None:
    assert match([moved("r", 5)], [moved("far", 2), moved("near", 6)], 3) == {"r": "near"}


def test_the_same_name_wins_over_a_nearer_day() -> None:
    others = [moved("near", 5, who="乙"), moved("named", 7, who="甲")]
    assert match([moved("r", 5, who="甲")], others, 3) == {"r": "named"}


def test_neither_another_amount_nor_a_day_too_far() -> None:
    assert match([moved("r", 5)], [moved("a", 5, 101), moved("b", 5, -100), moved("c", 9)], 3) == {}


def test_each_is_matched_once() -> None:
    rows = [moved("r1", 5), moved("r2", 5), moved("r3", 5)]
    found = match(rows, [moved("o1", 4), moved("o2", 6)], 3)
    assert sorted(found.values()) == ["o1", "o2"]


@given(
    st.lists(st.tuples(st.integers(0, 12), st.sampled_from([100, 200, -100])), max_size=30),
    st.lists(st.tuples(st.integers(0, 12), st.sampled_from([100, 200, -100])), max_size=30),
    st.integers(0, 4),
)
def test_whatever_is_matched_fits_and_nothing_that_fits_is_left_beside_it(
    rows: list[tuple[int, int]], others: list[tuple[int, int]], days: int
) -> None:
    mine = [moved(f"r{place}", day, fen) for place, (day, fen) in enumerate(rows)]
    theirs = {f"o{place}": moved(f"o{place}", day, fen) for place, (day, fen) in enumerate(others)}
    found = match(mine, theirs.values(), days)
    assert len(set(found.values())) == len(found)
    for row in mine:
        near = [
            other
            for other in theirs.values()
            if other.amount_fen == row.amount_fen and abs((other.day - row.day).days) <= days
        ]
        if row.name in found:
            assert theirs[found[row.name]] in near
        else:
            assert all(other.name in found.values() for other in near)
