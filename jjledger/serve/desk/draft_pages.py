"""待核: what the bank's rows are, said draft by draft or many at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from werkzeug import Response

from jjledger.books.ledger import Ledger
from jjledger.errors import ChangedError, JjledgerError, Trouble, refusal
from jjledger.facts.entry import Meta, Writing
from jjledger.serve.desk.draft_views import draft_rows, seen_state
from jjledger.serve.desk.visit import Visit, troubles_of
from jjledger.serve.desk.voucher_pages import LegForm, saved_lines, typed_legs
from jjledger.serve.desk.voucher_views import account_choices
from jjledger.serve.desk.whose import whose_choices
from jjledger.workflows.originals import Paper
from jjledger.workflows.suspense import suspense_rows
from jjledger.workflows.vouchers.drafts import (
    Confirmation,
    Said,
    plan_confirm,
    plan_drop,
    plan_same,
)
from jjledger.workflows.vouchers.find import find_draft
from jjledger.workflows.vouchers.planned import Plan
from jjledger.workflows.vouchers.wanted import split_of

_MOST_ROWS: Final = 100
_BLANK_LEGS: Final = 3
# What a form of one draft holds; kept as typed where it is refused.
_FIELDS: Final = (
    "account", "whose", "payee", "narration", "day", "decision", "invoice", "contract", "attachments",
    "why", "other",
)  # fmt: skip


def draft_pages(visit: Visit) -> Response | None:
    """Answer for 待核; None where there is no such page."""
    if visit.rest:
        return None
    if not visit.posted:
        return _show(visit)
    kept: Sequence[tuple[str, Paper]] = ()
    try:
        kept = visit.papers("papers")
        papers = [paper for _, paper in kept]
        plan, rehearsal = visit.write(lambda: _planned(visit, papers))
        return visit.done(visit.address("drafts"), *saved_lines(plan, rehearsal))
    except JjledgerError as error:
        return _show(visit, kept, troubles_of(error))


def _planned(visit: Visit, papers: Sequence[Paper]) -> Plan:
    """Plan what the button says."""
    ledger = visit.sound_ledger()
    do = visit.field("do")
    if do == "confirm-chosen":
        return _chosen(visit, ledger)
    ref = visit.field("ref")
    _refuse_changed(ledger, ref, visit.field("seen"))
    by = Said(visit.names.prepared, visit.today, visit.field("why"))
    if do == "confirm":
        return plan_confirm(ledger, ref, _confirmation(visit, papers), visit.today)
    if do == "drop":
        return plan_drop(ledger, ref, by)
    if do == "same":
        return plan_same(ledger, ref, visit.field("other"), "", by)
    raise refusal("按钮", "没有写明要做什么。", "请按页面上的按钮。")


def _confirmation(visit: Visit, papers: Sequence[Paper]) -> Confirmation:
    """Read what a person says of one draft; what is left blank stays as proposed."""
    columns = [visit.fields(name) for name in ("leg-account", "split", "debit", "credit")]
    legs = typed_legs([LegForm(*cells) for cells in zip(*columns, strict=False)])
    whose = visit.field("whose")
    meta: Meta = tuple(
        (key, value) for key in ("decision", "contract", "invoice") if (value := visit.field(key))
    )
    count = visit.field("attachments")
    return Confirmation(
        # The proposal's own account would lose whose money it moves.
        account="" if legs or visit.field("account") == visit.field("proposed") else visit.field("account"),
        legs=legs,
        splits=(split_of(whose),) if whose and not legs else (),
        payee=visit.field("payee"),
        narration=visit.field("narration"),
        day=visit.day("day") if visit.field("day") else None,
        meta=meta,
        papers=tuple(papers),
        attachments=int(count) if count.isascii() and count.isdigit() else None,
    )


def _chosen(visit: Visit, ledger: Ledger) -> Plan:
    """Confirm the drafts that were ticked, each as it is proposed."""
    plans = []
    for chosen in visit.fields("chosen"):
        seen, _, ref = chosen.partition(" ")
        _refuse_changed(ledger, ref, seen)
        plans.append(plan_confirm(ledger, ref, Confirmation(), visit.today))
    if not plans:
        raise refusal("确认所选", "一张也没有勾选。", "请在要确认的草稿前打勾。")
    entries = tuple(entry for plan in plans for entry in plan.writing.entries)
    entries = tuple(sorted(entries, key=lambda entry: entry.day))
    told = tuple(line for plan in plans for line in plan.told)
    return Plan(Writing(entries), told, {})


def _refuse_changed(ledger: Ledger, ref: str, seen: str) -> None:
    """Refuse what was said of a draft that is another one by now."""
    if seen_state(find_draft(ledger, ref)) != seen:
        raise ChangedError(
            Trouble(ref, "打开页面以后，这张草稿变了。没有保存。", "请看刷新后的草稿，再确认一次。")
        )


def _show(visit: Visit, kept: Sequence[tuple[str, Paper]] = (), troubles: Sequence[Trouble] = ()) -> Response:
    """Show the drafts, and what somebody typed about one of them."""
    ledger = visit.ledger
    books = ledger.books
    rows = draft_rows(ledger, visit.today)
    month = visit.asked("month")
    shown = [one for one in rows if not month or f"{one.day:%Y-%m}" == month]
    ref = visit.field("ref")
    given: dict[str, Any] = {
        "rows": shown[:_MOST_ROWS],
        "left_out": max(len(shown) - _MOST_ROWS, 0),
        "months": sorted({f"{one.day:%Y-%m}" for one in rows}),
        "month": month,
        "certain": sum(one.certain for one in shown[:_MOST_ROWS]),
        "open_ref": ref,
        "typed": {name: visit.field(name) for name in _FIELDS},
        "legs": _typed_legs(visit) if ref else [],
        "blank_legs": [LegForm() for _ in range(_BLANK_LEGS)],
        "chosen": {one.partition(" ")[2] for one in visit.fields("chosen")},
        "kept": kept,
        "accounts": account_choices(books),
        "whose": whose_choices(books),
        "decisions": sorted(books.decisions),
        "suspense": [one for one in suspense_rows(books, visit.today) if one["state"] == "已入账"],
    }
    return visit.show("drafts", given, troubles)


def _typed_legs(visit: Visit) -> list[LegForm]:
    columns = [visit.fields(name) for name in ("leg-account", "split", "debit", "credit")]
    return [LegForm(*cells) for cells in zip(*columns, strict=False)]
