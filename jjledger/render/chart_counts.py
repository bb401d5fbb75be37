"""Where the bars of household numbers stand, one a half-year's end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from jjledger.disclosure.answer_models import BelowLine
from jjledger.disclosure.below_line import WITHHELD
from jjledger.render.chart import Measure
from jjledger.units import decimal_text

_WHOLE: Final = 100  # per cent


@dataclass(frozen=True, slots=True)
class PlacedCount:
    """One number with its words above its bar."""

    label: str
    words: str
    text_y: int
    bar_y: int
    middle_y: int  # of the bar
    width: str  # 45.3%; "" where the number is withheld


@dataclass(frozen=True, slots=True)
class CountChart:
    """The whole drawing."""

    measure: Measure
    height: int
    rows: tuple[PlacedCount, ...]
    alternative: str


def place_counts(counts: Sequence[BelowLine], measure: Measure) -> CountChart:
    """Place one row a half-year's end, the oldest on top.

    Args:
        counts: by day.
        measure: heights of the medium.
    """
    most = max((one.households or 0 for one in counts), default=0)
    rows = tuple(_placed(one, number * measure.pitch, most, measure) for number, one in enumerate(counts))
    alternative = "，".join(f"{row.label} {row.words}" for row in rows)
    return CountChart(measure, len(rows) * measure.pitch, rows, alternative)


def _placed(one: BelowLine, top: int, most: int, measure: Measure) -> PlacedCount:
    known = one.households is not None
    text_y = top + measure.font
    bar_y = text_y + measure.font // 2
    return PlacedCount(
        label=one.label,
        words=f"{one.households} 户" if known else WITHHELD,
        text_y=text_y,
        bar_y=bar_y,
        middle_y=bar_y + measure.bar // 2,
        width=f"{decimal_text(Fraction((one.households or 0) * _WHOLE, most), 1)}%" if known else "",
    )
