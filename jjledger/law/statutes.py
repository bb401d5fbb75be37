"""All levels' rules together, checked against each other, and their loading from the package."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

from jjledger.law.bounds import Layer, check_layer
from jjledger.law.instrument import Instrument, read_instruments
from jjledger.law.parameter import LevelKind, Parameter, read_parameter, read_values
from jjledger.law.table import parse_toml, read_table, read_text, refuse

_NATION: Final = "cn"
_KINDS: Final[Mapping[int, LevelKind]] = {2: "nation", 5: "province", 7: "city"}  # cn, cn-33, cn-3310
_PATH: Final = re.compile(r"(cn(?:-\d{2}(?:\d{2})?)?)/([a-z][a-z0-9_]*)\.toml", re.ASCII)
_ASIDE: Final = ("interest", "rates")  # read by `city_interest`
_TOP_FILES: Final = ("levels.toml", "instruments.toml", "not_computed.toml")


@dataclass(frozen=True, slots=True)
class Omission:
    """Something the law says and the program does not compute."""

    what: str
    source: str
    why: str


@dataclass(frozen=True, slots=True)
class Statutes:
    """Everything under `data/`, read and found in order."""

    titles: Mapping[str, str]  # 台州市 by cn-3310
    instruments: Mapping[str, Instrument]
    parameters: Mapping[str, Parameter]
    layers: Mapping[tuple[str, str], Layer]  # by level and parameter
    not_computed: tuple[Omission, ...]


def kind_of(level: str) -> LevelKind:
    """Say what kind of level a folder is.

    Examples:
        >>> kind_of("cn-3310"), kind_of("cn-31")
        ('city', 'province')
    """
    return _KINDS[len(level)]


def lineage(level: str) -> tuple[str, ...]:
    """Give a level and those above it, widest first.

    Examples:
        >>> lineage("cn-3310")
        ('cn', 'cn-33', 'cn-3310')
    """
    return tuple(dict.fromkeys((level[:2], level[:5], level)))


@cache
def load() -> Statutes:
    """Read the rules that come with the package.

    Raises:
        LawError: a file is refused.
    """
    return assemble(dict(_package_files()))


def _package_files() -> Iterator[tuple[str, str]]:
    """Give path below `data/` and content of every file, in the order of their names."""
    data = files("jjledger.law") / "data"
    for entry in sorted(data.iterdir(), key=lambda entry: entry.name):
        if entry.name in _ASIDE:
            continue
        if entry.is_file():
            yield entry.name, entry.read_text(encoding="utf-8")
            continue
        for file in sorted(entry.iterdir(), key=lambda file: file.name):
            yield f"{entry.name}/{file.name}", file.read_text(encoding="utf-8")


def assemble(texts: Mapping[str, str]) -> Statutes:
    """Read all files, and check each level's rules against those of the wider ones.

    Args:
        texts: content by path, `instruments.toml` or `cn-3310/dual_channel.toml`.

    Raises:
        LawError: a file is refused, with its path and the reason.
    """
    for path in _TOP_FILES:
        if path not in texts:
            raise refuse(path, "没有这个文件。", "请补上。")
    titles = _titles("levels.toml", texts["levels.toml"])
    instruments = read_instruments("instruments.toml", texts["instruments.toml"])
    tables = {path: parse_toml(path, text) for path, text in texts.items() if path not in _TOP_FILES}
    placed = {path: _level_and_name(path, titles) for path in tables}
    parameters = {
        name: read_parameter(path, name, tables[path])
        for path, (level, name) in placed.items()
        if level == _NATION
    }
    layers: dict[tuple[str, str], Layer] = {}
    # Shortest names, so widest levels, first: each is checked against those above it.
    for path, (level, name) in sorted(placed.items(), key=lambda item: (len(item[1][0]), item[0])):
        if name not in parameters:
            raise refuse(path, f"没有声明过参数 {name}。", f"请先写 cn/{name}.toml。")
        table = tables[path] if level == _NATION else read_table(path, tables[path], ("value",))
        if "value" in table:
            values = read_values(path, parameters[name], table["value"], level, instruments)
            layer = Layer(level, kind_of(level), values)
            wider = [layers[above, name] for above in lineage(level) if (above, name) in layers]
            check_layer(path, parameters[name], layer, wider)
            layers[level, name] = layer
    omissions = _omissions("not_computed.toml", texts["not_computed.toml"])
    return Statutes(titles, instruments, parameters, layers, omissions)


def _titles(place: str, text: str) -> Mapping[str, str]:
    table = parse_toml(place, text)
    return {level: read_text(place, table, level) for level in table}


def _level_and_name(path: str, titles: Mapping[str, str]) -> tuple[str, str]:
    """Take a path apart into its level and parameter."""
    match = _PATH.fullmatch(path)
    if match is None or match[1] not in titles:
        raise refuse(path, "文件不在应在的位置。", "路径应为「层级/参数名.toml」，层级列在 levels.toml 里。")
    return match[1], match[2]


def _omissions(place: str, text: str) -> tuple[Omission, ...]:
    items = read_table(place, parse_toml(place, text), ("item",))["item"]
    if not isinstance(items, list):
        raise refuse(place, "item 应当是 [[item]]。", "请写作 [[item]]。")
    tables = [read_table(place, item, ("what", "source", "why")) for item in items]
    return tuple(
        Omission(read_text(place, table, "what"), str(table["source"]), read_text(place, table, "why"))
        for table in tables
    )
