"""The bar chart of income and expense by kind."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import Final, Literal

from jjledger.disclosure.models import Bar, Line
from jjledger.units import round_half_up

LONGEST: Final = 1000  # per mille


def bars(income: Iterable[Line], expense: Iterable[Line]) -> tuple[Bar, ...]:
    """Draw one bar a main item, income first; the longest is 1000 per mille wide.

    An item that came out negative (corrections outweigh it) gets no width.

    Args:
        income: lines of income, any level, amounts in fen.
        expense: lines of expense, positive amounts in fen are money out.
    """
    sides: tuple[tuple[Literal["income", "expense"], Iterable[Line]], ...] = (
        ("income", income),
        ("expense", expense),
    )
    items = [(kind, line) for kind, lines in sides for line in lines if line.level == 1 and line.amount_fen]
    longest = max((line.amount_fen for _, line in items), default=0)
    return tuple(Bar(line.label, line.amount_fen, kind, _width(line, longest)) for kind, line in items)


def _width(line: Line, longest: int) -> int:
    return round_half_up(Fraction(line.amount_fen * LONGEST, longest)) if line.amount_fen > 0 else 0
