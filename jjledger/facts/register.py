"""The register of households: houses, never people."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

OwnerKind = Literal["owner", "developer"]
HouseKind = Literal["commercial", "public_housing", "shop"]  # 商品住宅, 已售公有住房, 非住宅


@dataclass(frozen=True, slots=True)
class Household:
    """One row of register.csv."""

    id: str  # building-unit-room
    building: str
    unit: str
    room: str
    area_dm2: int
    kind: HouseKind
    first_deposit_fen: int
    delivered: date | None
    from_day: date | None
    until_day: date | None
    owner_kind: OwnerKind
    line: int  # in register.csv

    def in_force(self, day: date) -> bool:
        """Say whether this row holds on a day."""
        began = self.from_day is None or self.from_day <= day
        return began and (self.until_day is None or day <= self.until_day)


@dataclass(frozen=True, slots=True)
class Register:
    """All rows of register.csv, in the file's order; several per id where a house changed."""

    rows: tuple[Household, ...]

    def house(self, identity: str, day: date) -> Household | None:
        """Find a house's row in force on a day, or else its last; None where the register has no such house."""
        rows = [row for row in self.rows if row.id == identity]
        return next((row for row in rows if row.in_force(day)), rows[-1] if rows else None)

    def ids(self) -> tuple[str, ...]:
        """List the household ids once each, in register order."""
        return tuple(dict.fromkeys(row.id for row in self.rows))
