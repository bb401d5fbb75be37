"""结账: which month's turn it is, what stands in its way, and closed months opened again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from werkzeug import Response

from jjledger.errors import JjledgerError, Trouble, refusal
from jjledger.serve.desk.findings import findings_shown, way_of
from jjledger.serve.desk.visit import Visit, troubles_of
from jjledger.workflows.closing import month_to_close, plan_close, plan_reopen
from jjledger.workflows.vouchers.planned import Plan

_BOOKS: Final = (
    ("vouchers", "记账凭证"),
    ("subsidiary", "明细账"),
    ("general", "总账"),
    ("balances", "科目余额表"),
    ("bank-journal", "银行存款日记账"),
)
_MOST_MONTHS: Final = 36


@dataclass(frozen=True, slots=True)
class Obstacle:
    """Something that stands in the way of a close, and the page on which it is cleared away."""

    trouble: Trouble
    way: str  # "" in the text
    way_title: str


def closing_pages(visit: Visit) -> Response | None:
    """Answer for 结账; None where there is no such page."""
    if visit.rest:
        return None
    if not visit.posted:
        return _show(visit)
    try:
        plan, _ = visit.write(lambda: _planned(visit), by_one=True)
        return visit.done(visit.address("closing"), *plan.told)
    except JjledgerError as error:
        return _show(visit, troubles_of(error))


def _planned(visit: Visit) -> Plan:
    """Plan what the button says."""
    who, month, do = visit.author().prepared, visit.field("month"), visit.field("do")
    if do == "close":
        return plan_close(visit.ledger, month, who, visit.today)
    if do == "reopen":
        return plan_reopen(visit.ledger, month, visit.field("why"), who, visit.today)
    raise refusal("按钮", "没有写明要做什么。", "请按页面上的按钮。")


def _show(visit: Visit, troubles: Sequence[Trouble] = ()) -> Response:
    ledger = visit.ledger
    turn = month_to_close(ledger, visit.today)
    closings = ledger.books.closings
    posted = ledger.books.posted()
    months = sorted({f"{one.day:%Y-%m}" for one in posted}, reverse=True)
    month = visit.asked("month", turn.month or (months[0] if months else ""))
    given = {
        "turn": turn,
        "obstacles": [Obstacle(one, *way_of(one)) for one in turn.obstacles],
        "closed": [*reversed(closings.months)][:_MOST_MONTHS],
        "reopenings": [*reversed(closings.reopenings)],
        "findings": findings_shown(ledger, visit.held.checked().findings),
        "books": _BOOKS,
        "months": months,
        "month": month,
        "funds": [fund.code for fund in ledger.books.community.funds],
        "latest_fund": posted[-1].funds[0] if posted else "",
        "open_month": visit.field("month"),
        "why": visit.field("why"),
    }
    return visit.show("closing", given, troubles)
