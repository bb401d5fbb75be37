"""Whether a disclosure hung where people pass by, for as long as it must, in words."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final

from jjledger.disclosure.events import slug_of
from jjledger.disclosure.masking import scan
from jjledger.disclosure.models import Document
from jjledger.facts.books import Books
from jjledger.facts.posting_record import PostingRecord
from jjledger.facts.working_calendar import WorkingCalendar
from jjledger.law import Law
from jjledger.period import chinese_day
from jjledger.rules.announcement import HangingDays, hanging_days

NOT_HUNG: Final = "尚未登记张贴"
_SOMEWHERE: Final = "（地点里有个人信息，已隐去）"


@dataclass(frozen=True, slots=True)
class Asked:
    """By whose law, and as of which day."""

    law: Law
    today: date
    working: WorkingCalendar = field(default_factory=WorkingCalendar)


def with_public_places(books: Books, names: AbstractSet[str]) -> Books:
    """Give books whose records of what hung name nobody and no room; such words may be typed by hand.

    Args:
        books: the general book.
        names: owners' names and household ids, which a public page must not carry.

    Source: 个人信息保护法 第25条; R43.
    """
    records = tuple(
        replace(record, place=_SOMEWHERE) if scan(record.place, names) else record
        for record in books.posting_records
    )
    return replace(books, posting_records=records)


def hung_words(books: Books, document: Document, hung: Sequence[PostingRecord], asked: Asked) -> str:
    """Say where a document hung, and how long.

    Args:
        books: the general book.
        document: which one.
        hung: its records.
        asked: the community's law, the day, and the working calendar.
    """
    today = asked.today
    if not hung:
        return NOT_HUNG
    longest = max(hung, key=lambda record: record.days(today))
    places = list(dict.fromkeys(record.place for record in hung))
    where = places[0] if len(places) == 1 else f"{longest.place}等 {len(places)} 处"
    due = _due(books, document, longest, asked)
    from_day = chinese_day(longest.first_day)
    bare = "" if any(record.photos for record in hung) else "，没有照片"
    if longest.last_day is None or longest.last_day >= today:
        least = f"，至少贴到{chinese_day(due)}" if today < due else ""
        return f"{where}，{from_day}起张贴{least}{bare}"
    short = "，天数不足" if longest.last_day < due else ""
    return f"{where}，{from_day}至{chinese_day(longest.last_day)}，{longest.days(today)} 天{short}{bare}"


def hung_enough(books: Books, document: Document, hung: Sequence[PostingRecord], asked: Asked) -> bool:
    """Say whether a document hung as long as it must, or still does, with a photograph of it.

    Args:
        books: the general book.
        document: which one.
        hung: its records.
        asked: the community's law, the day, and the working calendar.

    Source: 台州市物业管理条例 第25条; R41.
    """
    return any(_enough(books, document, record, asked) for record in hung)


def wall_words(books: Books, document: Document, hung: Sequence[PostingRecord], asked: Asked) -> str:
    """Say how many days a document hung, how many it must, and whether that is enough.

    Args:
        books: the general book.
        document: which one.
        hung: its records of the editions that say the same.
        asked: the community's law, the day, and the working calendar.

    Source: 台州市物业管理条例 第25条; R41.
    """
    shown = [record for record in hung if record.first_day <= asked.today]
    if not shown:
        return "还没有张贴记录"
    with_photos = [record for record in shown if record.photos]
    if not with_photos:
        return "登记了张贴，没有照片"
    enough = [record for record in with_photos if _enough(books, document, record, asked)]
    longest = max(enough or with_photos, key=lambda record: record.days(asked.today))
    days = longest.days(asked.today)
    must = f"，应{_days(books, document, longest, asked).words}"
    if not enough:
        return f"张贴 {days} 天，天数不足{must}"
    if _due(books, document, longest, asked) > asked.today:
        return f"正在张贴，已 {days} 天{must}"
    return f"已张贴满 {days} 天{must}"


def _enough(books: Books, document: Document, record: PostingRecord, asked: Asked) -> bool:
    due = _due(books, document, record, asked)
    stayed = record.last_day is None or record.last_day >= due
    return record.first_day <= asked.today and bool(record.photos) and stayed


def _due(books: Books, document: Document, record: PostingRecord, asked: Asked) -> date:
    """Give the first day on whose end a paper may come down."""
    return _days(books, document, record, asked).last_day(record.first_day, asked.working)


def _days(books: Books, document: Document, record: PostingRecord, asked: Asked) -> HangingDays:
    own = _own_days(books, record.period_code) if document == "audit" else None
    return hanging_days(books.community, asked.law, document, record.first_day, own)


def _own_days(books: Books, period_code: str) -> int | None:
    """Give the days that the record of an audit asks for; None where it does not say."""
    for report in books.audits.values():
        if report is not None and period_code == f"{report.day}.{slug_of('audit', report.slug)}":
            return report.days_posted
    return None
