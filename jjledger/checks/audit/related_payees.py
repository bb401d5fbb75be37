"""A10: does a payee share a name, phone, address or account with somebody who decides or works here?

Both sides are keyed hashes of private lists. What is found names a role and a kind of particular, no value.
"""

from __future__ import annotations

from typing import Final

from jjledger.checks.audit.asked import Asked, Rule, in_order, row_of
from jjledger.facts.audit_finding import Answer, AuditFinding
from jjledger.facts.related_parties import PARTICULAR_WORDS
from jjledger.rules.payments import Payment
from jjledger.units import yuan

CODE: Final = "A10"
_GROUND: Final = "参照政府采购法第12条：与供应商有利害关系的须回避；参照企业会计准则第36号——关联方披露"
_REMEDY: Final = "请当事人回避，补充比价和批准的材料，并向业主说明这是关联方交易。"


def ask(asked: Asked) -> Answer:
    """Ask which payees are related to the committee's or the property firm's people.

    Args:
        asked: the books under audit, with the private lists.

    Source: 企业会计准则第36号 by analogy.
    """
    related = asked.related
    if related.unable:
        return Answer(CODE, 0, (), related.unable)
    by_payee: dict[str, list[Payment]] = {}
    for one in asked.paid():
        if one.payee and not one.to_owners:
            by_payee.setdefault(one.payee, []).append(one)
    findings = []
    for payee, payments in by_payee.items():
        shared = {
            (related.people[particular], PARTICULAR_WORDS[particular[0]])
            for particular in related.payees.get(payee, ())
            if particular in related.people
        }
        if shared:
            findings.append(_finding(payments, sorted(shared)))
    unlisted = sum(len(related.payees.get(payee, ())) <= 1 for payee in by_payee)  # its name is always there
    unable = f"有 {unlisted} 个收款方没有登记电话、地址、账号或法定代表人，只比对了名称" if unlisted else ""
    return Answer(CODE, len(by_payee), in_order(findings), unable)


def _finding(payments: list[Payment], shared: list[tuple[str, str]]) -> AuditFinding:
    words = "、".join(f"{role}（{kind}相同）" for role, kind in shared)
    total = sum(one.amount_fen for one in payments)
    return AuditFinding(
        CODE, "high", f"收款方与{words}有关联，共付 {len(payments)} 笔，{yuan(total)} 元。",
        tuple(row_of(one.voucher, one.amount_fen) for one in payments),
        _GROUND, _REMEDY, f"{CODE} {payments[0].fund} {'+'.join(one.voucher.key for one in payments)}",
    )  # fmt: skip


RULE: Final = Rule(CODE, "high", "收款方是不是业委会成员、物业员工的关联方？", _GROUND, ask)
