"""Who keeps a fund's money, and which funds a community says it has none of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

Keeper = Literal["authority", "committee", "firm", "neighbourhood", "street"]
KEEPER_WORDS: Final[Mapping[Keeper, str]] = {
    "authority": "主管部门代管",
    "committee": "业主委员会管理",
    "firm": "物业服务企业管理",
    "neighbourhood": "居民委员会代管",
    "street": "街道办事处、乡镇人民政府代管",
}


@dataclass(frozen=True, slots=True)
class Custody:
    """In whose hands a fund's money is, from a day on."""

    from_day: date
    keeper: Keeper
    holder: str  # the body that keeps it
    duty: str  # who in it answers for the money: a post or an office


@dataclass(frozen=True, slots=True)
class NoFund:
    """A fund that a community does not have, from a day on, and why."""

    kind: str  # as of a fund
    from_day: date
    reason: str
