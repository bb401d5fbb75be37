"""E87: does every paper that hung on the wall have its photograph on file, its days and one record?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import combinations

from jjledger.errors import FORMAT
from jjledger.facts.books import Books
from jjledger.facts.finding import Finding
from jjledger.facts.posting_record import PostingRecord
from jjledger.facts.working_calendar import WorkingCalendar
from jjledger.law import for_community
from jjledger.period import chinese_day, parse_period
from jjledger.rules.announcement import hanging_days


def check_posting_records(books: Books) -> Iterator[Finding]:
    """Warn of a paper that came down too soon, hung before its time, has no photograph, or stands twice.

    Args:
        books: the general book.

    Source: 台州市物业管理条例 第25条; R41.
    """
    on_file = {one.sha256 for one in books.originals if one.state == "sound"}
    for record in books.posting_records:
        yield from _without_photograph(record, on_file)
        yield from _out_of_time(record)
        yield from _too_short(books, record)
    for first, second in combinations(books.posting_records, 2):
        if same_place(first, second):
            yield Finding(
                "E87", "warn", second.at, f"「{second.place}」在同一段日子登记了两次（{first.at.file} 第 {first.at.line} 行）。",
                "请只留一条；照片合到一条里。", FORMAT,
            )  # fmt: skip


def paper_of(record: PostingRecord) -> tuple[str, str, int]:
    """Name what hung where: period, place and version."""
    return record.period_code, record.place, record.version


def same_place(first: PostingRecord, second: PostingRecord) -> bool:
    """Say whether two records are of the same paper at the same place on the same days."""
    same = paper_of(first) == paper_of(second)
    paper = first.document == second.document or "" in {first.document, second.document}
    until = second.last_day or date.max
    return same and paper and first.first_day <= until and second.first_day <= (first.last_day or date.max)


def _without_photograph(record: PostingRecord, on_file: set[str]) -> Iterator[Finding]:
    lost = [photo for photo in record.photos if photo not in on_file]
    if not record.photos:
        yield Finding(
            "E87", "warn", record.at, f"「{record.place}」的张贴没有照片，看不出确实贴过。",
            "请用 jjledger posted 登记照片。", FORMAT,
        )  # fmt: skip
    elif lost:
        yield Finding(
            "E87", "warn", record.at, f"「{record.place}」的照片 {lost[0][:16]} 不在原始凭证清册里，或已被改动。",
            "请从备份找回照片，或用 jjledger posted 重新登记。", FORMAT,
        )  # fmt: skip


def _out_of_time(record: PostingRecord) -> Iterator[Finding]:
    period = parse_period(record.period_code)
    if record.first_day < period.last_day or record.recorded < record.first_day:
        yield Finding(
            "E87", "warn", record.at,
            f"「{record.place}」写的起始日 {chinese_day(record.first_day)}在{period.title}结束以前，或在登记以后。",
            "请对照照片，用 jjledger posted --correct 改正。", FORMAT,
        )  # fmt: skip


def _too_short(books: Books, record: PostingRecord) -> Iterator[Finding]:
    """Warn of what came down too soon and was not hung at its place again."""
    again = any(
        paper_of(other) == paper_of(record) and other.first_day > record.first_day
        for other in books.posting_records
    )
    if record.last_day is None or again:
        return
    community = books.community
    law = for_community(community.region, community.disclosure.preset, community.own_law)
    asked = hanging_days(community, law, record.what, record.first_day)
    due = asked.last_day(record.first_day, WorkingCalendar())
    if record.last_day < due:
        yield Finding(
            "E87", "warn", record.at,
            f"「{record.place}」贴到 {chinese_day(record.last_day)}，共 {record.days(record.last_day)} 天，应当{asked.words}。",
            f"这一次本该贴到 {chinese_day(due)}；请重新张贴，贴满天数，另行登记。", asked.ruling.citation if asked.ruling else FORMAT,
        )  # fmt: skip
