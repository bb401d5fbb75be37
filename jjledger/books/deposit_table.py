"""Read `[[fund.deposit_standard]]` of community.toml: what a first deposit is per m², by day."""

from __future__ import annotations

import re
from datetime import date
from itertools import pairwise
from typing import Final, get_args

from jjledger.books.toml_table import Table
from jjledger.facts.community import DepositStandard
from jjledger.facts.register import HouseKind

_KINDS: Final[dict[str, HouseKind]] = {kind: kind for kind in get_args(HouseKind)}
_BUILDING: Final = re.compile(r"[A-Z0-9]+", re.ASCII)


def read_standards(fund: Table) -> tuple[DepositStandard, ...]:
    """Read the deposit standards of a fund, oldest first.

    Args:
        fund: the fund's table.

    Raises:
        CommunityFileError: an amount, kind or building that is none, or days that run backwards.
    """
    tables = fund.tables("deposit_standard")
    standards = tuple(_standard(table) for table in tables)
    for (earlier, later), table in zip(pairwise(standards), tables[1:], strict=True):
        if later.from_day < earlier.from_day:
            raise table.refuse(
                "from", "各段 deposit_standard 没有按日期从早到晚排列。", "请按 from 从早到晚排列。"
            )
    return standards


def _standard(table: Table) -> DepositStandard:
    kinds = tuple(_one_of(table, "kinds", word) for word in table.get("kinds", list, []))
    buildings = tuple(table.get("buildings", list, []))
    bad = next(
        (name for name in buildings if not isinstance(name, str) or not _BUILDING.fullmatch(name)), None
    )
    if bad is not None:
        raise table.refuse(
            "buildings", f"buildings 里的「{bad}」不是楼幢。", '请写登记册里的楼幢，例如 ["01", "02"]。'
        )
    cost = table.get("cost_per_m2", str, "")
    standard = DepositStandard(
        table.get("from", date),
        table.amount("per_m2"),
        kinds,
        buildings,
        table.amount("cost_per_m2") if cost else None,
        table.get("reason", str, "").strip(),
    )
    table.close()
    return standard


def _one_of(table: Table, key: str, word: object) -> HouseKind:
    if not isinstance(word, str) or word not in _KINDS:
        raise table.refuse(key, f"{key} 不认识「{word}」。", f"可以写：{'、'.join(_KINDS)}")
    return _KINDS[word]
