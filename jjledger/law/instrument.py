"""The instruments that a value may cite: laws, decrees, ordinances, owners' decisions."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from jjledger.law.table import parse_toml, read_day, read_table, read_text, refuse

_SOURCE: Final = re.compile(r"([a-z][a-z0-9_]*)#([0-9][0-9-]*)", re.ASCII)
_REQUIRED: Final = ("title", "issuer", "level", "in_force", "published", "text")
_OPTIONAL: Final = ("article", "note")


@dataclass(frozen=True, slots=True)
class Instrument:
    """A text with articles."""

    code: str  # civil_code
    title: str  # 民法典, as citations print it
    issuer: str
    level: str  # whose instrument it is: cn, cn-3310, community
    in_force: date  # first day on which the wording relied on is law
    published: str  # where anybody can read it
    text: str  # file its phrases are compared with, "" where none is held
    article: str  # 条, or 号 for decisions
    note: str

    def cite(self, article: str) -> str:
        """Name one article as a page prints it: 台州市物业管理条例第51条."""
        return f"{self.title}第{article}{self.article}"


def read_instruments(place: str, text: str) -> Mapping[str, Instrument]:
    """Read instruments.toml.

    Args:
        place: the file's name, for refusals.
        text: its content.

    Returns:
        Instruments by code, in the file's order.

    Raises:
        LawError: a table is not what it must be.
    """
    return {
        code: _instrument(f"{place} [{code}]", code, raw) for code, raw in parse_toml(place, text).items()
    }


def _instrument(place: str, code: str, raw: object) -> Instrument:
    table = read_table(place, raw, _REQUIRED, _OPTIONAL)
    return Instrument(
        code=code,
        title=read_text(place, table, "title"),
        issuer=read_text(place, table, "issuer"),
        level=read_text(place, table, "level"),
        in_force=read_day(place, table, "in_force"),
        published=read_text(place, table, "published"),
        text="" if table["text"] is False else read_text(place, table, "text"),
        article=read_text(place, table, "article") if "article" in table else "条",
        note=read_text(place, table, "note") if "note" in table else "",
    )


def read_source(
    place: str, source: str, level: str, instruments: Mapping[str, Instrument]
) -> tuple[Instrument, str]:
    """Find the instrument and article that a value cites.

    Args:
        place: where the value stands.
        source: `instrument#article`, e.g. `civil_code#278`.
        level: the level whose rule it is; it can cite only its own instruments.
        instruments: what is listed.

    Raises:
        LawError: another form, an instrument that is not listed, or another level's.
    """
    excerpt = f'source = "{source}"'
    match = _SOURCE.fullmatch(source)
    if match is None:
        raise refuse(
            place, "来源的写法不对。", '请写作 source = "文件代号#条号"，如 civil_code#278。', excerpt=excerpt
        )
    own = [known.code for known in instruments.values() if known.level == level]
    if match[1] not in own:
        listed = match[1] in instruments
        what = "引用了别的层级的文件。" if listed else "来源没有列在 instruments.toml 里。"
        raise refuse(place, what, f"这一级可以引用：{'、'.join(own) or '无'}。", excerpt=excerpt)
    return instruments[match[1]], match[2]
