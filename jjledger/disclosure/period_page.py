"""The page of a period: its editions, where it hung, and what is still wanting."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from jjledger.disclosure.head import TITLES
from jjledger.disclosure.held import UNSIGNED
from jjledger.disclosure.hung_words import Asked, wall_words
from jjledger.disclosure.models import Document
from jjledger.disclosure.objection_words import objection_words
from jjledger.disclosure.period_models import Edition, Hung, PeriodPage, unchanged_since
from jjledger.facts.books import Books
from jjledger.facts.finding import Finding
from jjledger.period import chinese_day, parse_period

_TITLES: Final[Mapping[str, str]] = dict(TITLES.items())


def period_page(
    books: Books, code: str, editions: tuple[Edition, ...], waits: Finding | None, asked: Asked
) -> PeriodPage:
    """Make the page of a period of which something is out.

    Args:
        books: the general book, for where papers hung.
        code: of the period.
        editions: latest first, at least one.
        waits: why the next edition does; None where there is none.
        asked: the community's law, the day on which it is asked, and the working calendar.
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
        objections=objection_words(books, code, asked.today, max(corrected, default=None)),
        state=_state(books, code, editions, asked),
        pending=_pending(waits),
        owner_links=books.community.owner_links.enabled,
    )


def _pending(waits: Finding | None) -> str:
    """Say that the books have something newer, without a word of what it is."""
    if waits is None:
        return ""
    if waits.code == UNSIGNED:
        return "新的一版已经编好，等待签批；签批以前，下面这一版不变。"
    return "账簿里有改动，更正还没有批准；批准以前，下面这一版不变。"


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


def _state(books: Books, code: str, editions: tuple[Edition, ...], asked: Asked) -> str:
    """Say how publication stands: online since when, on the wall how long, each document by its own records.

    What hung of the edition in force counts, and of those before it in which the document said the same.

    Source: 台州市物业管理条例 第25条 (张贴并以电子方式告知); R41.
    """
    groups: dict[str, list[str]] = {}
    for one in editions[0].documents:
        if not one.withdrawn:
            groups.setdefault(_wall(books, code, editions, one.document, asked), []).append(one.title)
    walls = list(groups) or ["还没有张贴记录"]
    if len(walls) > 1:
        walls = [f"{'、'.join(titles)}{words}" for words, titles in groups.items()]
    return f"{'；'.join([_online(editions), *walls])}。"


def _wall(books: Books, code: str, editions: tuple[Edition, ...], document: Document, asked: Asked) -> str:
    number = editions[0].number
    since = unchanged_since(editions, document)[1]
    of_period = [record for record in books.posting_records if record.period_code == code]
    shown = [record for record in of_period if record.shows(document, since, number)]
    before = [record for record in of_period if record.shows(document, 1, since - 1)]
    words = wall_words(books, document, shown, asked)
    return f"第 {number} 版{words}，以前的版本贴过" if before and not shown else words
