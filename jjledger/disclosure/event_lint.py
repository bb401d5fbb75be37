"""The last look at papers about repairs and votes and at the annual report: sums and links, done once more."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from jjledger.disclosure.annual_models import AnnualReport
from jjledger.disclosure.annual_words import MOST_CHARACTERS, characters_of
from jjledger.disclosure.audit_report_models import AuditPage
from jjledger.disclosure.decision_models import DecisionsCarriedOut, VoteResult
from jjledger.disclosure.models import Disclosure, VoucherView
from jjledger.disclosure.project_models import ProjectPage
from jjledger.units import capital_amount, yuan

_Wrong = Iterator[tuple[str, str]]  # code, what


def event_wrong(page: Disclosure) -> _Wrong:
    """Say what does not add up on a paper about an event or a year; nothing of other documents."""
    if isinstance(page, ProjectPage):
        yield from _project(page)
    elif isinstance(page, DecisionsCarriedOut):
        yield from _carried_out(page)
    elif isinstance(page, VoteResult):
        yield from _vote(page)
    elif isinstance(page, AnnualReport):
        yield from _annual(page)
    elif isinstance(page, AuditPage):
        yield from _audit(page)


def _project(page: ProjectPage) -> _Wrong:
    outcome = page.outcome
    yield from _equal("金额与大写", page.total_capital, capital_amount(page.total_fen))
    if outcome is None:
        yield from _equal("预算", page.total_fen, page.plan.budget_fen)
        return
    yield from _equal("决算", page.total_fen, outcome.settled_fen)
    yield from _equal("已付加未付", outcome.paid_fen + outcome.owed_fen, outcome.settled_fen)
    yield from _equal("各笔付款之和", sum(one.amount_fen for one in outcome.payments), outcome.paid_fen)
    yield from _equal("各幢分摊之和", sum(one.amount_fen for one in outcome.shares), outcome.paid_fen)
    yield from _equal("分摊合计", outcome.shared_fen, outcome.paid_fen)
    approved = page.plan.budget_fen + sum(one.amount_fen for one in outcome.approvals)
    yield from _equal("预算加追加", approved, outcome.approved_fen)
    yield from _linked(((one.summary, (one.voucher,)) for one in outcome.payments), page.vouchers)


def _carried_out(page: DecisionsCarriedOut) -> _Wrong:
    for what, one, rows in (
        ("以前年度合计", page.before_fen, [row.before_fen for row in page.rows]),
        ("本年合计", page.period_fen, [row.period_fen for row in page.rows]),
        ("累计合计", page.total_fen, [row.total_fen for row in page.rows]),
    ):
        yield from _equal(what, one, sum(rows))
    for row in page.rows:
        yield from _equal(f"{row.number} 累计", row.before_fen + row.period_fen, row.total_fen)
    yield from _linked(((row.number, row.vouchers) for row in page.rows), page.vouchers)


def _vote(page: VoteResult) -> _Wrong:
    """Hold the verdict against the comparisons that are shown."""
    if page.thresholds and (page.verdict == "carried") != all(one.met for one in page.thresholds):
        yield "D02", f"{page.number} 的结果与各项比例不一致。"


def _annual(page: AnnualReport) -> _Wrong:
    sections = (*page.sections, *page.ahead)
    sentences = [sentence for section in sections for sentence in section.sentences]
    yield from _equal("字数", page.characters, characters_of(sentences))
    if page.characters > MOST_CHARACTERS:
        yield "D02", f"年度报告有 {page.characters} 字，十分钟念不完。"
    yield from _linked(((one.words, one.vouchers) for one in sentences if one.vouchers), page.vouchers)


def _audit(page: AuditPage) -> _Wrong:
    """Hold the counts of what was asked against what is listed, and samples against how many were drawn."""
    tested = page.tested
    if tested is None:
        return
    yield from _equal(
        "发现的项数", str(sum(one.found for one in tested.questions)), str(len(tested.findings))
    )
    for level, count in (("high", tested.high), ("medium", tested.medium), ("low", tested.low)):
        yield from _equal("发现的轻重", str(count), str(sum(one.level == level for one in tested.findings)))
    for one in tested.recomputed:
        if one.booked_fen != one.again_fen and not one.differ:
            yield "D02", f"{one.what}的合计不同，却写着全部相同。"
    for sample in tested.samples:
        if any(not 0 <= item.place < sample.size for item in sample.items):
            yield "D02", f"{sample.title}抽到了范围以外的位置。"
    yield from _linked(((one.words, one.vouchers) for one in tested.findings if one.vouchers), page.vouchers)


def _equal(what: str, one: int | str, other: int | str) -> _Wrong:
    if one != other:
        shown = [yuan(value) if isinstance(value, int) else value for value in (one, other)]
        yield "D02", f"{what}对不上：{shown[0]}，应为 {shown[1]}。"


def _linked(cited: Iterable[tuple[str, Sequence[str]]], vouchers: Sequence[VoucherView]) -> _Wrong:
    known = {voucher.anchor for voucher in vouchers}
    if len(known) < len(vouchers):
        yield "D06", "有凭证列了不止一次。"
    for label, anchors in cited:
        if not known.issuperset(anchors) or len(set(anchors)) < len(anchors):
            yield "D06", f"「{label}」没有指向本页的凭证，或把同一凭证列了两次。"
