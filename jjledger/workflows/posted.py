"""Put on record where a disclosure hung: from when to when, and which photographs show it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256
from typing import Final

from jjledger.books.ledger import Ledger
from jjledger.books.posting_file import posting_file, with_postings, with_record
from jjledger.books.source import Source
from jjledger.books.working_days import working_calendar
from jjledger.disclosure.head import TITLES
from jjledger.disclosure.period_models import PeriodPage
from jjledger.errors import refusal
from jjledger.facts.entry import Writing
from jjledger.facts.finding import Place
from jjledger.facts.posting_record import PostingRecord
from jjledger.intake.photo import bare_photo
from jjledger.period import Period, chinese_day
from jjledger.rules.announcement import hanging_days
from jjledger.workflows.originals import Paper, filed_together
from jjledger.workflows.posting_refusals import (
    BOTH,
    public_place,
    refuse_days,
    refuse_doubled,
    refuse_unknown,
    refuse_version,
)
from jjledger.workflows.rulings import law_of
from jjledger.workflows.vouchers.planned import Plan

_NOT_PUBLISHED: Final = "照片只在账本里存档，不公开；页面上只有它的校验码。"


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody says of a paper on the wall."""

    period: Period
    place: str
    first_day: date | None  # None: it hangs already on record, and came down
    last_day: date | None  # None: it hangs still
    document: str = ""  # "" is every document of the period
    version: int | None = None  # None: the one in force, or the one that hangs there
    corrects: date | None = None  # the first day of a record that is wrong


def plan_posted(
    ledger: Ledger, said: Said, bring: Callable[[], Sequence[Paper]], out: PeriodPage | None, today: date
) -> Plan:
    """Plan to put a paper on the wall on record, that one came down, or that a record is wrong.

    Args:
        ledger: a loaded community without blocking findings.
        said: which paper, where and when.
        bring: reads the photographs as they came from the camera, asked once place and days are right; only
            the picture of each is filed.
        out: the period's page as it is on the site; None where it is not known.
        today: the day of filing.

    Raises:
        OptionError: no such disclosure or version, days that make no sense, no photograph, or one that is none.
        EntryRefusedError: a photograph cannot be filed.

    Source: 台州市物业管理条例 第25条; R41.
    """
    refuse_unknown(ledger, said.period, said.document, today)
    place = public_place(ledger, said.place)
    before = _before(ledger, said, place)
    record = _record(said, place, before, (out, today))
    issued = refuse_version(said.period, record.version, out)
    refuse_days(said.period, record, issued, today)
    photos = bring()
    if before is None and not photos:
        raise refusal("--photo", "没有照片，看不出确实贴过。", "请写  --photo 照片.jpg，可以写几张。", BOTH)
    bare = [bare_photo(photo.name, photo.data) for photo in photos]
    hashes = (sha256(data).hexdigest() for _, data in bare)
    record = replace(record, photos=tuple(dict.fromkeys((*record.photos, *hashes))))
    refuse_doubled(ledger, record, before)
    papers = [Paper(f"张贴照片 {said.period.code} {place}{ending}", data) for ending, data in bare]
    filed = filed_together(papers, today, "posting", ledger.books)
    source = Source(ledger.folder)
    text = (
        with_record(source, before, record) if before else with_postings(source, said.period.code, [record])
    )
    why = f"张贴登记 {said.period.code} {place}"
    told = [*_words(ledger, record, filed.paths)]
    if said.corrects is not None and before is not None:
        why = f"改正{why}"
        told.insert(0, f"改正登记的一条：原来是 {_span(before)}。")
    if out is None:
        told.append(_unknown_version(record.version))
    return Plan(
        Writing(files={**filed.files, posting_file(said.period.code): text}, why=why),
        tuple(told),
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


def _unknown_version(version: int) -> str:
    return f"网站里没有找到这一期，没有核对是不是第 {version} 版；网站在别处的用 --site 指明。"


def _before(ledger: Ledger, said: Said, place: str) -> PostingRecord | None:
    """Find the record that is changed: the one that is wrong, or of the paper that came down."""
    if said.corrects is None and said.first_day is not None:
        return None
    found = [
        record
        for record in ledger.books.posting_records
        if (record.period_code, record.document, record.place) == (said.period.code, said.document, place)
        and said.version in {None, record.version}
    ]
    if said.corrects is not None:
        wrong = [record for record in found if record.first_day == said.corrects]
        if not wrong:
            known = "、".join(str(record.first_day) for record in found) or "没有"
            what = f"没有登记过「{place}」从 {chinese_day(said.corrects)}起贴着这一份。"
            raise refusal("--correct", what, f"这一处登记的起始日：{known}。")
        return wrong[-1]
    hanging = [record for record in found if record.last_day is None]
    if not hanging:
        raise refusal(
            "--from", f"没有登记过「{place}」贴着这一份。", "新贴的请写  --from 日期 --photo 照片.jpg"
        )
    if said.last_day is None:
        raise refusal("--to", "没有写贴到哪一天。", "请写  --to 日期；再贴一处的请写 --from。")
    return hanging[0]


def _record(
    said: Said, place: str, before: PostingRecord | None, at: tuple[PeriodPage | None, date]
) -> PostingRecord:
    """Make the record as it will stand, without the photographs that are new."""
    out, today = at
    if before is None:
        assert said.first_day is not None, "asked before"
        version = said.version or (out.in_force.number if out else 1)
        return PostingRecord(
            said.period.code, said.document, place, said.first_day, said.last_day, (), today,
            Place(posting_file(said.period.code), 0), version,
        )  # fmt: skip
    if said.corrects is None:
        assert said.last_day is not None, "asked before"
        return before.ended(said.last_day, ())
    return replace(
        before,
        first_day=said.first_day or before.first_day,
        last_day=said.last_day or before.last_day,
        recorded=today,
    )


def _span(record: PostingRecord) -> str:
    until = f"至 {chinese_day(record.last_day)}" if record.last_day else "起，还贴着"
    return f"{chinese_day(record.first_day)}{until}"


def _words(ledger: Ledger, record: PostingRecord, papers: Sequence[str]) -> list[str]:
    books = ledger.books
    titles: Mapping[str, str] = dict(TITLES.items())
    what = titles.get(record.document, "全部公示")
    version = f"（第 {record.version} 版）" if record.version > 1 else ""
    asked = hanging_days(books.community, law_of(books.community), record.what, record.first_day)
    due = asked.last_day(record.first_day, working_calendar())
    told = [f"{record.period_code} {what}{version}贴在{record.place}：{_span(record)}"]
    if record.last_day is None:
        told.append(f"{asked.words}，贴到 {chinese_day(due)}；撕下以后请登记 --to。")
    elif record.last_day < due:
        told.append(f"注意：{asked.words}，应当贴到 {chinese_day(due)}；天数不足，这一处不算张贴过。")
    told += [f"照片 {path}" for path in papers]
    if papers:
        told.append(_NOT_PUBLISHED)
    return told
