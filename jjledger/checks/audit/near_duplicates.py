"""A02: was one amount paid to two payees whose names are nearly the same?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from jjledger.checks.audit.asked import Asked, Rule, in_order, key_of, row_of
from jjledger.checks.audit.duplicate_payments import differing, told_apart
from jjledger.facts.audit_finding import Answer, AuditFinding
from jjledger.rules.payee_name import looks_like
from jjledger.rules.payments import Payment
from jjledger.units import yuan

CODE: Final = "A02"
_GROUND: Final = "会计基础工作规范第51条：一笔经济业务记一次账"
_REMEDY: Final = (
    "请核对两张凭证的收款账号和发票：是同一家的，统一写全称，重复支付的追回；是两家的，请在说明里写清楚。"
)


def ask(asked: Asked) -> Answer:
    """Ask whether one amount went to two names that may be one firm, within some weeks.

    Args:
        asked: the books under audit; a payment before their first day may be the first of two.

    Source: 会计基础工作规范 第51条.
    """
    findings = [_finding(one, other) for one, other in near_payments(asked)]
    return Answer(CODE, len([one for one in asked.paid() if not one.to_owners]), in_order(findings))


def near_payments(asked: Asked) -> Iterator[tuple[Payment, Payment]]:
    """List payments of one amount under two names that look alike; each with the nearest before it.

    Where there is one that nothing tells apart, it is the nearest such.
    """
    alike: dict[int, list[Payment]] = {}
    for one in asked.payments:
        if one.payee and not one.to_owners:
            alike.setdefault(one.amount_fen, []).append(one)
    for payments in alike.values():
        for index, later in enumerate(payments):
            most = asked.settings.on(later.voucher.day).duplicate_days
            before = [
                one
                for one in payments[:index]
                if (later.voucher.day - one.voucher.day).days <= most
                and one.payee != later.payee
                and not told_apart(asked, one, later)
                and looks_like(one.payee, later.payee)
            ]
            if before and asked.within(later.voucher.day):
                repeated = [one for one in before if not differing(one, later)]
                yield (repeated or before)[-1], later


def _finding(one: Payment, other: Payment) -> AuditFinding:
    first, second = one.voucher, other.voucher
    by = differing(one, other)
    only = f"，只有收款方的写法和{by}不同" if by else ""
    return AuditFinding(
        CODE, "low" if by else "medium",
        f"同一金额 {yuan(one.amount_fen)} 元付给两个几乎同名的收款方，相隔 {(second.day - first.day).days} 天{only}。",
        (row_of(first, one.amount_fen), row_of(second, other.amount_fen)),
        _GROUND, _REMEDY, key_of(CODE, first, second),
    )  # fmt: skip


RULE: Final = Rule(CODE, "medium", "有没有近似重复：同一金额付给两个写法相近的收款方？", _GROUND, ask)
