"""A joint decision of the owners, as its record under decisions/ states it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Tally:
    """Some owners taken together."""

    heads: int
    area_dm2: int


@dataclass(frozen=True, slots=True)
class Vote:
    """A vote as counted."""

    matter: int  # item number of 民法典 第278条, 1 to 9
    total: Tally  # all owners of the scope
    participating: Tally
    agreeing: Tally


@dataclass(frozen=True, slots=True)
class Emergency:
    """A use that goes by certificate, without a vote."""

    ground: str  # what was in danger
    certified_by: str  # an office, never a person
    category: str = ""  # 电梯: one of those the law of the place lists


@dataclass(frozen=True, slots=True)
class Decision:
    """What the owners of a scope decided, and how it came about."""

    id: str  # 2025-01, the file's name
    title: str
    matter: int
    scope: str  # as on a voucher: all, 01, 01-1 02
    day: date
    by: Vote | Emergency
