"""What a printed 余额调节表 shows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class ReconciliationRow:
    """One item that one side has and the other does not."""

    day: date
    words: str
    key: str  # voucher, or the statement row's
    amount_fen: int  # as it is added: negative where it is taken off


@dataclass(frozen=True, slots=True)
class ReconciliationPart:
    """One of the four parts."""

    title: str  # 加：银行已收，企业未收
    rows: tuple[ReconciliationRow, ...]
    total_fen: int


@dataclass(frozen=True, slots=True)
class ReconciliationSide:
    """The books or the bank: a balance, what is added and taken off, and what it comes to."""

    title: str
    balance_fen: int
    plus: ReconciliationPart
    minus: ReconciliationPart
    adjusted_fen: int


@dataclass(frozen=True, slots=True)
class ReconciliationSheet:
    """An account at a month's end."""

    community: str
    fund: str
    account: str  # last part of its name
    month: str  # 2025年6月
    day: date
    bank_source: str
    books: ReconciliationSide
    bank: ReconciliationSide
    difference_fen: int
    prepared: str
    state: str  # the ledger's, and the day of printing
    sample: bool
