"""What every household of a fund had, paid, earned and used in a period: the figures that are sealed.

They are those of the households' statements, reckoned for all of them at once.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np

from jjledger.disclosure.household import column_of
from jjledger.facts.books import Books
from jjledger.facts.community import Fund
from jjledger.facts.shares import FundShares
from jjledger.facts.voucher import OPENING_KIND
from jjledger.period import Period
from jjledger.rules.closing import closed_balances
from jjledger.rules.shares import SELLING_UNIT

_INVESTED: Final = "1101"
_PETTY_CASH: Final = "1201"
_OPENING, _PAID, _EARNED, _USED = range(4)
_COLUMNS: Final = {"paid": _PAID, "earned": _EARNED, "used": _USED}


@dataclass(frozen=True, slots=True)
class HouseholdFigures:
    """One household's period, in fen; opening + paid + interest − spent = closing − arrears."""

    opening_fen: int  # below zero where it owed
    paid_fen: int
    interest_fen: int
    spent_fen: int
    closing_fen: int  # 0 where it owes
    arrears_fen: int  # 0 where it has something


@dataclass(frozen=True, slots=True)
class FundMoney:
    """Where a fund's money lies at the period's end, and whose it is beside the households', in fen.

    bank + invested + petty cash = households' closing − arrears + undistributed + payable + selling unit.
    """

    bank_fen: int
    invested_fen: int
    petty_cash_fen: int
    undistributed_fen: int
    payable_fen: int  # 2xxx, owed for houses that are gone
    selling_unit_fen: int


def household_figures(books: Books, shares: FundShares, period: Period) -> Mapping[str, HouseholdFigures]:
    """Reckon every household's period.

    A house is told of where it stands on the last day, and for as long as it has anything to tell.

    Args:
        books: the general book.
        shares: what the fund's splits came to.
        period: whole months.

    Returns:
        By household, without the selling units, who are no households.

    Source: 住宅专项维修资金管理办法 第30条 (三), 第31条.
    """
    columns = np.zeros((4, len(shares.holders)), dtype=np.int64)
    for row in shares.rows:
        if row.day > period.last_day:
            continue
        within = period.contains(row.day) and row.voucher.kind != OPENING_KIND
        np.add.at(columns[_COLUMNS[column_of(row)] if within else _OPENING], row.holders, row.amount)
    standing = {row.id for row in books.register.rows if row.in_force(period.last_day)}
    found = {}
    for holder, figures in zip(shares.holders, columns.T.tolist(), strict=True):
        if not holder.startswith(SELLING_UNIT) and (holder in standing or any(figures)):
            found[holder] = _figures(*figures)
    return found


def fund_money(books: Books, fund: Fund, shares: FundShares, period: Period) -> FundMoney:
    """Say where a fund's money lies at a period's end.

    Args:
        books: the general book.
        fund: an owners' fund.
        shares: what its splits came to.
        period: whole months.

    Source: 财会〔2020〕7号, 资产负债表.
    """
    closed = closed_balances(books.posted(), fund, period.last_day)
    balances = shares.balances_at(period.last_day)
    money = (balances.principal + balances.interest - balances.arrears).tolist()
    selling_unit = sum(
        fen for holder, fen in zip(shares.holders, money, strict=True) if holder.startswith(SELLING_UNIT)
    )
    found = FundMoney(
        bank_fen=closed.bank_fen,
        invested_fen=closed.by_code.get(_INVESTED, 0),
        petty_cash_fen=closed.by_code.get(_PETTY_CASH, 0),
        undistributed_fen=closed.undistributed_fen,
        payable_fen=-sum(fen for code, fen in closed.by_code.items() if code.startswith("2")),
        selling_unit_fen=selling_unit,
    )
    lies = found.bank_fen + found.invested_fen + found.petty_cash_fen
    assert lies == closed.owners_fen + found.undistributed_fen + found.payable_fen, (
        "what lies there is somebody's"
    )
    return found


def _figures(opening: int, paid: int, earned: int, used: int) -> HouseholdFigures:
    left = opening + paid + earned + used
    return HouseholdFigures(opening, paid, earned, -used, max(left, 0), max(-left, 0))
