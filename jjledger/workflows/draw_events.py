"""How papers about votes, repairs and audits, and those of a year, are drawn up from a loaded community."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from jjledger.books.ledger import Ledger
from jjledger.disclosure.annual_report import Parts, annual_report
from jjledger.disclosure.audit_page import audit_page, with_tested
from jjledger.disclosure.audit_report_models import AuditPage
from jjledger.disclosure.audit_tested import Drawn
from jjledger.disclosure.carried_out import carried_out
from jjledger.disclosure.events import stages_of
from jjledger.disclosure.head import Setting
from jjledger.disclosure.models import Disclosure
from jjledger.disclosure.project_page import project_page
from jjledger.disclosure.vote_result import vote_result
from jjledger.facts.audit_report import AuditReport
from jjledger.facts.books import Books
from jjledger.facts.decision import Decision, Emergency, Vote
from jjledger.law import Law
from jjledger.period import Interval, Period, whole_periods
from jjledger.seal.sampling import draw
from jjledger.workflows.plan import Planned, paces
from jjledger.workflows.rulings import grounds_by, law_of

# What an urgent use rests on beside what every repair does.
_TAKING_PART: Final = ("participation_area_share", "participation_heads_share")
_URGENT: Final = ("urgent_use_publication", "emergency_announcement", "emergency_announcement_days")


def draw_decision(ledger: Ledger, plan: Planned, setting: Setting) -> Disclosure:
    """Draw up the result of a vote, or without a subject what became of a year's decisions."""
    books = ledger.books
    law = law_of(books.community)
    if not plan.subject:
        return carried_out(books, law, ledger.replayed.shares, plan.period, setting)
    decision = books.decisions[plan.subject]
    assert decision is not None, "only what can be read is planned"
    setting = replace(setting, notes=())  # whether a month is closed says nothing about a vote
    if isinstance(decision.by, Vote):
        asked = grounds_by(law, (*_TAKING_PART, _consent(law, decision)), decision.day)
        setting = replace(setting, grounds=(*asked, *setting.grounds))
    return vote_result(books, law, decision, plan.period, setting)


def _consent(law: Law, decision: Decision) -> str:
    """Name the rule that says how many have to agree on a matter."""
    special = law.find("special_matters", decision.day)
    is_special = special is not None and str(decision.matter) in str(special.value).split()
    return "special_consent_share" if is_special else "ordinary_consent_share"


def draw_project(ledger: Ledger, plan: Planned, setting: Setting) -> Disclosure:
    """Draw up what the owners are told of a repair on the day of the plan."""
    books = ledger.books
    law, project = law_of(books.community), books.projects[plan.subject]
    assert project is not None, "only what can be read is planned"
    told = next(one for one in stages_of(books, project) if one.period == plan.period)
    decision = books.decisions.get(project.decision)
    if decision is not None and isinstance(decision.by, Emergency):
        urgent = grounds_by(law, _URGENT, plan.period.last_day)
        setting = replace(setting, grounds=(*urgent, *setting.grounds))
    return project_page(books, law, ledger.replayed.shares, told, setting)


def draw_audit(ledger: Ledger, plan: Planned, setting: Setting) -> Disclosure:
    """Draw up an audit's disclosure."""
    report = ledger.books.audits[plan.subject]
    assert report is not None, "only what can be read is planned"
    setting = replace(setting, notes=())  # nor about what an auditor said
    return audit_of(ledger, report, plan.period, setting)


def audit_of(ledger: Ledger, report: AuditReport, period: Period, setting: Setting) -> AuditPage:
    """Show a report with all that was asked for it.

    Args:
        ledger: a loaded community without blocking findings.
        report: its record, with its text.
        period: of the report's day.
        setting: grounds, address and notes to print.
    """
    books = ledger.books
    page = audit_page(books, law_of(books.community), report, period, setting)
    return with_tested(page, books, ledger.replayed.shares, report, drawn_of(report))


def drawn_of(report: AuditReport) -> Drawn:
    """Draw the samples of a record again: the record keeps by what they were drawn, not what."""
    samples = report.tested.samples if report.tested else ()
    return {
        place: draw(bytes.fromhex(one.root), one.value, one.size, one.count)
        for place, one in enumerate(samples)
    }


def draw_annual(ledger: Ledger, plan: Planned, setting: Setting) -> Disclosure:
    """Draw up a year's report."""
    books = ledger.books
    law = law_of(books.community)
    parts = _parts(books, law, plan.period)
    return annual_report(books, law, ledger.replayed.shares, (plan.period, parts), setting)


def _parts(books: Books, law: Law, year: Period) -> Parts:
    """List the year's parts in which each kind of fund is disclosed."""
    often = paces(books.community, law, year.last_day)
    revenue, owners = (_within(often[pace], year) for pace in ("public_revenue", "maintenance_fund"))
    return {"public_revenue": revenue, "maintenance": owners, "public_housing": owners}


def _within(interval: Interval, year: Period) -> tuple[Period, ...]:
    return whole_periods(interval, year.first_day, year.last_day)
