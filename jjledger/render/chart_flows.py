"""Where the bands of the drawing of flows stand: from the left edge through one bar into the right edge.

Words stand above the band they belong to, at the edges. Bands run level as far as the words reach
and bend only behind them, so that no word lies on another's bend. Across, everything is per cent of
the drawing; the bands alone are stretched, which is why they have no outlines.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from jjledger.disclosure.answer_models import Flow
from jjledger.units import decimal_text, yuan

_LEVEL: Final = 34  # per cent of the width that a band runs level
_BAR: Final = 48, 52  # the bar in the middle
_BEND: Final = 41  # where the ends of a bend pull to
_THINNEST: Final = Fraction(1)  # pixel
HEADS: Final = {"from": "钱从哪里来", "to": "钱到哪里去"}


@dataclass(frozen=True, slots=True)
class FlowMeasure:
    """Heights of one medium, in pixels."""

    font: int
    line: int  # from one line of words to the next
    chars: int  # of a name's line
    beside: bool  # the amount stands beside the name, not below it
    gap: int  # below a band
    all: int  # thickness of all bands of a side together


SCREEN: Final = FlowMeasure(font=17, line=24, chars=6, beside=False, gap=12, all=120)
PAPER: Final = FlowMeasure(font=12, line=16, chars=16, beside=True, gap=7, all=72)


@dataclass(frozen=True, slots=True)
class PlacedFlow:
    """One band and its words."""

    flow: Flow
    names: tuple[tuple[int, str], ...]  # lines of the name with their baselines
    amount_y: int  # baseline of the amount
    edge_y: str  # top of the band at its edge
    thickness: str
    path: str  # of the band, x from 0 to 100


@dataclass(frozen=True, slots=True)
class FlowChart:
    """The whole drawing."""

    measure: FlowMeasure
    height: int
    head_y: int
    total_y: int
    total_fen: int
    bar_y: str
    flows: tuple[PlacedFlow, ...]
    alternative: str


def place_flows(flows: Sequence[Flow], measure: FlowMeasure) -> FlowChart:
    """Place the bands of both sides.

    Args:
        flows: of which both sides sum to the same.
        measure: heights of the medium.
    """
    sides = [[flow for flow in flows if flow.side == side] for side in HEADS]
    total = sum(flow.amount_fen for flow in sides[0])
    head = 2 * measure.line + measure.gap
    words: list[int] = [sum(_words_height(flow, measure) + measure.gap for flow in side) for side in sides]
    height = max(words) + measure.all
    top = head + Fraction(height - measure.all, 2)
    placed: list[PlacedFlow] = []
    for side in sides:
        slot, middle = Fraction(head), top
        for flow in side:
            thick = Fraction(flow.amount_fen * measure.all, total)
            placed.append(_placed(flow, (slot, middle, thick), measure))
            slot += _words_height(flow, measure) + max(thick, _THINNEST) + measure.gap
            middle += thick
    return FlowChart(
        measure, head + height, measure.font, measure.font + measure.line, total, _px(top), tuple(placed),
        "；".join(_words(side) for side in sides if side),
    )  # fmt: skip


def _placed(flow: Flow, at: tuple[Fraction, Fraction, Fraction], measure: FlowMeasure) -> PlacedFlow:
    """Place a band by the top of its words, its top in the middle, and its thickness."""
    slot, middle, thick = at
    first = int(slot) + measure.font
    names = tuple((first + place * measure.line, text) for place, text in enumerate(_broken(flow, measure)))
    edge = slot + _words_height(flow, measure)
    shown = max(thick, _THINNEST)
    path = _band(flow.side == "to", (edge, edge + shown), (middle, middle + shown))
    amount_y = names[-1][0] + (0 if measure.beside else measure.line)
    return PlacedFlow(flow, names, amount_y, _px(edge), _px(shown), path)


def _broken(flow: Flow, measure: FlowMeasure) -> list[str]:
    """Break a name into lines that leave room for the other side's."""
    label, most = flow.label, measure.chars
    return [label[start : start + most] for start in range(0, len(label), most)]


def _words_height(flow: Flow, measure: FlowMeasure) -> int:
    return measure.line * (len(_broken(flow, measure)) + (0 if measure.beside else 1))


def _band(mirrored: bool, edge: tuple[Fraction, Fraction], middle: tuple[Fraction, Fraction]) -> str:  # noqa: FBT001 - one of two sides
    across = [0, _LEVEL, _BEND, _BAR[0]]
    x0, level, bend, bar = [100 - x for x in across] if mirrored else across
    (top, bottom), (up, down) = ([_px(y) for y in pair] for pair in (edge, middle))
    return (
        f"M{x0} {top}H{level}C{bend} {top} {bend} {up} {bar} {up}"
        f"V{down}C{bend} {down} {bend} {bottom} {level} {bottom}H{x0}Z"
    )


def _px(value: Fraction) -> str:
    return decimal_text(value, 1).removesuffix(".0")


def _words(side: Sequence[Flow]) -> str:
    items = "，".join(f"{flow.label} {yuan(flow.amount_fen)} 元" for flow in side)
    return f"{HEADS[side[0].side]}：{items}"
