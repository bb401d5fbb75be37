"""The books of a year as auditors take them away: vouchers, accounts and balances in flat rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

COMPUTED: Final = "系统结转"  # source of a computed closing; a person's vouchers say 手工


@dataclass(frozen=True, slots=True)
class AuditAccount:
    """An account of a fund's books."""

    fund: str  # 1维修资金: each fund is a set of books of its own
    number: str  # 1001, or 1001.1234建行 of a detail
    title: str
    name: str  # full name in the ledger


@dataclass(frozen=True, slots=True)
class AuditBalance:
    """What an account had, what moved and what it has, of a month; fen, debit positive."""

    fund: str
    month: int
    number: str  # of the account
    opening_fen: int
    debit_fen: int
    credit_fen: int
    closing_fen: int
    place: str  # where in the files it stands


@dataclass(frozen=True, slots=True)
class AuditLeg:
    """One line of a voucher."""

    fund: str
    day: date
    voucher: str  # 付-0012
    summary: str
    payee: str
    number: str  # of the account
    debit_fen: int  # a red-letter amount is negative
    credit_fen: int
    attachments: int
    prepared: str
    reviewed: str
    split: str  # whose money, scope=01-1; "" where nobody's
    computed: bool
    place: str

    @property
    def amount_fen(self) -> int:
        """Give what it adds to the account, debit positive."""
        return self.debit_fen - self.credit_fen

    @property
    def key(self) -> tuple[str, str, str]:
        """Name the voucher: fund, month and number."""
        return self.fund, f"{self.day:%Y-%m}", self.voucher


@dataclass(frozen=True, slots=True)
class AuditHousehold:
    """A household's money at the ends of the year, in fen."""

    fund: str
    household: str
    opening_fen: int  # principal + interest − arrears
    added_fen: int
    taken_fen: int
    closing_fen: int
    place: str


@dataclass(frozen=True, slots=True)
class AuditBooks:
    """Everything the interface holds of one year."""

    title: str  # of the community
    year: int
    last_day: date
    accounts: tuple[AuditAccount, ...]
    balances: tuple[AuditBalance, ...]
    legs: tuple[AuditLeg, ...]  # voucher by voucher
    households: tuple[AuditHousehold, ...]
