"""Which voucher a red-letter voucher takes back."""

from __future__ import annotations

from dataclasses import replace

from jjledger.checks.recompute.originals import original_of, takes_back
from tests.small_books import OWNERS, leg, split, voucher

WHOSE = split("household", "01-1-101")
JANUARY = voucher("2025-01-10", "付-0001", leg("5001", "9.00", WHOSE), leg("1001", "-9.00"))
MARCH = voucher("2025-03-10", "付-0001", leg("5001", "5.00", WHOSE), leg("1001", "-5.00"))


def red(name: str, day: str = "2025-03-20") -> object:
    legs = (leg("5001", "-9.00", WHOSE), leg("1001", "9.00"))
    made = voucher(day, "付-0009", *legs, reverses=name)
    return original_of(made, [JANUARY, MARCH, made], OWNERS)


def test_a_full_name_says_which() -> None:
    assert red("2025-01-F0001") is JANUARY
    assert red("^2025-03-F0001") is MARCH
    assert red("2025-02-F0001") is None


def test_a_bare_number_means_its_own_month_or_else_the_opposite() -> None:
    assert red("付-0001") is MARCH
    assert red("付-0001", "2025-04-02") is JANUARY
    assert red("付-0002") is None


def test_a_leg_takes_back_its_exact_opposite_of_the_same_holders() -> None:
    (first, _) = JANUARY.postings
    assert takes_back(replace(first, amount_fen=-900), first)
    assert not takes_back(replace(first, amount_fen=-901), first)
    assert not takes_back(replace(first, amount_fen=-900, split=split("household", "01-1-102")), first)
    assert not takes_back(replace(first, amount_fen=-900, split=None), first)
