"""A21: did public revenue come in as contracts make it due, and as barrier gates and the like counted it?

E77 and E83 reckon it as of today; here it is asked of what fell due in the days under audit.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from jjledger.checks.audit.asked import Asked, Rule
from jjledger.facts.audit_finding import Answer, AuditFinding, Evidence
from jjledger.facts.finding import Place
from jjledger.rules.contracts import Received, Standing, received_by
from jjledger.rules.controls import Compared, compare
from jjledger.units import yuan

CODE: Final = "A21"
_GROUND: Final = "民法典第282条：利用业主的共有部分产生的收入，扣除合理成本后属于业主共有"
_REMEDY: Final = "请向对方催收并查合同、收据和银行流水；已经收到的，在收款凭证写 contract；合同变更的，改 contracts/ 的记录。"
_NONE: Final = "没有登记公共收益的合同，也没有道闸、充电桩等外部数据，应收多少没有可比的数。把合同记进 contracts/ 就能检查"


def ask(asked: Asked) -> Answer:
    """Hold what came in against what was due and what was counted.

    Args:
        asked: the books under audit.

    Source: 民法典 第282条; 会计基础工作规范 第62条.
    """
    books = asked.books
    if not any(fund.kind == "public_revenue" for fund in books.community.funds):
        return Answer(CODE, 0, ())
    received = received_by(books.revenue.readable(), books.posted())
    months = [
        one
        for one in compare(books.community.revenue.controls, books.revenue.controls, books.posted())
        if asked.first_day <= one.period.first_day and one.period.last_day <= asked.last_day
    ]
    dues = [(one, _dues(asked, one)) for one in received]
    items = sum(len(due) for _, due in dues) + len(months)
    findings = [finding for one, due in dues for finding in _short(one, due)]
    findings += [_apart(one) for one in months if not one.fits]
    return Answer(CODE, items, tuple(findings), "" if received or months else _NONE)


def _dues(asked: Asked, received: Received) -> list[Standing]:
    end = min(asked.last_day, asked.today)
    return [one for one in received.standings if asked.first_day <= one.due.day <= end]


def _short(received: Received, dues: list[Standing]) -> Iterator[AuditFinding]:
    """Say what of a contract did not come in, and what came in beyond it."""
    contract = received.contract
    place = Place(f"contracts/{contract.id}.toml", 0)
    late = [one for one in dues if one.open_fen > 0]
    if late:
        rows = tuple(
            Evidence(
                one.due.day, "",
                f"合同 {contract.id}「{contract.title}」应收 {yuan(one.due.amount_fen)} 元，已收 {yuan(one.received_fen)} 元",
                one.open_fen, place,
            )
            for one in late
        )  # fmt: skip
        expected, came = sum(one.due.amount_fen for one in dues), sum(one.received_fen for one in dues)
        yield AuditFinding(
            CODE, "medium",
            f"合同 {contract.id} 在审计期内应收 {yuan(expected)} 元，实收 {yuan(came)} 元，"
            f"有 {len(late)} 期没有收足，少 {yuan(expected - came)} 元（检查 E77）。",
            rows, _GROUND, _REMEDY, f"{CODE} {contract.id}",
        )  # fmt: skip


def _apart(one: Compared) -> AuditFinding:
    less = "少" if one.difference_fen > 0 else "多"
    row = Evidence(
        one.period.last_day, "", f"{one.source.source}记录 {yuan(one.counted_fen)} 元，账上收入 {yuan(one.booked_fen)} 元",
        one.difference_fen, Place(one.first.file, one.first.line),
    )  # fmt: skip
    return AuditFinding(
        CODE, "medium",
        f"{one.period.title}账上的收入比{one.source.source}的记录{less} {yuan(abs(one.difference_fen))} 元，"
        f"超过允许的 {yuan(one.source.tolerance_fen)} 元（检查 E83）。",
        (row,), _GROUND, _REMEDY, f"{CODE} {one.source.source} {one.period.code}",
    )  # fmt: skip


RULE: Final = Rule(CODE, "medium", "公共收益应收的（合同、道闸等记录）都收到了吗？", _GROUND, ask)
