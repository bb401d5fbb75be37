"""Exactly the line is not below it; one fen less is, and is filled up or paid again."""

from __future__ import annotations

from fractions import Fraction

import pytest

from jjledger.rules.top_up import top_up_fen

LINE = Fraction(3, 10)


@pytest.mark.parametrize(
    ("balance", "first", "difference", "standard"),
    [
        (150000, 500000, 0, 0),  # exactly 30 %
        (149999, 500000, 350001, 500000),  # one fen below
        (150001, 500000, 0, 0),
        (174564, 581880, 0, 0),  # 30 % of 5818.80 is 1745.64
        (174563, 581880, 407317, 581880),
        (250185, 833950, 0, 0),  # 30 % of 8339.50 is 2501.85
        (1, 4, 3, 4),  # 30 % of four fen is 1.2 fen, so one is below
        (2, 4, 0, 0),
        (0, 500000, 500000, 500000),
        (-500, 500000, 500500, 500000),  # arrears are part of what fills it up
        (0, 0, 0, 0),  # nothing was to be paid at first
        (-500, 0, 500, 0),
    ],
)
def test_what_is_to_be_paid_in(balance: int, first: int, difference: int, standard: int) -> None:
    assert top_up_fen(balance, first, LINE, "difference") == difference
    assert top_up_fen(balance, first, LINE, "standard") == standard
