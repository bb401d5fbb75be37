"""What events bring with them: an urgent use, books that change hands, a warranty that ends."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Final

from jjledger.checks.warranty import warranty_rules
from jjledger.disclosure.account_words import without_code
from jjledger.disclosure.calendar_models import Duty, DutyState
from jjledger.disclosure.events import stages_of
from jjledger.disclosure.objection_words import awaits_correction
from jjledger.facts.books import Books
from jjledger.facts.community import Fund
from jjledger.facts.decision import Emergency
from jjledger.facts.handover import REASON_WORDS, Handover
from jjledger.law import Law
from jjledger.period import chinese_day, parse_period
from jjledger.rules.announcement import urgent_use_deadline
from jjledger.rules.answer_term import answer_term
from jjledger.rules.project import by_project, paid_out_on, whole_fen
from jjledger.rules.warranty import balance_of, calendar_of, item_notices

AHEAD: Final = timedelta(days=92)  # what lies further ahead is not told yet
_HANDOVER_RULES: Final = {"term": "handover_term_days", "member": "handover_member_days"}

_CAUSES: Final = frozenset({"term_end", "member_leaves"})  # why an audit of a change was made


def event_duties(
    books: Books, law: Law, today: date, told: Mapping[str, date], corrected: Mapping[str, date]
) -> Iterator[Duty]:
    """List what events have made due, and what warranties will within three months.

    Args:
        books: the general book.
        law: of the community.
        today: the day on which it is asked.
        told: by the period codes of the papers about repairs that are out, the days on which they went out.
        corrected: by period codes, the days on which the latest corrected editions went out.
    """
    yield from _urgent_uses(books, law, today, told)
    for handover in books.handovers:
        yield _handover(handover, law, today)
        if handover.reason in _HANDOVER_RULES:
            yield from _audit_of(books, handover, law)
    yield from _objections(books, law, today, corrected)
    for fund in books.community.funds:
        if fund.warranty is not None:
            yield from _warranty(books, fund, today)


def _urgent_uses(books: Books, law: Law, today: date, told: Mapping[str, date]) -> Iterator[Duty]:
    """Source: 台州市物业管理条例 第52条第三款; R20."""
    for identity, vouchers in by_project(books).items():
        project = books.projects.get(identity)
        decision = books.decisions.get(project.decision) if project else None
        if project is None or decision is None or not isinstance(decision.by, Emergency):
            continue
        paid = paid_out_on(vouchers, books.community, whole_fen(project))
        deadline = urgent_use_deadline(law, paid) if paid else None
        if paid is None or deadline is None:
            continue
        final = [
            told[stage.period.code]
            for stage in stages_of(books, project)
            if stage.day >= paid and stage.period.code in told
        ]
        done = project.announced or min(final, default=None)
        state, words = _done_by(deadline.day, done, today, "公告")
        yield Duty(
            "urgent-use", "应急使用公告", f"项目 {identity}", "", deadline.day, deadline.ruling.citation,
            deadline.ruling.phrase, f"{chinese_day(paid)}付清；{deadline.ruling.citation}", state, words,
            done, _late_days(deadline.day, done, today),
        )  # fmt: skip


def _handover(handover: Handover, law: Law, today: date) -> Duty:
    """Source: 台州市物业管理条例 第28条; R47."""
    rule = _HANDOVER_RULES.get(handover.reason)
    ruling = law.find(rule, handover.day) if rule else None
    subject = f"{REASON_WORDS[handover.reason]}，{chinese_day(handover.day)}"
    if handover.due is None:
        state: DutyState = "complete" if handover.done else "open"
        words = f"{chinese_day(handover.done)}已移交" if handover.done else "还没有移交；本地没有规定期限"
    else:
        state, words = _done_by(handover.due, handover.done, today, "移交")
    return Duty(
        "handover", "移交账簿和资料", subject, "", handover.due,
        ruling.citation if ruling else "会计基础工作规范第25条", ruling.phrase if ruling else "",
        f"{ruling.value} 日内，{ruling.citation}" if ruling else "没有规定期限", state, words, handover.done,
        _late_days(handover.due, handover.done, today),
    )  # fmt: skip


def _audit_of(books: Books, handover: Handover, law: Law) -> Iterator[Duty]:
    """Ask for an audit where the place's law asks for one; who of the members kept the money is not on record.

    Source: 杭州市物业管理条例 第37条; 上海市住宅物业管理规定 第67条; R46.
    """
    ruling = law.find("change_audit", handover.day)
    if ruling is None:
        return
    subject = f"{REASON_WORDS[handover.reason]}，{chinese_day(handover.day)}"
    whose = "" if handover.reason == "term" else "；只在离任的是主任或者管财务的成员时"
    reported = [
        report.day
        for report in books.audits.values()
        if report is not None and report.cause in _CAUSES and report.day >= handover.day
    ]
    done = min(reported, default=None)
    words = f"{chinese_day(done)}已出报告" if done else f"审计后请公示审计报告{whose}"
    yield Duty(
        "change-audit", "委托审计", subject, "", None, ruling.citation, ruling.phrase, "没有规定期限",
        "complete" if done else "open", words, done,
    )  # fmt: skip


def _objections(books: Books, law: Law, today: date, corrected: Mapping[str, date]) -> Iterator[Duty]:
    """Source: R45; `answer_term` tells why no article is given as the reason."""
    for objection in books.objections.values():
        if objection is None:
            continue
        done = objection.answer.day if objection.answer else None
        state, words = _done_by(objection.due, done, today, "答复")
        if awaits_correction(objection, corrected.get(objection.period_code)):
            state, words = "open", f"{words}，有误；更正待公示"
        term = answer_term(law, objection.day, objection.due)
        yield Duty(
            "objection", "答复业主异议", f"{parse_period(objection.period_code).title}，编号 {objection.id}", "",
            objection.due, term.ground, term.phrase, term.words, state, words, done,
            _late_days(objection.due, done, today),
        )  # fmt: skip


def _warranty(books: Books, fund: Fund, today: date) -> Iterator[Duty]:
    """Source: 台州市物业管理条例 第50条; R49."""
    assert fund.warranty is not None, "asked before"
    rules, grounds = warranty_rules(books.community, fund.warranty, today)
    ground = grounds.get("term", "")
    title = without_code(fund.code)
    for notice in item_notices(fund.warranty, rules):
        if notice.notice_from - AHEAD <= today <= notice.expires:
            yield Duty(
                "warranty-item", "保修期满公告", notice.title, "", notice.notice_from, ground, "",
                f"{chinese_day(notice.expires)}保修期满", "coming",
                f"建设单位应自{chinese_day(notice.notice_from)}起公告，{chinese_day(notice.expires)}期满",
            )  # fmt: skip
    if rules.term is None or balance_of(books.posted(), fund, today).held_fen <= 0:
        return
    days = calendar_of(fund.warranty, rules.term)
    if today < days.notice_from - AHEAD:
        return
    state, words = _done_by(days.notice_from, fund.warranty.noticed, today, "公示")
    yield Duty(
        "warranty-return", "拟退还保修金公示", title, "", days.notice_from, ground, "",
        f"存储期限{chinese_day(days.expires)}届满", "coming" if state == "missing" else state, words,
        fund.warranty.noticed, _late_days(days.notice_from, fund.warranty.noticed, today),
    )  # fmt: skip


def _done_by(due: date, done: date | None, today: date, verb: str) -> tuple[DutyState, str]:
    """Say how something stands that has to be done by a day."""
    by = f"应于{chinese_day(due)}前{verb}"
    behind = ((done or today) - due).days
    if done is not None:
        return "complete", f"{chinese_day(done)}已{verb}" + (f"，比期限晚 {behind} 天" if behind > 0 else "")
    if behind > 0:
        return "late", f"{by}，尚未{verb} {behind} 天"
    return "missing", f"{by}，" + ("今天到期" if behind == 0 else f"还有 {-behind} 天")


def _late_days(due: date | None, done: date | None, today: date) -> int:
    return max(0, ((done or today) - due).days) if due is not None else 0
