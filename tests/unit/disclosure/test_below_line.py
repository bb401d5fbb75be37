"""Households below 30 % of their first deposit: counted by hand, and withheld where few could be told."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from fractions import Fraction
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from jjledger.disclosure.answer_models import BelowLine
from jjledger.disclosure.below_line import Standing, below_line, line_ground, shown_counts, standings
from jjledger.facts.books import Books
from jjledger.rules.replay import replay
from tests.small_books import OWNERS, household
from tests.written_books import written

FIRST = [f"01-1-{n}01" for n in range(1, 13)]
OTHER = [f"02-1-{n}01" for n in range(1, 13)]
HOMES = [replace(household(name), first_deposit_fen=1000_00) for name in (*FIRST, *OTHER)]
PAID = ",".join(f"{name}:1000.00" for name in (*FIRST, *OTHER))


def _books(*repairs: tuple[str, str, str]) -> Books:
    """All 24 pay in 1,000.00; then repairs of a day, an amount and a scope."""
    notes = f"""
2024-01-05 收-0001 业主 | 首期交存
  1 1001银行存款:1234建行 24000.00
  1 4001交存收入 -24000.00 detail={PAID}
"""
    for number, (day, amount, scope) in enumerate(repairs, 2):
        notes += f"""{day} 付-{number:04d} 某公司 | 维修 | decision=2025-01
  1 5001维修支出 {amount} scope={scope}
  1 1001银行存款:1234建行 -{amount}
"""
    return written(notes, HOMES)


def _counts(books: Books, until: date) -> list[int | None]:
    fund = books.community.funds[0]
    return [one.households for one in below_line(books, fund, replay(books).shares[OWNERS], until)]


def test_whoever_has_less_than_three_tenths_of_the_first_deposit_is_counted() -> None:
    # 12 households bear 8,412.00 by equal areas: 701.00 each, 299.00 are left of 1,000.00
    books = _books(("2024-03-01", "8412.00", "01"))
    fund = books.community.funds[0]
    counts = below_line(books, fund, replay(books).shares[OWNERS], date(2024, 12, 31))
    assert counts == (
        BelowLine("2024年6月末", date(2024, 6, 30), 12, "30%"),
        BelowLine("2024年12月末", date(2024, 12, 31), 12, "30%"),
    )
    assert line_ground(books, date(2024, 12, 31)).startswith(
        "台州市物业管理条例第51条：“余额不足首期交纳额的"
    )


def test_exactly_three_tenths_is_not_below() -> None:
    # 8,400.00 by twelve is 700.00; 300.00 are left
    books = _books(("2024-03-01", "8400.00", "01"))
    stood = standings(books, books.community.funds[0], replay(books).shares[OWNERS], date(2024, 6, 30))
    assert [(len(one.below), len(one.others)) for one in stood] == [(0, 24)]


def test_fewer_than_ten_are_not_told_and_neither_is_that_there_are_none() -> None:
    assert _counts(_books(), date(2024, 6, 30)) == [None]
    nine = "+".join(FIRST[:9])
    assert _counts(_books(("2024-03-01", "6309.00", nine)), date(2024, 6, 30)) == [None]


def test_where_nearly_all_are_below_the_few_others_are_not_told_either() -> None:
    most = "+".join((*FIRST, *OTHER[:3]))  # 15 of 24; 9 are not
    assert _counts(_books(("2024-03-01", "10515.00", most)), date(2024, 6, 30)) == [None]


def test_one_more_than_before_is_not_told_since_the_difference_would_be_one_household() -> None:
    one = ("2024-09-01", "701.00", OTHER[0])
    books = _books(("2024-03-01", "8412.00", "01"), one)
    assert _counts(books, date(2024, 12, 31)) == [12, None]


def test_houses_without_a_registered_first_deposit_are_left_out() -> None:
    books = _books(("2024-03-01", "8412.00", "01"))
    rows = tuple(replace(row, first_deposit_fen=0) if row.building == "02" else row for row in HOMES)
    left_out = replace(books, register=replace(books.register, rows=rows))
    stood = standings(left_out, books.community.funds[0], replay(books).shares[OWNERS], date(2024, 6, 30))
    assert [(len(one.below), len(one.others)) for one in stood] == [(12, 0)]


def _standing(below: Iterable[str], everyone: Iterable[str], owing: Iterable[str] = ()) -> Standing:
    under = frozenset(below)
    return Standing(date(2024, 6, 30), Fraction(3, 10), under, frozenset(everyone) - under, frozenset(owing))


EVERYONE = [f"{number:02d}" for number in range(40)]


def test_those_who_owe_are_told_so_the_few_below_who_do_not_are_not() -> None:
    below, owing = EVERYONE[:15], EVERYONE[:6]
    assert shown_counts([_standing(below, EVERYONE, owing)]) == (None,)
    assert shown_counts([_standing(below, EVERYONE, below)]) == (15,)
    assert shown_counts([_standing(below, EVERYONE, EVERYONE[:5])]) == (15,)


def test_ten_that_came_and_one_that_went_are_not_told_though_the_numbers_lie_nine_apart() -> None:
    first, then = EVERYONE[:15], EVERYONE[1:25]
    assert shown_counts([_standing(first, EVERYONE), _standing(then, EVERYONE)]) == (15, None)


def test_every_number_shown_before_counts_not_just_the_last() -> None:
    first, most, back = EVERYONE[:12], EVERYONE[:28], EVERYONE[:13]
    stood = [_standing(below, EVERYONE) for below in (first, most, back)]
    assert shown_counts(stood) == (12, 28, None)
    assert shown_counts(stood[1:]) == (28, 13)


@given(st.lists(st.sets(st.sampled_from(EVERYONE)), max_size=6))
def test_no_two_numbers_tell_of_fewer_than_ten(below: list[set[str]]) -> None:
    stood = [_standing(under, EVERYONE) for under in below]
    shown = [one for one, count in zip(stood, shown_counts(stood), strict=True) if count is not None]
    for one in shown:
        assert len(one.below) >= 10
        assert len(one.others) >= 10
    for one, other in combinations(shown, 2):
        for group in (one.below - other.below, other.below - one.below):
            assert not group or len(group) >= 10


@given(st.lists(st.sets(st.sampled_from(EVERYONE)), min_size=2, max_size=5))
def test_a_later_end_changes_nothing_that_was_shown(below: list[set[str]]) -> None:
    stood = [_standing(under, EVERYONE) for under in below]
    assert shown_counts(stood)[:-1] == shown_counts(stood[:-1])
