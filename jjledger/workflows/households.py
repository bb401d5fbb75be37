"""The table of households: who has how much, at the end of a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from jjledger.books.ledger import Ledger
from jjledger.errors import OptionError, Trouble
from jjledger.facts.community import OWNERS_FUND_KINDS
from jjledger.facts.register import Household
from jjledger.facts.shares import FundShares
from jjledger.units import plain_yuan, square_metres

COLUMNS = ("household", "building", "unit", "room", "area_m2", "principal", "interest", "balance", "arrears")


@dataclass(frozen=True, slots=True)
class HouseholdRow:
    """One household's balances, in yuan with two decimals; balance = principal + interest."""

    household: str
    building: str
    unit: str
    room: str
    area_m2: str
    principal: str
    interest: str
    balance: str
    arrears: str


def fund_shares(ledger: Ledger, fund: str, household: str = "") -> FundShares:
    """Choose the owners' fund a command is about.

    Args:
        ledger: a loaded community.
        fund: its code; "" means the household's, or the first fund whose money belongs to households.
        household: somebody who must have an account in it; "" nobody.

    Raises:
        OptionError: there is no such fund, or the household has no account in it.
    """
    funds = [one.code for one in ledger.books.community.funds if one.kind in OWNERS_FUND_KINDS]
    if not funds or (fund and fund not in funds):
        raise OptionError(
            Trouble(
                f"--fund {fund}".strip(),
                f"本小区没有分户核算的资金「{fund}」。" if fund else "本小区没有分户核算的资金。",
                f"可以写：{'、'.join(funds)}"
                if funds
                else '请先在 community.toml 里设立 kind = "maintenance" 的资金。',
            )
        )
    theirs = [code for code in funds if household in ledger.replayed.shares[code].holders]
    if household and not theirs:
        raise OptionError(
            Trouble(
                f"--household {household}",
                f"登记册里没有房屋 {household}。",
                "请写 楼幢-单元-房号，例如 01-1-101。",
            )
        )
    if household and fund and fund not in theirs:
        raise OptionError(
            Trouble(
                f"--fund {fund}", f"房屋 {household} 在「{fund}」没有分户账。",
                f"它的分户账在「{'」「'.join(theirs)}」，请写  --fund {theirs[0]}，或不写 --fund。",
            )
        )  # fmt: skip
    return ledger.replayed.shares[fund or (theirs or funds)[0]]


def household_rows(
    ledger: Ledger, shares: FundShares, at: date, household: str = ""
) -> tuple[HouseholdRow, ...]:
    """List balances in register order.

    Args:
        ledger: a loaded community.
        shares: the fund.
        at: the end of this day.
        household: only this one, of the fund's; "" all.
    """
    balances = shares.balances_at(at)
    homes = _homes(ledger.books.register.rows, at)
    rows = []
    for place, holder in enumerate(shares.holders):
        if household and holder != household:
            continue
        principal, interest = int(balances.principal[place]), int(balances.interest[place])
        home = homes.get(holder)
        rows.append(
            HouseholdRow(
                holder,
                home.building if home else "",
                home.unit if home else "",
                home.room if home else "",
                square_metres(home.area_dm2) if home else "",
                plain_yuan(principal),
                plain_yuan(interest),
                plain_yuan(principal + interest),
                plain_yuan(int(balances.arrears[place])),
            )
        )
    return tuple(rows)


def _homes(rows: tuple[Household, ...], at: date) -> dict[str, Household]:
    """Choose the row in force on the day, or else the last one of each household."""
    homes: dict[str, Household] = {}
    for row in rows:
        known = homes.get(row.id)
        if known is None or not known.in_force(at):
            homes[row.id] = row
    return homes
