"""The outlook of a fund: how long it lasts at the spending so far, and who falls short of what is planned.

Exact: shares in fen, years and rates as fractions. Interest to come and deposits to come are not
counted; prices neither.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Final

from jjledger.facts.community import Fund
from jjledger.facts.register import Household
from jjledger.facts.voucher import USE_CODE, Voucher
from jjledger.rules.cost_split import Sharing, split_cost
from jjledger.rules.shares import SELLING_UNIT

_YEARS: Final = 3


@dataclass(frozen=True, slots=True)
class Spending:
    """What a fund spent on repairs in its last whole years."""

    years: tuple[int, ...]  # the last three whole years, fewer where the books are younger
    spent_fen: int  # 5001 in all of them; what was undone is not counted

    @property
    def yearly_fen(self) -> Fraction | None:
        """Give the average of a year, exactly; None without a whole year or where nothing was spent."""
        return Fraction(self.spent_fen, len(self.years)) if self.years and self.spent_fen > 0 else None


def spending_before(vouchers: Iterable[Voucher], fund: Fund, day: date) -> Spending:
    """Sum a fund's repairs in the last three whole calendar years that its books cover.

    Args:
        vouchers: posted vouchers, any order.
        fund: of kind maintenance or public_housing.
        day: the end of this day; a year that ends on it is whole. The year in which the books
            began counts where they began in January.
    """
    own = [voucher for voucher in vouchers if fund.code in voucher.funds]
    if not own:
        return Spending((), 0)
    began = min(voucher.day for voucher in own)
    first = began.year if began.month == 1 else began.year + 1
    last = day.year if day == date(day.year, 12, 31) else day.year - 1
    years = tuple(range(max(first, last - _YEARS + 1), last + 1))
    spent = sum(
        posting.amount_fen
        for voucher in own
        if voucher.day.year in years
        for posting in voucher.postings
        if posting.account.fund == fund.code and posting.account.code == USE_CODE
    )
    return Spending(years, spent)


def years_lasting(money_fen: int, spending: Spending) -> Fraction | None:
    """Say for how many years an amount lasts at the average, exactly; None where there is no average.

    Examples:
        >>> years_lasting(1240_00, Spending((2023, 2024), 200_00))
        Fraction(62, 5)
    """
    yearly = spending.yearly_fen
    return None if yearly is None else Fraction(max(0, money_fen)) / yearly


@dataclass(frozen=True, slots=True)
class HouseOutlook:
    """What a renewal asks of one house; amounts in fen."""

    house: Household
    share_fen: int
    balance_fen: int  # left for it, after renewals of earlier years

    @property
    def lacking_fen(self) -> int:
        """What it falls short by."""
        return max(0, self.share_fen - self.balance_fen)


@dataclass(frozen=True, slots=True)
class RenewalOutlook:
    """What a renewal asks of all its houses; amounts in fen."""

    houses: tuple[HouseOutlook, ...]  # in the order of ties
    selling_unit_fen: int  # borne by the unit that sold public houses
    selling_unit_lacking_fen: int

    @property
    def short(self) -> tuple[HouseOutlook, ...]:
        """List the houses that fall short."""
        return tuple(house for house in self.houses if house.lacking_fen)

    @property
    def lacking_fen(self) -> int:
        """Sum what the houses fall short by; the selling unit aside."""
        return sum(house.lacking_fen for house in self.houses)

    @property
    def per_m2_fen(self) -> Fraction:
        """Give what the houses that fall short lack per m², on average; 0 where none does."""
        area = sum(house.house.area_dm2 for house in self.short)
        return Fraction(self.lacking_fen * 100, area) if area else Fraction(0)

    @property
    def covering_per_m2_fen(self) -> Fraction:
        """Give the least deposit per m² of every house after which none falls short."""
        return max(
            (Fraction(house.lacking_fen * 100, house.house.area_dm2) for house in self.short),
            default=Fraction(0),
        )


def renewal_outlook(cost_fen: int, sharing: Sharing, balances_fen: Mapping[str, int]) -> RenewalOutlook:
    """Share a planned cost as a use would be, and hold the shares against balances.

    Args:
        cost_fen: above zero.
        sharing: the houses, and the selling unit where there is one.
        balances_fen: by holder, principal and interest.

    Source: 住宅专项维修资金管理办法 第20条; R22.
    """
    (cost,) = split_cost(cost_fen, (sharing,))
    houses = tuple(
        HouseOutlook(row, share, balances_fen.get(row.id, 0))
        for row, share in zip(sharing.rows, cost.shares_fen, strict=True)
    )
    unit = sharing.selling_unit
    has = balances_fen.get(SELLING_UNIT + unit.name, 0) if unit else 0
    return RenewalOutlook(houses, cost.selling_unit_fen, max(0, cost.selling_unit_fen - has))


def balances_after(
    balances_fen: Mapping[str, int], outlook: RenewalOutlook, sharing: Sharing
) -> Mapping[str, int]:
    """Give what is left for renewals of later years; nobody is left with less than nothing."""
    drawn = {house.house.id: house.share_fen for house in outlook.houses}
    if sharing.selling_unit is not None:
        drawn[SELLING_UNIT + sharing.selling_unit.name] = outlook.selling_unit_fen
    return {holder: max(0, fen - drawn.get(holder, 0)) for holder, fen in balances_fen.items()}
