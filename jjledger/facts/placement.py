"""Term deposits and treasury bonds: what the open directive of their account says."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Final, Literal

from jjledger.facts.finding import Place
from jjledger.facts.voucher import Account

# A term deposit's account is named after the bank account it came from, 1234建行-D0001.
TERM_DEPOSIT: Final = re.compile(r"-D\d{4}$", re.ASCII)
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


def bank_of_deposit(detail: str) -> str:
    """Name the bank account that a term deposit's account is named after; another's own name.

    Examples:
        >>> bank_of_deposit("1234建行-D0001"), bank_of_deposit("1234建行")
        ('1234建行', '1234建行')
    """
    return TERM_DEPOSIT.sub("", detail)
