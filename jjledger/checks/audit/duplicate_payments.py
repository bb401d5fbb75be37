"""A01: was anything paid twice: the same payee and amount within some weeks, or one invoice beyond its total?

Not asked of what shows itself to be two things: two contracts or projects on record, receipts or households, nor of a
fixed amount paid once in each of several months. What only another invoice, the number of a contract that nobody has on
record or other words tell apart weighs little, for all are easily typed.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from typing import Final

from jjledger.checks.audit.asked import Asked, Rule, in_order, key_of, row_of
from jjledger.facts.audit_finding import Answer, AuditFinding
from jjledger.facts.voucher import Voucher
from jjledger.rules.contracts import CONTRACT
from jjledger.rules.invoices import Use, claims_of, invoice_number, uses_of
from jjledger.rules.payments import Payment
from jjledger.units import yuan

CODE: Final = "A01"
_GROUND: Final = "会计基础工作规范第51条：一笔经济业务记一次账；财会〔2020〕6号：防止电子会计凭证重复入账"
_REMEDY: Final = "请对照发票、合同和银行回单；确是重复支付的，向收款方追回并用红字凭证冲销；是两笔业务的，请在说明里写清楚。"
# Words that say which of several like payments it is: periods, stages, doors and other numbers.
_DISTINCT: Final = re.compile(
    r"[0-9]+|[一二三四五六七八九十百]+(?=[月季期批次幢号台年])|[上下]半年|首付|预付|预收|定金|订金|进度|中期|结算|尾款|尾付|余款|质保金|押金"
)
_MONTHS_OF_A_SERIES: Final = 3  # an amount paid once in each of so many months on end is a regular one


def ask(asked: Asked) -> Answer:
    """Ask whether anything was paid twice.

    Args:
        asked: the books under audit; a payment before their first day may be the first of two.

    Source: 会计基础工作规范 第51条; 财会〔2020〕6号; R52.
    """
    findings = [_twice(one, other) for one, other in same_payments(asked)]
    findings += [_perhaps(one, other) for one, other in same_payments(asked, weakly=True)]
    findings += [
        _invoice(use)
        for use in uses_of(asked.books.posted())
        if use.exceeded and asked.within(use.claims[-1].voucher.day)
    ]
    return Answer(CODE, len(asked.paid()), in_order(findings), left_out=_series_left_out(asked))


def same_payments(asked: Asked, *, weakly: bool = False) -> Iterator[tuple[Payment, Payment]]:
    """List payments of one amount to one payee that follow each other too soon, and nothing tells apart.

    Each payment is held against the one before it that it may repeat, the nearest such.

    Args:
        asked: the books under audit.
        weakly: those instead that nothing but words or invoices tell apart from every one before them.
    """
    for payments in _alike(asked):
        regular = in_series(payments)
        for index, later in enumerate(payments):
            if later in regular or not asked.within(later.voucher.day):
                continue
            most = asked.settings.on(later.voucher.day).duplicate_days
            before = [
                one
                for one in payments[:index]
                if (later.voucher.day - one.voucher.day).days <= most and not told_apart(asked, one, later)
            ]
            repeated = [one for one in before if not differing(one, later)]
            found = before if weakly else repeated
            if found and not (weakly and repeated):
                yield found[-1], later


def _alike(asked: Asked) -> Collection[list[Payment]]:
    alike: dict[tuple[str, int, tuple[str, ...]], list[Payment]] = {}
    for one in asked.payments:
        if one.payee:
            alike.setdefault((one.payee, one.amount_fen, one.whose), []).append(one)
    return alike.values()


def in_series(payments: Sequence[Payment]) -> tuple[Payment, ...]:
    """Pick out what was paid once a month, in months on end; what came a second time in a month is none of it.

    Args:
        payments: of one amount to one payee, by day.
    """
    first: dict[int, Payment] = {}
    for one in payments:
        first.setdefault(one.voucher.day.year * 12 + one.voucher.day.month, one)
    runs: list[list[int]] = []
    for month in first:
        if runs and runs[-1][-1] == month - 1:
            runs[-1].append(month)
        else:
            runs.append([month])
    return tuple(first[month] for run in runs if len(run) >= _MONTHS_OF_A_SERIES for month in run)


def _series_left_out(asked: Asked) -> str:
    regular = [
        one for payments in _alike(asked) for one in in_series(payments) if asked.within(one.voucher.day)
    ]
    if not regular:
        return ""
    total = yuan(sum(one.amount_fen for one in regular))
    return f"连续三个月以上、每月一付的固定款 {len(regular)} 笔（合计 {total} 元）不在其中"


def told_apart(asked: Asked, one: Payment, other: Payment) -> bool:
    """Say whether two payments show themselves to be two things, or two funds' halves of one."""
    first, second = one.voucher, other.voucher
    if one.fund != other.fund and (first is second or _shared(first, second)):
        return True
    receipts = {invoice_number(each.extra.get("receipt", "")) for each in (first, second)}
    if "" not in receipts and len(receipts) > 1:
        return True
    return any(
        len(numbers) > 1 and numbers <= recorded.keys()
        for numbers, recorded in (
            (_numbers(CONTRACT, one, other), asked.books.revenue.contracts),
            (_numbers("project", one, other), asked.books.projects),
        )
    )


def _numbers(name: str, one: Payment, other: Payment) -> set[str]:
    """Give what two vouchers name a contract or a project by."""
    return {each.voucher.extra.get(name, "") for each in (one, other)}


def differing(one: Payment, other: Payment) -> str:
    """Say by what two payments claim to be two things, where it is easily typed; "" by nothing."""
    vouchers = one.voucher, other.voucher
    invoices = [{claim.number for claim in claims_of(voucher)} for voucher in vouchers]
    if all(invoices) and invoices[0].isdisjoint(invoices[1]):
        return "发票号码"
    for name, words in ((CONTRACT, "没有登记的合同编号"), ("project", "没有登记的项目编号")):
        numbers = _numbers(name, one, other)
        if "" not in numbers and len(numbers) > 1:
            return words
    marks = [set(_DISTINCT.findall(voucher.narration)) for voucher in vouchers]
    return "摘要里的数字或期次" if all(marks) and marks[0] != marks[1] else ""


def _shared(one: Voucher, other: Voucher) -> bool:
    """Say whether two funds pay one thing together: both vouchers name its project or its decision."""
    named = [{voucher.decision, voucher.extra.get("project", "")} - {""} for voucher in (one, other)]
    return not named[0].isdisjoint(named[1])


def _twice(one: Payment, other: Payment) -> AuditFinding:
    first, second = one.voucher, other.voucher
    days = (second.day - first.day).days
    apart = f"相隔 {days} 天" if days else "在同一天"
    return AuditFinding(
        CODE, "high", f"同一收款方、同一金额 {yuan(one.amount_fen)} 元付了两次，{apart}，看不出是两笔业务。",
        (row_of(first, one.amount_fen), row_of(second, other.amount_fen)),
        _GROUND, _REMEDY, key_of(CODE, first, second),
    )  # fmt: skip


def _perhaps(one: Payment, other: Payment) -> AuditFinding:
    first, second = one.voucher, other.voucher
    days = (second.day - first.day).days
    apart = f"相隔 {days} 天" if days else "在同一天"
    return AuditFinding(
        CODE, "low",
        f"同一收款方、同一金额 {yuan(one.amount_fen)} 元付了两次，{apart}，只有{differing(one, other)}不同。",
        (row_of(first, one.amount_fen), row_of(second, other.amount_fen)),
        _GROUND, _REMEDY, f"{key_of(CODE, first, second)} weakly",
    )  # fmt: skip


def _invoice(use: Use) -> AuditFinding:
    rows = tuple(row_of(claim.voucher, claim.amount_fen) for claim in use.claims)
    most = (
        f"价税合计 {yuan(use.total_fen)} 元" if use.total_fen is not None else "没有写价税合计，只能入账一次"
    )
    return AuditFinding(
        CODE, "high", f"同一张发票（末四位 {use.number[-4:]}）{most}，共入账 {yuan(use.booked_fen)} 元（检查 B80）。",
        rows, _GROUND, _REMEDY, key_of(CODE, *(claim.voucher for claim in use.claims)),
    )  # fmt: skip


RULE: Final = Rule(
    CODE,
    "high",
    "有没有重复付款：同一收款方、同一金额在短期内付了两次，或同一张发票入账超过它的金额？",
    _GROUND,
    ask,
)
