"""对账: a bank account held against the bank's statement at a month's end, and what it comes to put on record."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from werkzeug import Response

from jjledger.books.ledger import Ledger
from jjledger.errors import JjledgerError, Trouble, refusal
from jjledger.facts.reconciliation import PARTS
from jjledger.serve.desk.visit import Visit, troubles_of
from jjledger.serve.desk.voucher_pages import fen_typed
from jjledger.workflows.closing import next_month
from jjledger.workflows.import_accounts import bank_accounts
from jjledger.workflows.reconcile import Reconciliation, Typed, TypedRow, plan_reconciliation, reconcile
from jjledger.workflows.vouchers.planned import Plan

_BLANK_ROWS: Final = 2


@dataclass(frozen=True, slots=True)
class RowForm:
    """A movement on a paper statement, as it is typed."""

    day: str = ""
    amount: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class AccountLine:
    """How one bank account stands at a month's end."""

    name: str
    words: str
    made: Reconciliation | None  # None where nothing says what the bank has
    why: str  # why none


def reconcile_pages(visit: Visit) -> Response | None:
    """Answer for 对账; None where there is no such page."""
    if visit.rest:
        return None
    if not visit.posted:
        return _show(visit, visit.asked("account"), visit.asked("month"))
    account, month = visit.field("account"), visit.field("month")
    try:
        if visit.field("do") != "record":
            return _show(visit, account, month, _typed(visit))
        plan, _ = visit.write(lambda: _planned(visit, account, month), by_one=True)
    except JjledgerError as error:
        return _show(visit, account, month, None, troubles_of(error))
    return visit.done(visit.address("reconcile", account=account, month=month), *plan.told)


def _planned(visit: Visit, account: str, month: str) -> Plan:
    ledger = visit.sound_ledger()
    made = reconcile(ledger, account, month, _typed(visit))
    return plan_reconciliation(ledger, made, visit.names.prepared, visit.today)


def _typed(visit: Visit) -> Typed:
    """Read what somebody reads off a paper statement."""
    balance = visit.field("bank")
    rows = [
        TypedRow(_day(place, row.day), fen_typed(place, row.amount), row.words)
        for number, row in enumerate(_rows(visit), 1)
        if row.day or row.amount or row.words
        for place in [f"第 {number} 行"]
    ]
    outstanding = tuple(visit.field("outstanding").replace("，", " ").replace("、", " ").split())
    return Typed(fen_typed("银行余额", balance) if balance else None, outstanding, tuple(rows))


def _rows(visit: Visit) -> list[RowForm]:
    columns = [visit.fields(name) for name in ("row-day", "row-amount", "row-words")]
    return [RowForm(*cells) for cells in zip(*columns, strict=False)]


def _day(place: str, text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise refusal(place, f"「{text}」读不成日期。", "请写作 2025-06-30。") from None


def _show(
    visit: Visit, account: str, month: str, typed: Typed | None = None, troubles: Sequence[Trouble] = ()
) -> Response:
    """Show all accounts of a month, and one of them on both sides."""
    ledger = visit.ledger
    posted = ledger.books.posted()
    months = sorted({f"{one.day:%Y-%m}" for one in posted}, reverse=True)
    month = month or next_month(ledger.books) or (months[0] if months else "")
    lines = [
        _line(ledger, one.name, f"{one.fund} {' '.join(one.details)}", month) for one in bank_accounts(ledger)
    ]
    shown = next(
        (one for one in lines if account and account in {one.name, one.name.rpartition(":")[2]}), None
    )
    made = shown.made if shown else None
    if shown and typed is not None:
        try:
            made = reconcile(ledger, shown.name, month, typed)
        except JjledgerError as error:
            troubles = troubles_of(error)
    given = {
        "lines": lines,
        "months": months if month in months or not month else [month, *months],
        "month": month,
        "shown": shown,
        "made": made,
        "titles": PARTS,
        "bank": visit.field("bank"),
        "outstanding": visit.field("outstanding"),
        "rows": _rows(visit) or [RowForm() for _ in range(_BLANK_ROWS)],
    }
    return visit.show("reconcile", given, troubles)


def _line(ledger: Ledger, name: str, words: str, month: str) -> AccountLine:
    try:
        return AccountLine(name, words, reconcile(ledger, name, month), "")
    except JjledgerError as error:
        return AccountLine(name, words, None, error.trouble.what)
