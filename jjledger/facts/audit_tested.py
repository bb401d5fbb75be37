"""What an audit asked of the books and what came of it, as the record of the audit keeps it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from jjledger.facts.audit_finding import Level

SampleKind = Literal["fens", "rooms"]
SAMPLE_WORDS: Final[Mapping[SampleKind, str]] = {"fens": "按金额抽样", "rooms": "按户抽样"}


@dataclass(frozen=True, slots=True)
class ExaminedQuestion:
    """One question."""

    code: str  # A01
    question: str
    items: int  # how many were looked at
    found: int
    unable: str  # why it, or a part of it, could not be asked; "" it was asked in full
    left_out: str = ""  # what was not asked about by rule, how many and what sum; "" nothing


@dataclass(frozen=True, slots=True)
class ExaminedFinding:
    """Something that somebody has to explain."""

    code: str
    level: Level
    words: str  # names no person, no firm and no house
    rows: int  # how many rows of evidence there are
    amount_fen: int | None  # of those rows together; None: it is about no amount
    vouchers: tuple[str, ...]  # 1维修资金 2025-03-F0012, those that it rests on
    answer: str  # what was or will be done about it, typed by a person; "" nothing yet


@dataclass(frozen=True, slots=True)
class RecomputedSum:
    """Something worked out a second time."""

    what: str
    items: int  # how many single amounts were compared
    booked_fen: int
    again_fen: int
    differ: int  # how many of them differ


@dataclass(frozen=True, slots=True)
class ConfirmedBalance:
    """A bank account, and what the bank said of it."""

    fund: str  # code
    account: str  # 银行存款 — 1234建行
    book_fen: int  # at the end of the last day under audit
    said_day: date | None  # the latest of which the bank said anything; None: it never did
    bank_fen: int | None  # what it said then
    said_book_fen: int | None  # what the books had then
    explained: bool  # what lies between is on record item by item, or there is nothing between


@dataclass(frozen=True, slots=True)
class SecondEngine:
    """Another program that added every posting up again, and what it came to."""

    engine: str  # hledger, ledger or awk
    version: str  # as the program says of itself
    accounts: int  # closings that were compared
    same: bool  # every one of them


@dataclass(frozen=True, slots=True)
class ExaminedThreshold:
    """A threshold by which was asked."""

    words: str
    value: str
    source: str


@dataclass(frozen=True, slots=True)
class ExaminedSample:
    """What was drawn after publication, by a beacon named before it."""

    kind: SampleKind
    fund: str  # maintenance or public-housing
    disclosure: int  # index of the entry in the log
    root: str  # of the coin line, or of the statement tree; 64 digits
    size: int  # fens of the line, or rooms of the register
    source: str  # of the beacon, sse-close
    day: date  # of the beacon, as the manifest named it
    value: str  # as published, 3021.77
    count: int  # how many were drawn
    unopened: tuple[int, ...]  # which draws, from 0 on, the auditor has not seen opened
    differing: tuple[int, ...]  # which were opened and are not as the statement says
    period: str = ""  # of the disclosure, 2025-H2; "" in records that did not say


@dataclass(frozen=True, slots=True)
class Examined:
    """Everything one audit asked of the books."""

    period_code: str  # 2025
    today: date  # on which it was asked
    ledger: str  # commit of the books, or sha256:…
    questions: tuple[ExaminedQuestion, ...]  # in the order of their codes
    findings: tuple[ExaminedFinding, ...]  # high first
    recomputed: tuple[RecomputedSum, ...]
    balances: tuple[ConfirmedBalance, ...]
    thresholds: tuple[ExaminedThreshold, ...]
    samples: tuple[ExaminedSample, ...] = ()
    engines: tuple[SecondEngine, ...] = ()  # () no other program was run
