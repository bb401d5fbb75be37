"""A04: do more payments lie just below the limit than just above it, beyond what chance explains?"""

from __future__ import annotations

from fractions import Fraction
from math import comb
from typing import Final

from jjledger.checks.audit.asked import NO_APPROVAL, Asked, Rule, public_left_out, row_of
from jjledger.checks.audit.split_payments import limited_payments
from jjledger.facts.audit_finding import Answer, AuditFinding
from jjledger.rules.payments import Payment

CODE: Final = "A04"
_GROUND: Final = "会计基础工作规范第94条：财务收支的审批权限"
_REMEDY: Final = "请逐笔对照报价、合同和验收，看金额是不是为了不超过限额而定的；说不清的，补办批准。"


def ask(asked: Asked) -> Answer:
    """Ask whether amounts gather just below the limit.

    Were amounts not made to fit, a payment near the limit would as soon lie above as below it; the
    chance of so many below is that of a fair coin.

    Args:
        asked: the books under audit.

    Source: 会计基础工作规范 第94条.
    """
    limited, left_out = limited_payments(asked), public_left_out(asked.paid())
    if not limited:
        return Answer(CODE, 0, (), NO_APPROVAL if asked.paid() else "", left_out)
    below, above = bands(asked, limited)
    chance = chance_of(len(below), len(above))
    most = asked.settings.on(asked.last_day).near_chance
    if not below or chance > most:
        return Answer(CODE, len(limited), (), left_out=left_out)
    near = asked.settings.on(asked.last_day).near
    one_in = int(1 / chance)
    finding = AuditFinding(
        CODE, "medium",
        f"限额以下一成之内（从限额的 {near} 算起）有 {len(below)} 笔付款，限额以上一成之内只有 {len(above)} 笔；"
        f"不是有意安排的话，大约每 {one_in} 次才遇到一次。",
        tuple(row_of(one.voucher, one.amount_fen) for one in below),
        _GROUND, _REMEDY, f"{CODE} {asked.first_day}/{asked.last_day}",
    )  # fmt: skip
    return Answer(CODE, len(limited), (finding,), left_out=left_out)


def bands(asked: Asked, payments: tuple[Payment, ...]) -> tuple[tuple[Payment, ...], tuple[Payment, ...]]:
    """Pick out the payments just below their day's limit, the limit included, and those just above."""
    below, above = [], []
    for one in payments:
        limit = asked.approval_fen(one)
        assert limit is not None, "only payments with a limit are asked about"
        near = asked.settings.on(one.voucher.day).near
        if near * limit <= one.amount_fen <= limit:
            below.append(one)
        elif limit < one.amount_fen <= (2 - near) * limit:
            above.append(one)
    return tuple(below), tuple(above)


def chance_of(below: int, above: int) -> Fraction:
    """Give the chance that of all these a fair coin puts so many or more below.

    Examples:
        >>> chance_of(5, 0), chance_of(4, 1)
        (Fraction(1, 32), Fraction(3, 16))
    """
    total = below + above
    return Fraction(sum(comb(total, count) for count in range(below, total + 1)), 2**total)


RULE: Final = Rule(CODE, "medium", "付款金额有没有扎堆在审批限额下面一点点？", _GROUND, ask)
