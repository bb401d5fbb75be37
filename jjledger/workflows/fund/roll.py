"""The houses of a fund on a day: who is registered, what each has paid in and what was due."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

import numpy as np

from jjledger.books.ledger import Ledger
from jjledger.errors import Trouble
from jjledger.facts.register import Household
from jjledger.facts.shares import FenArray, FundShares
from jjledger.intake.doors import Doors
from jjledger.rules.deposit import first_deposit_fen, standard_for
from jjledger.rules.reversal import standing
from jjledger.rules.scope import in_scope, sharers

_PAID_IN: Final = frozenset({"deposit", "refund", "transfer"})
# What a spreadsheet makes of 01-1-10 or 3-1-2, as it is saved to CSV.
_LIKE_A_DAY: Final = re.compile(
    r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|(\d+年)?\d{1,2}月\d{1,2}日|\d{1,2}-[A-Z][a-z]{2}(-\d+)?", re.ASCII
)
_BY_DOOR: Final = "住宅专项维修资金管理办法第10条：按房屋户门号设分户账"


class Roll:
    """The houses of a fund on a day, and what each has paid in."""

    def __init__(self, ledger: Ledger, shares: FundShares, day: date) -> None:
        """Choose the register rows in force.

        Args:
            ledger: a loaded community without blocking findings.
            shares: the fund.
            day: of the deposit.
        """
        community = ledger.books.community
        fund = community.fund(shares.fund)
        assert fund is not None, "shares are of a fund of the community"
        self.ledger, self.fund, self.shares, self.day = ledger, fund, shares, day
        self.everyone = sharers(ledger.books.register, fund, community)
        self.rows: Mapping[str, Household] = {
            row.id: row for row in in_scope(self.everyone, ("all",), day)[0]
        }
        self.doors = Doors(self.rows)
        self._paid_in = paid_in(shares)
        self._places = shares.index()
        stand = {id(voucher) for voucher in standing(ledger.books.posted())}
        self._today = {
            (shares.holders[place], amount)
            for row in shares.rows
            if row.day == day and row.kind == "deposit" and id(row.voucher) in stand
            for place, amount in zip(row.holders.tolist(), row.amount.tolist(), strict=True)
        }

    def has_paid(self, household: str) -> bool:
        """Say whether a household has paid in, or come with a balance."""
        return bool(self._paid_in[self._places[household]] > 0)

    def first_fen(self, household: str) -> int | None:
        """Give what a first deposit is: by the standard in force, else as registered; None: nothing says."""
        row = self.rows[household]
        standard = standard_for(self.fund, row, self.day)
        return first_deposit_fen(row.area_dm2, standard) if standard else row.first_deposit_fen or None

    def has_paid_today(self, household: str, amount_fen: int) -> bool:
        """Say whether a deposit of this household and amount is booked on the day already."""
        return (household, amount_fen) in self._today

    def due_fen(self, household: str) -> int | None:
        """Give what a household's next deposit is to be; None where it is not the first."""
        return None if self.has_paid(household) else self.first_fen(household)

    def register_differs(self, household: str) -> bool:
        """Say whether a first payer's registered first deposit is not what the standard gives."""
        due = self.due_fen(household)
        return due is not None and due != self.rows[household].first_deposit_fen

    def absent(self, household: str) -> Trouble:
        """Say why a household has no account here on the day."""
        known = [row for row in self.ledger.books.register.rows if row.id == household]
        fits = [row for row in self.everyone.rows if row.id == household]
        if fits:
            spans = "、".join(f"{row.from_day or '起初'} 至 {row.until_day or '今后'}" for row in fits)
            what = f"房屋 {household} 在 {self.day} 不在登记册里（登记的日期：{spans}）。"
        elif known:
            what = f"房屋 {household} 不属于 {self.fund.code}。"
        elif _LIKE_A_DAY.fullmatch(household):
            what = f"「{household}」是电子表格把房号改成的日期。"
            return Trouble("", what, "请把房屋编号一列的格式设为“文本”，重新填写后再另存。", _BY_DOOR)
        else:
            what = f"登记册里没有房屋「{household}」，或者可能指几户。"
        return Trouble("", what, "请核对房号；确有此房的，先在 register.csv 登记。", _BY_DOOR)


def paid_in(shares: FundShares) -> FenArray:
    """Sum what each holder paid in or brought with it, less what it took back; draws and interest aside."""
    sums: FenArray = np.zeros(len(shares.holders), dtype=np.int64)
    for row in shares.rows:
        if row.kind in _PAID_IN:
            np.add.at(sums, row.holders, row.amount)
    return sums


def named(households: Sequence[str], most: int = 10) -> str:
    """List some households, the rest by number."""
    more = f" 等 {len(households)} 户" if len(households) > most else ""
    return "、".join(households[:most]) + more
