"""A voucher about to be written: what commands make and the ledger's writer puts on paper."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from jjledger.facts.finding import Place

Meta = tuple[tuple[str, str], ...]  # keys and values in the order in which they are written


@dataclass(frozen=True, slots=True)
class EntryPosting:
    """One leg; debit positive."""

    account: str  # full name; opened on the voucher's day where the chart lacks it
    amount_fen: int  # never zero
    split: Meta = ()  # whose money: ("scope", "01-1"), ("key", "equal"), ("part", "interest") …


@dataclass(frozen=True, slots=True)
class Entry:
    """A voucher without its number and signatures. All legs belong to one fund."""

    day: date
    kind: str  # 收, 付, 转 or 初
    payee: str
    narration: str
    postings: tuple[EntryPosting, ...]
    attachments: int
    meta: Meta = ()  # decision, project, contract, reverses, corrects, basis, areas, rates …
    links: tuple[str, ...] = ()
    draft: bool = False  # flag `!`: no number, no signatures; counts nowhere until confirmed
    instead_of: Place | None = None  # a draft in the ledger whose text this takes the place of


@dataclass(frozen=True, slots=True)
class Opening:
    """An account to open, with what its open directive says about it; one of the chart is open from the day on."""

    account: str
    day: date
    meta: Meta = ()


@dataclass(frozen=True, slots=True)
class Note:
    """A note on an account: something happened that moved no money."""

    day: date
    account: str
    text: str


@dataclass(frozen=True, slots=True)
class Assertion:
    """A balance somebody outside vouches for: a bank statement's."""

    day: date  # the close of this day
    account: str
    amount_fen: int


@dataclass(frozen=True, slots=True)
class Attachment:
    """A document that joins a posted voucher, whose own text is never edited."""

    day: date  # in whose month's file it is written
    account: str  # of the voucher: its fund's
    voucher: str  # key, 2025-03-F0012
    file: str  # relative to the community's folder


@dataclass(frozen=True, slots=True)
class Writing:
    """Everything one command writes: it is all written, or nothing."""

    entries: tuple[Entry, ...] = ()
    files: Mapping[str, bytes] = field(default_factory=dict)  # path below the folder → whole new content
    openings: tuple[Opening, ...] = ()
    notes: tuple[Note, ...] = ()
    assertions: tuple[Assertion, ...] = ()  # those that stand already are not written twice
    attached: tuple[Attachment, ...] = ()
    dropped: tuple[Place, ...] = ()  # drafts and balances in the ledger whose text goes
    removed: tuple[str, ...] = ()  # files below the folder that go
    why: str = ""  # one line for the record; "" is told by the vouchers


@dataclass(frozen=True, slots=True)
class Signed:
    """Who answers for a voucher: two different persons."""

    prepared: str
    reviewed: str


@dataclass(frozen=True, slots=True)
class Deed:
    """Who changed the ledger, and why: what the history keeps of a writing."""

    who: str  # a person's name
    why: str  # one line
