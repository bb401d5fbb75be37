"""Dividends of any size among any houses: exact, and nobody a fen from what is due."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from jjledger.facts.community import Remainder
from jjledger.rules.dividend import divide
from tests.small_books import household

AREAS = st.lists(
    st.sampled_from(["33.33", "50.00", "66.67", "89.52", "89.52", "140.06"]), min_size=1, max_size=12
)
PARTS = st.sampled_from([Fraction(0), Fraction(1, 3), Fraction(1, 2), Fraction(99, 100), Fraction(1)])
RULES = st.sampled_from(["largest", "first", "last"])
AMOUNTS = st.sampled_from([1, 2, 3, 99, 100, 12345, 80000, 10**9 + 7])


@given(AMOUNTS, AREAS, PARTS, RULES)
def test_all_of_it_is_handed_out_and_both_parts_are_what_was_asked(
    amount: int, areas: list[str], part: Fraction, remainder: Remainder
) -> None:
    homes = [household(f"01-1-{room}", area) for room, area in enumerate(areas, 101)]
    dividend = divide(amount, homes, part, remainder)
    assert sum(dividend.shares_fen()) == amount
    equal = dividend.equal.amount_fen if dividend.equal else 0
    assert abs(equal - amount * part) <= Fraction(1, 2)


@given(AMOUNTS, AREAS, PARTS)
def test_by_the_largest_remainder_nobody_is_two_fen_off(
    amount: int, areas: list[str], part: Fraction
) -> None:
    homes = [household(f"01-1-{room}", area) for room, area in enumerate(areas, 101)]
    dividend = divide(amount, homes, part)
    area = sum(home.area_dm2 for home in homes)
    equal = dividend.equal.amount_fen if dividend.equal else 0
    for home, share in zip(homes, dividend.shares_fen(), strict=True):
        due = Fraction(equal, len(homes)) + Fraction((amount - equal) * home.area_dm2, area)
        assert abs(share - due) < 2, "less than a fen in either part"


@given(AMOUNTS, AREAS, RULES)
def test_houses_alike_get_alike_but_for_the_odd_fen(
    amount: int, areas: list[str], remainder: Remainder
) -> None:
    homes = [household(f"01-1-{room}", areas[0]) for room in range(101, 101 + len(areas))]
    shares = divide(amount, homes, Fraction(0), remainder).shares_fen()
    odd = amount % len(homes)
    assert min(shares) == amount // len(homes)
    assert max(shares) - min(shares) == (odd if remainder == "last" else min(odd, 1))
