"""Where the bars of the chart stand, for the screen and for paper.

Widths are per cent of the drawing and heights are pixels, so that a chart fills a phone and a
sheet alike without its letters growing or shrinking.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

from jjledger.disclosure.models import Bar
from jjledger.units import yuan

_SIDES: Final[tuple[tuple[Literal["income", "expense"], str], ...]] = (
    ("income", "收入"),
    ("expense", "支出"),
)


@dataclass(frozen=True, slots=True)
class Measure:
    """Heights of one medium, in pixels."""

    font: int
    heading: int  # height of a side's heading
    pitch: int  # from one bar to the next
    bar: int  # thickness of a bar


SCREEN: Final = Measure(font=17, heading=40, pitch=56, bar=14)
PAPER: Final = Measure(font=12, heading=24, pitch=32, bar=8)


@dataclass(frozen=True, slots=True)
class PlacedBar:
    """One bar with the baseline of its words above it."""

    bar: Bar
    text_y: int
    bar_y: int
    width: str  # 45.3%


@dataclass(frozen=True, slots=True)
class Side:
    """The bars of income or of expense below their heading."""

    kind: Literal["income", "expense"]
    title: str
    title_y: int
    bars: tuple[PlacedBar, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """The whole drawing."""

    measure: Measure
    height: int
    sides: tuple[Side, ...]
    alternative: str  # the figures in words, for who cannot see the bars


def place(bars: Sequence[Bar], measure: Measure) -> Chart:
    """Place bars below each other, income first; a side without bars has no heading.

    Args:
        bars: bars in the order of the statement.
        measure: heights of the medium.
    """
    top = 0
    sides = []
    for kind, title in _SIDES:
        own = [bar for bar in bars if bar.kind == kind]
        if own:
            sides.append(_side(kind, title, own, top, measure))
            top += measure.heading + len(own) * measure.pitch
    return Chart(measure, top, tuple(sides), "；".join(_words(side) for side in sides))


def _side(
    kind: Literal["income", "expense"], title: str, bars: Sequence[Bar], top: int, measure: Measure
) -> Side:
    first = top + measure.heading
    placed = (_placed(bar, first + number * measure.pitch, measure) for number, bar in enumerate(bars))
    return Side(kind, title, top + measure.font, tuple(placed))


def _placed(bar: Bar, top: int, measure: Measure) -> PlacedBar:
    gap = measure.font // 2
    return PlacedBar(bar, top + measure.font, top + measure.font + gap, _percent(bar.width))


def _percent(per_mille: int) -> str:
    whole, tenth = divmod(per_mille, 10)
    return f"{whole}.{tenth}%"


def _words(side: Side) -> str:
    items = "，".join(f"{placed.bar.label} {yuan(placed.bar.amount_fen)} 元" for placed in side.bars)
    return f"{side.title}：{items}"
