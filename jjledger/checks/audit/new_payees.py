"""A12: was a payee nobody knew a month before paid a large amount, with nothing on record that chose it?"""

from __future__ import annotations

from datetime import date
from typing import Final

from jjledger.checks.audit.asked import Asked, Rule, in_order, key_of, public_left_out, row_of
from jjledger.facts.audit_finding import Answer, AuditFinding
from jjledger.facts.books import Books
from jjledger.rules.invoices import voucher_fen
from jjledger.rules.payee_name import is_own_body, payee_key
from jjledger.rules.payments import Payment
from jjledger.units import yuan

CODE: Final = "A12"
_GROUND: Final = "会计基础工作规范第78条：审批手续不全的收支应当退回补充"
_REMEDY: Final = "请补上选定这个收款方的依据：合同、比价或决定的编号；核对它的营业执照和收款账号。"


def ask(asked: Asked) -> Answer:
    """Ask which payees were paid much within a month of being named for the first time.

    Nobody is new in the first month of the books, whose past is not known, nor who paid in before,
    nor whom a contract, a project or a decision on file chose. Public bodies and the owners' own are not asked about.

    Args:
        asked: the books under audit.

    Source: 会计基础工作规范 第78条.
    """
    books = asked.books
    seen, paid_in = first_named(books), first_paid_in(books)
    begins = min((voucher.day for voucher in books.posted()), default=asked.first_day)
    findings = []
    looked_at = 0
    for one in asked.paid():
        day = one.voucher.day
        settings = asked.settings.on(day)
        if not one.to_supplier or is_own_body(one.payee):
            continue
        if (day - begins).days < settings.new_payee_days or paid_in.get(one.payee, date.max) <= day:
            continue
        looked_at += 1
        limit = asked.approval_fen(one) or settings.new_payee_fen
        known = (day - seen[one.payee]).days
        if known < settings.new_payee_days and one.amount_fen > limit and not _chosen(books, one):
            findings.append(_finding(one, known, limit))
    return Answer(CODE, looked_at, in_order(findings), left_out=public_left_out(asked.paid()))


def first_named(books: Books) -> dict[str, date]:
    """Say when each payee was named for the first time: by a voucher, a contract or a project's contract."""
    seen: dict[str, date] = {}
    named = [(voucher.payee, voucher.day) for voucher in books.posted()]
    named += [(one.party, one.first_day) for one in books.revenue.readable()]
    projects = (project for project in books.projects.values() if project is not None)
    named += [(one.contract.contractor, one.contract.day) for one in projects if one.contract is not None]
    for name, day in named:
        key = payee_key(name)
        seen[key] = min(day, seen.get(key, day))
    return seen


def first_paid_in(books: Books) -> dict[str, date]:
    """Say when each payer brought money for the first time: who pays in is no invented supplier."""
    found: dict[str, date] = {}
    for voucher in books.posted():
        if voucher.payee and voucher_fen(voucher)[1] < 0:
            found.setdefault(payee_key(voucher.payee), voucher.day)
    return found


def _chosen(books: Books, one: Payment) -> bool:
    """Say whether something on file chose the payee: a decision of the owners, or a project's contract with it."""
    voucher = one.voucher
    if voucher.decision and books.decisions.get(voucher.decision) is not None:
        return True
    project = books.projects.get(voucher.extra.get("project", ""))
    return bool(project and project.contract and payee_key(project.contract.contractor) == one.payee)


def _finding(one: Payment, known: int, limit: int) -> AuditFinding:
    since = f"{known} 天前才第一次出现" if known else "第一次出现"
    return AuditFinding(
        CODE, "medium", f"收款方{since}，就付了 {yuan(one.amount_fen)} 元，超过 {yuan(limit)} 元，没有选定它的合同或决定。",
        (row_of(one.voucher, one.amount_fen),), _GROUND, _REMEDY, key_of(CODE, one.voucher),
    )  # fmt: skip


RULE: Final = Rule(CODE, "medium", "有没有刚出现的收款方就收到大额付款？", _GROUND, ask)
