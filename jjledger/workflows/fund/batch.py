"""A table of one row a house: which house each row means, and everything that is wrong with it at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from jjledger.errors import SheetError, Trouble
from jjledger.intake.columns import HOUSEHOLD
from jjledger.intake.doors import Doors
from jjledger.intake.sheet import Line


def by_house(
    lines: Sequence[Line], doors: Doors, wrong_with: Callable[[Line, str], Iterable[Trouble]]
) -> dict[str, Line]:
    """Find the house of every row.

    Args:
        lines: the rows.
        doors: the houses there are.
        wrong_with: says what is wrong with a row by itself, given its house; "" where none is meant, or several
            could be.

    Returns:
        The rows by house, in the table's order.

    Raises:
        SheetError: everything that is wrong, a house's second row too.
    """
    troubles: list[Trouble] = []
    found: dict[str, Line] = {}
    for line in lines:
        text = line.texts[HOUSEHOLD]
        house = doors.find(text)
        troubles += wrong_with(line, house)
        first = found.setdefault(house or text, line)
        if first is not line:
            what = f"房屋 {house or text} 在这批里有两行，另一行在 {first.place}。"
            troubles.append(line.trouble(what, "一户请只留一行。"))
    if troubles:
        raise SheetError(tuple(troubles))
    return found
