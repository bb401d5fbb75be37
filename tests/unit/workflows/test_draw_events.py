"""Which papers about events are planned and drawn up, on what ground."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

from jjledger.books.ledger import Ledger, load_ledger
from jjledger.disclosure.models import Disclosure
from jjledger.period import Period, event_period, parse_period
from jjledger.rules.closed_periods import unclosed_months
from jjledger.workflows.draw import draw
from jjledger.workflows.plan import Planned, planned, refuse_unfit
from jjledger.workflows.rulings import law_of

LEDGERS = Path(__file__).parents[3] / "ledgers"
TODAY = date(2026, 1, 31)


@cache
def ledger(code: str) -> Ledger:
    return load_ledger(LEDGERS / code, TODAY)


def plans(code: str, only: Period | None = None, today: date = TODAY) -> tuple[Planned, ...]:
    books = ledger(code).books
    return planned(books, law_of(books.community), today, only)


def drawn(code: str, path: str) -> Disclosure:
    (plan,) = [plan for plan in plans(code) if plan.path == path]
    return draw(ledger(code), law_of(ledger(code).books.community), plan)


def test_one_event_asked_for_is_one_paper() -> None:
    only = event_period(date(2025, 6, 12), "decision-2025-02")
    refuse_unfit(only, TODAY)
    (plan,) = plans("guiyu2", only)
    assert (plan.document, plan.subject, plan.period) == ("decision", "2025-02", only)


def test_a_year_asked_for_has_no_papers_of_single_days() -> None:
    documents = [plan.document for plan in plans("guiyu2", parse_period("2025"))]
    assert {"annual", "decision"} <= set(documents)
    assert all(plan.subject == "" for plan in plans("guiyu2", parse_period("2025")))


def test_nothing_is_told_before_its_day() -> None:
    early = plans("guiyu2", today=date(2025, 6, 12))
    assert max(plan.period.last_day for plan in early) < date(2025, 6, 12)
    assert "2025-06-12.decision-2025-02/decision" not in {plan.path for plan in early}
    assert "2025-06-12.decision-2025-02/decision" in {
        plan.path for plan in plans("guiyu2", today=date(2025, 6, 13))
    }


def test_a_vote_rests_on_the_shares_it_needed() -> None:
    phrases = [
        ground.phrase for ground in drawn("guiyu2", "2025-06-12.decision-2025-02/decision").head.grounds
    ]
    assert phrases[:3] == [
        "专有部分面积占比三分之二以上的业主", "人数占比三分之二以上的业主参与表决",
        "参与表决专有部分面积过半数的业主且参与表决人数过半数的业主同意",
    ]  # fmt: skip


def test_an_urgent_use_rests_on_its_own_article_and_a_vote_of_none() -> None:
    titles = [
        ground.title for ground in drawn("yihao", "2025-05-12.project-2025-01-settled/project").head.grounds
    ]
    assert titles[:2] == ["台州市物业管理条例第52条"] * 2
    certified = drawn("yihao", "2025-05-08.decision-2025-01/decision").head.grounds
    assert all("民法典第278条" not in ground.title for ground in certified)


def test_an_audit_and_a_year_rest_on_the_articles_about_them() -> None:
    audit = drawn("guiyu2", "2025-04-18.audit-annual-2024/audit").head
    assert [ground.title for ground in audit.grounds] == ["台州市物业管理条例第23条"]
    assert audit.days_posted == 30
    annual = drawn("guiyu2", "2025/annual").head
    assert "业主委员会年度工作报告" in [ground.phrase for ground in annual.grounds]


def test_the_samples_audit_tells_of_the_year_it_audited() -> None:
    page = drawn("guiyu2", "2025-04-18.audit-annual-2024/audit")
    spent = [
        voucher.day
        for voucher in ledger("guiyu2").books.posted_between(page.audited_first, page.audited_last)
        if any(leg.account.fund == "3公共收益" and leg.account.code == "6401" for leg in voucher.postings)
    ]
    assert [(day.year, day.month) for day in spent] == [(2024, 6), (2024, 12)]
    words = page.findings[0].words
    assert "半年入账一次" in words
    # A fee that was booked wrong in May 2025 cannot be found in the books of 2024, in April.
    assert not any("场地" in text for text in (page.opinion_text, *(one.words for one in page.findings)))


def test_a_repair_asks_whether_the_month_of_its_day_is_closed() -> None:
    books = ledger("guiyu2").books
    assert [month.code for month in unclosed_months(books, event_period(date(2025, 10, 20), "x"))] == [
        "2025-10"
    ]
