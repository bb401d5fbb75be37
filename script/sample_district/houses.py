"""Houses of a community: buildings, units, rooms, areas and first deposits. No money moves here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from random import Random
from typing import Final

from sample_district.plan import Plan, Style

_SHOPS: Final = 36
_PUBLIC_BUILDINGS: Final = 3
_PUBLIC_DEPOSIT_FEN: Final = 2_400  # a square metre: 2 % of a cost price of 1,200 yuan


@dataclass(frozen=True, slots=True)
class Shape:
    """How a style builds."""

    units: int
    floors: int
    rooms: int  # on a landing
    smallest_dm2: int
    largest_dm2: int


SHAPES: Final[dict[Style, Shape]] = {
    "old": Shape(4, 6, 2, 5_200, 9_600),
    "mid": Shape(2, 11, 2, 8_600, 14_400),
    "high": Shape(2, 18, 2, 8_900, 16_800),
    "tall": Shape(2, 27, 3, 7_800, 14_200),
    "terrace": Shape(2, 2, 2, 12_800, 19_600),
}


@dataclass(frozen=True, slots=True)
class House:
    """One row of register.csv."""

    building: str
    unit: str
    room: str
    area_dm2: int
    kind: str
    first_deposit_fen: int
    delivered: date

    @property
    def id(self) -> str:
        """Give building-unit-room."""
        return f"{self.building}-{self.unit}-{self.room}"


def build_houses(plan: Plan) -> tuple[House, ...]:
    """Build exactly as many houses as the plan says, in register order."""
    dice = plan.chance("houses")
    shape = SHAPES[plan.style]
    shops = _SHOPS if plan.has("shops") else 0
    flats = plan.households - shops
    buildings = max(1, round(flats / (shape.units * shape.floors * shape.rooms)))
    layouts = tuple(_layout(shape, dice) for _ in range(3))
    houses: list[House] = []
    for number, size in enumerate(_sizes(flats, buildings, dice), 1):
        kind = (
            "public_housing" if plan.has("public_housing") and number <= _PUBLIC_BUILDINGS else "commercial"
        )
        last = number == buildings
        delivered = date(plan.delivered, 6 if number * 2 <= buildings else 11, 28)
        if plan.has("phase") and last:
            delivered = date(2024, 3, 28)
        areas = dice.choice(layouts)
        houses += [
            House(f"{number:02d}", unit, room, area, kind, _deposit(plan, kind, area), delivered)
            for unit, room, area in _rooms(size, shape, areas)
        ]
    return (*houses, *_shops(plan, shops, dice))


def _sizes(flats: int, buildings: int, dice: Random) -> list[int]:
    """Divide flats among buildings of somewhat different size; the sum is exact."""
    weights = [dice.randrange(88, 113) for _ in range(buildings)]
    sizes = [flats * weight // sum(weights) for weight in weights]
    for place in range(flats - sum(sizes)):
        sizes[place] += 1
    return sizes


def _layout(shape: Shape, dice: Random) -> tuple[int, ...]:
    """Draw the areas of a landing in dm²; rooms on one riser are alike, as flats are."""
    return tuple(dice.randrange(shape.smallest_dm2, shape.largest_dm2) for _ in range(shape.rooms))


def _rooms(size: int, shape: Shape, areas: tuple[int, ...]) -> list[tuple[str, str, int]]:
    """Number the rooms of a building floor by floor: unit, room, area."""
    rooms = []
    units = min(shape.units, max(1, size // shape.rooms))
    for unit in range(units):
        of_unit = size // units + (unit < size % units)
        for place in range(of_unit):
            floor, column = divmod(place, shape.rooms)
            # The ground floor gives up the entrance hall.
            area = areas[column] - (346 if floor == 0 and column == 0 else 0)
            rooms.append((str(unit + 1), f"{floor + 1}{column + 1:02d}", area))
    return rooms


def _shops(plan: Plan, shops: int, dice: Random) -> list[House]:
    delivered = date(plan.delivered, 6, 28)
    found = []
    for number in range(1, shops + 1):
        area = dice.randrange(2_600, 19_800)
        found.append(
            House("S1", "1", f"1{number:02d}", area, "shop", _deposit(plan, "shop", area), delivered)
        )
    return found


def _deposit(plan: Plan, kind: str, area_dm2: int) -> int:
    """Give the first deposit, half-up to the fen: area times the standard of a square metre."""
    standard_fen = _PUBLIC_DEPOSIT_FEN if kind == "public_housing" else plan.standard_yuan * 100
    return (area_dm2 * standard_fen + 50) // 100


def scope_houses(houses: tuple[House, ...], scope: str) -> tuple[House, ...]:
    """Find the houses a scope names: `all`, or items that are a building, a unit or a household."""
    items = set(scope.split())
    if "all" in items:
        return houses
    return tuple(
        house
        for house in houses
        if house.building in items or f"{house.building}-{house.unit}" in items or house.id in items
    )
