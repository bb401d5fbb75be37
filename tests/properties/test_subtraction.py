"""Nothing about fewer than ten households follows from what is published, whatever the register."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jjledger.facts.books import Books
from jjledger.facts.register import Household
from jjledger.facts.voucher import Voucher
from jjledger.units import plain_yuan
from tests.small_books import books, detail, household, leg, split, voucher
from tests.subtraction import leaks

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
        part = draw(st.sampled_from([1, 2, 10]))
        amounts = {name: drawn.deposits[name] // (20 * part) for name in touched}
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
    assert leaks(history, UNTIL) == []
