"""The page of a period: its editions, where it hung, and what is still wanting."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Final

from jjledger.disclosure.head import TITLES
from jjledger.disclosure.objection_words import objection_words
from jjledger.disclosure.period_models import Edition, Hung, PeriodPage
from jjledger.facts.books import Books
from jjledger.facts.finding import Finding
from jjledger.facts.working_calendar import WorkingCalendar
from jjledger.law import for_community
from jjledger.period import chinese_day, parse_period
from jjledger.rules.announcement import hanging_days

_TITLES: Final[Mapping[str, str]] = dict(TITLES.items())


def period_page(
    books: Books, code: str, editions: tuple[Edition, ...], unapproved: Finding | None, today: date
) -> PeriodPage:
    """Make the page of a period of which something is out.

    Args:
        books: the general book, for where papers hung.
        code: of the period.
        editions: latest first, at least one.
        unapproved: that a change of the books waits for approval.
        today: the day on which it is asked.
    """
    settings = books.community.disclosure
    return PeriodPage(
        community=books.community.name,
        community_code=books.community.code,
        period_code=code,
        period_title=parse_period(code).title,
        editions=editions,
        contact=settings.contact,
        days_posted=settings.days_posted,
        sample=books.community.sample,
        hung=tuple(_hung(books, code)),
        objections=objection_words(books, code, today),
        state=_state(books, code, editions[0], today),
        pending="账簿里有改动，更正还没有批准；批准以前，下面这一版不变。" if unapproved else "",
    )


def _hung(books: Books, code: str) -> Iterator[Hung]:
    for record in books.posting_records:
        if record.period_code == code:
            yield Hung(
                record.place,
                record.first_day,
                record.last_day,
                record.photos,
                _TITLES.get(record.document, "本期全部公示"),
                record.version,
            )


def _state(books: Books, code: str, edition: Edition, today: date) -> str:
    """Say how publication stands: online since when, on the wall since when and how long.

    Source: 台州市物业管理条例 第25条 (张贴并以电子方式告知); R41.
    """
    online = f"网上自{chinese_day(edition.issued)}起可查"
    longest = max(
        (
            record
            for record in books.posting_records
            if record.period_code == code and record.version == edition.number and record.first_day <= today
        ),
        key=lambda record: record.days(today),
        default=None,
    )
    if longest is None:
        return f"{online}；还没有张贴记录。"
    community = books.community
    law = for_community(community.region, community.disclosure.preset, community.own_law)
    asked = hanging_days(community, law, longest.what, longest.first_day)
    due = asked.last_day(longest.first_day, WorkingCalendar())
    if min(longest.last_day or today, today) < due:
        return f"{online}；已张贴 {longest.days(today)} 天，应{asked.words}。"
    return f"{online}；已张贴满 {longest.days(today)} 天，应{asked.words}。"
