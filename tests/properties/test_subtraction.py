"""Nothing about fewer than ten households follows from what is published, whatever the register."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, reject, settings
from hypothesis import strategies as st

from jjledger.disclosure import buildings, community, small
from jjledger.disclosure import pool as pooling
from jjledger.facts.books import Books
from jjledger.facts.register import Household
from jjledger.facts.voucher import Voucher
from jjledger.units import plain_yuan
from tests.small_books import books, detail, household, leg, split, voucher
from tests.subtraction import OnTheEdgeError, leaks

UNTIL = date(2025, 6, 30)
MONTHS = [f"{year}-{month:02d}" for year in (2024, 2025) for month in range(1, 13)][:18]
SHOP = 60  # times a flat


@dataclass(frozen=True)
class Homes:
    """A register with what one deposit of each household is, in fen."""

    rows: tuple[Household, ...]
    deposits: dict[str, int]

    def of(self, scope: str) -> list[str]:
        """List the households of a building, a unit, a household or of all."""
        return [row.id for row in self.rows if scope == "all" or f"{row.id}-".startswith(f"{scope}-")]


@st.composite
def homes(draw: st.DrawFn) -> Homes:
    """Draw buildings of 1 to 12 households, sometimes with one large shop.

    No two deposits are equal, so that the attack may change one by a fen.
    """
    sizes = draw(st.lists(st.sampled_from([1, 2, 3, 9, 10, 11, 12]), min_size=1, max_size=4))
    names = [f"{b:02d}-1-{n}01" for b, size in enumerate(sizes, 1) for n in range(1, size + 1)]
    deposits = {
        name: draw(st.sampled_from([5000_00, 8000_00])) + 2000 * place for place, name in enumerate(names)
    }
    if draw(st.booleans()):
        deposits[draw(st.sampled_from(names))] *= SHOP
    rows = [household(name, plain_yuan(fen // 50)) for name, fen in deposits.items()]
    return Homes(tuple(rows), deposits)


@st.composite
def histories(draw: st.DrawFn) -> Books:
    """Draw a year and a half of deposits, refunds and repairs at random."""
    drawn = draw(homes())
    places = ["all", *{row.building for row in drawn.rows}, *drawn.deposits]
    vouchers = [_move(draw(st.sampled_from(["初-0001", "收-0001"])), "2024-01-05", drawn.deposits)]
    for number in range(2, 2 + draw(st.integers(1, 7))):
        day = f"{draw(st.sampled_from(MONTHS))}-{draw(st.integers(6, 28)):02d}"
        touched = drawn.of(draw(st.sampled_from(places)))
        per_mille = draw(st.sampled_from([50, 25, 5, 1500]))  # of a deposit; the last leaves arrears
        amounts = {name: drawn.deposits[name] * per_mille // 1000 for name in touched}
        kind = draw(st.sampled_from(["收", "退", "返", "付"]))
        vouchers.append(_event(kind, f"{number:04d}", day, amounts))
    return books([_titled(one) for one in vouchers], drawn.rows)


def _titled(one: Voucher) -> Voucher:
    """Give every account a title, by which the pages tell legs apart."""
    legs = [replace(leg, account=replace(leg.account, title=leg.account.code)) for leg in one.postings]
    return replace(one, postings=tuple(legs))


def _event(kind: str, number: str, day: str, amounts: dict[str, int]) -> Voucher:
    total = plain_yuan(sum(amounts.values()))
    rows = [(name, plain_yuan(fen)) for name, fen in amounts.items()]
    if kind == "收":
        return _move(f"收-{number}", day, amounts)
    if kind == "付":
        scope = split("scope", " ".join(amounts))
        return voucher(day, f"付-{number}", leg("5001", total, scope), leg("1001", f"-{total}"))
    code = "4001" if kind == "退" else "5101"
    return voucher(day, f"付-{number}", leg(code, total, detail(rows)), leg("1001", f"-{total}"))


def _move(number: str, day: str, amounts: dict[str, int]) -> Voucher:
    total = plain_yuan(sum(amounts.values()))
    rows = [(name, plain_yuan(fen)) for name, fen in amounts.items()]
    code = "3001" if number.startswith("初") else "4001"
    return voucher(day, number, leg("1001", total), leg(code, f"-{total}", detail(rows)))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(histories())
def test_no_subtraction_tells_of_fewer_than_ten_households(history: Books) -> None:
    try:
        found = leaks(history, UNTIL)
    except OnTheEdgeError:
        reject()
    assert found == []


# --- every defence is needed ------------------------------------------------------------------

Lower = Callable[[pytest.MonkeyPatch], None]
FLATS = [household(f"{b:02d}-1-{n}01") for b, size in ((1, 12), (2, 12), (3, 1)) for n in range(1, size + 1)]
DEPOSITS = {home.id: 5000_00 + 2000 * place for place, home in enumerate(FLATS)}


def _part(places: Sequence[int]) -> dict[str, int]:
    names = list(DEPOSITS)
    return {names[place]: DEPOSITS[names[place]] // 20 for place in places}


OPENING = _move("初-0001", "2024-01-05", DEPOSITS)
ALL, ONE, FIRST_AND_TWO, SECOND = range(25), [0], range(14), range(12, 24)


def _months_shown_at_once(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(pooling, "_may_go_ahead", lambda first, _: all(map(_crowd, first.values())) and bool(first))


def _crowd(sizes: dict[str, int]) -> bool:
    return small.is_crowd(sizes.values())


def _lists_shown_alone(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(pooling, "_is_private", lambda _, touched: not all(map(_crowd, touched.values())))


def _balances_of_every_month(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(community, "last_half_year_end", lambda day: day)


def _no_look_at_subtraction(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(small, "_safe", lambda _: True)
    patch.setattr(small, "_stands", lambda _, end, name: _crowd(end.balances[name]))


def _openings_overlooked(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(buildings, "names_households", lambda _: False)


@pytest.mark.parametrize(
    ("lower", "moves"),
    [
        (_months_shown_at_once, [("收", "2024-02-10", ALL), ("收", "2024-05-10", ONE)]),
        (_lists_shown_alone, [("收", "2024-02-10", ALL), ("退", "2024-02-20", ONE)]),
        (_balances_of_every_month, [("收", "2024-02-10", ALL), ("退", "2024-05-10", ONE)]),
        (_no_look_at_subtraction, [("收", "2024-08-10", FIRST_AND_TWO)]),
        # the second building is no longer the richest, so the third, of one household, is put with the first
        (_openings_overlooked, [("退", "2024-08-10", SECOND)]),
    ],
)
def test_with_one_defence_down_the_attack_succeeds(
    monkeypatch: pytest.MonkeyPatch, lower: Lower, moves: list[tuple[str, str, Sequence[int]]]
) -> None:
    vouchers = [OPENING]
    for number, (kind, day, places) in enumerate(moves, 1):
        amounts = _part(places)
        vouchers.append(_event(kind, f"{number:04d}", day, amounts))
    history = books([_titled(one) for one in vouchers], FLATS)
    assert leaks(history, UNTIL) == []
    lower(monkeypatch)
    assert leaks(history, UNTIL)
