"""Vouchers, their postings, and whose money each posting moved."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final, Literal

from jjledger.facts.finding import Place

SplitKind = Literal["household", "detail", "scope", "interest", "selling_unit"]
SPLIT_KINDS: Final[tuple[SplitKind, ...]] = ("household", "detail", "scope", "interest", "selling_unit")
ScopeKey = Literal["area", "equal", "first_deposit"]
Part = Literal["principal", "interest"]
VOUCHER_KINDS: Final = {"收": "S", "付": "F", "转": "Z", "初": "C"}
VOUCHER_NUMBER: Final = re.compile(r"[收付转初]-(?!0000)\d{4}", re.ASCII)
OPENING_KIND: Final = "初"

BANK_CODE: Final = "1001"
OUTSTANDING: Final = "outstanding"  # metadata: the month in which the bank had not carried it out
SUSPENSE_CODE: Final = "1901"  # money that nobody has said yet what it is
USE_CODE: Final = "5001"  # spending of a maintenance fund on repairs
# Accounts of owners' money by code, and accounts that end in undistributed income.
OWNERS_MONEY_CODES: Final = frozenset({"3001", "3002", "4001", "5001", "5101"})
UNDISTRIBUTED_CODES: Final = frozenset({"3101", "4101", "4102", "4201", "4301", "4901", "5901"})


@dataclass(frozen=True, slots=True)
class Account:
    """An account name, taken apart."""

    name: str  # as in the ledger
    root: str  # Assets, Liabilities, Equity, Income, Expenses
    fund: str  # 1维修资金
    code: str  # 1001
    title: str  # 银行存款
    details: tuple[str, ...]  # deeper parts


@dataclass(frozen=True, slots=True)
class DetailRow:
    """One household's amount in a batch voucher's detail file."""

    household: str
    amount_fen: int  # as money moves for the household: deposits and refunds both positive in their file
    part: Part
    line: int
    receipt: str = ""  # number of the receipt the household was given


@dataclass(frozen=True, slots=True)
class Split:
    """Whose money one posting moved."""

    kind: SplitKind
    value: str  # household id, file, scope text, period text or unit
    key: ScopeKey = "area"
    part: Part = "principal"
    rows: tuple[DetailRow, ...] = ()  # of a detail file


@dataclass(frozen=True, slots=True)
class Posting:
    """One leg of a voucher; debit positive."""

    account: Account
    amount_fen: int
    split: Split | None  # None unless there is exactly one
    place: Place
    splits: int = 0  # how many splits stand on it
    elided: bool = False  # beancount filled in the amount


@dataclass(frozen=True, slots=True)
class Voucher:
    """One transaction with the particulars an accounting voucher must carry."""

    day: date
    number: str  # 付-0012; empty on a draft that has none
    payee: str
    narration: str
    draft: bool  # flag `!`
    attachments: int | None
    prepared: str
    reviewed: str
    postings: tuple[Posting, ...]
    place: Place
    decision: str = ""
    reverses: str = ""
    corrects: str = ""
    links: tuple[str, ...] = ()  # sorted
    documents: tuple[str, ...] = ()  # paths relative to the community's folder
    extra: Mapping[str, str] = field(default_factory=dict)  # contract, invoice, posted, cashier …

    @property
    def kind(self) -> str:
        """Give 收, 付, 转 or 初; empty without a number."""
        return self.number[:1]

    @property
    def key(self) -> str:
        """Name the voucher within its fund, e.g. 2025-03-F0012; link form of month and number."""
        letter = VOUCHER_KINDS.get(self.kind, "X")
        return f"{self.day:%Y-%m}-{letter}{self.number[2:]}"

    @property
    def funds(self) -> tuple[str, ...]:
        """List the funds touched, in order of first posting."""
        return tuple(dict.fromkeys([posting.account.fund for posting in self.postings]))
