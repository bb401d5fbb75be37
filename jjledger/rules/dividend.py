"""A dividend of public revenue: what each house gets, exact to the fen, and what it leaves behind."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Final, Literal

import numpy as np

from jjledger.facts.community import Fund, Remainder
from jjledger.facts.register import Household
from jjledger.facts.voucher import Voucher
from jjledger.period import months_after
from jjledger.rules.apportion import apportion, exact_array
from jjledger.units import round_half_up

SharedBy = Literal["area", "household", "mixed"]
NET_ASSETS: Final = frozenset({"Equity", "Income", "Expenses"})
_COST_MONTHS: Final = 12


@dataclass(frozen=True, slots=True)
class DividendPart:
    """One amount shared by one measure; arrays parallel to the houses."""

    amount_fen: int
    weights: tuple[int, ...]  # dm², or 1 a house
    shares_fen: tuple[int, ...]
    odd_fen: tuple[int, ...]  # of each share, what the remainder rule added to the floor

    @property
    def rate(self) -> Fraction:
        """Give the exact fen per unit of weight."""
        return Fraction(self.amount_fen, sum(self.weights))


@dataclass(frozen=True, slots=True)
class Dividend:
    """What every house gets: an equal part, a part by floor area, or both; amounts in fen."""

    rows: tuple[Household, ...]  # by household id as text
    equal: DividendPart | None
    by_area: DividendPart | None

    def shares_fen(self) -> tuple[int, ...]:
        """Give each house's share, parallel to the rows."""
        parts = [part.shares_fen for part in (self.equal, self.by_area) if part is not None]
        return tuple(sum(shares) for shares in zip(*parts, strict=True))

    def odd_fen(self) -> int:
        """Count the fen that rounding down left over in both parts."""
        return sum(sum(part.odd_fen) for part in (self.equal, self.by_area) if part is not None)

    def takers(self) -> tuple[str, ...]:
        """Name the houses that the remainder rule gave an odd fen."""
        parts = [part.odd_fen for part in (self.equal, self.by_area) if part is not None]
        return tuple(row.id for row, odd in zip(self.rows, zip(*parts, strict=True), strict=True) if any(odd))


def divide(
    amount_fen: int, rows: Sequence[Household], per_household: Fraction, remainder: Remainder = "largest"
) -> Dividend:
    """Share a dividend out: one part equally by house, the rest by floor area, each exact.

    Args:
        amount_fen: above zero.
        rows: houses that share, at least one with floor area.
        per_household: the part that every house gets alike, 0 (all by area) to 1 (all alike); it
            is rounded half-up to the fen.
        remainder: who gets the odd fen of either part.

    Source: 民法典 第283条: as agreed, else by floor area.
    """
    in_order = tuple(sorted(rows, key=lambda row: row.id))
    equal_fen = round_half_up(amount_fen * per_household)
    alike = _part(equal_fen, [1] * len(in_order), remainder)
    by_area = _part(amount_fen - equal_fen, [row.area_dm2 for row in in_order], remainder)
    dividend = Dividend(in_order, alike, by_area)
    assert sum(dividend.shares_fen()) == amount_fen, "the houses get what is handed out"
    return dividend


def _part(amount_fen: int, weights: Sequence[int], remainder: Remainder) -> DividendPart | None:
    if not amount_fen:
        return None
    array = np.array(weights, dtype=np.int64)
    shares = apportion(amount_fen, array, remainder)
    floors = exact_array(array, amount_fen) * amount_fen // int(array.sum())
    return DividendPart(amount_fen, tuple(weights), tuple(shares.tolist()), tuple((shares - floors).tolist()))


def net_fen(vouchers: Iterable[Voucher], fund: Fund, day: date) -> int:
    """Give what a fund has of its own at the end of a day: income less cost and what was handed out, in fen.

    Source: 民法典 第282条: 收入在扣除合理成本之后，属于业主共有 (R32).
    """
    return sum(net_effect_fen(voucher, fund) for voucher in vouchers if voucher.day <= day)


def net_effect_fen(voucher: Voucher, fund: Fund) -> int:
    """Give what a voucher adds to what a fund has of its own, in fen.

    Source: 民法典 第282条 (R32).
    """
    return -sum(
        posting.amount_fen
        for posting in voucher.postings
        if posting.account.fund == fund.code and posting.account.root in NET_ASSETS
    )


def lowest_net_fen(vouchers: Sequence[Voucher], fund: Fund, day: date) -> int:
    """Give the least a fund has of its own at the end of a day and of every later one, in fen."""
    days = {day, *(voucher.day for voucher in vouchers if voucher.day > day)}
    return min(net_fen(vouchers, fund, later) for later in sorted(days))


def yearly_cost_fen(vouchers: Sequence[Voucher], fund: Fund, day: date) -> int:
    """Sum what a fund spent in the twelve months that end with a day, in fen."""
    since = months_after(day, -_COST_MONTHS)
    return sum(
        posting.amount_fen
        for voucher in vouchers
        if since < voucher.day <= day
        for posting in voucher.postings
        if posting.account.fund == fund.code and posting.account.root == "Expenses"
    )


def months_covered(net: int, yearly_cost: int) -> Fraction | None:
    """Say for how many months of average cost an amount lasts, exactly; None where nothing was spent.

    Examples:
        >>> months_covered(100_00, 600_00)
        Fraction(2, 1)
    """
    return Fraction(net * _COST_MONTHS, yearly_cost) if yearly_cost > 0 else None
