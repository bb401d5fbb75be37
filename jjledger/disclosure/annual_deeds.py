"""What else a year brought, in the annual report: decisions, contracts, audits, corrections, and what is planned."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import Final

from jjledger.disclosure.annual_models import Figure, PlaceLink
from jjledger.disclosure.annual_words import Said, say, say_with, spoken
from jjledger.disclosure.events import EventDocument, slug_of
from jjledger.disclosure.masking import mask_payee
from jjledger.disclosure.small import LEAST_HOUSEHOLDS
from jjledger.disclosure.vote_result import verdict_of
from jjledger.facts.audit_report import OPINION_WORDS
from jjledger.facts.books import Books
from jjledger.facts.decision import Decision, Emergency, Vote
from jjledger.law import Law
from jjledger.period import Period, chinese_day, event_period
from jjledger.rules.contracts import received_by
from jjledger.rules.project import by_project, used_fen
from jjledger.rules.scope import named_rows
from jjledger.units import decimal_text

_PAPERS: Final[Mapping[EventDocument, str]] = {"decision": "表决结果", "audit": "审计报告"}


def decision_sentences(books: Books, law: Law, year: Period) -> Iterator[Said]:
    """Tell what the owners decided in a year, with the votes, and which uses were urgent.

    Args:
        books: the general book with its records.
        law: of the community.
        year: the year.
    """
    found = [one for one in books.decisions.values() if one is not None and year.contains(one.day)]
    voted = [one for one in found if isinstance(one.by, Vote)]
    carried = sum(verdict_of(one, law) == "carried" for one in voted)
    if not found:
        yield say("今年没有登记业主共同决定的事。", (Figure("表决", count=0),), 1)
        return
    words = f"今年业主表决了 {len(voted)} 件事，{carried} 件通过"
    figures = [Figure("表决", count=len(voted)), Figure("通过", count=carried)]
    if len(found) > len(voted):
        words += f"；另有 {len(found) - len(voted)} 件应急使用，凭证明办理"
        figures.append(Figure("应急使用", count=len(found) - len(voted)))
    yield say(f"{words}。", figures, 1, len(found))
    for one in sorted(found, key=lambda decision: (decision.day, decision.id)):
        said = _decision(books, one, law)
        yield say_with(said, (), [_paper("decision", one.id, one.day)])


def _decision(books: Books, decision: Decision, law: Law) -> Said:
    if isinstance(decision.by, Emergency):
        words = f"{chinese_day(decision.day)}，{decision.title}，因{decision.by.ground}，由{decision.by.certified_by}证明应急使用。"
        return say(words, (), 2)
    verdict = {"carried": "通过", "failed": "没有通过"}.get(verdict_of(decision, law), "按记录公布")
    start = f"{chinese_day(decision.day)}表决{decision.title}，"
    vote = decision.by
    if len(named_rows(books.register, decision.scope.split(), decision.day)) < LEAST_HOUSEHOLDS:
        return say(f"{start}{verdict}。", (), 2)
    took, agreed = (
        Fraction(100 * part.heads, whole.heads) if whole.heads else Fraction(0)
        for part, whole in ((vote.participating, vote.total), (vote.agreeing, vote.participating))
    )
    words = (
        f"{start}{vote.total.heads} 位业主里 {vote.participating.heads} 位参加，占 {decimal_text(took, 1)}%，"
        f"{vote.agreeing.heads} 位同意，占参加的 {decimal_text(agreed, 1)}%，{verdict}。"
    )
    figures = (
        Figure("全体业主", count=vote.total.heads), Figure("参加", count=vote.participating.heads),
        Figure("参加占全体", share=str(took / 100)), Figure("同意", count=vote.agreeing.heads),
        Figure("同意占参加", share=str(agreed / 100)),
    )  # fmt: skip
    return say(words, figures, 2, vote.total.heads)


def contract_sentences(books: Books, fund: str, year: Period) -> Iterator[Said]:
    """Tell what contracts have made due and nobody has paid; nothing where no contract is on record.

    Args:
        books: the general book with its contracts.
        fund: code of a fund of public revenue.
        year: the year.
    """
    contracts = [
        one for one in books.revenue.readable() if one.fund == fund and one.first_day <= year.last_day
    ]
    if not contracts:
        return
    vouchers = tuple(voucher for voucher in books.posted() if voucher.day <= year.last_day)
    overdue = [
        one
        for received in received_by(contracts, vouchers)
        for one in received.standings
        if one.due.day <= year.last_day and one.open_fen > 0
    ]
    owed = sum(one.open_fen for one in overdue)
    if not overdue:
        yield say("登记在账的合同，到期应收的钱都已收到。", (Figure("应收未收", amount_fen=0),), 1)
        return
    titles = "、".join(f"《{title}》" for title in dict.fromkeys(one.contract.title for one in overdue))
    words = f"到年底，按合同该收没有收到的有 {len(overdue)} 笔，共 {spoken(owed)}：{titles}。"
    figures = (Figure("应收未收笔数", count=len(overdue)), Figure("应收未收", amount_fen=owed))
    yield say(words, figures, 1, owed)


def audit_sentences(books: Books, year: Period) -> Iterator[Said]:
    """Tell which audits were reported in a year.

    Args:
        books: the general book with its records.
        year: the year.
    """
    for report in sorted((one for one in books.audits.values() if one is not None), key=lambda one: one.id):
        if year.contains(report.day):
            words = (
                f"{mask_payee(report.auditor)}审计了{chinese_day(report.first_day)}至{chinese_day(report.last_day)}的账，"
                f"意见是：{OPINION_WORDS[report.opinion]}；提出 {len(report.points)} 个问题。"
            )
            said = say(words, (Figure("问题", count=len(report.points)),), 1, len(report.points))
            yield say_with(said, (), [_paper("audit", report.slug, report.day)])


def _paper(kind: EventDocument, number: str, day: date) -> PlaceLink:
    """Lead to the paper about one event."""
    period = event_period(day, slug_of(kind, number))
    return PlaceLink(f"{chinese_day(day)}{_PAPERS[kind]}", f"{period.code}/")


def correction_sentence(books: Books, year: Period, anchors: Sequence[str]) -> Iterator[Said]:
    """Tell how many vouchers were undone in a year; they and what undid them stay in the books.

    Args:
        books: the general book.
        year: the year.
        anchors: of the red-letter vouchers that the page shows.
    """
    undoing = [one for one in books.posted_between(year.first_day, year.last_day) if one.reverses]
    if undoing:
        words = f"今年冲销更正了 {len(undoing)} 张记错的凭证，错的和改的都留在账上。"
        yield say_with(say(words, (Figure("冲销", count=len(undoing)),), 2, len(undoing)), anchors)


def plan_sentences(books: Books, year: Period) -> Iterator[Said]:
    """Tell what is ahead: repairs decided and not finished, renewals planned, contracts that end.

    Args:
        books: the general book with its records.
        year: the year that is over.
    """
    found = [*_unfinished(books, year), *_renewals(books, year), *_ending(books, year)]
    if not found:
        yield say("账上没有登记明年和以后的计划。", (), 1)
    yield from found


def _unfinished(books: Books, year: Period) -> Iterator[Said]:
    uses = by_project(books)
    for number, project in sorted(books.projects.items()):
        decision = books.decisions.get(project.decision) if project is not None else None
        if project is None or decision is None or decision.day > year.last_day:
            continue
        if project.settled is not None and project.settled.day <= year.last_day:
            continue
        if len(named_rows(books.register, project.scope.split(), decision.day)) < LEAST_HOUSEHOLDS:
            continue
        paid = sum(
            used_fen(voucher, books.community)
            for voucher in uses.get(number, ())
            if voucher.day <= year.last_day
        )
        words = (
            f"{project.title}已经决定，还没有决算，预算 {spoken(project.budget_fen)}，已付 {spoken(paid)}。"
        )
        figures = (Figure("预算", amount_fen=project.budget_fen), Figure("已付", amount_fen=paid))
        yield say(words, figures, 2, project.budget_fen)


def _renewals(books: Books, year: Period) -> Iterator[Said]:
    for renewal in books.community.renewals:
        if renewal.year > year.last_day.year:
            words = f"计划在 {renewal.year} 年更新：{renewal.title}，预计 {spoken(renewal.cost_fen)}。"
            yield say(words, (Figure(renewal.title, amount_fen=renewal.cost_fen),), 2, renewal.cost_fen)


def _ending(books: Books, year: Period) -> Iterator[Said]:
    following = year.last_day.year + 1
    for contract in books.revenue.readable():
        runs = contract.first_day <= year.last_day
        if runs and (contract.last_day.year == following or contract.last_day == year.last_day):
            words = f"《{contract.title}》合同到{chinese_day(contract.last_day)}为止，要续签或另找。"
            yield say(words, (), 2)
