"""One level's values of a parameter, and whether the wider levels let it set them.

What is compared are dated values; where they were written is not known here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from jjledger.law.parameter import Bound, LevelKind, Parameter, Value
from jjledger.law.table import refuse

KIND_WORDS: dict[LevelKind, str] = {"nation": "全国", "province": "省", "city": "市", "community": "小区"}
BOUND_WORDS: dict[Bound, str] = {"at_most": "不得高于", "at_least": "不得低于", "any": "可以另定"}


@dataclass(frozen=True, slots=True)
class Layer:
    """What one level says about one parameter."""

    level: str  # cn, cn-33, cn-3310, community
    kind: LevelKind
    values: tuple[Value, ...]  # newest first

    def on(self, day: date) -> Value | None:
        """Give the value in force on a day, None before the first."""
        return next((value for value in self.values if value.from_day <= day), None)


def nearest(layers: Sequence[Layer], day: date) -> tuple[Layer, Value] | None:
    """Find what prevails on a day.

    Args:
        layers: widest level first.
        day: the day asked for.

    Returns:
        The nearest level that has a value in force, and the value.
    """
    for layer in reversed(layers):
        value = layer.on(day)
        if value is not None:
            return layer, value
    return None


def check_layer(place: str, parameter: Parameter, layer: Layer, wider: Sequence[Layer]) -> None:
    """Refuse a level that may not set the parameter, or sets it out of bounds.

    Every value is compared with the wider levels' on its first day, and again on each day
    while it lasts on which one of theirs changes.

    Args:
        place: the file or table, for refusals.
        parameter: what the level sets.
        layer: its values.
        wider: the levels above it, widest first.

    Raises:
        LawError: the level was not opened, or a value is out of bounds.
    """
    bound = parameter.bound_for(layer.kind)
    if bound is None:
        raise refuse(
            place,
            f"「{parameter.title}」没有授权{KIND_WORDS[layer.kind]}一级另行规定。",
            "请删去这一条，按上一级的规定执行。",
        )
    for value, day in _comparisons(layer, wider):
        above = nearest(wider, day)
        if above is not None and not _within(value, bound, above[1]):
            raise refuse(
                place,
                f"「{parameter.title}」的 {value.value} 超出范围：自 {day} 起{BOUND_WORDS[bound]} {above[1].value}。",
                "请改在范围之内，或者从那一天起另写一个值。",
                ground=f"{above[1].citation}“{above[1].phrase}”",
                excerpt=f"value = {value.value}",
            )


def _comparisons(layer: Layer, wider: Sequence[Layer]) -> Iterator[tuple[Value, date]]:
    """Give each value with the days on which it has to be compared."""
    until = date.max
    for value in layer.values:
        yield value, value.from_day
        for above in wider:
            for other in above.values:
                if value.from_day < other.from_day < until:
                    yield value, other.from_day
        until = value.from_day


def _within(value: Value, bound: Bound, above: Value) -> bool:
    mine, theirs = value.value, above.value
    if isinstance(mine, str) or isinstance(theirs, str) or bound == "any":
        return True
    return mine <= theirs if bound == "at_most" else mine >= theirs
