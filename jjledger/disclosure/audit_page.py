"""审计报告公示: who audited which money and which days, the opinion, and what was found; only what a person wrote.

The report itself is kept among the originals and shown by its hash; whoever is handed a copy can
tell by it that it is the one. It is not published, since reports name people.
"""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256
from typing import Final

from jjledger.disclosure.account_words import without_code
from jjledger.disclosure.audit_report_models import AuditFinding, AuditPage
from jjledger.disclosure.audit_tested import Drawn, examined_view
from jjledger.disclosure.fund_views import Shares
from jjledger.disclosure.head import Setting, about, make_head
from jjledger.disclosure.masking import mask_payee
from jjledger.facts.audit_report import CAUSE_WORDS, OPINION_WORDS, OWN_AUDITOR, AuditReport
from jjledger.facts.books import Books
from jjledger.law import Law
from jjledger.period import Period
from jjledger.proof.keys import fingerprint, read_public
from jjledger.rules.announcement import hanging_days

NO_REAL_OPINION: Final = "示例，非审计意见"


def audit_page(books: Books, law: Law, report: AuditReport, period: Period, setting: Setting) -> AuditPage:
    """Draw up an audit's disclosure.

    Args:
        books: for the community and the list of originals.
        law: of the community, for how long the notice hangs.
        report: its record.
        period: of the report's day.
        setting: grounds, address and notes to print.

    Source: 台州市物业管理条例 第23条; 上海市住宅物业管理规定 第67条; R46.
    """
    days, hanging = _hanging(books, law, report)
    head = about(make_head("audit", books.community, None, period, setting), report.title)
    before = report.corrects
    hashes = {one.file: one.sha256 for one in books.originals if one.state == "sound"}
    return AuditPage(
        head=replace(head, days_posted=days),
        number=report.id,
        subject=report.title,
        cause=CAUSE_WORDS[report.cause],
        funds=tuple(without_code(code) for code in report.funds),
        audited_first=report.first_day,
        audited_last=report.last_day,
        auditor=report.auditor if report.auditor == OWN_AUDITOR else mask_payee(report.auditor),
        reported=report.day,
        opinion=report.opinion,
        opinion_words=OPINION_WORDS[report.opinion],
        opinion_text=report.opinion_text,
        findings=tuple(AuditFinding(one.words, one.amount_fen, one.answer) for one in report.points),
        report_sha256=hashes.get(report.report, ""),
        hanging=hanging,
        opinion_note=NO_REAL_OPINION if books.community.sample else "",
        corrects=before.id if before else "",
        corrects_sha256=before.sha256 if before else "",
        reason=before.reason if before else "",
    )


def with_tested(
    page: AuditPage, books: Books, shares: Shares, report: AuditReport, drawn: Drawn
) -> AuditPage:
    """Add what the program asked of the books for a report; a report brought from outside stays as it is.

    Args:
        page: of `audit_page`.
        books: the general book.
        shares: what the splits of owners' funds came to.
        report: its record, with its text.
        drawn: what each of its samples drew.
    """
    if report.tested is None:
        return page
    tested, vouchers = examined_view(books, shares, report.tested, drawn)
    return replace(
        page,
        tested=tested,
        vouchers=vouchers,
        signer=report.key if report.signature else "",
        signer_fingerprint=fingerprint(read_public(report.key)) if report.signature else "",
        record_sha256=sha256(report.record.encode()).hexdigest(),
        record_text=report.record,
        signature=report.signature,
    )


def _hanging(books: Books, law: Law, report: AuditReport) -> tuple[int, str]:
    """Say how many days the notice hangs: as the law or custom has it, or the record's own where they are more."""
    asked = hanging_days(books.community, law, "audit", report.day)
    own = report.days_posted or 0
    return (own, f"至少 {own} 天（按本小区设定）") if own > asked.days else (asked.days, asked.words)
