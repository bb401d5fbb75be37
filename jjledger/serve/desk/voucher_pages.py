"""凭证: list, show, fill in, reverse, correct, attach."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from werkzeug import Response

from jjledger.books.ledger import Ledger
from jjledger.errors import JjledgerError, Trouble, refusal
from jjledger.facts.entry import Meta
from jjledger.facts.voucher import Voucher
from jjledger.serve.desk.visit import Visit, troubles_of
from jjledger.serve.desk.voucher_views import account_choices, entry_preview, voucher_rows, voucher_shown
from jjledger.serve.desk.whose import whose_choices
from jjledger.units import fen_from_text, plain_yuan
from jjledger.workflows.originals import Paper
from jjledger.workflows.record import UNSIGNED, Rehearsal
from jjledger.workflows.vouchers.attach import plan_attach
from jjledger.workflows.vouchers.find import find_voucher, split_meta
from jjledger.workflows.vouchers.new import plan_voucher
from jjledger.workflows.vouchers.planned import Plan
from jjledger.workflows.vouchers.undo import plan_correct, plan_reverse
from jjledger.workflows.vouchers.wanted import Leg, Wanted, demand_positive, split_of

_MOST_ROWS: Final = 300
_BLANK_LEGS: Final = 4
_META: Final = ("decision", "contract", "invoice")


@dataclass(frozen=True, slots=True)
class LegForm:
    """One leg as it is typed."""

    account: str = ""
    split: str = ""
    debit: str = ""
    credit: str = ""

    @property
    def empty(self) -> bool:
        """Say whether nothing was typed."""
        return not (self.account or self.split or self.debit or self.credit)


@dataclass(frozen=True, slots=True)
class VoucherForm:
    """A voucher as it is typed; nothing typed is ever lost by a refusal."""

    day: str
    fund: str = ""
    payee: str = ""
    narration: str = ""
    legs: Sequence[LegForm] = ()
    attachments: str = ""
    decision: str = ""
    invoice: str = ""
    contract: str = ""
    corrects: str = ""  # key of the voucher that is undone by this one
    outstanding: str = ""  # "1" where the bank has not carried it out yet


def voucher_pages(visit: Visit) -> Response | None:
    """Answer for 凭证; None where there is no such page."""
    if not visit.rest:
        return _list(visit)
    if visit.rest == ("new",):
        return _new(visit)
    return _one(visit, visit.rest[0]) if len(visit.rest) == 1 else None


def _list(visit: Visit) -> Response:
    """List vouchers of a month, the latest first."""
    ledger = visit.ledger
    posted = ledger.books.posted()
    months = sorted({f"{one.day:%Y-%m}" for one in posted}, reverse=True)
    month = visit.asked("month", months[0] if months else "")
    fund, words = visit.asked("fund"), visit.asked("words")
    found = [
        one
        for one in posted
        if (not month or f"{one.day:%Y-%m}" == month)
        and (not fund or fund in one.funds)
        and (not words or words in _searched(one))
    ]
    found.reverse()
    return visit.show(
        "vouchers",
        {
            "rows": voucher_rows(ledger, visit.held.code, found[:_MOST_ROWS]),
            "left_out": max(len(found) - _MOST_ROWS, 0),
            "months": months,
            "month": month,
            "funds": _funds(ledger),
            "fund": fund,
            "words": words,
        },
    )


def _searched(voucher: Voucher) -> str:
    accounts = " ".join(leg.account.name for leg in voucher.postings)
    return f"{voucher.payee} {voucher.narration} {voucher.number} {voucher.key} {accounts}"


def _one(visit: Visit, key: str) -> Response:
    """Show a voucher; attach to it or reverse it."""
    fund = visit.field("fund") if visit.posted else visit.asked("fund")
    try:
        voucher = find_voucher(visit.ledger, key, fund)
    except JjledgerError as error:
        return _list_with(visit, troubles_of(error))
    troubles: tuple[Trouble, ...] = ()
    kept: Sequence[tuple[str, Paper]] = ()
    if visit.posted:
        try:
            kept = visit.papers("papers")
            return _done_to(visit, voucher, fund, [paper for _, paper in kept])
        except JjledgerError as error:
            troubles = troubles_of(error)
    shown = voucher_shown(visit.ledger, visit.held.code, voucher)
    day = visit.field("day") or visit.today.isoformat()
    return visit.show("voucher", {"shown": shown, "kept": kept, "reverse_day": day}, troubles)


def _done_to(visit: Visit, voucher: Voucher, fund: str, papers: Sequence[Paper]) -> Response:
    """Do to a posted voucher what may be done to one."""
    do = visit.field("do")

    def plan() -> Plan:
        ledger = visit.sound_ledger()
        if do == "attach":
            return plan_attach(ledger, voucher.key, fund, papers, visit.today)
        if do == "reverse":
            return plan_reverse(ledger, voucher.key, fund, visit.day("day"))
        raise refusal("按钮", "没有写明要做什么。", "请按页面上的按钮。")

    done, rehearsal = visit.write(plan)
    address = visit.address("vouchers", voucher.key, fund=fund)
    return visit.done(address, *saved_lines(done, rehearsal))


def _list_with(visit: Visit, troubles: Sequence[Trouble]) -> Response:
    return visit.show("refused", {"back": visit.address("vouchers"), "back_title": "凭证"}, troubles)


def _new(visit: Visit) -> Response:
    """Fill in a voucher: preview it, then save it."""
    form = _form_sent(visit) if visit.posted else _form_begun(visit)
    troubles: tuple[Trouble, ...] = ()
    kept: Sequence[tuple[str, Paper]] = ()
    seen: dict[str, Any] = {"previews": (), "told": (), "warnings": ()}
    do = visit.field("do")
    if visit.posted:
        try:
            kept = visit.papers("papers")
            papers = [paper for _, paper in kept]
            if do == "save":
                return _written(visit, form, papers)
            if do == "preview":
                seen = _previewed(visit, _planned(visit, form, papers))
        except JjledgerError as error:
            troubles = troubles_of(error)
    return visit.show("voucher_form", {**_around(visit), **seen, "form": form, "kept": kept}, troubles)


def _written(visit: Visit, form: VoucherForm, papers: Sequence[Paper]) -> Response:
    """Write what was typed, and lead to its month."""
    plan, rehearsal = visit.write(lambda: _planned(visit, form, papers))
    month = f"{plan.writing.entries[-1].day:%Y-%m}"
    return visit.done(visit.address("vouchers", month=month), *saved_lines(plan, rehearsal))


def _previewed(visit: Visit, plan: Plan) -> dict[str, Any]:
    """Rehearse what was typed; nobody need have signed it yet."""
    rehearsal = visit.rehearse(plan.writing, UNSIGNED)
    pairs = zip(plan.writing.entries, rehearsal.numbers, strict=True)
    return {
        "previews": [entry_preview(entry, number) for entry, number in pairs],
        "told": plan.told,
        "warnings": rehearsal.warnings,
    }


def _around(visit: Visit) -> dict[str, Any]:
    """Give what the form offers to choose from."""
    books = visit.ledger.books
    corrects = visit.field("corrects") or visit.asked("corrects")
    return {
        "heading": f"冲销并订正 {corrects}" if corrects else "填制凭证",
        "accounts": account_choices(books),
        "funds": _funds(visit.ledger),
        "whose": whose_choices(books),
        "decisions": sorted(books.decisions),
    }


def _funds(ledger: Ledger) -> list[str]:
    return [fund.code for fund in ledger.books.community.funds]


def _form_begun(visit: Visit) -> VoucherForm:
    """Begin a voucher: blank, or as the one that it corrects."""
    blank = tuple(LegForm() for _ in range(_BLANK_LEGS))
    day = visit.today.isoformat()
    corrects = visit.asked("corrects")
    if not corrects:
        return VoucherForm(day, legs=blank)
    original = find_voucher(visit.ledger, corrects, visit.asked("fund"))
    legs = tuple(
        LegForm(
            leg.account.name,
            ";".join(f"{key}={value}" for key, value in split_meta(leg.split)),
            plain_yuan(leg.amount_fen) if leg.amount_fen > 0 else "",
            plain_yuan(-leg.amount_fen) if leg.amount_fen < 0 else "",
        )
        for leg in original.postings
    )
    return VoucherForm(
        day, original.funds[0], original.payee, "", (*legs, LegForm()), "", original.decision,
        original.extra.get("invoice", ""), original.extra.get("contract", ""), original.key,
    )  # fmt: skip


def _form_sent(visit: Visit) -> VoucherForm:
    """Read the form as it was sent."""
    columns = [visit.fields(name) for name in ("account", "split", "debit", "credit")]
    legs = [LegForm(*cells) for cells in zip(*columns, strict=False)]
    if visit.field("do") == "more":
        legs.append(LegForm())
    return VoucherForm(
        visit.field("day"), visit.field("fund"), visit.field("payee"), visit.field("narration"), legs,
        visit.field("attachments"), visit.field("decision"), visit.field("invoice"),
        visit.field("contract"), visit.field("corrects"), visit.field("outstanding"),
    )  # fmt: skip


def _planned(visit: Visit, form: VoucherForm, papers: Sequence[Paper]) -> Plan:
    """Plan what was typed."""
    meta: Meta = tuple((key, value) for key in _META if (value := visit.field(key)))
    wanted = Wanted(
        visit.day("day"), form.payee, form.narration, typed_legs(form.legs), fund=form.fund, meta=meta,
        papers=tuple(papers), attachments=_attachments(form.attachments),
        outstanding=bool(form.outstanding),
    )  # fmt: skip
    ledger = visit.sound_ledger()
    if form.corrects:
        return plan_correct(ledger, form.corrects, form.fund, wanted, visit.today)
    return plan_voucher(ledger, wanted, visit.today)


def typed_legs(forms: Sequence[LegForm]) -> tuple[Leg, ...]:
    """Read legs as they were typed; empty lines are left out.

    Args:
        forms: line by line.

    Raises:
        OptionError: an amount or a split cannot be read, or a line has amounts on both sides.
    """
    legs = []
    for number, form in enumerate(forms, 1):
        if form.empty:
            continue
        place = f"第 {number} 行"
        if not form.account:
            raise refusal(place, "没有写科目。", "请选科目，或清空这一行。")
        if form.debit and form.credit:
            raise refusal(place, "借方和贷方都写了金额。", "一行只写一边；请分成两行。")
        amount = None
        if form.debit or form.credit:
            fen = fen_typed(place, form.debit or form.credit)
            demand_positive(place, fen)
            amount = fen if form.debit else -fen
        legs.append(Leg(form.account, amount, split_of(form.split) if form.split else ()))
    return tuple(legs)


def fen_typed(place: str, text: str) -> int:
    """Read an amount as people type it, with or without separators.

    Args:
        place: where it was typed.
        text: yuan.

    Raises:
        OptionError: it is none.
    """
    try:
        return fen_from_text(text.replace(",", "").replace("，", ""))
    except ValueError:
        raise refusal(place, f"「{text}」读不成金额。", "请写元，至多两位小数，例如 1200.00。") from None


def _attachments(text: str) -> int | None:
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) < 4):  # noqa: PLR2004 -- nobody counts a thousand papers
        raise refusal("附单据张数", f"「{text}」读不成张数。", "请写 0、1、2……")
    return int(text)


def saved_lines(plan: Plan, rehearsal: Rehearsal) -> tuple[str, ...]:
    """Say what was written, a line each."""
    numbers = "、".join(number for number in rehearsal.numbers if number)
    return (*((f"凭证号 {numbers}",) if numbers else ()), *plan.told)
