"""A bank's or payment app's statement, whoever printed it: rows in order, and what its own balances say."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

# How a row moved the account: a neutral one (a wallet's withdrawal, a failed payment) is listed and moves nothing.
RowState = Literal["settled", "neutral"]


@dataclass(frozen=True, slots=True)
class Remark:
    """What a statement leaves open at one of its rows."""

    row: int  # of the file or sheet, from 1; 0 where it is of no single row
    why: str  # a sentence without full stop


@dataclass(frozen=True, slots=True)
class StatementRow:
    """One line of a statement."""

    row: int  # of the file or sheet, from 1, as a spreadsheet numbers it
    day: date
    time: str  # 13:05:59, "" where the statement prints none
    amount_fen: int  # as the account's holder sees it: money in positive; 0 in a neutral row
    balance_fen: int | None  # after the row; None where the statement prints none
    counterparty: str  # name as printed, "" where none
    counter_account: str  # its last four characters, never more
    words: str  # 摘要, 用途 and 附言, each once, parted by blanks
    serial: str  # the bank's own number of the row, "" where it prints none
    key: str  # names the row for ever: the layout and the serial, or a hash and an ordinal
    state: RowState = "settled"
    printed_fen: int = 0  # what a neutral row prints
    through: str = (
        ""  # what a payment app paid it from or into: 零钱, 工商银行(9876), "" where it prints none
    )


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement as read, and what is wrong with it in its own terms."""

    layout: str  # code of the layout it was recognised by, icbc-debit …
    title: str  # 工商银行借记卡 …
    holder: str  # whose account it says it is, "" where it does not say
    account_tail: str  # last four digits of the account number, "" where it does not say
    rows: tuple[StatementRow, ...]  # oldest first, in the bank's own order within a day
    newest_first: bool  # the file ran the other way
    chain_breaks: tuple[int, ...]  # file rows whose balance does not follow from the row before
    missing_fen: int  # what the breaks miss in all: Σ (printed balance − expected)
    opening_fen: int | None  # before the first row; None without balances
    closing_fen: int | None  # after the last row; None without balances
    ends_mid_day: bool  # printed during its own last day, so that day's close is not known
    first_day: date | None = (
        None  # of the period it says it covers, else of its rows; None where it has neither
    )
    last_day: date | None = None
    unread: tuple[Remark, ...] = ()  # rows that were left out because they cannot be read
    totals_differ: tuple[Remark, ...] = ()  # counts and sums it prints that its rows do not give
    doubts: tuple[Remark, ...] = ()  # rows that were read, but about which something must be looked at

    @property
    def sum_fen(self) -> int:
        """Give what came in less what went out."""
        return sum(row.amount_fen for row in self.rows)
