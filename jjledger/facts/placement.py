"""Term deposits and treasury bonds: what the open directive of their account says."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Literal

from jjledger.facts.finding import Place
from jjledger.facts.voucher import Account

Instrument = Literal["term_deposit", "treasury_bond"]  # 定期存款, 国债


@dataclass(frozen=True, slots=True)
class Placement:
    """Money put away until a day; one account each."""

    account: Account
    instrument: Instrument
    principal_fen: int
    rate: Fraction  # yearly, 1.75 % is 7/400
    from_day: date
    matures: date
    issue: str  # of a bond: "new", or whatever somebody wrote
    decision: str  # of the owners, for a bond
    place: Place


@dataclass(frozen=True, slots=True)
class BadPlacement:
    """An account that should be a placement, and cannot be read as one."""

    account: Account
    what: str
    place: Place
