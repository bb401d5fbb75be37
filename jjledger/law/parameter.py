"""Parameters and their dated values: the records, and the one parser for all levels.

A parameter is declared once, in `data/cn/`: title, unit, the widest level that may set it,
and what it opens to nearer ones. Other levels, and a community's own rules, hold values only.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import pairwise
from typing import Final, Literal, TypeVar, get_args

from jjledger.law.instrument import Instrument, read_source
from jjledger.law.table import read_day, read_table, read_text, refuse
from jjledger.units import share_from_text

Unit = Literal["share", "months", "days", "working_days", "fen", "text"]
LevelKind = Literal["nation", "province", "city", "community"]
Bound = Literal["at_most", "at_least", "any"]
Amount = Fraction | int | str

LEVEL_KINDS: Final[tuple[LevelKind, ...]] = get_args(LevelKind)  # widest first
COMMUNITY: Final = "community"
_UNITS: Final[tuple[Unit, ...]] = get_args(Unit)
_BOUNDS: Final[tuple[Bound, ...]] = get_args(Bound)
Word = TypeVar("Word", bound=str)


@dataclass(frozen=True, slots=True)
class Parameter:
    """What is declared of a parameter."""

    name: str
    title: str
    unit: Unit
    set_by: LevelKind  # the widest level that may set it
    opens: Mapping[LevelKind, Bound]  # which nearer level may set it, within what

    def bound_for(self, kind: LevelKind) -> Bound | None:
        """Say how a level may set the parameter; None: it may not."""
        return "any" if kind == self.set_by else self.opens.get(kind)


@dataclass(frozen=True, slots=True)
class Value:
    """What holds from a day on, until the next value of the same level."""

    from_day: date
    value: Amount
    citation: str  # 台州市物业管理条例第51条
    source: str  # taizhou#51
    phrase: str  # the words that carry the value
    note: str


def read_parameter(place: str, name: str, table: Mapping[str, object]) -> Parameter:
    """Read a parameter's declaration from its file's top keys.

    Args:
        place: the file's name, for refusals.
        name: the parameter's name, that of the file.
        table: the file's content; its `value` tables are left to `read_values`.

    Raises:
        LawError: an unknown key, unit, level or bound, or a missing key.
    """
    table = read_table(place, table, ("title", "unit", "set_by", "opens"), ("value",))
    unit = _pick(place, "unit", table["unit"], _UNITS)
    set_by = _pick(place, "set_by", table["set_by"], LEVEL_KINDS)
    nearer = LEVEL_KINDS[LEVEL_KINDS.index(set_by) + 1 :]
    bounds: tuple[Bound, ...] = ("any",) if unit == "text" else _BOUNDS
    opens = {
        _pick(place, "opens", kind, nearer): _pick(place, f"opens.{kind}", bound, bounds)
        for kind, bound in read_table(place, table["opens"], (), LEVEL_KINDS).items()
    }
    return Parameter(name, read_text(place, table, "title"), unit, set_by, opens)


def _pick(place: str, key: str, raw: object, words: tuple[Word, ...]) -> Word:
    """Take one of a closed list of words."""
    for word in words:
        if raw == word:
            return word
    raise refuse(
        place,
        f"「{key}」不在可用的几个词里。",
        f"可以用：{'、'.join(words) or '无'}。",
        excerpt=f"{key} = {raw}",
    )


def read_values(
    place: str, parameter: Parameter, raw: object, level: str, instruments: Mapping[str, Instrument]
) -> tuple[Value, ...]:
    """Read the `[[value]]` tables of one level.

    Args:
        place: the file or table, for refusals.
        parameter: what the values are of.
        raw: what stands under `value`.
        level: whose rule it is: cn, cn-3310, community.
        instruments: what may be cited.

    Returns:
        The values, newest first, as they must stand.

    Raises:
        LawError: no value, one that is not what it must be, or dates that do not fall.
    """
    if not isinstance(raw, list) or not raw:
        raise refuse(place, "没有任何值。", "请写至少一段 [[value]]。")
    values = tuple(
        _value(f"{place} 第{number}个 value", parameter, item, level, instruments)
        for number, item in enumerate(raw, 1)
    )
    for newer, older in pairwise(values):
        if newer.from_day <= older.from_day:
            raise refuse(
                place,
                "各值的日期没有由新到旧排列。",
                "请把新的值放在前面，同一日只留一个。",
                excerpt=f"from = {newer.from_day} 之后是 from = {older.from_day}",
            )
    return values


def _value(
    place: str, parameter: Parameter, raw: object, level: str, instruments: Mapping[str, Instrument]
) -> Value:
    table = read_table(place, raw, ("from", "value", "source", "phrase"), ("note",))
    source = read_text(place, table, "source")
    instrument, article = read_source(place, source, level, instruments)
    from_day = read_day(place, table, "from")
    if from_day < instrument.in_force:
        raise refuse(
            place,
            f"早于{instrument.title}的施行日 {instrument.in_force}。",
            "请从施行日起写，更早的规则引用当时的文件。",
            excerpt=f"from = {from_day}",
        )
    return Value(
        from_day=from_day,
        value=_amount(place, parameter.unit, table["value"]),
        citation=instrument.cite(article),
        source=source,
        phrase=read_text(place, table, "phrase"),
        note=read_text(place, table, "note") if "note" in table else "",
    )


def _amount(place: str, unit: Unit, raw: object) -> Amount:
    """Read a value in its unit; whole numbers and fractions only."""
    if unit == "text" and isinstance(raw, str) and raw.strip():
        return raw
    if unit == "share" and isinstance(raw, str):
        with suppress(ValueError):
            return share_from_text(raw)
    if unit not in {"share", "text"} and type(raw) is int and raw > 0:
        return raw
    forms = {"share": '份额写成不大于 1 的分数，如 "3/10"，不用小数', "text": "写成一段文字"}
    raise refuse(
        place,
        f"值与单位 {unit} 不合。",
        f"请{forms.get(unit, '写成大于零的整数，不加引号')}。",
        excerpt=f"value = {raw}",
    )
