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
    corrected = [edition.issued for edition in editions if edition.approved_by]
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
        objections=objection_words(books, code, today, max(corrected, default=None)),
        state=_state(books, code, editions, today),
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


def _online(editions: tuple[Edition, ...]) -> str:
    """Say since when there is something online, and since when it is what is in force."""
    first, latest = editions[-1], editions[0]
    since = f"网上自{chinese_day(first.issued)}起可查"
    if latest.number == first.number:
        return since
    return f"{since}，现行的第 {latest.number} 版自{chinese_day(latest.issued)}起"


def _state(books: Books, code: str, editions: tuple[Edition, ...], today: date) -> str:
    """Say how publication stands: online since when, on the wall since when and how long.

    What hung of the edition in force counts, and of those before it that said the same.

    Source: 台州市物业管理条例 第25条 (张贴并以电子方式告知); R41.
    """
    online, number = _online(editions), editions[0].number
    since = max((edition.number for edition in editions if edition.approved_by), default=1)
    hung = [one for one in books.posting_records if one.period_code == code and one.first_day <= today]
    longest = max(
        (record for record in hung if since <= record.version <= number),
        key=lambda record: record.days(today),
        default=None,
    )
    if longest is None:
        which = f"第 {number} 版" if any(record.version < since for record in hung) else ""
        before = "，以前的版本贴过" if which else ""
        return f"{online}；{which}还没有张贴记录{before}。"
    community = books.community
    law = for_community(community.region, community.disclosure.preset, community.own_law)
    asked = hanging_days(community, law, longest.what, longest.first_day)
    due = asked.last_day(longest.first_day, WorkingCalendar())
    if min(longest.last_day or today, today) < due:
        return f"{online}；已张贴 {longest.days(today)} 天，应{asked.words}。"
    return f"{online}；已张贴满 {longest.days(today)} 天，应{asked.words}。"
