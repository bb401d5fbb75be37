"""The lines a deposit must keep to, compared by plain cross-multiplication."""

from __future__ import annotations

from fractions import Fraction

from jjledger.rules.deposit import first_deposit_allowed, needs_top_up


def test_below_the_line_means_below() -> None:
    line = Fraction(3, 10)
    for first_deposit in range(60):
        for balance in range(60):
            assert needs_top_up(balance, first_deposit, line) is (balance * 10 < first_deposit * 3)


def test_arrears_are_below_any_line() -> None:
    assert needs_top_up(-1, 0, Fraction(3, 10))


def test_both_ends_are_allowed() -> None:
    lowest, highest = Fraction(1, 20), Fraction(2, 25)
    allowed = [rate for rate in range(100) if first_deposit_allowed(rate, 1000, lowest, highest)]
    assert allowed == list(range(50, 81))
