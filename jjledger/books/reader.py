"""Turn what beancount loaded into facts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from beancount.core import data

from jjledger.books.account_name import take_apart
from jjledger.books.amendment_file import read_amendments
from jjledger.books.audit_report_file import read_audit_reports
from jjledger.books.closed_file import read_closings
from jjledger.books.decision_file import read_decisions
from jjledger.books.findings import bad_amount
from jjledger.books.handover_file import read_handovers
from jjledger.books.linter import lint_directive, lint_files, lint_left_out
from jjledger.books.objection_file import read_objections
from jjledger.books.originals_file import paper_names, read_destroyed, read_originals
from jjledger.books.placement_reader import read_placement
from jjledger.books.posting_file import read_postings
from jjledger.books.project_file import read_projects
from jjledger.books.reconciliation_file import read_reconciliations
from jjledger.books.release_file import read_releases
from jjledger.books.revenue_records import read_revenue_records
from jjledger.books.settled_file import read_all_settled
from jjledger.books.source import Source
from jjledger.books.statement_file import read_heads, read_row_amounts
from jjledger.books.voucher_reader import VoucherReader
from jjledger.facts.books import BalanceAssertion, Books
from jjledger.facts.community import Community
from jjledger.facts.finding import Finding, Place
from jjledger.facts.original import LaterDocument
from jjledger.facts.placement import BadPlacement, Placement
from jjledger.facts.register import Register
from jjledger.facts.voucher import Account, Voucher
from jjledger.period import day_before
from jjledger.rules.replay import voucher_order
from jjledger.rules.suspense import bank_refs
from jjledger.units import fen_from_decimal


@dataclass(frozen=True, slots=True)
class Reading:
    """Facts read from a ledger and what is wrong with its text."""

    books: Books
    findings: tuple[Finding, ...]
    detail_names: tuple[str, ...]


def read_books(
    entries: Sequence[data.Directive],
    options: Mapping[str, Any],
    source: Source,
    settings: tuple[Community, Register],
) -> Reading:
    """Turn loaded directives into the general book.

    Args:
        entries: beancount's directives.
        options: beancount's options, for the list of included files.
        source: the community's files.
        settings: the community's facts and its register.
    """
    community, register = settings
    vouchers = VoucherReader(source)
    accounts: dict[str, Account] = {}
    opened: dict[str, Place] = {}
    placements: list[Placement | BadPlacement] = []
    assertions = []
    later: list[LaterDocument] = []
    read = []
    findings = [*lint_files(source, options["include"]), *lint_left_out(source, options["include"])]
    for entry in entries:
        if isinstance(entry, data.Transaction):
            read.append(vouchers.read(entry))
            continue
        place = Place(source.relative(entry.meta["filename"]), entry.meta["lineno"])
        findings.extend(lint_directive(entry, place, source))
        if isinstance(entry, data.Open):
            accounts[entry.account] = take_apart(entry.account)
            opened[entry.account] = place
            placement = read_placement(accounts[entry.account], entry.meta, place)
            placements += [placement] if placement is not None else []
        elif isinstance(entry, data.Document):
            file, fund = source.relative(entry.filename), take_apart(entry.account).fund
            links = sorted(entry.links or ())
            later += [LaterDocument(entry.date, link, fund, file, place) for link in links]
        elif isinstance(entry, data.Balance):
            assert entry.amount.number is not None, "a balance directive has a number"
            try:
                fen = fen_from_decimal(entry.amount.number)
            except ValueError:
                findings.append(bad_amount(place, entry.amount.number))
                continue
            assertions.append(BalanceAssertion(day_before(entry.date), take_apart(entry.account), fen, place))
    read = _with_documents(sorted(read, key=_in_order), later)
    books = Books(
        community,
        register,
        accounts,
        tuple(read),
        tuple(assertions),
        files=frozenset(name for voucher in read for name in voucher.documents if source.exists(name)),
        opened=opened,
        placements=tuple(placements),
        later_documents=tuple(later),
    )
    books, beside = _with_records(books, source)
    return Reading(books, (*findings, *vouchers.findings, *beside), vouchers.detail_names())


def _with_records(books: Books, source: Source) -> tuple[Books, tuple[Finding, ...]]:
    """Give the books the records that stand in files beside the ledger; what cannot be read is told."""
    decisions, unreadable = read_decisions(source)
    projects, illegible = read_projects(source)
    audits, unaudited = read_audit_reports(source, books.community.funds, books.community.auditors)
    originals, unlisted = read_originals(source)
    destroyed, undestroyed = read_destroyed(source)
    settled, unsettled = read_all_settled(source)
    statements, blurred = read_heads(source)
    reconciliations, unreconciled = read_reconciliations(source)
    closings, unclosed = read_closings(source)
    revenue, unknown = read_revenue_records(source, books.community)
    posting_records, unposted = read_postings(source)
    handovers, unhanded = read_handovers(source)
    objections, unheard = read_objections(source)
    amendments, unapproved = read_amendments(source)
    releases, unreleased = read_releases(source)
    named = {ref for voucher in books.posted() for ref in bank_refs(voucher)}
    row_amounts, illegible_rows = read_row_amounts(source, statements, named)
    full = replace(
        books,
        decisions=decisions,
        projects=projects,
        audits=audits,
        originals=originals,
        destroyed=destroyed,
        papers=frozenset() if unlisted else paper_names(source),  # nothing is loose where the list is unread
        settled=settled,
        statements=statements,
        row_amounts=row_amounts,
        reconciliations=reconciliations,
        closings=closings,
        revenue=revenue,
        posting_records=posting_records,
        handovers=handovers,
        objections=objections,
        amendments=amendments,
        releases=releases,
    )
    return full, (
        *unreadable,
        *illegible,
        *unaudited,
        *unlisted,
        *undestroyed,
        *unsettled,
        *blurred,
        *illegible_rows,
        *unreconciled,
        *unclosed,
        *unknown,
        *unposted,
        *unhanded,
        *unheard,
        *unapproved,
        *unreleased,
    )


def _with_documents(vouchers: list[Voucher], later: Sequence[LaterDocument]) -> list[Voucher]:
    """Give vouchers the documents that joined them after they were posted."""
    found: dict[tuple[str, str], tuple[str, ...]] = {}
    for one in later:
        found[one.fund, one.voucher] = (*found.get((one.fund, one.voucher), ()), one.file)
    if not found:
        return vouchers
    return [
        replace(voucher, documents=tuple(dict.fromkeys((*voucher.documents, *more)))) if more else voucher
        for voucher in vouchers
        for more in [tuple(file for fund in voucher.funds for file in found.get((fund, voucher.key), ()))]
    ]


def _in_order(voucher: Voucher) -> tuple[date, tuple[int, str], str, int]:
    """Order vouchers by day, kind and number; funds share numbers, and files come in the disk's order."""
    return voucher.day, voucher_order(voucher), voucher.place.file, voucher.place.line
