"""A community's books as read: everything the rules and checks may know."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from jjledger.facts.amendment import Amendment
from jjledger.facts.audit_report import AuditReport
from jjledger.facts.closed_month import Closings
from jjledger.facts.community import Community
from jjledger.facts.decision import Decision
from jjledger.facts.finding import Place
from jjledger.facts.handover import Handover
from jjledger.facts.objection import Objection
from jjledger.facts.original import Destroyed, LaterDocument, Original
from jjledger.facts.placement import BadPlacement, Placement
from jjledger.facts.posting_record import PostingRecord
from jjledger.facts.project import Project
from jjledger.facts.reconciliation import Reconciled
from jjledger.facts.register import Register
from jjledger.facts.release import Release
from jjledger.facts.revenue import RevenueRecords
from jjledger.facts.settled import Settled
from jjledger.facts.statement_head import StatementHead
from jjledger.facts.voucher import Account, Voucher


@dataclass(frozen=True, slots=True)
class BalanceAssertion:
    """A bank (or other) balance somebody vouches for, at the end of a day."""

    day: date  # the close of this day; the directive stands on the next
    account: Account
    amount_fen: int
    place: Place


@dataclass(frozen=True, slots=True)
class Books:
    """The general book of a community with its register and settings."""

    community: Community
    register: Register
    accounts: Mapping[str, Account]  # every opened account by full name
    vouchers: tuple[Voucher, ...]  # by day, then voucher number; drafts included
    assertions: tuple[BalanceAssertion, ...]
    # by id, as decisions/*.toml record them; None where the record cannot be read
    decisions: Mapping[str, Decision | None] = field(default_factory=dict)
    files: frozenset[str] = frozenset()  # originals and documents that exist, relative to the folder
    opened: Mapping[str, Place] = field(default_factory=dict)  # where each account is opened
    # by id, as projects/*.toml record them; None where the record cannot be read
    projects: Mapping[str, Project | None] = field(default_factory=dict)
    # by name, as audits/*.toml record them; None where the record cannot be read
    audits: Mapping[str, AuditReport | None] = field(default_factory=dict)
    placements: tuple[Placement | BadPlacement, ...] = ()  # term deposits and bonds, in order of opening
    originals: tuple[Original, ...] = ()  # documents on file, as the list of originals has them
    destroyed: tuple[Destroyed, ...] = ()  # documents whose term was over
    papers: frozenset[str] = frozenset()  # every file in the folder of originals, listed or not
    later_documents: tuple[LaterDocument, ...] = ()  # that joined vouchers after posting
    settled: tuple[Settled, ...] = ()  # rows of bank files that need no voucher of their own
    statements: tuple[StatementHead, ...] = ()  # imported, by account and day
    closings: Closings = field(default_factory=Closings)  # closed months, and those opened again
    reconciliations: tuple[Reconciled, ...] = ()  # bank accounts held against statements, with items
    revenue: RevenueRecords = field(default_factory=RevenueRecords)  # contracts, assets, outside figures
    # Fen by account of the statement rows that vouchers name; those of closed months are not read again.
    row_amounts: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    # by period, as amendments/*.toml record them; None where the record cannot be read
    amendments: Mapping[str, tuple[Amendment, ...] | None] = field(default_factory=dict)
    # by number, as objections/*.toml record them; None where the record cannot be read
    objections: Mapping[str, Objection | None] = field(default_factory=dict)
    handovers: tuple[Handover, ...] = ()  # books that change hands, by day
    releases: tuple[Release, ...] = ()  # words let through although they look private
    posting_records: tuple[PostingRecord, ...] = ()  # where disclosures hung, by period and line

    def posted(self) -> tuple[Voucher, ...]:
        """List the vouchers that are not drafts."""
        return tuple(voucher for voucher in self.vouchers if not voucher.draft)

    def posted_between(self, first_day: date, last_day: date) -> tuple[Voucher, ...]:
        """List the vouchers of some days that are not drafts, both days inclusive."""
        start = bisect_left(self.vouchers, first_day, key=_day)
        end = bisect_right(self.vouchers, last_day, key=_day)
        return tuple(voucher for voucher in self.vouchers[start:end] if not voucher.draft)


def _day(voucher: Voucher) -> date:
    return voucher.day
