"""The bar chart of income and expense by kind."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
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


def signed_bars(lines: Iterable[Line]) -> tuple[Bar, ...]:
    """Draw bars of lines that are signed as they move the balance: what is negative is expense.

    Args:
        lines: lines of any level, amounts in fen.
    """
    listed = tuple(lines)
    came_in = [line for line in listed if line.amount_fen > 0]
    went_out = [replace(line, amount_fen=-line.amount_fen) for line in listed if line.amount_fen < 0]
    return bars(came_in, went_out)


def _width(line: Line, longest: int) -> int:
    return round_half_up(Fraction(line.amount_fen * LONGEST, longest)) if line.amount_fen > 0 else 0
