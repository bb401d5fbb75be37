"""The repairs that happen in the sample: what, by whom, for whom, and about how much."""

from __future__ import annotations

from dataclasses import dataclass, replace
from random import Random
from typing import Final, Literal

from sample_district.houses import House
from sample_district.plan import Plan
from sample_district.vouchers import PUBLIC_HOUSING

Scope = Literal["all", "building", "unit", "riser"]
_FEWEST: Final = 12  # households a repair is shared among, so that none can be told from the total


@dataclass(frozen=True, slots=True)
class Work:
    """One repair."""

    title: str
    trade: str  # see `vendors`
    scope: Scope
    lowest_fen: int
    highest_fen: int
    month: int = 0  # yyyymm of the first payment
    red: bool = False  # in communities so marked, booked wrongly at first


_WITH_LIFTS: Final = (
    Work("电梯更换曳引机", "lift", "unit", 2_800_000, 7_600_000, red=True),
    Work("消防水泵更换", "fire", "all", 5_800_000, 17_600_000),
    Work("屋面渗漏维修", "roof", "building", 1_900_000, 6_400_000),
    Work("排水立管更换", "pipe", "riser", 460_000, 1_480_000),
    Work("电梯更换钢丝绳", "lift", "unit", 980_000, 2_600_000),
    Work("外墙饰面脱落加固", "build", "building", 3_600_000, 11_800_000),
    Work("火灾报警主机更换", "fire", "all", 3_900_000, 9_800_000),
)
_WITHOUT_LIFTS: Final = (
    Work("屋面渗漏维修", "roof", "unit", 960_000, 2_700_000, red=True),
    Work("外墙渗水维修", "build", "building", 2_600_000, 6_900_000),
    Work("消防水泵更换", "fire", "all", 3_800_000, 8_600_000),
    Work("污水立管更换", "pipe", "riser", 380_000, 1_260_000),
    Work("楼道窗和扶手更新", "build", "building", 1_100_000, 3_200_000),
)
_MONTHS: Final = (202404, 202410, 202503, 202508, 202409, 202505)


def works_of(plan: Plan, fund: str, dice: Random) -> tuple[Work, ...]:
    """Choose a community's repairs and their months; larger communities have more."""
    kinds = _WITHOUT_LIFTS if plan.style in {"old", "terrace"} else _WITH_LIFTS
    if fund == PUBLIC_HOUSING:
        return tuple(replace(kinds[place], month=month) for place, month in ((1, 202405), (4, 202509)))
    if plan.has("depleted"):
        # The outer wall of one building costs more than its households have left.
        return (
            replace(kinds[1], month=202409, lowest_fen=6_200_000),
            replace(kinds[4], month=202505, highest_fen=1_500_000),
        )
    many = 2 + (plan.households >= 300) + (plan.households >= 700) + (plan.households >= 1200)  # noqa: PLR2004 (drawn)
    start = dice.randrange(len(kinds))
    chosen = [kinds[(start + place) % len(kinds)] for place in range(many)]
    if plan.has("red_repair") or plan.has("emergency"):
        chosen = [kinds[0], *(work for work in chosen if work is not kinds[0])][:many]
    months = dice.randrange(len(_MONTHS))
    return tuple(
        replace(work, month=_MONTHS[(months + place) % len(_MONTHS)]) for place, work in enumerate(chosen)
    )


def scope_of(work: Work, houses: tuple[House, ...], dice: Random) -> str:
    """Draw whom a repair serves, never fewer than twelve households."""
    homes = [house for house in houses if house.kind != "shop"]
    if work.scope == "all":
        return "all"
    if work.scope == "riser":
        return _riser(homes, dice)
    groups: dict[str, int] = {}
    for house in homes:
        name = house.building if work.scope == "building" else f"{house.building}-{house.unit}"
        groups[name] = groups.get(name, 0) + 1
    large = sorted(name for name, size in groups.items() if size >= _FEWEST)
    if large:
        return dice.choice(large)
    # Where buildings are small, neighbouring ones are repaired together.
    buildings = sorted({house.building for house in homes})
    start = dice.randrange(len(buildings) - 2)
    return " ".join(buildings[start : start + 3])


def _riser(homes: list[House], dice: Random) -> str:
    """List the households on one drain: the same column of rooms, stair after stair until there are enough."""
    stairs = sorted({(house.building, house.unit) for house in homes})
    start = dice.randrange(len(stairs))
    rooms: list[str] = []
    for stair in stairs[start:] + stairs[:start]:
        rooms += [one.id for one in homes if (one.building, one.unit) == stair and one.room.endswith("01")]
        if len(rooms) >= _FEWEST:
            break
    return " ".join(rooms)
