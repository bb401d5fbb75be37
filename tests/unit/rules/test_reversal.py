"""Which voucher a red-letter voucher undoes, and which one a correcting voucher replaces."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest

from jjledger.facts.voucher import Voucher
from jjledger.rules.reversal import find_corrected, find_reversed, is_opposite, standing, voucher_names
from tests.small_books import OWNERS, REVENUE, leg, voucher


def paid(day: str, number: str, yuan: str, fund: str = REVENUE) -> Voucher:
    minus = yuan.removeprefix("-") if yuan.startswith("-") else f"-{yuan}"
    return voucher(day, number, leg("6502", yuan, fund=fund), leg("1001", minus, fund=fund))


JANUARY = paid("2025-01-03", "付-0001", "10.00")
FEBRUARY = paid("2025-02-03", "付-0001", "10.00")
OF_ANOTHER_FUND = paid("2025-03-01", "付-0001", "10.00", OWNERS)
MARCH = paid("2025-03-02", "付-0001", "20.00")
SECOND = paid("2025-03-02", "付-0002", "20.00")
LATER = paid("2025-04-20", "付-0001", "10.00")
VOUCHERS = (JANUARY, FEBRUARY, OF_ANOTHER_FUND, MARCH, SECOND, LATER)


@pytest.mark.parametrize(
    ("named", "day", "yuan", "found"),
    [
        ("2025-03-F0001", "2025-04-01", "-20.00", MARCH),
        ("^2025-03-F0002", "2025-04-01", "-20.00", SECOND),
        ("2025-02-F0001", "2025-04-01", "-99.00", FEBRUARY),  # the name counts, whatever the amount
        ("付-0001", "2025-03-09", "-20.00", MARCH),  # of the same month
        ("付-0001", "2025-03-09", "-10.00", MARCH),
        ("付-0001", "2025-04-01", "-10.00", FEBRUARY),  # the latest earlier one that is its opposite
        ("付-0001", "2025-04-01", "-77.00", None),
        ("付-0003", "2025-04-01", "-20.00", None),
        ("2025-04-F0001", "2025-04-01", "-10.00", None),  # not yet written
        ("2025-03-S0001", "2025-04-01", "-20.00", None),
        ("", "2025-04-01", "-20.00", None),
    ],
)
def test_the_name_finds_the_original(named: str, day: str, yuan: str, found: Voucher | None) -> None:
    red = replace(paid(day, "付-0009", yuan), reverses=named)
    assert find_reversed(voucher_names((*VOUCHERS, red)), red, REVENUE) is found


def test_a_voucher_never_undoes_itself() -> None:
    red = replace(paid("2025-03-09", "付-0009", "-1.00"), reverses="2025-03-F0009")
    assert find_reversed(voucher_names((*VOUCHERS, red)), red, REVENUE) is None


@pytest.mark.parametrize(
    ("named", "found"),
    [("2025-02-F0001", FEBRUARY), ("付-0002", SECOND), ("付-0001", MARCH), ("付-0004", None)],
)
def test_a_correction_finds_the_latest_of_a_number(named: str, found: Voucher | None) -> None:
    blue = replace(paid("2025-04-05", "付-0007", "5.00"), corrects=named)
    assert find_corrected(voucher_names((*VOUCHERS, blue)), blue, REVENUE) is found


def test_opposite_is_leg_by_leg_in_any_order() -> None:
    red = replace(MARCH, postings=(leg("1001", "20.00", fund=REVENUE), leg("6502", "-20.00", fund=REVENUE)))
    assert is_opposite(MARCH, red)
    assert not is_opposite(MARCH, MARCH)
    assert not is_opposite(MARCH, replace(red, postings=red.postings[:1]))
    assert not is_opposite(MARCH, paid("2025-03-02", "付-0003", "-20.01"))
    assert not is_opposite(MARCH, paid("2025-03-02", "付-0003", "-20.00", OWNERS))


def test_what_stands_is_neither_red_nor_undone() -> None:
    first = voucher("2025-03-01", "收-0001", leg("1001", "1.00"), leg("4001", "-1.00"))
    red = voucher(
        "2025-03-02", "收-0002", leg("1001", "-1.00"), leg("4001", "1.00"), reverses="2025-03-S0001"
    )
    right = voucher("2025-03-02", "收-0003", leg("1001", "2.00"), leg("4001", "-2.00"))
    assert standing((first, red, right)) == (right,)
    assert standing((first, right)) == (first, right)


def searched(vouchers: tuple[Voucher, ...], red: Voucher, fund: str) -> Voucher | None:
    """Find what a voucher undoes by going through all of them, as the rule is told."""
    name = red.reverses.removeprefix("^")
    earlier = [one for one in vouchers if one is not red and one.day <= red.day and fund in one.funds]
    numbered = [one for one in earlier if one.number == name]
    of_month = [one for one in numbered if f"{one.day:%Y%m}" == f"{red.day:%Y%m}"]
    exact = [one for one in numbered if is_opposite(one, red)]
    return next(iter([one for one in earlier if one.key == name] or of_month or exact[-1:]), None)


def test_names_looked_up_once_find_what_a_search_finds() -> None:
    draw = Random(20251231)  # noqa: S311 -- the same book every time
    vouchers: list[Voucher] = []
    for day in range(1, 29):
        for month in range(1, 13):
            sign = draw.choice(["", "-"])
            made = paid(
                f"2025-{month:02}-{day:02}", f"{draw.choice('收付转')}-{draw.randint(1, 6):04}",
                f"{sign}{draw.randint(1, 3)}.00", draw.choice([REVENUE, OWNERS]),
            )  # fmt: skip
            other = vouchers[draw.randrange(len(vouchers))] if vouchers else made
            named = draw.choice([other.key, f"^{other.key}", other.number, "2025-13-F0001", "付-0077", ""])
            vouchers.append(replace(made, reverses=named if sign else ""))
    book = tuple(sorted(vouchers, key=lambda one: one.day))
    names = voucher_names(book)
    found = [(one, fund, find_reversed(names, one, fund)) for one in book for fund in (REVENUE, OWNERS)]
    assert sum(other is not None for _, _, other in found) > 50
    assert all(other is searched(book, one, fund) for one, fund, other in found)
