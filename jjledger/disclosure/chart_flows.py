"""Where the money came from and where it went: bands of which both sides sum to the same."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final, Literal

from jjledger.disclosure.answer_models import Flow
from jjledger.disclosure.models import Line

_MOST: Final = 8  # bands a side; more could not be told apart on a phone
OPENING: Final = "上期结转"
OPENING_SHORT: Final = "弥补上期超支"
CLOSING: Final = "期末结余"
FUND_CLOSING: Final = "期末余额"  # as a page of an owners' fund calls it everywhere else
CLOSING_SHORT: Final = "期末超支"
_TAKEN_BACK: Final = "（冲回）"


def flows(
    opening_fen: int,
    income: Iterable[Line],
    expense: Iterable[Line],
    closing_fen: int,
    closing: str = CLOSING,
) -> tuple[Flow, ...]:
    """Draw one band for what was brought forward, each main item, and what is left.

    What is below zero stands on the other side: a deficit brought forward is something that money
    went to, and a deficit left is money that was spent and never came in.

    Args:
        opening_fen: brought forward.
        income: lines of income, any level.
        expense: lines of expense, positive amounts are money out.
        closing_fen: what is left; opening + income - expense.
        closing: what the page calls it.
    """
    found = [*_turned(Flow(OPENING, opening_fen, "from", "opening"), OPENING_SHORT)]
    found += _items(income, "from", "income")
    found += _items(expense, "to", "expense")
    found += _turned(Flow(closing, closing_fen, "to", "closing"), CLOSING_SHORT)
    came, went = (_merged([flow for flow in found if flow.side == side]) for side in ("from", "to"))
    assert side_fen(came) == side_fen(went), "what came must be what went or is left"
    return (*came, *went)


def signed_flows(opening_fen: int, lines: Iterable[Line], closing_fen: int) -> tuple[Flow, ...]:
    """Draw the bands of an owners' fund, whose lines are signed as they move the balance."""
    listed = tuple(lines)
    came_in = [line for line in listed if line.amount_fen > 0]
    went_out = [replace(line, amount_fen=-line.amount_fen) for line in listed if line.amount_fen < 0]
    return flows(opening_fen, came_in, went_out, closing_fen, FUND_CLOSING)


def side_fen(bands: Iterable[Flow]) -> int:
    """Sum some bands."""
    return sum(band.amount_fen for band in bands)


def _items(
    lines: Iterable[Line], side: Literal["from", "to"], kind: Literal["income", "expense"]
) -> Iterator[Flow]:
    for line in lines:
        if line.level == 1:
            yield from _turned(Flow(line.label, line.amount_fen, side, kind), line.label + _TAKEN_BACK)


def _turned(flow: Flow, label_below: str) -> tuple[Flow, ...]:
    """Leave out a band of nothing, and put one below zero on the other side under its other name."""
    if flow.amount_fen >= 0:
        return (flow,) if flow.amount_fen else ()
    other: Literal["from", "to"] = "to" if flow.side == "from" else "from"
    return (replace(flow, label=label_below, amount_fen=-flow.amount_fen, side=other),)


def _merged(bands: Sequence[Flow]) -> tuple[Flow, ...]:
    """Put the smallest items together where there are too many; what is carried over stays by itself."""
    surplus = len(bands) - _MOST
    if surplus <= 0:
        return tuple(bands)
    items = [band for band in bands if band.kind in {"income", "expense"}]
    small = sorted(items, key=lambda band: band.amount_fen)[: surplus + 1]
    rest = Flow(f"其他 {len(small)} 项", side_fen(small), small[0].side, small[0].kind)
    left = {id(band) for band in small}
    kept = [band for band in bands if id(band) not in left]
    before = [band for band in kept if band.kind != "closing"]
    return (*before, rest, *kept[len(before) :])
