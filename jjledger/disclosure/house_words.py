"""Houses and selling units in the words of a paper, and the order in which papers lie."""

from __future__ import annotations

import re
from typing import Final

from jjledger.facts.register import Household
from jjledger.rules.shares import SELLING_UNIT
from jjledger.units import square_metres

_NUMBER: Final = re.compile(r"(\d+)")
_PARTS: Final = 3  # building, unit, room


def house_words(holder: str) -> str:
    """Name a holder of money: a house by building, unit and room, a selling unit by its number.

    Examples:
        >>> house_words("01-1-101"), house_words("selling_unit:01")
        ('01幢1单元101室', '售房单位01')
    """
    if holder.startswith(SELLING_UNIT):
        return f"售房单位{holder.removeprefix(SELLING_UNIT)}"
    parts = holder.split("-")
    assert len(parts) == _PARTS, "a household is building-unit-room"
    return "{}幢{}单元{}室".format(*parts)


def area_words(house: Household | None) -> str:
    """Write a house's floor area, 89.52 m²; "" for a selling unit, which has no house."""
    return f"{square_metres(house.area_dm2)} m²" if house else ""


def file_word(household: str, area: str) -> str:
    """Name whom a paper is for in the name of its file; only a selling unit has no area.

    Examples:
        >>> file_word("01-1-101", "89.52 m²"), file_word("01", "")
        ('01-1-101', 'selling-unit-01')
    """
    return household if area else f"selling-unit-{household}"


def by_door(holder: str) -> tuple[bool, tuple[tuple[tuple[int, int | str], ...], ...]]:
    """Give the place of a holder's paper on the pile: building, unit and room as people count, selling units last.

    Examples:
        >>> sorted(["01-1-1001", "01-1-201", "selling_unit:01"], key=by_door)
        ['01-1-201', '01-1-1001', 'selling_unit:01']
    """
    return holder.startswith(SELLING_UNIT), tuple(_counted(part) for part in holder.split("-"))


def _counted(part: str) -> tuple[tuple[int, int | str], ...]:
    """Take a part into numbers and letters, numbers first, so that 9 comes before 10."""
    pieces = [piece for piece in _NUMBER.split(part) if piece]
    return tuple((0, int(piece)) if piece.isdigit() else (1, piece) for piece in pieces)
