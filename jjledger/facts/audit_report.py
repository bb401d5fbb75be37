"""What an auditor reported, as its record under audits/ states it; nothing in it is computed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from jjledger.facts.audit_tested import Examined

NO_OPINION: Final = "none"
OWN_AUDITOR: Final = "记账单位自查，没有会计师事务所参加"
Opinion = Literal[
    "unqualified", "emphasis", "qualified", "adverse", "disclaimer", "agreed_procedures", "none"
]  # fmt: skip
# The kinds of opinion there are, in the words of the auditors' own standards (中国注册会计师审计准则 第1501号至第1503号).
OPINION_WORDS: Final[Mapping[Opinion, str]] = {
    "unqualified": "标准无保留意见",
    "emphasis": "带强调事项段的无保留意见",
    "qualified": "保留意见",
    "adverse": "否定意见",
    "disclaimer": "无法表示意见",
    "agreed_procedures": "执行商定程序的报告，不发表审计意见",
    "none": "没有发表审计意见",
}
Cause = Literal["yearly", "term_end", "member_leaves", "decided", "demanded", "self_check"]
CAUSE_WORDS: Final[Mapping[Cause, str]] = {
    "yearly": "年度审计",
    "term_end": "业主委员会换届审计",
    "member_leaves": "主任或财务委员离任审计",
    "decided": "业主大会决定的审计",
    "demanded": "业主联名提出的审计",
    "self_check": "记账单位自查",
}


@dataclass(frozen=True, slots=True)
class AuditPoint:
    """Something the auditor found, and what was or will be done about it."""

    words: str
    amount_fen: int | None  # None: it is about no amount
    answer: str  # "" where none was given


@dataclass(frozen=True, slots=True)
class Corrected:
    """What a record stands in for: an earlier one, signed, that stays where it is, and why."""

    id: str  # 2026-01-31-books-2025
    sha256: str  # of its text as it was signed
    reason: str


@dataclass(frozen=True, slots=True)
class AuditReport:
    """One report."""

    id: str  # 2025-04-20-annual, the file's name
    day: date  # of the report
    slug: str  # annual: the part of the name after the day
    title: str
    funds: tuple[str, ...]  # codes; () where the committee's work as a whole was audited
    first_day: date
    last_day: date
    auditor: str  # a firm
    cause: Cause
    opinion: Opinion
    opinion_text: str  # the opinion's own words, "" where they are not given
    report: str  # file of the report among the originals, vouchers/2025/….pdf; "" there is none
    days_posted: int | None  # None: as the law or custom has it
    points: tuple[AuditPoint, ...] = ()
    tested: Examined | None = None  # what the program asked of the books for it
    key: str = ""  # public key of who signs the record, "" where nobody does
    record: str = ""  # the record's own text, which is signed
    disclosure: int | None = None  # entry of the public log that it is about; None: none is named
    signature: str = ""  # the signed note beside the record; "" there is none
    corrects: Corrected | None = None  # None: the first record of this audit
