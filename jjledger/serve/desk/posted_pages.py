"""张贴: where a disclosure hangs and hung, put on record with the photographs that show it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from werkzeug import Response

from jjledger.errors import ChangedError, JjledgerError, Trouble, refusal
from jjledger.facts.posting_record import PostingRecord
from jjledger.period import parse_period
from jjledger.serve.desk.field_words import Fields, day_typed, period_typed
from jjledger.serve.desk.period_choices import choices
from jjledger.serve.desk.posted_views import record_rows, record_state
from jjledger.serve.desk.visit import Visit, troubles_of
from jjledger.workflows.originals import Paper
from jjledger.workflows.posted import Said, plan_posted
from jjledger.workflows.vouchers.planned import Plan

_NAMES: Final = {
    "--period": "period", "--document": "document", "--version": "version", "--place": "place",
    "--from": "from", "--to": "to", "--photo": "papers", "制单": "prepared",
}  # fmt: skip
_WORDS: Final = {
    "--period": "哪一期", "--document": "哪一份", "--version": "第几版", "--place": "贴在哪里",
    "--from": "哪一天贴出", "--to": "贴到哪一天", "--photo": "照片", "--site": "jjledger edit --site",
    "制单": "经手人",
}  # fmt: skip
_REMEDIES: Final = {
    "--correct": "撕下了的，在下面“还贴着的”里登记；日期错了的，在“登记过的”里改正；又贴了一次的，日子不要重叠。",
    "--place": "请写公共的地点，例如 1幢大堂公告栏。",
    "--photo": "请选照片，或者当场拍一张；可以选几张。",
    "制单人的姓名": "请填写您的姓名；登记时要写明是谁写的。",
}
_FORM: Final = ("period", "document", "version", "place", "from", "to")


def posted_pages(visit: Visit) -> Response | None:
    """Answer for 张贴; None where there is no such page."""
    if visit.rest:
        return None
    if not visit.posted:
        return _show(visit)
    kept: Sequence[tuple[str, Paper]] = ()
    try:
        kept = visit.papers("papers")
        photos = [paper for _, paper in kept]
        plan, _ = visit.write(lambda: _planned(visit, photos), by_one=True)
    except JjledgerError as error:
        return _show(visit, kept, troubles_of(error))
    return visit.done(visit.address("posted"), *Fields({}, _WORDS).lines(plan.told))


def _planned(visit: Visit, photos: Sequence[Paper]) -> Plan:
    """Plan what the button says."""
    said = _said(visit)
    published = visit.held.published()
    out = published.periods.get(said.period.code) if published else None
    return plan_posted(visit.sound_ledger(), said, lambda: photos, out, visit.today)


def _said(visit: Visit) -> Said:
    """Read what a person says of a paper on the wall."""
    do = visit.field("do")
    first, last = (day_typed(f"--{name}", visit.field(name)) for name in ("from", "to"))
    if do == "hang":
        if first is None:
            raise refusal("--from", "没有写哪一天贴出。", "请写贴出去的那一天。")
        period = period_typed(visit.field("period"))
        version = _version(visit.field("version"))
        return Said(period, visit.field("place"), first, last, visit.field("document"), version)
    if do not in {"down", "correct"}:
        raise refusal("按钮", "没有写明要做什么。", "请按页面上的按钮。")
    record = _seen(visit)
    return Said(
        parse_period(record.period_code),
        record.place,
        first if do == "correct" else None,
        last,
        record.document,
        record.version,
        record.first_day if do == "correct" else None,
    )


def _version(text: str) -> int | None:
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) < 4 and int(text)):  # noqa: PLR2004 -- nobody corrects a thousand times
        raise refusal("--version", f"「{text}」不是版次。", "请写 1、2、3……；不写就是现行的一版。")
    return int(text)


def _seen(visit: Visit) -> PostingRecord:
    """Find the record that the person saw.

    Raises:
        ChangedError: it has changed since, or is gone.
    """
    for record in visit.ledger.books.posting_records:
        if record_state(record) == visit.field("ref"):
            return record
    raise ChangedError(
        Trouble("登记", "打开页面以后，这一条变了。什么也没写。", "请看刷新后的登记，再决定。")
    )


def _show(visit: Visit, kept: Sequence[tuple[str, Paper]] = (), troubles: Sequence[Trouble] = ()) -> Response:
    ledger, published = visit.ledger, visit.held.published()
    do, ref = visit.field("do"), visit.field("ref")
    period = visit.field("period") or visit.asked("period")
    others = {period: "period"} | dict.fromkeys((paper.name for _, paper in kept), "papers")
    fields = Fields(_NAMES, _WORDS, others, _REMEDIES)
    typed = {name: visit.field(name) for name in _FORM}
    begun = {**dict.fromkeys(_FORM, ""), "period": period, "document": visit.asked("document"),
             "from": visit.today.isoformat()}  # fmt: skip
    rows = record_rows(ledger, visit.held.code, visit.today)
    given = {
        "choices": choices(visit, published),
        "places": sorted({record.place for record in ledger.books.posting_records}),
        "hanging": [row for row in rows if row.record.last_day is None],
        "rows": rows,
        "form": typed if do == "hang" else begun,
        "typed": typed,
        "kept": kept,
        "kept_here": ref if do in {"down", "correct"} else "hang",
        "do": do,
        "ref": ref,
        "marked": fields.marked(troubles),
        "today": visit.today.isoformat(),
        "out": published is not None,
        "site": str(visit.held.site or ""),
    }
    return visit.show("posted", given, fields.troubles(troubles))
