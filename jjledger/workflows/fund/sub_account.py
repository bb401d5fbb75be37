"""One household's sub-account at the end of a day, for the commands that move it as a whole."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from jjledger.books.ledger import Ledger
from jjledger.disclosure.house_words import house_words
from jjledger.errors import OptionError, Trouble
from jjledger.facts.community import Fund
from jjledger.facts.register import Household
from jjledger.facts.shares import FundShares
from jjledger.rules.shares import SELLING_UNIT
from jjledger.units import yuan
from jjledger.workflows.households import fund_shares

_UNIT: Final = "住宅专项维修资金管理办法第11条：公有住房按售房单位设账，按幢设分账"


@dataclass(frozen=True, slots=True)
class SubAccount:
    """A household's money in its fund, in fen."""

    household: str
    fund: Fund
    house: Household  # the row in force, or the last one there was
    principal_fen: int
    interest_fen: int
    arrears_fen: int
    in_force: bool  # the house stands on that day

    @property
    def balance_fen(self) -> int:
        """Principal and interest."""
        return self.principal_fen + self.interest_fen

    def refuse_arrears(self, deed: str) -> None:
        """Refuse what cannot be done while the household owes the fund.

        Raises:
            OptionError: it owes.
        """
        if self.arrears_fen:
            raise OptionError(
                Trouble(
                    self.household, f"房屋 {self.household} 欠款 {yuan(self.arrears_fen)} 元，不能{deed}。",
                    "请先补交欠款（jjledger fund deposit），再办这一项。", "住宅专项维修资金管理办法第28条",
                )
            )  # fmt: skip


def sub_account(ledger: Ledger, household: str, day: date) -> SubAccount:
    """Find a household's sub-account at the end of a day.

    Args:
        ledger: a loaded community.
        household: its id.
        day: end of this day.

    Raises:
        OptionError: nobody knows the household, or it is a selling unit.
    """
    shares = fund_shares(ledger, "", household)
    fund = ledger.books.community.fund(shares.fund)
    assert fund is not None, "shares are of a fund of the community"
    rows = [row for row in ledger.books.register.rows if row.id == household]
    if not rows:
        raise OptionError(
            Trouble(
                household, "售房单位没有房屋，这里只办房屋的事。",
                "房屋灭失后返还售房单位的，请写  jjledger fund lost --selling-unit 编号", _UNIT,
            )
        )  # fmt: skip
    in_force = next((row for row in rows if row.in_force(day)), None)
    amounts = amounts_at(shares, household, day)
    return SubAccount(household, fund, in_force or rows[-1], *amounts, in_force=in_force is not None)


def amounts_at(shares: FundShares, holder: str, day: date) -> tuple[int, int, int]:
    """Give a holder's principal, interest and arrears at the end of a day, in fen."""
    place, now = shares.index()[holder], shares.balances_at(day)
    return int(now.principal[place]), int(now.interest[place]), int(now.arrears[place])


def refuse_later(shares: FundShares, holder: str, day: date) -> None:
    """Refuse to move a whole sub-account before something that is booked later.

    Raises:
        OptionError: the household or selling unit has movements after the day.
    """
    place = shares.index()[holder]
    later = [row for row in shares.rows if row.day > day and place in row.holders]
    if later:
        who = house_words(holder) if holder.startswith(SELLING_UNIT) else f"房屋 {holder}"
        raise OptionError(
            Trouble(
                f"--date {day}",
                f"{who} 在 {later[0].day} 还有记账（{later[0].voucher.number}），不能在它之前整户转出。",
                f"请把 --date 写到 {later[-1].day} 或以后。",
            )
        )  # fmt: skip
