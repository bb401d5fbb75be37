"""Tables of the papers about votes, repairs and audits, and of the annual report."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Final

from jjledger.disclosure.annual_models import AnnualReport, Figure
from jjledger.disclosure.audit_report_models import AuditPage
from jjledger.disclosure.decision_models import DecisionsCarriedOut, Threshold, VoteResult
from jjledger.disclosure.models import VoucherView
from jjledger.disclosure.page_texts import voucher_words
from jjledger.disclosure.project_models import ProjectPage
from jjledger.render.audit_report_tables import tested_tables
from jjledger.render.tables import Column, Row, Table, voucher_table
from jjledger.units import decimal_text

_PARTICULARS: Final = (Column("项目", width=20), Column("内容", width=60), Column("金额（元）", "yuan", 18))
_VOTES: Final = (
    Column("部分", width=10),
    Column("项目", width=24),
    Column("业主（人）", "count", 10),
    Column("面积（m²）", width=16),
    Column("法律要求", width=24),
    Column("实际", width=24),
    Column("占比", width=10),
    Column("算式", width=48),
    Column("结果", width=10),
)
_DECISIONS: Final = (
    Column("编号", width=10),
    Column("事项", width=36),
    Column("日期", "day"),
    Column("结果", width=24),
    Column("资金", width=20),
    Column("以前年度（元）", "yuan", 18),
    Column("本年（元）", "yuan", 18),
    Column("累计（元）", "yuan", 18),
    Column("本年凭证", width=40),
    Column("说明", width=48),
)
_SHARES: Final = (
    Column("幢", width=24),
    Column("户数", "count", 8),
    Column("分摊（元）", "yuan", 18),
    Column("说明", width=48),
)
_SENTENCES: Final = (
    Column("部分", width=16),
    Column("句子", width=80),
    Column("数字", width=20),
    Column("金额（元）", "yuan", 18),
    Column("个数", "count", 10),
    Column("比例（%）", "percent", 16),
    Column("凭证", width=40),
)


def vote_tables(page: VoteResult) -> dict[str, Table]:
    """Give the count of a vote with its comparisons as a table; the particulars of one that shows no count."""
    if not page.tallies:
        return {"decision": Table("表决事项", _PARTICULARS, tuple(_pairs(_decision_pairs(page))))}
    rows: list[Row] = [("票数", row.label, row.heads, row.area, "", "", "", "", "") for row in page.tallies]
    rows += [_threshold_row(row) for row in page.thresholds]
    return {"votes": Table("票数和比例", _VOTES, tuple(rows))}


def carried_out_tables(page: DecisionsCarriedOut) -> dict[str, Table]:
    """Give a year's decisions as a table, with their vouchers."""
    numbers = _numbers(page.vouchers)
    rows: list[Row] = [
        (
            row.number, row.subject, row.day, row.verdict_words, "、".join(row.funds), row.before_fen,
            row.period_fen, row.total_fen, _named(row.vouchers, numbers), row.note,
        )
        for row in page.rows
    ]  # fmt: skip
    rows.append(("", "合计", None, "", "", page.before_fen, page.period_fen, page.total_fen, "", ""))
    return {
        "decisions": Table("表决事项", _DECISIONS, tuple(rows)),
        "vouchers": voucher_table(page.vouchers),
    }


def project_tables(page: ProjectPage) -> dict[str, Table]:
    """Give a repair's particulars and sums as a table; after it the shares by building and the vouchers too."""
    found = {"project": Table("项目", _PARTICULARS, tuple(_project(page)))}
    if page.outcome is None:
        return found
    rows: list[Row] = [
        (row.label, row.households or None, row.amount_fen, row.note) for row in page.outcome.shares
    ]
    rows.append(("合计", page.plan.households, page.outcome.shared_fen, ""))
    return {
        **found,
        "shares": Table("分摊", _SHARES, tuple(rows)),
        "vouchers": voucher_table(page.vouchers),
    }


def audit_tables(page: AuditPage) -> dict[str, Table]:
    """Give what an auditor reported as a table."""
    days = f"{page.audited_first} 至 {page.audited_last}"
    pairs = (
        ("报告", page.subject), ("事由", page.cause), ("审计单位", page.auditor), ("报告日期", str(page.reported)),
        ("审计期间", days), ("审计对象", "、".join(page.funds)), ("意见", page.opinion_words),
        ("意见原文", page.opinion_text), ("报告 SHA-256", page.report_sha256), ("公告", page.hanging),
    )  # fmt: skip
    rows = [*_pairs(pairs)]
    for one in page.findings:
        rows += [("问题", one.words, one.amount_fen), ("怎样处理", one.answer, None)]
    return {"audit": Table("审计", _PARTICULARS, tuple(rows)), **tested_tables(page)}


def annual_tables(page: AnnualReport) -> dict[str, Table]:
    """Give the sentences of an annual report as a table, a row a figure, with the vouchers they lead to."""
    numbers = _numbers(page.vouchers)
    rows: list[Row] = []
    for section in (*page.sections, *page.ahead):
        for sentence in section.sentences:
            named = _named(sentence.vouchers, numbers)
            for place, figure in enumerate(sentence.figures or (Figure(""),)):
                words = (section.title, sentence.words) if not place else ("", "")
                what = (figure.label, figure.amount_fen, figure.count, _per_cent(figure))
                rows.append((*words, *what, named if not place else ""))
    return {
        "sentences": Table("报告", _SENTENCES, tuple(rows)),
        "vouchers": voucher_table(page.vouchers),
    }


def _per_cent(figure: Figure) -> Decimal | None:
    """Give a share as a number with one decimal; the exact fraction is in the model."""
    return Decimal(decimal_text(Fraction(figure.share) * 100, 1)) if figure.share else None


def _project(page: ProjectPage) -> Iterator[Row]:
    plan, contract, outcome = page.plan, page.contract, page.outcome
    yield from _pairs(
        (
            ("阶段", page.stage_words), ("编号", plan.number), ("项目", plan.subject), ("类别", plan.category),
            ("方案", plan.work), ("开工", str(plan.start or "")),
            ("资金", "、".join(plan.funds)), ("分摊范围", plan.scope), ("建筑面积（m²）", plan.area),
            ("依据", plan.decision), ("结果", plan.verdict_words), ("危及", plan.urgent_ground),
            ("证明单位", plan.certified_by), ("怎样分摊", page.method), ("每平方米（元）", page.per_m2),
        )
    )  # fmt: skip
    yield "预算", "", plan.budget_fen
    if contract is not None:
        yield "合同", f"{contract.contractor}，{contract.number}，{contract.day}", contract.amount_fen
        for part in contract.instalments:
            yield "付款阶段", part.name, part.amount_fen
    if outcome is not None:
        for approval in outcome.approvals:
            yield "追加", approval.decision, approval.amount_fen
        for paid in outcome.payments:
            yield "付款", f"{paid.day} {paid.number} {paid.summary}，{paid.payee}", paid.amount_fen
        yield "已付", "", outcome.paid_fen
        yield "还没有付", "", outcome.owed_fen
        yield "决算", str(outcome.settled_day), outcome.settled_fen


def _decision_pairs(page: VoteResult) -> Sequence[tuple[str, str]]:
    return (
        ("编号", page.number), ("事项", page.subject), ("属于", page.matter), ("范围", page.scope),
        ("日期", str(page.day)), ("结果", page.verdict_words), ("危及", page.urgent_ground),
        ("证明单位", page.certified_by), ("维修项目", page.project),
    )  # fmt: skip


def _threshold_row(row: Threshold) -> Row:
    asked = f"{'超过' if row.exceed else '达到'} {row.share}，至少 {row.least}"
    met = "达到" if row.met else "没有达到"
    return "比例", row.label, None, "", asked, f"{row.actual} / {row.whole}", row.percent, row.sum_words, met


def _pairs(pairs: Sequence[tuple[str, str]]) -> Iterator[Row]:
    return ((label, value, None) for label, value in pairs if value)


def _numbers(vouchers: Sequence[VoucherView]) -> Mapping[str, str]:
    return {voucher.anchor: voucher_words(voucher) for voucher in vouchers}


def _named(anchors: Sequence[str], numbers: Mapping[str, str]) -> str:
    return "、".join(numbers[anchor] for anchor in anchors)
