"""Records of owners' decisions: results as counted, no names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from random import Random

from jjledger.units import plain_yuan
from sample_district.houses import House

USE = 5  # item of 民法典 第278条: use of the maintenance fund
RAISE = 6  # the same: raising it


@dataclass(frozen=True, slots=True)
class Decision:
    """What the owners of a scope decided."""

    day: date
    title: str
    matter: int
    scope: str
    houses: tuple[House, ...]  # of the scope
    emergency: str = ""  # what was in danger; such a use goes by certificate, without a vote


def decision_ids(decisions: Sequence[Decision]) -> dict[Decision, str]:
    """Number decisions within their year by day, from 2025-01 on."""
    ids: dict[Decision, str] = {}
    counts: dict[int, int] = {}
    for decision in sorted(decisions, key=lambda one: (one.day, one.title)):
        counts[decision.day.year] = counts.get(decision.day.year, 0) + 1
        ids[decision] = f"{decision.day.year}-{counts[decision.day.year]:02d}"
    return ids


def decision_text(identity: str, decision: Decision, dice: Random) -> str:
    """Write the record of one decision."""
    head = (
        f'id     = "{identity}"\n'
        f'title  = "{decision.title}"\n'
        f"matter = {decision.matter}  # 民法典第278条第一款的项次\n"
        f'scope  = "{decision.scope}"\n'
        f"day    = {decision.day}\n"
    )
    if decision.emergency:
        return f'{head}\n[emergency]\nground = "{decision.emergency}"\ncertified_by = "社区居民委员会"\n'
    voters = list(decision.houses)
    # At least 3/4 take part and 5/6 of those agree, in heads as in area: clear of every threshold.
    took_part = _some(voters, dice.randrange(80, 96), dice)
    agreed = _some(took_part, dice.randrange(86, 99), dice)
    parts = (("total", voters), ("participating", took_part), ("agreeing", agreed))
    return head + "".join(
        f'\n[{name}]\nheads   = {len(of)}\narea_m2 = "{plain_yuan(sum(one.area_dm2 for one in of))}"\n'
        for name, of in parts
    )


def _some(houses: Sequence[House], percent: int, dice: Random) -> list[House]:
    """Leave out houses spread evenly over the register, from a drawn start."""
    leave_out = len(houses) * (100 - percent) // 100
    start = dice.randrange(len(houses))
    gone = {(start + place * len(houses) // max(1, leave_out)) % len(houses) for place in range(leave_out)}
    return [house for place, house in enumerate(houses) if place not in gone]
