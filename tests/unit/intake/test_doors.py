"""What a table calls a house, and which household that is."""

from __future__ import annotations

import pytest

from jjledger.intake.doors import Doors

DOORS = Doors(["01-1-101", "01-1-102", "1-2-101", "01-2-101", "A1-1-0"])


@pytest.mark.parametrize(
    ("text", "household"),
    [
        ("01-1-101", "01-1-101"),
        ("01幢1单元102室", "01-1-102"),
        ("1号楼-1单元-102", "01-1-102"),
        ("a1/1/0", "A1-1-0"),
        ("1-1-101", "01-1-101"),
        ("01-2-101", "01-2-101"),
        ("001-2-101", ""),  # 1-2-101 or 01-2-101
        ("01-1-103", ""),
        ("例 01-1-101", ""),
        ("", ""),
    ],
)
def test_the_household_meant(text: str, household: str) -> None:
    assert DOORS.find(text) == household
