"""Who bears the cost of a repair: between funds, between owners and selling units, and by household.

Whole fen throughout; every split sums to what was split. Nothing here knows vouchers' texts.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Final

import numpy as np

from jjledger.facts.register import Household
from jjledger.facts.shares import FundShares
from jjledger.rules.apportion import apportion
from jjledger.units import round_half_up

_DEPOSITS: Final = "4001"
_OWNERS_MONEY: Final = frozenset({"3001", "3002"})


@dataclass(frozen=True, slots=True)
class SellingUnit:
    """The unit that sold the public housing in a scope, and what proportion it deposited."""

    name: str  # as vouchers name it: 01
    owners_deposited_fen: int  # by the owners of the houses in scope
    deposited_fen: int  # by the unit, for all its houses
    of_its_area: Fraction  # floor area in scope, as a share of that of all its houses

    def owners_part(self) -> Fraction:
        """Give the owners' proportion of what was deposited for the houses in scope; 1 where nothing was."""
        units = self.deposited_fen * self.of_its_area
        whole = self.owners_deposited_fen + units
        return Fraction(self.owners_deposited_fen) / whole if whole else Fraction(1)


@dataclass(frozen=True, slots=True)
class Sharing:
    """The houses of one fund that a cost is for."""

    fund: str
    rows: tuple[Household, ...]  # in the order of ties; at least one
    selling_unit: SellingUnit | None = None  # of a public-housing fund where one deposited

    @property
    def area_dm2(self) -> int:
        """Sum their floor areas."""
        return sum(row.area_dm2 for row in self.rows)


@dataclass(frozen=True, slots=True)
class FundCost:
    """What one fund bears, in fen: `cost = sum(shares) + selling_unit`."""

    sharing: Sharing
    cost_fen: int
    shares_fen: tuple[int, ...]  # by household, parallel to the rows
    selling_unit_fen: int

    @property
    def owners_fen(self) -> int:
        """Sum what the houses bear."""
        return self.cost_fen - self.selling_unit_fen

    @property
    def developer_fen(self) -> int:
        """Sum what unsold houses bear, which the developer has to pay.

        Source: 住宅专项维修资金管理办法 第21条.
        """
        pairs = zip(self.sharing.rows, self.shares_fen, strict=True)
        return sum(share for row, share in pairs if row.owner_kind == "developer")


def split_cost(cost_fen: int, sharings: Sequence[Sharing]) -> tuple[FundCost, ...]:
    """Split a cost among funds by floor area, in each between owners and selling unit, then by house.

    Args:
        cost_fen: above zero.
        sharings: one a fund, commercial housing first.

    Returns:
        Parallel to the sharings; every odd fen goes to the largest remainder, ties to who comes first.

    Source: 住宅专项维修资金管理办法 第20条 (一) between commercial houses by floor area; (二) between
        sold public houses by the proportion of the deposits of owners and selling unit, the owners'
        part by floor area; (三) first by floor area to each kind, then each by its own rule.
    """
    assert cost_fen > 0, "a cost is above zero"
    areas = np.array([sharing.area_dm2 for sharing in sharings], dtype=np.int64)
    costs = apportion(cost_fen, areas).tolist()
    parts = tuple(_within(cost, sharing) for cost, sharing in zip(costs, sharings, strict=True))
    assert sum(part.owners_fen + part.selling_unit_fen for part in parts) == cost_fen, "all of it is borne"
    return parts


def _within(cost_fen: int, sharing: Sharing) -> FundCost:
    unit = sharing.selling_unit
    # Of two parts the larger remainder is the one that rounds up; a tie falls to the owners.
    owners = cost_fen if unit is None else round_half_up(cost_fen * unit.owners_part())
    weights = np.array([row.area_dm2 for row in sharing.rows], dtype=np.int64)
    shares = tuple(int(share) for share in apportion(owners, weights))
    assert sum(shares) == owners, "the houses bear the owners' part"
    return FundCost(sharing, cost_fen, shares, cost_fen - owners)


def deposited_fen(shares: FundShares, holders: Collection[str], day: date) -> int:
    """Sum what some holders have paid into a fund until the end of a day, less what was paid back.

    Deposits (4001), and principal brought in or moved on 3001 and 3002; interest is none.

    Args:
        shares: the fund.
        holders: household ids or selling units.
        day: the last that counts.

    Source: 住宅专项维修资金管理办法 第20条 (二): 所交存住宅专项维修资金.
    """
    places = [place for place, holder in enumerate(shares.holders) if holder in holders]
    total = 0
    for row in shares.rows:
        if row.day > day:
            continue
        of_them = np.isin(row.holders, places)
        code = row.posting.account.code
        if code in _OWNERS_MONEY and row.kind == "transfer":
            of_them &= row.delta_interest == 0
        elif code != _DEPOSITS:
            continue
        total += int(row.amount[of_them].sum())
    return total


def short_fen(
    shares: FundShares, places: Sequence[int], draws: Sequence[int], day: date
) -> tuple[tuple[int, int, int], ...]:
    """Say how draws booked last among a day's payments are met: principal and interest there, and lacking.

    Money in on the day comes before a draw; distributions, and what 转 vouchers take, after it.

    Args:
        shares: the fund.
        places: of the holders who draw.
        draws: fen, parallel.
        day: of the voucher.

    Returns:
        For each holder principal and interest it has, and what it lacks, in fen.

    Source: R22.
    """
    size = len(shares.holders)
    principal, interest = np.zeros(size, dtype=np.int64), np.zeros(size, dtype=np.int64)
    for row in shares.rows:
        comes_in = row.voucher.kind != "转" or int(row.amount.min(initial=0)) >= 0
        if row.day < day or (row.day == day and row.kind != "distribution" and comes_in):
            np.add.at(principal, row.holders, row.delta_principal)
            np.add.at(interest, row.holders, row.delta_interest)
    return tuple(
        (
            int(principal[place]),
            int(interest[place]),
            max(0, draw - int(principal[place]) - int(interest[place])),
        )
        for place, draw in zip(places, draws, strict=True)
    )
