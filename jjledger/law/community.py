"""The law of one community: which levels it stands under, and what held on a day."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from jjledger.errors import LawError
from jjledger.law.bounds import Layer, check_layer, nearest
from jjledger.law.parameter import COMMUNITY, Amount, Parameter, Unit, read_values
from jjledger.law.statutes import Statutes, lineage, load
from jjledger.law.table import read_table, refuse

_PLACE: Final = "community.toml"
_REGION: Final = re.compile(r"\d{2}(?:\d{2}){0,2}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Ruling:
    """What held on a day, since when, and by which words."""

    name: str
    title: str  # 续交线
    value: Amount  # Fraction of a share, int of months, days or fen, str of a text
    unit: Unit
    since: date  # first day of this value
    source: str  # taizhou#51
    citation: str  # 台州市物业管理条例第51条; a preset's begins with 参照
    phrase: str  # the words of the article
    set_by_level: str  # cn, cn-33, cn-3310 or community
    note: str  # what has to be said beside the number, often ""


@dataclass(frozen=True, slots=True)
class Law:
    """All parameters as they bind one community."""

    region: str
    parameters: Mapping[str, Parameter]
    layers: Mapping[str, tuple[Layer, ...]]  # by parameter, widest level first

    def names(self) -> tuple[str, ...]:
        """List the parameters, in order of their names."""
        return tuple(sorted(self.parameters))

    def on(self, name: str, day: date) -> Ruling:
        """Say what held on a day.

        Args:
            name: the parameter, e.g. `top_up_line_share`.
            day: the day the question is about, not today.

        Returns:
            The nearest level's value in force, with its words.

        Raises:
            LawError: no such parameter, or nothing in force on that day.
        """
        ruling = self.find(name, day)
        if ruling is None:
            raise self._nothing_in_force(self.parameters[name], day)
        return ruling

    def find(self, name: str, day: date) -> Ruling | None:
        """Say what held on a day as `on` does; None where nothing was in force.

        Raises:
            LawError: no such parameter.
        """
        if name not in self.parameters:
            remedy = f"可以查询：{'、'.join(self.names())}。"
            raise refuse(name, "没有这个参数。", remedy)
        parameter = self.parameters[name]
        found = nearest(self.layers[name], day)
        if found is None:
            return None
        layer, value = found
        return Ruling(
            name=name,
            title=parameter.title,
            value=value.value,
            unit=parameter.unit,
            since=value.from_day,
            source=value.source,
            citation=value.citation,
            phrase=value.phrase,
            set_by_level=layer.level,
            note=value.note,
        )

    def _nothing_in_force(self, parameter: Parameter, day: date) -> LawError:
        remedy = "程序不设默认值；请核对日期和地区代码。"
        if parameter.bound_for("community") is not None:
            remedy = f"小区可以自己规定：请在 {_PLACE} 写 [[law.{parameter.name}.value]]，或者用 preset 参照一个市的规定。"
        return refuse(parameter.name, f"{day} 在地区 {self.region} 没有生效的「{parameter.title}」。", remedy)


def for_community(region: str, preset: str = "", own: Mapping[str, object] | None = None) -> Law:
    """Put together the law of a community from the package's rules and its own.

    Args:
        region: GB/T 2260 with two, four or six digits, e.g. `3310`.
        preset: another city's level, e.g. `cn-3301`: where a parameter is opened to the
            community, that city's values count as its own choice.
        own: the tables `[law.<parameter>]` of community.toml; they go before the preset.

    Raises:
        LawError: an unknown region or preset, or a rule of its own that is refused.
    """
    return resolve(load(), region, preset, own or {})


def resolve(statutes: Statutes, region: str, preset: str, own: Mapping[str, object]) -> Law:
    """Do what `for_community` does, from the rules given.

    Raises:
        LawError: as there.
    """
    if not _REGION.fullmatch(region):
        raise refuse(
            _PLACE,
            "地区代码不对。",
            '请写 GB/T 2260 的二、四或六位数字，如 region = "3310"。',
            excerpt=f'region = "{region}"',
        )
    for name in own:
        if name not in statutes.parameters:
            place = f"{_PLACE} [law.{name}]"
            raise refuse(place, "没有这个参数。", f"可以用：{_opened(statutes)}。")
    levels = lineage(f"cn-{region[:4]}")
    chosen = "" if preset in levels else _known_preset(statutes, preset)
    layers = {}
    for name, parameter in statutes.parameters.items():
        wider = tuple(statutes.layers[level, name] for level in levels if (level, name) in statutes.layers)
        nearer = _preset_layers(statutes, parameter, chosen, wider) + _own_layers(
            statutes, parameter, own, wider
        )
        layers[name] = wider + nearer
    return Law(region, statutes.parameters, layers)


def _opened(statutes: Statutes) -> str:
    """List the parameters a community may set."""
    return "、".join(
        name for name, parameter in sorted(statutes.parameters.items()) if parameter.bound_for("community")
    )


def _known_preset(statutes: Statutes, preset: str) -> str:
    known = [level for level in statutes.titles if level != lineage(level)[0]]
    if preset and preset not in known:
        choices = "、".join(f"{level}（{statutes.titles[level]}）" for level in known)
        raise refuse(
            _PLACE, "没有收录这个地方的规定。", f"可以参照：{choices}。", excerpt=f'preset = "{preset}"'
        )
    return preset


def _preset_layers(
    statutes: Statutes, parameter: Parameter, preset: str, wider: tuple[Layer, ...]
) -> tuple[Layer, ...]:
    """Take another city's values as the community's choice, where that is open."""
    borrowed = statutes.layers.get((preset, parameter.name))
    if borrowed is None or parameter.bound_for("community") is None:
        return ()
    values = tuple(replace(value, citation=f"参照{value.citation}") for value in borrowed.values)
    layer = Layer(COMMUNITY, "community", values)
    check_layer(f'{_PLACE} preset = "{preset}"', parameter, layer, wider)
    return (layer,)


def _own_layers(
    statutes: Statutes, parameter: Parameter, own: Mapping[str, object], wider: tuple[Layer, ...]
) -> tuple[Layer, ...]:
    """Read the community's own values of a parameter, if it has any."""
    if parameter.name not in own:
        return ()
    place = f"{_PLACE} [law.{parameter.name}]"
    raw = read_table(place, own[parameter.name], ("value",))["value"]
    values = read_values(place, parameter, raw, COMMUNITY, statutes.instruments)
    layer = Layer(COMMUNITY, "community", values)
    check_layer(place, parameter, layer, wider)
    return (layer,)
