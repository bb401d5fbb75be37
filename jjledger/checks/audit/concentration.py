"""A11: does most of a kind of spending go to one payee, time and again?

Counted are awards, not payments: twelve months' fee under one contract is one award. Where too few
were made nothing can be said.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Final

from jjledger.checks.audit.asked import Asked, Rule, in_order, public_left_out, row_of
from jjledger.facts.audit_finding import Answer, AuditFinding
from jjledger.rules.contracts import CONTRACT
from jjledger.rules.payee_name import is_own_body
from jjledger.rules.payments import Payment
from jjledger.units import yuan

CODE: Final = "A11"
_GROUND: Final = "参照政府采购法第5条：不得阻挠供应商自由进入市场；赫芬达尔指数的高度集中标准"
_REMEDY: Final = (
    "请说明选定这个收款方的办法（比价、招标或续约），并把合同编号写在凭证上；下次发包多邀请几家。"
)
_WHOLE: Final = 10_000  # the index of one payee alone


def ask(asked: Asked) -> Answer:
    """Ask of each kind of spending how it is spread over payees.

    Args:
        asked: the books under audit.

    Source: Herfindahl-Hirschman index; jfa and commercial audit rules use shares of suppliers alike.
    """
    settings = asked.settings.on(asked.last_day)
    kinds: dict[str, list[Payment]] = {}
    for one in asked.paid():
        if one.to_supplier and not is_own_body(one.payee) and one.account.root == "Expenses":
            kinds.setdefault(kind_of(one), []).append(one)
    findings = []
    asked_of = 0
    for kind, payments in kinds.items():
        if len({award_of(one) for one in payments}) < settings.concentration_least:
            continue
        asked_of += 1
        sums = sums_of(payments)
        total = sum(sums.values())
        top = max(sums, key=lambda payee: sums[payee])
        index = int(sum(Fraction(fen, total) ** 2 for fen in sums.values()) * _WHOLE)
        if Fraction(sums[top], total) > settings.concentration_share and index > settings.concentration_hhi:
            mine = [one for one in payments if one.payee == top]
            findings.append(_finding(kind, mine, total, index))
    few = f"没有哪一类支出发包满 {settings.concentration_least} 次，看不出是否集中"
    unable = few if kinds and not asked_of else ""
    return Answer(CODE, asked_of, in_order(findings), unable, public_left_out(asked.paid()))


def kind_of(one: Payment) -> str:
    """Name a kind of spending: fund, account and its first detail."""
    return ":".join(one.account.name.split(":")[1:4])


def award_of(one: Payment) -> tuple[str, str]:
    """Say under which award a payment was made: contract, project or decision, else it is one of its own."""
    extra = one.voucher.extra
    named = extra.get(CONTRACT) or extra.get("project") or one.voucher.decision or extra.get("committee")
    return one.payee, named or one.voucher.key


def sums_of(payments: Sequence[Payment]) -> dict[str, int]:
    """Sum payments by payee."""
    sums: dict[str, int] = {}
    for one in payments:
        sums[one.payee] = sums.get(one.payee, 0) + one.amount_fen
    return sums


def _finding(kind: str, payments: Sequence[Payment], total_fen: int, index: int) -> AuditFinding:
    fen = sum(one.amount_fen for one in payments)
    per_mille = fen * 1000 // total_fen
    return AuditFinding(
        CODE, "medium",
        f"{kind} 共支出 {yuan(total_fen)} 元，其中 {yuan(fen)} 元（{per_mille // 10}.{per_mille % 10}%）付给同一收款方，"
        f"集中度指数 {index}。",
        tuple(row_of(one.voucher, one.amount_fen) for one in payments),
        _GROUND, _REMEDY, f"{CODE} {kind}",
    )  # fmt: skip


RULE: Final = Rule(CODE, "medium", "有没有哪一类支出集中付给一个收款方？", _GROUND, ask)
