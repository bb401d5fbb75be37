"""Put on record where a disclosure hung: from when to when, and which photographs show it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Final

from jjledger.books.ledger import Ledger
from jjledger.books.posting_file import posting_file, with_last_day, with_postings
from jjledger.books.source import Source
from jjledger.books.working_days import working_calendar
from jjledger.checks.posting_records import same_place
from jjledger.disclosure.events import events
from jjledger.disclosure.head import TITLES
from jjledger.disclosure.masking import scan
from jjledger.encoding import one_line
from jjledger.errors import refusal
from jjledger.facts.entry import Writing
from jjledger.facts.finding import Place
from jjledger.facts.posting_record import PostingRecord
from jjledger.intake.photo import bare_photo
from jjledger.period import Period, chinese_day, day_before
from jjledger.rules.announcement import hanging_days
from jjledger.workflows.originals import Paper, filed_together
from jjledger.workflows.plan import planned
from jjledger.workflows.rulings import law_of
from jjledger.workflows.vouchers.planned import Plan
from jjledger.workflows.vouchers.private_words import names_of

_BOTH: Final = "台州市物业管理条例第25条：在显著位置公示，并以电子方式告知全体业主"
_PRIVATE: Final = "个人信息保护法第25条：未经同意不公开"
_TOLD: Final = 6  # periods named in a refusal
_NOT_PUBLISHED: Final = "照片只在账本里存档，不公开；页面上只有它的校验码。"


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody says of a paper on the wall."""

    period: Period
    place: str
    first_day: date | None  # None: it hangs already on record, and came down
    last_day: date | None  # None: it hangs still
    document: str = ""  # "" is every document of the period
    version: int = 1


def plan_posted(ledger: Ledger, said: Said, photos: Sequence[Paper], today: date) -> Plan:
    """Plan to put a paper on the wall on record, or that one came down.

    Args:
        ledger: a loaded community without blocking findings.
        said: which paper, where and when.
        photos: as they came from the camera; only the picture of each is filed.
        today: the day of filing.

    Raises:
        OptionError: no such disclosure, days that make no sense, no photograph, or one that is none.
        EntryRefusedError: a photograph cannot be filed.

    Source: 台州市物业管理条例 第25条; R41.
    """
    _refuse_unknown(ledger, said, today)
    place = one_line(said.place).strip()
    if not place:
        raise refusal("--place", "没有写贴在哪里。", "请写  --place 1幢大堂公告栏", _BOTH)
    kinds = dict.fromkeys(hit.kind for hit in scan(place, names_of(ledger)))
    if kinds:
        remedy = "请写公共的地点，例如  --place 1幢大堂公告栏"
        raise refusal("--place", f"地点里有{'、'.join(kinds)}，公示页面上会显示。", remedy, _PRIVATE)
    bare = [bare_photo(photo.name, photo.data) for photo in photos]
    hashes = tuple(dict.fromkeys(sha256(data).hexdigest() for _, data in bare))
    papers = [Paper(f"张贴照片 {said.period.code} {place}{ending}", data) for ending, data in bare]
    filed = filed_together(papers, today, "posting", ledger.books)
    source = Source(ledger.folder)
    open_one = _hanging(ledger, said, place)
    if said.first_day is None:
        record, text = _taken_down(source, said, open_one, (place, hashes, today))
    else:
        record = _new_record(said, place, hashes, today)
        _refuse_doubled(ledger, record)
        text = with_postings(source, said.period.code, [record])
    name = posting_file(said.period.code)
    why = f"张贴登记 {said.period.code} {place}"
    return Plan(
        Writing(files={**filed.files, name: text}, why=why),
        tuple(_words(ledger, record, filed.paths)),
        {
            "period": record.period_code,
            "document": record.document,
            "version": record.version,
            "place": place,
            "from": record.first_day,
            "to": record.last_day,
            "photos": list(record.photos),
        },
    )


def _refuse_unknown(ledger: Ledger, said: Said, today: date) -> None:
    """Refuse a period or a document that these books do not disclose."""
    books = ledger.books
    law = law_of(books.community)
    known: dict[str, set[str]] = {}
    for plan in planned(books, law, today, None):
        known.setdefault(plan.period.code, set()).add(plan.document)
    for event in events(books, day_before(today)):
        known.setdefault(event.period.code, set()).add(event.document)
    if said.period.code not in known and "." not in said.period.code:
        known |= {said.period.code: {plan.document for plan in planned(books, law, today, said.period)}}
    documents = known.get(said.period.code, set())
    if not documents or said.period.last_day >= today:
        latest = sorted((code for code, found in known.items() if found), reverse=True)[:_TOLD]
        raise refusal(
            said.period.code, "这个小区没有这一期公示，或者这一期还没有结束。",
            f"可以写：{'、'.join(latest)}" if latest else "请先记账、公示，再登记张贴。",
        )  # fmt: skip
    if said.document and said.document not in documents:
        words = "、".join(f"{name}（{TITLES[name]}）" for name in TITLES if name in documents)
        raise refusal(
            f"--document {said.document}", f"{said.period.title}没有这一份公示。", f"可以写：{words}"
        )


def _new_record(said: Said, place: str, photos: tuple[str, ...], today: date) -> PostingRecord:
    """Make the record of a paper that was hung up."""
    first, last = said.first_day, said.last_day
    assert first is not None, "asked before"
    if not photos:
        raise refusal("--photo", "没有照片，看不出确实贴过。", "请写  --photo 照片.jpg，可以写几张。", _BOTH)
    if first < said.period.last_day or first > today:
        what = f"{chinese_day(first)}时{said.period.title}还没有结束，或者这一天还没有到。"
        raise refusal("--from", what, "请写贴出去的那一天。")
    _refuse_last(first, last, today)
    return PostingRecord(
        said.period.code, said.document, place, first, last, photos, today,
        Place(posting_file(said.period.code), 0), said.version,
    )  # fmt: skip


def _refuse_last(first: date, last: date | None, today: date) -> None:
    if last is not None and not first <= last <= today:
        raise refusal(
            "--to", f"{chinese_day(last)}在起始日 {chinese_day(first)}以前，或者还没有到。",
            "请写撕下或更换的前一天；还贴着的不写 --to。",
        )  # fmt: skip


def _hanging(ledger: Ledger, said: Said, place: str) -> PostingRecord | None:
    """Find the record of a paper that hangs still at a place."""
    for record in ledger.books.posting_records:
        paper = (record.period_code, record.document, record.version, record.place)
        if record.last_day is None and paper == (said.period.code, said.document, said.version, place):
            return record
    return None


def _taken_down(
    source: Source, said: Said, before: PostingRecord | None, at: tuple[str, tuple[str, ...], date]
) -> tuple[PostingRecord, bytes]:
    """Say of a paper on record on which day it hung last."""
    place, photos, today = at
    if before is None:
        raise refusal(
            "--from", f"没有登记过「{place}」贴着这一份。", "新贴的请写  --from 日期 --photo 照片.jpg"
        )
    if said.last_day is None:
        raise refusal("--to", "没有写贴到哪一天。", "请写  --to 日期；再贴一处的请写 --from。")
    _refuse_last(before.first_day, said.last_day, today)
    ended = before.ended(said.last_day, photos)
    return ended, with_last_day(source, before, ended)


def _refuse_doubled(ledger: Ledger, record: PostingRecord) -> None:
    for other in ledger.books.posting_records:
        if same_place(other, record):
            until = f"至 {chinese_day(other.last_day)}" if other.last_day else "还贴着"
            raise refusal(
                "--place", f"「{record.place}」已经登记过：{chinese_day(other.first_day)}起，{until}。",
                "撕下了的，不写 --from，写  --to 日期；又贴了一次的，日子不要重叠。",
            )  # fmt: skip


def _words(ledger: Ledger, record: PostingRecord, papers: Sequence[str]) -> list[str]:
    books = ledger.books
    titles: Mapping[str, str] = dict(TITLES.items())
    what = titles.get(record.document, "全部公示")
    version = f"（第 {record.version} 版）" if record.version > 1 else ""
    until = f"至 {chinese_day(record.last_day)}" if record.last_day else "起，还贴着"
    asked = hanging_days(books.community, law_of(books.community), record.what, record.first_day)
    due = asked.last_day(record.first_day, working_calendar())
    told = [f"{record.period_code} {what}{version}贴在{record.place}：{chinese_day(record.first_day)}{until}"]
    if record.last_day is None:
        told.append(f"{asked.words}，贴到 {chinese_day(due)}；撕下以后请登记 --to。")
    elif record.last_day < due:
        told.append(f"注意：{asked.words}，应当贴到 {chinese_day(due)}；天数不足，这一处不算张贴过。")
    told += [f"照片 {path}" for path in papers]
    if papers:
        told.append(_NOT_PUBLISHED)
    return told
