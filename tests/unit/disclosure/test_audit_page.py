"""An audit's disclosure says what the record says, hangs as long as the law or custom has it, and names no person."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from jjledger.disclosure.audit_page import audit_page
from jjledger.disclosure.audit_report_models import AuditPage
from jjledger.disclosure.events import events, slug_of
from jjledger.disclosure.head import Setting
from jjledger.facts.audit_report import AuditPoint, AuditReport
from jjledger.facts.original import Original
from jjledger.law import for_community
from jjledger.period import event_period
from tests.small_books import REVENUE
from tests.written_books import written

DAY = date(2025, 4, 18)
FILE = "vouchers/2025/0123456789abcdef.pdf"
REPORT = AuditReport(
    "2025-04-18-annual", DAY, "annual", "2024年度审计", (REVENUE,), date(2024, 1, 1), date(2024, 12, 31),
    "某会计师事务所", "yearly", "qualified", "除一事外，收支记录公允。", FILE, None,
    (AuditPoint("一笔收入入账迟", 120_00, "已补记"),),
)  # fmt: skip
ON_FILE = Original(FILE, "a" * 64, "annual", None, DAY, "报告.pdf")


def page(report: AuditReport = REPORT, region: str = "3310", filed: Original = ON_FILE) -> AuditPage:
    books = replace(written(""), originals=(filed,), audits={report.id: report})
    period = event_period(DAY, slug_of("audit", report.slug))
    return audit_page(books, for_community(region), report, period, Setting())


def test_it_says_what_a_person_wrote() -> None:
    found = page()
    assert (found.opinion_words, found.cause, found.funds) == ("保留意见", "年度审计", ("公共收益",))
    assert found.findings[0].amount_fen == 120_00
    assert found.report_sha256 == "a" * 64
    assert found.head.period_code == "2025-04-18.audit-annual"


def test_a_report_that_was_altered_has_no_hash() -> None:
    assert page(filed=replace(ON_FILE, state="altered")).report_sha256 == ""


@pytest.mark.parametrize(
    ("region", "own", "days", "words"),
    [
        ("3310", None, 30, "至少 30 天（按通行做法）"),
        ("31", None, 30, "至少 30 天（上海市住宅物业管理规定第67条）"),
        ("3310", 45, 45, "至少 45 天（按本小区设定）"),
        ("3310", 20, 30, "至少 30 天（按通行做法）"),
        ("31", 20, 30, "至少 30 天（上海市住宅物业管理规定第67条）"),
    ],
)
def test_how_long_it_hangs(region: str, own: int | None, days: int, words: str) -> None:
    found = page(replace(REPORT, days_posted=own), region)
    assert (found.head.days_posted, found.hanging) == (days, words)


def test_an_auditor_who_is_a_person_is_masked() -> None:
    assert page(replace(REPORT, auditor="张三丰")).auditor == "张*"


def test_it_is_due_on_its_day_and_not_before() -> None:
    books = replace(written(""), audits={REPORT.id: REPORT, "2025-05-01-other": None})
    assert list(events(books, date(2025, 4, 17))) == []
    (event,) = events(books, DAY)
    assert (event.document, event.subject, event.period.code) == (
        "audit",
        REPORT.id,
        "2025-04-18.audit-annual",
    )
