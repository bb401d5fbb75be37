"""Where the columns of balances over time stand, above nought and below."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from jjledger.disclosure.answer_models import BalancePoint
from jjledger.units import decimal_text, yuan

_MOST_SHORT: Final = 4  # labels without a year that fit beside each other on any medium
_MOST_DATED: Final = (
    5  # months whose year stands below the first of it alone, on a narrow phone in large type
)
_WHOLE: Final = 100  # per cent
_THIN: Final = Fraction(3, 5)  # of its place that a column takes

_PARTS: Final = {"start": Fraction(0), "middle": Fraction(1, 2), "end": Fraction(1)}


@dataclass(frozen=True, slots=True)
class ColumnMeasure:
    """Heights of one medium, in pixels."""

    font: int
    line: int  # from one line of words to the next
    all: int  # from the lowest to the highest
    labels: int  # as many fit beside each other, on the screen of a narrow phone in large type


SCREEN: Final = ColumnMeasure(font=17, line=24, all=150, labels=3)
PAPER: Final = ColumnMeasure(font=12, line=16, all=80, labels=13)


@dataclass(frozen=True, slots=True)
class Column:
    """One column with the words below it."""

    point: BalancePoint
    x: str  # left edge, 2.5%
    width: str
    y: int
    height: int
    words_x: str
    anchor: str  # start, middle or end of the words stands there; those at the edges stay inside
    words: tuple[str, ...]  # lines below it; none where there is no room
    last: bool


@dataclass(frozen=True, slots=True)
class ColumnChart:
    """The whole drawing."""

    measure: ColumnMeasure
    height: int
    zero_y: int
    words_y: tuple[int, ...]  # baselines of the lines of words
    columns: tuple[Column, ...]
    alternative: str


def place_columns(points: Sequence[BalancePoint], measure: ColumnMeasure) -> ColumnChart:
    """Place one column a point, from nought up or down.

    Args:
        points: oldest first, at least one.
        measure: heights of the medium.
    """
    highest = max(0, *(point.amount_fen for point in points))
    lowest = min(0, *(point.amount_fen for point in points))
    scale = Fraction(measure.all, highest - lowest) if highest > lowest else Fraction(0)
    zero = int(highest * scale)
    dated = any("年" in point.label for point in points)
    all_fit = len(points) <= (_MOST_DATED if dated else _MOST_SHORT)
    every = 1 if all_fit else -(-len(points) // measure.labels)
    if all_fit:
        words = _dated(points) if dated else [(_month(point.label),) for point in points]
    else:
        words = [_lines(point.label) for point in points]
    columns = tuple(
        _column(point, (place, len(points)), words[place], (zero, scale, every))
        for place, point in enumerate(points)
    )
    lines = max(len(column.words) for column in columns)
    words_y = tuple(measure.all + measure.font + 6 + number * measure.line for number in range(lines))
    height = words_y[-1] + measure.font // 2
    alternative = "，".join(f"{point.label} {yuan(point.amount_fen)} 元" for point in points)
    return ColumnChart(measure, height, zero, words_y, columns, alternative)


def _column(
    point: BalancePoint, which: tuple[int, int], words: tuple[str, ...], at: tuple[int, Fraction, int]
) -> Column:
    """Place one of several columns; `at` is where nought is, pixels a fen, and which have words."""
    (place, of), (zero, scale, every) = which, at
    slot = Fraction(_WHOLE, of)
    tall = max(int(abs(point.amount_fen) * scale), 1)
    shown = (of - 1 - place) % every == 0
    left, wide = slot * place + slot * (1 - _THIN) / 2, slot * _THIN
    outer = {0: "start", of - 1: "end"} if every > 1 or (of > 1 and "年" in point.label) else {}
    anchor = outer.get(place, "middle")
    return Column(
        point=point,
        x=_percent(left),
        width=_percent(wide),
        y=zero - tall if point.amount_fen >= 0 else zero,
        height=tall,
        words_x=_percent(left + wide * _PARTS[anchor]),
        anchor=anchor,
        words=words if shown else (),
        last=place == of - 1,
    )


def _dated(points: Sequence[BalancePoint]) -> list[tuple[str, ...]]:
    """Label every column with its month, and below the first of each year with the year."""
    found: list[tuple[str, ...]] = []
    before = ""
    for point in points:
        year, mark, month = point.label.partition("年")
        short = _month(month)
        found.append((short, year + mark) if year != before else (short,))
        before = year
    return found


def _month(label: str) -> str:
    """Leave out what the heading of the drawing says: four times 12月末 run into each other in large type."""
    return label.removesuffix("末")


def _lines(label: str) -> tuple[str, ...]:
    """Break a label behind its year."""
    year, mark, month = label.partition("年")
    return (year + mark, month) if mark else (label,)


def _percent(value: Fraction) -> str:
    return f"{decimal_text(value, 2)}%"
