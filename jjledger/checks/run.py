"""All checks, written out in the order in which their answers are read."""

from __future__ import annotations

from datetime import date

from jjledger.checks.accounts import check_accounts
from jjledger.checks.area_tables import check_area_tables
from jjledger.checks.audit_reports import check_audit_reports
from jjledger.checks.balanced import check_balanced
from jjledger.checks.bank_references import check_bank_references
from jjledger.checks.closed_months import check_closed_months
from jjledger.checks.corrections import check_corrections
from jjledger.checks.decisions import check_decisions
from jjledger.checks.deposit_standards import check_deposit_standards
from jjledger.checks.dividends import check_dividends
from jjledger.checks.emergencies import check_emergencies
from jjledger.checks.ended_houses import check_ended_houses
from jjledger.checks.evidence import (
    check_arrears,
    check_bank_confirmed,
    check_bank_overdrawn,
    check_originals,
    check_reconciliations,
)
from jjledger.checks.first_deposits import check_first_deposits
from jjledger.checks.households import check_households, unsure_funds
from jjledger.checks.imports import check_imports
from jjledger.checks.invoices import check_invoices
from jjledger.checks.months import check_months
from jjledger.checks.numbering import check_numbering
from jjledger.checks.objections import check_objections
from jjledger.checks.opening import check_opening
from jjledger.checks.originals import check_filed_originals, check_originals_belong
from jjledger.checks.placements import check_placements
from jjledger.checks.posting_records import check_posting_records
from jjledger.checks.projects import check_projects
from jjledger.checks.receipts import check_receipts
from jjledger.checks.refunds import check_refunds
from jjledger.checks.releases import check_releases
from jjledger.checks.revenue import check_revenue
from jjledger.checks.revenue_limits import check_revenue_limits
from jjledger.checks.revenue_yield import check_revenue_yield
from jjledger.checks.settled_rows import check_settled_rows
from jjledger.checks.signers import check_signers
from jjledger.checks.splits import check_splits
from jjledger.checks.top_ups import check_top_ups
from jjledger.checks.transfers import check_transfers
from jjledger.checks.undistributed import check_undistributed
from jjledger.checks.uses import check_uses
from jjledger.checks.vouchers import check_vouchers
from jjledger.checks.warranty import check_warranty
from jjledger.facts.books import Books
from jjledger.facts.finding import Finding
from jjledger.rules.replay import Replayed


def check_books(books: Books, replayed: Replayed, today: date) -> tuple[Finding, ...]:
    """Ask every question of a community's books, and give all findings by place.

    Args:
        books: the general book.
        replayed: what came of its splits.
        today: the day on which the questions are asked.
    """
    unsure = unsure_funds(books, replayed.problems)
    failed = {problem.posting.account.fund for problem in replayed.problems}
    findings = (
        *check_accounts(books),
        *check_balanced(books),
        *check_vouchers(books, today),
        *check_numbering(books),
        *check_months(books),
        *check_opening(books),
        *check_receipts(books),
        *check_splits(books),
        *check_households(replayed.problems, unsure),
        *check_corrections(books, replayed.problems),
        *check_deposit_standards(books),
        *check_first_deposits(books),
        *check_refunds(books, replayed.shares),
        *check_undistributed(books, replayed.shares),
        *check_dividends(books),
        *check_decisions(books),
        *check_emergencies(books),
        *check_uses(books),
        *check_projects(books, today),
        *check_area_tables(books),
        *check_placements(books, today),
        *check_warranty(books, today),
        *check_transfers(books),
        *check_top_ups(books),
        *check_revenue(books, today),
        *check_revenue_limits(books),
        *check_revenue_yield(books, today),
        *check_invoices(books),
        *check_posting_records(books),
        *check_objections(books, today),
        *check_audit_reports(books, today),
        *check_originals(books),
        *check_filed_originals(books, today),
        *check_originals_belong(books),
        *check_releases(books, today),
        *check_signers(books, today),
        *check_settled_rows(books),
        *check_imports(books, today),
        *check_bank_references(books),
        *check_bank_confirmed(books, today),
        *check_reconciliations(books),
        *check_bank_overdrawn(books),
        *check_arrears(replayed.shares, unsure | failed),
        *check_closed_months(books, replayed.shares, unsure | failed, today),
        *check_ended_houses(books, replayed.shares, unsure | failed, today),
    )
    return tuple(sorted(findings, key=_by_place))


def _by_place(finding: Finding) -> tuple[str, int, str]:
    return finding.place.file, finding.place.line, finding.code
