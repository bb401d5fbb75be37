"""A03: was a payment divided so that no part of it is beyond the limit?

Payments that the owners decided themselves evade nothing and are left out, as in B76.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from jjledger.checks.audit.asked import NO_APPROVAL, Asked, Rule, in_order, key_of, public_left_out, row_of
from jjledger.facts.audit_finding import Answer, AuditFinding
from jjledger.rules.contracts import CONTRACT
from jjledger.rules.payee_name import firm_core
from jjledger.rules.payments import Payment
from jjledger.units import yuan

CODE: Final = "A03"
_GROUND: Final = "会计基础工作规范第94条：财务收支的审批权限；民法典第278条；参照政府采购法实施条例第28条：以化整为零方式规避"
_REMEDY: Final = "请核对是不是一件事：是的，补办超过限额所需的批准并说明；不是的，把各自的合同或事项写清楚。"


def ask(asked: Asked) -> Answer:
    """Ask whether payments to one payee, or under one contract, are beyond the limit only together.

    Args:
        asked: the books under audit.

    Source: 会计基础工作规范 第94条; 民法典 第278条第一款第九项; R35.
    """
    limited, left_out = limited_payments(asked), public_left_out(asked.paid())
    if not limited:
        return Answer(CODE, 0, (), NO_APPROVAL if asked.paid() else "", left_out)
    found = list(_split(asked, limited))
    sets = [{id(one) for one in group} for group in found]
    kept = [
        group
        for index, group in enumerate(found)
        if not any(
            sets[index] < other or (sets[index] == other and at < index) for at, other in enumerate(sets)
        )
    ]
    return Answer(CODE, len(limited), in_order([_finding(asked, group) for group in kept]), left_out=left_out)


def limited_payments(asked: Asked) -> tuple[Payment, ...]:
    """List the payments under audit to which a limit applies: not the owners' own money, nor their decisions."""
    return tuple(
        one
        for one in asked.paid()
        if one.to_supplier and not _decided(asked, one) and asked.approval_fen(one) is not None
    )


def _decided(asked: Asked, one: Payment) -> bool:
    """Say whether the owners decided a payment: by a vote on record, since a number alone is easily typed."""
    return one.voucher.decision in asked.books.decisions


def _split(asked: Asked, payments: Iterable[Payment]) -> Iterator[tuple[Payment, ...]]:
    by_payee: dict[tuple[str, str], list[Payment]] = {}
    by_contract: dict[tuple[str, str], list[Payment]] = {}
    for one in payments:
        limit = asked.approval_fen(one)
        if limit is None or one.amount_fen > limit:
            continue  # beyond it on its own: B76 asks
        by_payee.setdefault((one.fund, firm_core(one.payee)), []).append(one)
        contract = one.voucher.extra.get(CONTRACT, "")
        if contract:
            by_contract.setdefault((one.fund, contract), []).append(one)
    for days, groups in (("split_days", by_payee), ("split_contract_days", by_contract)):
        for group in groups.values():
            yield from _beyond_together(asked, group, days)


def _beyond_together(asked: Asked, payments: Sequence[Payment], days: str) -> Iterator[tuple[Payment, ...]]:
    """Lay a window over some payments by day; those of overlapping windows beyond the limit are one finding."""
    together: list[Payment] = []
    end = 0
    for start, one in enumerate(payments):
        day = one.voucher.day
        most: int = getattr(asked.settings.on(day), days)
        window = [later for later in payments[start:] if (later.voucher.day - day).days <= most]
        limit = min(asked.approval_fen(each) or 0 for each in window)
        if len(window) < 2 or sum(each.amount_fen for each in window) <= limit:  # noqa: PLR2004 -- two are a split
            continue
        if together and start >= end:
            yield tuple(together)
            together = []
        together += payments[max(start, end if together else start) : start + len(window)]
        end = max(end, start + len(window))
    if together:
        yield tuple(together)


def _finding(asked: Asked, payments: Sequence[Payment]) -> AuditFinding:
    first, last = payments[0].voucher, payments[-1].voucher
    total = sum(one.amount_fen for one in payments)
    limit = asked.approval_fen(payments[-1]) or 0
    contracts = {one.voucher.extra.get(CONTRACT, "") for one in payments}
    whom = "同一合同" if len(contracts) == 1 and contracts != {""} else "同一收款方"
    return AuditFinding(
        CODE, "high",
        f"{whom}的 {len(payments)} 笔付款前后相隔 {(last.day - first.day).days} 天，每笔都不超过限额 {yuan(limit)} 元，"
        f"合计 {yuan(total)} 元超过限额。",
        tuple(row_of(one.voucher, one.amount_fen) for one in payments),
        _GROUND, _REMEDY, key_of(CODE, *(one.voucher for one in payments)),
    )  # fmt: skip


RULE: Final = Rule(
    CODE,
    "high",
    "有没有化整为零：同一收款方或同一合同短期内的几笔付款，每笔不超过审批限额，合计却超过？",
    _GROUND,
    ask,
)
