"""View model of what an audit asked of the books: how many items, what was found, what could not be asked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Literal

from jjledger.facts.audit_finding import Level

State = Literal["asked", "partly", "unable"]


@dataclass(frozen=True, slots=True)
class AskedQuestion:
    """One question that was asked."""

    code: Annotated[str, "A01"]
    question: Annotated[str, "the question in words"]
    items: Annotated[int, "how many items were looked at"]
    found: Annotated[int, "how many findings came of it"]
    state: Annotated[State, "asked in full, of a part only, or not at all"]
    unable: Annotated[str, "why it was not asked in full; empty where it was"]
    left_out: Annotated[str, "what was not asked about by rule, how many and what sum; empty where nothing"]


@dataclass(frozen=True, slots=True)
class Explained:
    """Something that somebody has to explain."""

    code: Annotated[str, "code of the question"]
    level: Annotated[Level, "how much it weighs"]
    level_words: Annotated[str, "高, 中 or 低"]
    words: Annotated[str, "what was found"]
    rows: Annotated[int, "rows of evidence in the auditor's papers"]
    amount_fen: Annotated[int | None, "amount in fen; empty where it is about none"]
    vouchers: Annotated[tuple[str, ...], "anchors of the vouchers it rests on that stand on this page"]
    elsewhere: Annotated[int, "vouchers it rests on that are published only in sums"]
    answer: Annotated[str, "what was or will be done about it; empty where nothing is said"]


@dataclass(frozen=True, slots=True)
class Recomputed:
    """Something worked out a second time."""

    what: Annotated[str, "what: 各户利息, 各户分摊"]
    items: Annotated[int, "how many single amounts were compared"]
    booked_fen: Annotated[int, "as booked, in fen"]
    again_fen: Annotated[int, "as worked out again, in fen"]
    differ: Annotated[int, "how many of the amounts differ"]


@dataclass(frozen=True, slots=True)
class AddedUp:
    """What another program came to that added every posting up again."""

    engine: Annotated[str, "hledger, ledger or awk"]
    version: Annotated[str, "as the program says of itself"]
    accounts: Annotated[int, "closing balances that were compared"]
    same: Annotated[bool, "whether every one of them is the same"]


@dataclass(frozen=True, slots=True)
class BankBalance:
    """A bank account held against what the bank said."""

    fund: Annotated[str, "name of the fund"]
    account: Annotated[str, "account in words"]
    book_fen: Annotated[int, "by the books at the end of the period, in fen"]
    state: Annotated[Literal["confirmed", "earlier", "off", "never"], "what the bank said of it"]
    words: Annotated[str, "the same in words"]


@dataclass(frozen=True, slots=True)
class Threshold:
    """A threshold by which was asked."""

    words: Annotated[str, "what for"]
    value: Annotated[str, "its value"]
    source: Annotated[str, "whose it is"]


@dataclass(frozen=True, slots=True)
class DrawnItem:
    """One draw of a sample."""

    number: Annotated[int, "which draw, from 0 on"]
    place: Annotated[int, "place on the line in fen, or row of the register, both from 0 on"]
    result: Annotated[Literal["agrees", "differs", "unopened"], "what came of opening it"]


@dataclass(frozen=True, slots=True)
class DrawnSample:
    """A sample drawn after publication, which anybody can draw again."""

    title: Annotated[str, "按金额抽样 or 按户抽样, and the fund"]
    disclosure: Annotated[int, "entry of the public log it was drawn from"]
    root: Annotated[str, "root it was drawn from, 64 digits"]
    size: Annotated[int, "fens of the line, or rooms of the register"]
    beacon: Annotated[str, "where the chance came from, its day and its value as published"]
    items: Annotated[tuple[DrawnItem, ...], "every draw in order"]
    agree: Annotated[int, "how many were opened and agree"]
    again: Annotated[str, "a few lines of Python that draw the same"]
    by_hand: Annotated[str, "the first draw with sha256sum, as a shell reads it"]
    period: Annotated[str, "period of the disclosure it was drawn from; empty in older records"] = ""


@dataclass(frozen=True, slots=True)
class AuditTested:
    """Everything one audit asked."""

    period_title: Annotated[str, "period under audit in words"]
    asked_on: Annotated[date, "day on which it was asked"]
    ledger: Annotated[str, "which state of the books: a commit, or the hash of their text"]
    questions: Annotated[tuple[AskedQuestion, ...], "in the order of their codes"]
    findings: Annotated[tuple[Explained, ...], "high first"]
    high: Annotated[int, "findings that weigh much"]
    medium: Annotated[int, "findings that weigh something"]
    low: Annotated[int, "findings that are hints"]
    unable: Annotated[int, "questions that could not be asked, or not in full"]
    recomputed: Annotated[tuple[Recomputed, ...], "what was worked out a second time"]
    balances: Annotated[tuple[BankBalance, ...], "what the bank confirmed"]
    thresholds: Annotated[tuple[Threshold, ...], "in force in the period"]
    samples: Annotated[tuple[DrawnSample, ...], "drawn after publication"]
    engines: Annotated[
        tuple[AddedUp, ...], "other programs that added the books up again; empty where none was run"
    ] = ()
