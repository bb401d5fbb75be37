"""异议: what owners object to, by when they must be answered, and the answers.

Who objected and in which words stays in the ledger; what may be public is decided by the workflow.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, get_args

from werkzeug import Response

from jjledger.disclosure.account_words import without_code
from jjledger.disclosure.head import TITLES
from jjledger.disclosure.objection_words import stands
from jjledger.errors import JjledgerError, Trouble, refusal
from jjledger.facts.books import Books
from jjledger.facts.objection import RESULT_WORDS, Objection, Result
from jjledger.period import parse_period
from jjledger.serve.desk.field_words import Fields, day_typed, period_typed
from jjledger.serve.desk.period_choices import choices
from jjledger.serve.desk.visit import Visit, troubles_of
from jjledger.workflows.objections import Answered, Raised, plan_answer, plan_objection
from jjledger.workflows.originals import Paper
from jjledger.workflows.vouchers.planned import Plan

_NAMES: Final = {
    "--period": "period", "--document": "document", "--line": "line", "--words": "words",
    "--household": "household", "--on": "on", "--due": "due", "--result": "result", "制单": "prepared",
}  # fmt: skip
_WORDS: Final = {
    "--period": "哪一期", "--document": "哪一份", "--line": "哪一项", "--household": "哪一户",
    "--due": "答复期限", "--result": "结果", "制单": "经手人",
}  # fmt: skip
_OPEN_WORDS: Final = {**_WORDS, "--words": "业主怎样说", "--on": "哪一天收到"}
_ANSWER_WORDS: Final = {**_WORDS, "--words": "怎样答复的", "--on": "哪一天答复"}
_SIGN: Final = {"制单人的姓名": "请填写您的姓名；登记时要写明是谁写的。"}
_OPEN_REMEDIES: Final = {
    **_SIGN,
    "--line": "“哪一项”里只写公示里的一项，例如 停车·月租；业主怎样说、是哪一户，写在各自的格子里。",
}
_ANSWER_REMEDIES: Final = {
    **_SIGN, "--words": "请写怎样答复的，例如：三月的月租记在四月，见 2025-04 收-0003。",
}  # fmt: skip
_FORM: Final = ("period", "document", "line", "words", "household", "on", "due")
_MOST_ROWS: Final = 60


@dataclass(frozen=True, slots=True)
class ObjectionRow:
    """One objection in a list."""

    one: Objection
    period: str
    document: str  # title; "" is no single one
    stands: str
    left: int  # days left to answer; less than none: it is late
    papers: tuple[str, ...]  # of the answer


def objection_pages(visit: Visit) -> Response | None:
    """Answer for 异议; None where there is no such page."""
    if visit.rest:
        return None
    if not visit.posted:
        return _show(visit)
    kept: Sequence[tuple[str, Paper]] = ()
    try:
        kept = visit.papers("papers")
        papers = [paper for _, paper in kept]
        plan, _ = visit.write(lambda: _planned(visit, papers), by_one=True)
    except JjledgerError as error:
        return _show(visit, kept, troubles_of(error))
    return visit.done(visit.address("objections"), *_fields(visit).lines(plan.told))


def _fields(visit: Visit, kept: Sequence[tuple[str, Paper]] = ()) -> Fields:
    """Give the fields of the form that was sent."""
    others = {visit.field("period"): "period"} | dict.fromkeys((paper.name for _, paper in kept), "papers")
    if visit.field("do") == "answer":
        return Fields(_NAMES, _ANSWER_WORDS, others, _ANSWER_REMEDIES)
    return Fields(_NAMES, _OPEN_WORDS, others, _OPEN_REMEDIES)


def _planned(visit: Visit, papers: Sequence[Paper]) -> Plan:
    """Plan what the button says."""
    ledger, do = visit.sound_ledger(), visit.field("do")
    on = day_typed("--on", visit.field("on")) or visit.today
    if do == "open":
        raised = Raised(
            period_typed(visit.field("period")), on, visit.field("line"), visit.field("words"),
            visit.field("household"), visit.field("document"), day_typed("--due", visit.field("due")),
        )  # fmt: skip
        return plan_objection(ledger, raised, visit.today)
    if do == "answer":
        identity = visit.field("identity")
        answered = Answered(identity, on, _result(visit.field("result")), visit.field("words"))
        return plan_answer(ledger, answered, papers, visit.today)
    raise refusal("按钮", "没有写明要做什么。", "请按页面上的按钮。")


def _result(text: str) -> Result:
    for result in get_args(Result):
        if text == result:
            known: Result = result
            return known
    raise refusal("--result", "没有选复查的结果。", f"请选一项：{'、'.join(RESULT_WORDS.values())}。")


def _show(visit: Visit, kept: Sequence[tuple[str, Paper]] = (), troubles: Sequence[Trouble] = ()) -> Response:
    books = visit.ledger.books
    do, identity = visit.field("do"), visit.field("identity")
    period = visit.field("period") or visit.asked("period")
    fields = _fields(visit, kept)
    typed = {name: visit.field(name) for name in (*_FORM, "result")}
    begun = {**dict.fromkeys(_FORM, ""), "period": period, "on": visit.today.isoformat()}
    rows = [_row(one, visit.today) for one in books.objections.values() if one is not None]
    given = {
        "choices": choices(visit, visit.held.published()),
        "lines": _lines(books),
        "open": sorted((row for row in rows if row.one.answer is None), key=lambda row: row.one.due),
        "answered": sorted(
            (row for row in rows if row.one.answer), key=lambda row: row.one.day, reverse=True
        )[:_MOST_ROWS],
        "unread": [name for name, one in books.objections.items() if one is None],
        "results": RESULT_WORDS,
        "form": typed if do == "open" else begun,
        "typed": typed,
        "kept": kept,
        "do": do,
        "identity": identity,
        "marked": fields.marked(troubles),
        "today": visit.today.isoformat(),
    }
    return visit.show("objections", given, fields.troubles(troubles))


def _row(one: Objection, today: date) -> ObjectionRow:
    title = next((words for name, words in TITLES.items() if name == one.document), "")
    return ObjectionRow(
        one,
        parse_period(one.period_code).title,
        title,
        stands(one, today),
        (one.due - today).days,
        one.answer.papers if one.answer else (),
    )


def _lines(books: Books) -> list[str]:
    """List what people most often object to: what was earned and spent, as the pages call it."""
    accounts = {leg.account for voucher in books.posted() for leg in voucher.postings}
    found = {
        "·".join((account.title, *map(without_code, account.details[:1])))
        for account in accounts
        if account.name.startswith(("Income:", "Expenses:"))
    }
    return sorted(found)
