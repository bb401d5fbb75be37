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


@pytest.mark.parametrize(
    ("text", "households"),
    [
        ("张三 01-1-101 维修资金", ("01-1-101",)),
        ("1幢1单元101室交存，01-1-101", ("01-1-101",)),
        ("01-1-101、01-1-102", ("01-1-101", "01-1-102")),
        ("01-1-101 和 09-1-101", ("01-1-101", "")),
        ("交存 2025-3-05", ()),  # a day
        ("流水2025-01-1-1019", ()),
        ("订单 301-1-1011234567", ()),
        ("一栋一单元", ()),
    ],
)
def test_the_households_that_a_text_names(text: str, households: tuple[str, ...]) -> None:
    assert DOORS.named_in(text) == households
