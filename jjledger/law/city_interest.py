"""How cities reckon interest, and the rate tables that were published, as the package keeps them.

What lives here: dated rules by city with their source and what is uncertain, and the text of
the rate tables. What the keys of a rule mean, and how a table is read, is known where a
community's own are read.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from itertools import pairwise

from jjledger.law.table import parse_toml, read_day, read_table, read_text, refuse


@dataclass(frozen=True, slots=True)
class CityPeriod:
    """A city's rule from a day on."""

    from_day: date
    interest: Mapping[str, object]  # keys and values as a community writes them


@dataclass(frozen=True, slots=True)
class CityRule:
    """How a city reckons the interest of its maintenance funds."""

    code: str  # nanning
    title: str  # 南宁市
    source: str
    uncertain: str  # what the source leaves open and how it was filled
    periods: tuple[CityPeriod, ...]  # oldest first


@dataclass(frozen=True, slots=True)
class PublishedRates:
    """A rate table that comes with the package, as text."""

    name: str  # pboc
    title: str
    source: str
    text: str  # CSV: from, then columns of yearly percentages


@cache
def city_rules() -> Mapping[str, CityRule]:
    """Read the rules of all cities, by code.

    Raises:
        LawError: a file is refused.
    """
    found = files("jjledger.law") / "data" / "interest"
    texts = {entry.name: entry.read_text(encoding="utf-8") for entry in found.iterdir()}
    return {
        name.removesuffix(".toml"): read_city_rule(f"interest/{name}", text)
        for name, text in sorted(texts.items())
    }


@cache
def published_rates() -> Mapping[str, PublishedRates]:
    """Read the rate tables that come with the package, by name.

    Raises:
        LawError: a table has no source.
    """
    folder = files("jjledger.law") / "data" / "rates"
    place = "rates/sources.toml"
    sources = parse_toml(place, (folder / "sources.toml").read_text(encoding="utf-8"))
    found = {}
    for name in sources:
        told = read_table(f"{place} [{name}]", sources[name], ("title", "source"))
        text = (folder / f"{name}.csv").read_text(encoding="utf-8")
        found[name] = PublishedRates(
            name, read_text(place, told, "title"), read_text(place, told, "source"), text
        )
    return found


def read_city_rule(place: str, text: str) -> CityRule:
    """Read one city's file.

    Args:
        place: path below `data/`; its last part names the city.
        text: the file.

    Raises:
        LawError: keys are missing or unknown, or the periods' days do not rise.
    """
    table = read_table(place, parse_toml(place, text), ("title", "source", "uncertain", "period"))
    raw = table["period"]
    if not isinstance(raw, list) or not raw:
        raise refuse(place, "没有一段办法。", "请写 [[period]]。")
    periods = tuple(_period(place, item) for item in raw)
    if any(later.from_day <= earlier.from_day for earlier, later in pairwise(periods)):
        raise refuse(place, "各段没有按 from 从早到晚排列。", "请按日期排列。")
    title, source, uncertain = (read_text(place, table, key) for key in ("title", "source", "uncertain"))
    code = place.rpartition("/")[2].removesuffix(".toml")
    return CityRule(code, title, source, uncertain, periods)


def _period(place: str, raw: object) -> CityPeriod:
    table = read_table(place, raw, ("from", "interest"))
    interest = table["interest"]
    if not isinstance(interest, Mapping):
        raise refuse(place, "interest 应当是一张表。", "请写 [period.interest]。")
    return CityPeriod(read_day(place, table, "from"), interest)
