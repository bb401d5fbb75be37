"""Which edition of a period this is: what is out is never overwritten, and never changed without a word.

An edition is all documents of one community and period that went out on one day. Documents that were
not ready follow in an edition of their own, which needs no approval since nothing was rewritten; where
a document says anything otherwise than the one in force, somebody must have approved just that.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Final

from jjledger.disclosure.changes import NOTHING, changes, changes_digest, figures_digest, told_in_public
from jjledger.disclosure.head import TITLES
from jjledger.disclosure.held import BACKWARDS, PRIVATE_WORDS, UNAPPROVED
from jjledger.disclosure.masking import mask_officer
from jjledger.disclosure.models import Change, Correction, Disclosure, Document, VoucherView
from jjledger.disclosure.period_models import Edition, EditionDocument, PeriodPage
from jjledger.disclosure.voucher_changes import retold, shortened
from jjledger.disclosure.watched import Watched
from jjledger.facts.amendment import Amendment
from jjledger.facts.finding import Finding, Place
from jjledger.period import chinese_day
from jjledger.render.data import json_bytes
from jjledger.workflows.added_signatures import REASON, added_signature

_THERE: Final = "已公示"
_TOLD: Final = 3  # changes named in the words of a finding
_GROUND: Final = "公示一经发布不再改写；更正另出一版，写明原因和批准人"


@dataclass(frozen=True, slots=True)
class Drawn:
    """One document as drawn up now."""

    page: Disclosure
    reopened: tuple[str, ...] = ()  # months of its period that were opened again, 2025年6月

    @property
    def document(self) -> Document:
        """Name the document."""
        return self.page.head.document


@dataclass(frozen=True, slots=True)
class Issue:
    """One period as it will be out."""

    editions: tuple[Edition, ...]  # latest first; () where nothing is out
    pages: tuple[Disclosure, ...]  # documents of the edition in force that are drawn up now, as published
    fresh: bool  # the edition in force is new, and its documents are to be printed
    unapproved: Mapping[Document, tuple[Change, ...]] = field(default_factory=dict)
    finding: Finding | None = None  # why a change waits

    def told(self, document: Document) -> tuple[Change, ...]:
        """Give the changes of a document that wait, what corrects a voucher told as what it does to it."""
        page = next((one for one in self.pages if one.head.document == document), None)
        found = self.unapproved[document]
        return retold(found, _vouchers(page)) if page is not None else found


@dataclass(frozen=True, slots=True)
class Edited:
    """One period before it is decided what becomes of it."""

    code: str
    drawn: Sequence[Drawn]
    out: PeriodPage | None
    read: Callable[[str], Mapping[str, Any]]  # data.json of a folder below the community's
    # documents that turned out to name somebody, with the number of their edition
    withdrawn: frozenset[tuple[int, Document]] = frozenset()
    held: frozenset[Document] = (
        frozenset()
    )  # documents that cannot be drawn up now for a reason told elsewhere
    asked: bool = True  # nothing is looked at of a period nobody asked for
    watch: Watched = field(default_factory=Watched)  # what the words of a correction must not carry
    logged: tuple[int, date] | None = None  # the edition that is in the log or is being signed, and its day
    unsigned: Finding | None = None  # not everybody has signed the next edition, so it waits
    moved: Mapping[Document, Change] = field(default_factory=dict)  # households whose sealed figures changed
    passed_over: bool = False  # it is not what is printed now, so it is told that it never came to the site


def issue(
    edited: Edited, amendments: Sequence[Amendment], today: date, address: Callable[[str], str]
) -> Issue:
    """Decide the edition of a period.

    Args:
        edited: what is drawn up, and what is out.
        amendments: approvals of the period.
        today: the day a new edition goes out.
        address: full address of a folder below the community's, "" where the site has none.
    """
    editions = _without(edited)
    if editions:
        return _later(edited, editions, amendments, (today, address))
    if edited.drawn and not edited.unsigned:
        return _new(edited, (), {}, (today, "", ""), address)
    return Issue((), (), fresh=False, finding=edited.unsigned if edited.drawn else None)


def _later(
    edited: Edited,
    editions: tuple[Edition, ...],
    amendments: Sequence[Amendment],
    at: tuple[date, Callable[[str], str]],
) -> Issue:
    """Decide whether what is out stays as it is, waits for an approval, or gets another edition."""
    today, address = at
    in_force = {one.document for one in editions[0].documents if not one.withdrawn}
    kept = Issue(editions, tuple(_as_out(edited, editions[0], address)), fresh=False)
    missing = in_force - {one.document for one in edited.drawn}
    if not edited.asked or missing & edited.held:
        return kept  # what is held now cannot be compared, so the whole period stays as it is
    if today < editions[0].issued:
        return replace(kept, finding=_backwards(edited, editions[0], today))
    found = {
        one.document: (*_said_otherwise(edited, editions, one.page), *_moved(edited, one.document))
        for one in edited.drawn
    }
    gone = {document: (Change(TITLES[document], _THERE, NOTHING),) for document in sorted(missing)}
    changed = {document: told for document, told in (found | gone).items() if told}
    added = [one.page.head.title for one in edited.drawn if one.document not in in_force]
    signed = {one.document: by for one in edited.drawn if (by := _signed(edited, editions[0], one.page))}
    if changed.keys() <= signed.keys():
        changed, found = {}, found | signed
    approval = _approval(amendments, editions, changed, today)
    if approval is not None:
        reason = f"{_reopened(edited.drawn)}{approval.reason.rstrip('。')}。"
        told = today, reason, mask_officer(approval.approved_by)
    elif (added or signed) and not changed:
        told = today, _supplement(editions, added, signed=bool(signed)), ""
    elif changed:
        stale = any(one.edition == editions[0].number + 1 for one in amendments)
        waiting = replace(kept, unapproved=changed)
        return replace(waiting, finding=_unapproved(edited, waiting, stale=stale))
    else:
        return kept
    named = _named(edited, told[1:])
    if named is not None or edited.unsigned is not None:
        return replace(kept, unapproved=changed if named else {}, finding=named or edited.unsigned)
    return _new(edited, editions, found, told, address)


def _moved(edited: Edited, document: Document) -> tuple[Change, ...]:
    """Say that households have other figures than were sealed under a document."""
    change = edited.moved.get(document)
    return (change,) if change else ()


def _approval(
    amendments: Sequence[Amendment],
    editions: tuple[Edition, ...],
    changed: Mapping[Document, tuple[Change, ...]],
    today: date,
) -> Amendment | None:
    """Find the approval of just these changes for the next edition, given by now."""
    return next(
        (
            one
            for one in amendments
            if one.edition == editions[0].number + 1
            and one.day <= today
            and one.changes == changes_digest(changed)
        ),
        None,
    )


def _said_otherwise(edited: Edited, editions: tuple[Edition, ...], page: Disclosure) -> tuple[Change, ...]:
    """Compare a document with the one in force; one that was taken away only by its figures."""
    document = page.head.document
    if any(one.document == document and not one.withdrawn for one in editions[0].documents):
        return changes(edited.read(f"{edited.code}/{editions[0].path}{document}"), _data(page))
    return _come_back(editions, page)


def _signed(edited: Edited, edition: Edition, page: Disclosure) -> tuple[Change, ...]:
    """Say who signed an audit since it went out, where that is all that is new of it."""
    document = page.head.document
    if not any(one.document == document and not one.withdrawn for one in edition.documents):
        return ()
    return added_signature(edited.read(f"{edited.code}/{edition.path}{document}"), _data(page))


def _come_back(editions: Sequence[Edition], page: Disclosure) -> tuple[Change, ...]:
    """Say whether a document that was taken away comes back with other figures; its words were to change."""
    last = next(
        (one for edition in editions for one in edition.documents if one.document == page.head.document), None
    )
    if last is None or last.figures == figures_digest(_data(page)):
        return ()
    return (Change(f"{page.head.title}·数字", "撤下以前的", "与撤下以前不同"),)


def _supplement(editions: Sequence[Edition], titles: Sequence[str], *, signed: bool) -> str:
    """Say why there is an edition that nobody approves: documents were not ready or signed, or words are put right."""
    before = {one.title for edition in editions for one in edition.documents}
    again = [title for title in titles if title in before]
    fresh = [title for title in titles if title not in before]
    told = [f"改正文字后重新公示{'、'.join(again)}，数字没有变化"] if again else []
    told += [f"补充公示{'、'.join(fresh)}"] if fresh else []
    told += [REASON] if signed else []
    return f"{'；'.join(told)}。其他没有变化。"


def _new(
    edited: Edited,
    before: tuple[Edition, ...],
    found: Mapping[Document, tuple[Change, ...]],
    told: tuple[date, str, str],
    address: Callable[[str], str],
) -> Issue:
    """Make the next edition, with all documents of the period."""
    today, reason, approved_by = told
    there = {one.document for one in before[0].documents if not one.withdrawn} if before else set()
    number = before[0].number + 1 if before else 1
    if edited.logged is not None and edited.logged[0] >= number:
        number, today = edited.logged
        if edited.passed_over:
            reason = f"第 {number} 版已经登记，现在的网站上没有。{reason}"
            number, today = number + 1, told[0]
    edition = Edition(
        number,
        today,
        tuple(
            EditionDocument(
                one.document,
                one.page.head.title,
                getattr(one.page, "closing_fen", None),
                figures=figures_digest(_data(one.page)),
                changed=not before or bool(found[one.document]) or one.document not in there,
            )
            for one in edited.drawn
        ),
        reason,
        approved_by,
    )
    pages = []
    for one in edited.drawn:
        correction = _correction(edited, before, edition, _in_public(one.page, found.get(one.document, ())))
        pages.append(_placed(edited, edition, one.page, correction, address))
    return Issue((edition, *before), tuple(pages), fresh=True)


def _in_public(page: Disclosure, found: tuple[Change, ...]) -> tuple[Change, ...]:
    """Put the changes of a document into the words of its strip."""
    vouchers = _vouchers(page)
    return told_in_public(shortened(retold(found, vouchers), vouchers))


def _vouchers(page: Disclosure) -> tuple[VoucherView, ...]:
    found: tuple[VoucherView, ...] = getattr(page, "vouchers", ())
    return found


def _correction(
    edited: Edited, before: tuple[Edition, ...], edition: Edition, told: tuple[Change, ...]
) -> Correction | None:
    """Say what an edition replaces, also where that is nowhere to be seen; None of the first."""
    if edited.passed_over and edited.logged is not None:
        replaced = edited.logged
    elif before:
        replaced = before[0].number, before[0].issued
    else:
        return None
    return Correction(*replaced, edition.reason, edition.approved_by, told)


def _as_out(edited: Edited, edition: Edition, address: Callable[[str], str]) -> list[Disclosure]:
    """Put what is drawn up in its place in the edition in force, which it agrees with or waits to correct."""
    known = {one.document for one in edition.documents if not one.withdrawn}
    return [
        _placed(edited, edition, one.page, None, address) for one in edited.drawn if one.document in known
    ]


def _placed(
    edited: Edited,
    edition: Edition,
    page: Disclosure,
    correction: Correction | None,
    address: Callable[[str], str],
) -> Disclosure:
    head = replace(
        page.head,
        issued=edition.issued,
        edition=edition.number,
        correction=correction,
        address=address(f"{edited.code}/{edition.path}{page.head.document}/"),
    )
    return replace(page, head=head)


def _without(edited: Edited) -> tuple[Edition, ...]:
    """Take the documents that name somebody out of their editions; the list goes on to say that they were there."""
    editions = edited.out.editions if edited.out else ()
    return tuple(
        replace(
            edition,
            documents=tuple(
                replace(one, withdrawn=one.withdrawn or (edition.number, one.document) in edited.withdrawn)
                for one in edition.documents
            ),
        )
        for edition in editions
    )


def _reopened(drawn: Sequence[Drawn]) -> str:
    months = list(dict.fromkeys(month for one in drawn for month in one.reopened))
    return f"{'、'.join(months)}重新打开过。" if months else ""


def _backwards(edited: Edited, edition: Edition, today: date) -> Finding:
    return Finding(
        BACKWARDS, "block", Place(edited.code, 0),
        f"现行的第 {edition.number} 版是{chinese_day(edition.issued)}公示的，今天却是{chinese_day(today)}。",
        "请核对电脑的日期，或 --today 写的日子。", _GROUND,
    )  # fmt: skip


def _named(edited: Edited, words: Sequence[str]) -> Finding | None:
    """Say that the words of a correction hold something private; they would be printed for ever.

    Source: 个人信息保护法 第25条; R43.
    """
    kinds = list(dict.fromkeys(hit.kind for text in words for hit in edited.watch.hits(text)))
    if not kinds:
        return None
    return Finding(
        PRIVATE_WORDS, "block", Place(f"amendments/{edited.code}.toml", 0), f"更正的原因或批准人里有{'、'.join(kinds)}。",
        f"请改写后重新批准： jjledger amend 账本 {edited.code} --reason … --approved-by … --write",
        "个人信息保护法第25条；台州市物业管理条例第21条",
    )  # fmt: skip


def _unapproved(edited: Edited, waiting: Issue, *, stale: bool) -> Finding:
    told = [change for document in waiting.unapproved for change in waiting.told(document)]
    words = "；".join(f"{one.label} {one.before} → {one.after}" for one in told[:_TOLD])
    more = f"；等 {len(told)} 处" if len(told) > _TOLD else ""
    again = "批准以后账又变了。" if stale else ""
    return Finding(
        UNAPPROVED, "block", Place(edited.code, 0), f"已公示的内容与账不同了，更正还没有批准。{again}{words}{more}",
        f"确认无误后请写明原因和批准人： jjledger amend 账本 {edited.code} --reason … --approved-by … --write",
        _GROUND,
    )  # fmt: skip


def _data(page: Disclosure) -> Mapping[str, Any]:
    found: Mapping[str, Any] = json.loads(json_bytes(page))
    return found
