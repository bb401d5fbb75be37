"""Read `[[audit]]` of community.toml: the thresholds by which an audit asks, each from a day on."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from itertools import pairwise
from typing import Final

from jjledger.books.toml_table import Table
from jjledger.facts.audit_settings import SETTINGS, AuditSettings, Setting, merged
from jjledger.rules.payee_name import payee_key
from jjledger.units import share_from_text

_LEAST: Final = 4  # characters of a whole name; so a person's, which would be published, is none
# The least and the most that a whole number may be, by its unit.
_BOUNDS: Final = {"days": (1, 3660), "count": (1, 1_000_000), "hour": (0, 23), "day_of_month": (1, 28)}


def read_audit_settings(top: Table) -> AuditSettings:
    """Read the thresholds a community set, oldest first; what it does not say is the program's default.

    Args:
        top: the file.

    Raises:
        CommunityFileError: unknown keys, values that make no sense, or days out of order.
    """
    tables = top.tables("audit")
    changes = [(table.get("from", date), _values(table)) for table in tables]
    for (earlier, later), table in zip(pairwise(changes), tables[1:], strict=False):
        if later[0] <= earlier[0]:
            raise table.refuse("from", "各段 audit 没有按日期从早到晚排列。", "请按 from 排列。")
    return merged(changes)


def _values(table: Table) -> dict[str, object]:
    found: dict[str, object] = {
        setting.field: _value(table, setting) for setting in SETTINGS if setting.key in table.values
    }
    for setting in SETTINGS:
        if setting.key not in table.values:
            table.known(setting.key)
    table.close()
    if not found:
        raise table.refuse("from", "这一段 [[audit]] 什么也没有设定。", "请写上要改的项，或删去这一段。")
    return found


def _names(table: Table, key: str) -> frozenset[str]:
    """Read whole names, so that no part of a name lets a supplier pass."""
    names = table.get(key, list)
    for name in names:
        if not isinstance(name, str) or len(payee_key(name)) < _LEAST:
            raise table.refuse(
                key, f"{key} 里的「{name}」不是单位的全称。",
                f'请照凭证上的收款方写全称，例如 {key} = ["某某市燃气有限公司"]；不写个人。',
            )  # fmt: skip
    return frozenset(payee_key(name) for name in names)


def _value(table: Table, setting: Setting) -> int | Fraction | frozenset[str]:
    if setting.unit == "names":
        return _names(table, setting.key)
    if setting.unit == "fen":
        return table.amount(setting.key)
    if setting.unit == "share":
        text = table.get(setting.key, str)
        try:
            share = share_from_text(text)
        except ValueError:
            share = Fraction(0)
        if not 0 < share < 1:
            raise table.refuse(
                setting.key, f"{setting.key}「{text}」不是 0 到 1 之间的分数。", '请写作分数，例如 "9/10"。'
            )
        return share
    number = table.get(setting.key, int)
    least, most = _BOUNDS[setting.unit]
    if not least <= number <= most:
        raise table.refuse(setting.key, f"{setting.key} 应在 {least} 到 {most} 之间。", "请写整数。")
    return number
