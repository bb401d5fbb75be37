"""A05: is a payee paid in large round sums that no contract explains?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from jjledger.checks.audit.asked import Asked, Rule, in_order, public_left_out, row_of
from jjledger.facts.audit_finding import Answer, AuditFinding
from jjledger.rules.contracts import CONTRACT
from jjledger.rules.payments import Payment
from jjledger.units import yuan

CODE: Final = "A05"
_GROUND: Final = "会计基础工作规范第48条：原始凭证须有数量、单价和金额"
_REMEDY: Final = "请对照发票和验收单看数量和单价；按合同价付的，请在凭证上写明 contract 或 project。"


def ask(asked: Asked) -> Answer:
    """Ask whether most payments to a payee are large round sums; what a contract or decision fixes is left out.

    Args:
        asked: the books under audit.

    Source: 会计基础工作规范 第48条.
    """
    settings = asked.settings.on(asked.last_day)
    by_payee: dict[tuple[str, str], list[Payment]] = {}
    for one in asked.paid():
        if one.to_supplier and not _agreed(one):
            by_payee.setdefault((one.fund, one.payee), []).append(one)
    findings = []
    for payments in by_payee.values():
        rounded = [one for one in payments if _is_round(asked, one)]
        if len(rounded) >= settings.round_least and len(rounded) >= settings.round_share * len(payments):
            findings.append(_finding(payments, rounded))
    items, left_out = sum(map(len, by_payee.values())), public_left_out(asked.paid())
    return Answer(CODE, items, in_order(findings), left_out=left_out)


def _agreed(one: Payment) -> bool:
    """Say whether a contract, a project or a decision says how much it is."""
    extra = one.voucher.extra
    return bool(one.voucher.decision or extra.get(CONTRACT) or extra.get("project"))


def _is_round(asked: Asked, one: Payment) -> bool:
    settings = asked.settings.on(one.voucher.day)
    return one.amount_fen >= settings.round_fen and one.amount_fen % settings.round_multiple_fen == 0


def _finding(payments: Sequence[Payment], rounded: Sequence[Payment]) -> AuditFinding:
    total = sum(one.amount_fen for one in rounded)
    return AuditFinding(
        CODE, "low",
        f"付给同一收款方的 {len(payments)} 笔里有 {len(rounded)} 笔是大额整数，合计 {yuan(total)} 元，凭证没有写合同或项目。",
        tuple(row_of(one.voucher, one.amount_fen) for one in rounded),
        _GROUND, _REMEDY, f"{CODE} {rounded[0].fund} {'+'.join(one.voucher.key for one in rounded)}",
    )  # fmt: skip


RULE: Final = Rule(CODE, "low", "有没有收款方总是收到大额整数，又没有合同说明？", _GROUND, ask)
