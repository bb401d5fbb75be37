"""What an audit answers: questions asked, how many items each looked at, and what was found.

An answer never passes in silence: where a question could not be asked it says why.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from jjledger.facts.finding import Place

Level = Literal["high", "medium", "low"]
LEVEL_WORDS: Final[Mapping[Level, str]] = {"high": "高", "medium": "中", "low": "低"}


@dataclass(frozen=True, slots=True)
class Evidence:
    """One row that a finding rests on."""

    day: date | None  # None: of no day
    voucher: str  # fund and full name, 1维修资金 2025-03-F0012; "" of no voucher
    words: str  # what is to be seen there; payees as the books name them, so masked before it is public
    amount_fen: int | None  # None: of no amount
    place: Place
    private: bool = False  # it tells of one household: for whoever audits, never published


@dataclass(frozen=True, slots=True)
class AuditFinding:
    """Something that somebody has to explain."""

    code: str  # A01
    level: Level
    what: str  # a sentence; names no person and no firm, those stand in the evidence
    evidence: tuple[Evidence, ...]  # by day
    ground: str
    remedy: str
    key: str  # the same in every run over the same books: what it is about


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of one question."""

    code: str
    items: int  # how many were looked at
    findings: tuple[AuditFinding, ...]
    unable: str = ""  # why the question, or a part of it, could not be asked: 没有 …；"" it was asked in full
    left_out: str = ""  # what was not asked about by rule, how many and what sum; "" nothing
