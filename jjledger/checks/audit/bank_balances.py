"""A16: was every bank balance vouched for, does it agree, and is nothing between bank and books too old?

E12 asks for the last half-year's end only; here every half-year's end of the days under audit is asked
for, and the end of these days.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from jjledger.checks.audit.asked import Asked, Rule
from jjledger.facts.audit_finding import Answer, AuditFinding, Evidence
from jjledger.facts.books import BalanceAssertion, Books
from jjledger.facts.finding import Place
from jjledger.facts.reconciliation import PARTS, Reconciled
from jjledger.facts.voucher import Account
from jjledger.period import chinese_day, day_before, whole_periods
from jjledger.rules.bank_confirmation import is_bank
from jjledger.rules.confirmed import fits, unconfirmed
from jjledger.rules.suspense import open_items
from jjledger.units import yuan

CODE: Final = "A16"
_GROUND: Final = (
    "会计基础工作规范第62条：账实相符，银行存款定期与银行核对；住宅专项维修资金管理办法第30条、第31条"
)
_ASK_BANK: Final = "请向银行取得对账单或余额确认，用 jjledger reconcile 核对并写进账本。"
_EXPLAIN: Final = "请逐项查清：该到账的催银行，记错的更正，长期不清的报业主委员会处理。"


def ask(asked: Asked) -> Answer:
    """Ask which balances nobody vouched for, which differ, and what has been open for too long.

    Args:
        asked: the books under audit.

    Source: 会计基础工作规范 第62条; R08.
    """
    days = _days(asked)
    said = {(one.account.name, one.day) for one in asked.books.assertions}  # of another balance: told as such
    lacking: dict[str, list[date]] = {}
    for day in days:
        for one in unconfirmed(asked.books, day.replace(day=1), day):
            recent = day == asked.last_day and _recently(asked, one.account)
            if not recent and (one.account, day) not in said:
                lacking.setdefault(one.account, []).append(day)
    findings = [_unvouched(asked, name, missing) for name, missing in sorted(lacking.items())]
    findings += [_off(asked, one) for one in asked.books.assertions if _differs(asked, one)]
    findings += [
        _unfit(one)
        for one in asked.books.reconciliations
        if asked.within(one.day) and not fits(asked.books, one)
    ]
    findings += list(_old_items(asked))
    findings += list(_suspense(asked))
    return Answer(CODE, len(days) * len(_banks(asked)), tuple(findings))


def _days(asked: Asked) -> list[date]:
    """List the ends of half-years within the days under audit, and their last day where the books reach it."""
    last = min(asked.last_day, day_before(asked.today))
    halves = whole_periods("half_year", date(asked.first_day.year, 1, 1), last)
    days = {half.last_day for half in halves if half.last_day >= asked.first_day}
    if asked.first_day <= asked.last_day <= last:
        days.add(asked.last_day)
    first = asked.books.posted()[0].day if asked.books.posted() else asked.last_day
    return sorted(day for day in days if day >= first)


def _banks(asked: Asked) -> dict[str, Account]:
    return {
        leg.account.name: leg.account
        for voucher in asked.books.posted()
        if voucher.day <= asked.last_day
        for leg in voucher.postings
        if is_bank(leg.account)
    }


def _recently(asked: Asked, account: str) -> bool:
    """Say whether an account was vouched for not long before it was moved for the last time."""
    moved = max(
        (
            voucher.day
            for voucher in asked.books.posted()
            if voucher.day <= asked.last_day
            for leg in voucher.postings
            if leg.account.name == account
        ),
        default=asked.last_day,
    )
    said = [
        one.day for one in asked.books.assertions if one.account.name == account and one.day <= asked.last_day
    ]
    said += [
        one.day for one in asked.books.reconciliations if one.account == account and one.day <= asked.last_day
    ]
    most = asked.settings.on(asked.last_day).recent_assertion_days
    return bool(said) and (moved - max(said)).days <= most


def _unvouched(asked: Asked, account: str, days: list[date]) -> AuditFinding:
    place = asked.books.opened.get(account, Place("chart.beancount", 0))
    rows = tuple(
        Evidence(
            day,
            "",
            f"{_short(account)} 当日账面余额没有银行的确认",
            _booked(asked.books, account, day),
            place,
        )
        for day in days
    )
    said = "、".join(chinese_day(day) for day in days)
    return AuditFinding(
        CODE, "high", f"银行账户 {_short(account)} 在{said}的余额没有与银行核对。", rows, _GROUND, _ASK_BANK,
        f"{CODE} {account} {days[0]}",
    )  # fmt: skip


def _differs(asked: Asked, one: BalanceAssertion) -> bool:
    """Say whether the bank said another balance than the posted vouchers come to, and nothing explains it."""
    if not is_bank(one.account) or not asked.within(one.day):
        return False
    explained = any(
        each.account == one.account.name and each.day == one.day and fits(asked.books, each)
        for each in asked.books.reconciliations
    )
    return not explained and _booked(asked.books, one.account.name, one.day) != one.amount_fen


def _off(asked: Asked, one: BalanceAssertion) -> AuditFinding:
    name = one.account.name
    booked = _booked(asked.books, name, one.day)
    row = Evidence(one.day, "", f"{_short(name)} 银行确认的余额", one.amount_fen, one.place)
    return AuditFinding(
        CODE, "high",
        f"银行账户 {_short(name)} {chinese_day(one.day)}的余额：银行 {yuan(one.amount_fen)} 元，账上（已入账的凭证）"
        f"{yuan(booked)} 元，相差 {yuan(abs(one.amount_fen - booked))} 元，没有余额调节表说明。",
        (row,), _GROUND, _ASK_BANK, f"{CODE} {name} {one.day} off",
    )  # fmt: skip


def _unfit(one: Reconciled) -> AuditFinding:
    row = Evidence(one.day, "", f"{_short(one.account)} 余额调节表", one.book_fen, one.place)
    why = "调节后两边不等" if one.difference_fen else "账面余额后来变了"
    return AuditFinding(
        CODE, "high", f"银行账户 {_short(one.account)} {chinese_day(one.day)}的余额调节表不成立：{why}（检查 E71）。",
        (row,), _GROUND, "请用 jjledger reconcile 重新核对这个账户。", f"{CODE} {one.account} {one.day} unfit",
    )  # fmt: skip


def _old_items(asked: Asked) -> Iterator[AuditFinding]:
    """List what the last reconciliation of an account carries that has been open for too long."""
    latest = {
        one.account: one
        for one in sorted(asked.books.reconciliations, key=lambda each: each.day)
        if asked.within(one.day)
    }
    for account, one in latest.items():
        most = asked.settings.on(one.day).unreconciled_days
        old = [item for item in one.items if (one.day - item.day).days > most]
        if old:
            rows = tuple(
                Evidence(item.day, "", f"{PARTS[item.part]}：{item.words}", item.amount_fen, one.place)
                for item in old
            )
            yield AuditFinding(
                CODE, "high",
                f"银行账户 {_short(account)} {chinese_day(one.day)}的余额调节表里，有 {len(old)} 项未达账项挂了 {most} 天以上。",
                rows, _GROUND, _EXPLAIN, f"{CODE} {account} {one.day} items",
            )  # fmt: skip


def _suspense(asked: Asked) -> Iterator[AuditFinding]:
    """List money that stood unexplained for too long at the end of the days under audit."""
    most = asked.settings.on(asked.last_day).unreconciled_days
    end = min(asked.last_day, asked.today)
    old = [one for one in open_items(asked.books) if one.day <= end and (end - one.day).days > most]
    if old:
        rows = tuple(
            Evidence(
                one.day, "", "：".join(filter(None, (one.counterparty, one.words))), one.amount_fen, one.place
            )
            for one in old
        )
        yield AuditFinding(
            CODE, "high", f"有 {len(old)} 笔款项挂在 1901 待查款项 {most} 天以上，没有查明用途（检查 E65）。",
            rows, _GROUND, _EXPLAIN, f"{CODE} 1901 {end}",
        )  # fmt: skip


def _booked(books: Books, account: str, day: date) -> int:
    """Add up what the posted vouchers bring an account, and those below it, to by the end of a day."""
    return sum(
        leg.amount_fen
        for voucher in books.posted()
        if voucher.day <= day
        for leg in voucher.postings
        if leg.account.name == account or leg.account.name.startswith(f"{account}:")
    )


def _short(account: str) -> str:
    """Name an account by its last part: the four digits and the bank."""
    return account.rpartition(":")[2]


RULE: Final = Rule(
    CODE, "high", "银行余额有没有按期核对，账面与银行是否一致，未达账项有没有挂得太久？", _GROUND, ask
)
