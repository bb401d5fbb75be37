"""What households owe their fund, as far as everybody may know: how many, and how much together."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from jjledger.disclosure.buildings import half_years
from jjledger.disclosure.small import tellable
from jjledger.facts.shares import FundShares
from jjledger.rules.shares import SELLING_UNIT


@dataclass(frozen=True, slots=True)
class Arrears:
    """What is owed at the end of a half-year."""

    households: int
    total_fen: int | None  # None where it would tell what single households owe


def arrears(shares: FundShares, day: date) -> Arrears:
    """Sum what households owe at the end of a half-year.

    Args:
        shares: the fund's household rows.
        day: 30 June or 31 December.

    Source: 个人信息保护法 第6条: count and total only, and the total only of a crowd.
    """
    ends = [shares.balances_at(half.last_day).arrears.tolist() for half in half_years(shares, day)]
    owed = [
        {
            name: fen
            for name, fen in zip(shares.holders, end, strict=True)
            if not name.startswith(SELLING_UNIT)
        }
        for end in ends
    ]
    if not owed:
        return Arrears(0, 0)
    told = tellable(owed)[-1]
    return Arrears(sum(fen > 0 for fen in owed[-1].values()), sum(owed[-1].values()) if told else None)
