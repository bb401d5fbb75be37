"""A small set of rules, whole and in order, for tests to break one thing of."""

from __future__ import annotations

INSTRUMENT = """
[{code}]
title     = "{title}"
issuer    = "某机关"
level     = "{level}"
in_force  = 2021-01-01
published = "公报"
text      = false
"""

VALUE = """
[[value]]
from   = {day}
value  = {value}
source = "{source}"
phrase = "某些字"
"""


def value(day: str, amount: str, source: str) -> str:
    return VALUE.format(day=day, value=amount, source=source)


def declaration(unit: str, set_by: str, opens: str) -> str:
    return f'title = "某数"\nunit = "{unit}"\nset_by = "{set_by}"\nopens = {opens}\n'


def texts() -> dict[str, str]:
    """Give a nation, a province, two cities and what a community may cite."""
    levels = (
        ("law", "国法", "cn"),
        ("rules", "省规", "cn-33"),
        ("near", "近市", "cn-3310"),
        ("far", "远市", "cn-3301"),
    )
    instruments = [INSTRUMENT.format(code=code, title=title, level=level) for code, title, level in levels]
    decision = INSTRUMENT.format(code="decision", title="决定", level="community") + 'article = "号"\n'
    return {
        "levels.toml": 'cn = "全国"\n"cn-33" = "省"\n"cn-3310" = "近市"\n"cn-3301" = "远市"\n',
        "instruments.toml": "".join([*instruments, decision]),
        "not_computed.toml": '[[item]]\nwhat = "罚款"\nsource = ""\nwhy = "不归账目管"\n',
        # The nation says 12 from 2021 and 6 from 2024; nearer levels may shorten.
        "cn/interval.toml": declaration(
            "months", "nation", '{ province = "at_most", city = "at_most", community = "at_most" }'
        )
        + value("2024-01-01", "6", "law#2")
        + value("2021-01-01", "12", "law#1"),
        "cn-3301/interval.toml": value("2021-01-01", "3", "far#7"),
        # Nobody says how many days; a community may, and one city does.
        "cn/days.toml": declaration("days", "province", '{ city = "at_least", community = "at_least" }'),
        "cn-3301/days.toml": value("2022-01-01", "15", "far#8"),
        # Closed to everybody else.
        "cn/share.toml": declaration("share", "nation", "{}") + value("2021-01-01", '"2/3"', "law#3"),
        "cn/words.toml": declaration("text", "city", "{}"),
        "cn-3310/words.toml": value("2021-01-01", '"两处张贴"', "near#4"),
    }
