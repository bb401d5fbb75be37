"""Where a paper hung is told without naming anybody, and for how long by the law of the place."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from jjledger.disclosure.hung_words import with_public_places
from jjledger.facts.finding import Place
from jjledger.facts.posting_record import PostingRecord
from jjledger.facts.working_calendar import WorkingCalendar
from jjledger.law import for_community
from jjledger.rules.announcement import hanging_days
from tests.small_books import books

NAMES = {"张三", "01-1-101"}


@pytest.mark.parametrize(
    ("place", "shown"),
    [
        ("1幢大堂公告栏", "1幢大堂公告栏"),
        ("张三家门口", "（地点里有个人信息，已隐去）"),
        ("1幢1单元101室", "（地点里有个人信息，已隐去）"),
        ("东门，联系13800138000", "（地点里有个人信息，已隐去）"),
    ],
)
def test_a_place_names_nobody(place: str, shown: str) -> None:
    record = PostingRecord(
        "2025-Q3",
        "",
        place,
        date(2025, 10, 20),
        None,
        (),
        date(2025, 10, 20),
        Place("posted/2025-Q3.toml", 1),
    )
    some = with_public_places(replace(books(()), posting_records=(record,)), NAMES)
    assert some.posting_records[0].place == shown


@pytest.mark.parametrize(
    ("region", "document", "days", "last", "words"),
    [
        # Fifteen days from 20 October on, both counted, end on 3 November.
        ("3310", "public-revenue", 15, date(2025, 11, 4), "至少 15 天（按本小区设定）"),
        ("3310", "audit", 15, date(2025, 11, 19), "至少 30 天（按通行做法）"),
        ("3310", "audit", 40, date(2025, 11, 29), "至少 40 天（按本小区设定）"),
        ("3101", "audit", 15, date(2025, 11, 19), "至少 30 天（上海市住宅物业管理规定第67条）"),
        ("3305", "public-revenue", 15, date(2025, 11, 19), "至少 30 天（湖州市物业管理条例第31条）"),
        ("3301", "public-revenue", 10, date(2025, 11, 4), "至少 15 天（杭州市物业管理条例第30条）"),
        # Five working days in Shaoxing are fewer than fifteen days, and more than three: Tuesday to Monday.
        ("3306", "public-revenue", 15, date(2025, 11, 4), "至少 15 天（按本小区设定）"),
        ("3306", "public-revenue", 3, date(2025, 10, 27), "至少 5 个工作日（绍兴市物业管理条例第9条）"),
    ],
)
def test_how_long_a_paper_hangs(region: str, document: str, days: int, last: date, words: str) -> None:
    community = books(()).community
    community = replace(community, disclosure=replace(community.disclosure, days_posted=days))
    asked = hanging_days(community, for_community(region), document, date(2025, 10, 20))
    assert asked.words == words
    assert asked.last_day(date(2025, 10, 20), WorkingCalendar()) == last
