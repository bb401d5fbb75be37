"""A use of the maintenance fund, from its budget to its settlement, as its record under projects/ states it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Stage:
    """A payment the contract provides for."""

    name: str  # 预付款
    amount: int | Fraction  # fen, or a share of the contract's amount


@dataclass(frozen=True, slots=True)
class Contract:
    """Who does the work, and for how much."""

    number: str
    contractor: str
    amount_fen: int
    day: date
    stages: tuple[Stage, ...] = ()


@dataclass(frozen=True, slots=True)
class Extra:
    """What was approved beyond the budget."""

    decision: str  # number of its own decision
    amount_fen: int


@dataclass(frozen=True, slots=True)
class Settled:
    """What the work came to in the end."""

    day: date
    amount_fen: int


@dataclass(frozen=True, slots=True)
class Project:
    """One use of the fund: what for, whose, how much, and what became of it."""

    id: str  # 2025-01, the file's name
    title: str
    funds: tuple[str, ...]  # codes
    scope: str  # as on a voucher
    category: str  # what is repaired: 电梯
    budget_fen: int
    not_chargeable: bool | None  # of 令165 第25条; None: nobody has said
    decision: str  # number of the decision or certificate it rests on
    selling_unit: str = ""  # whose public housing it is, where a fund has several
    contract: Contract | None = None
    extras: tuple[Extra, ...] = ()
    settled: Settled | None = None
    announced: date | None = None  # total and shares told to all owners
    plan: str = ""  # what will be done, in words for the public
    start: date | None = None  # first day of the work, as planned
