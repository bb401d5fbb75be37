"""How often a page comes out, and on whose word."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from jjledger.books.ledger import load_ledger
from jjledger.facts.community import Community
from jjledger.period import Interval
from jjledger.workflows.draw import GROUNDS
from jjledger.workflows.rulings import frequency, grounds_by, law_of

SHIFAN = Path(__file__).parents[2] / "cases" / "shifan"
DAY = date(2025, 6, 30)
_REVENUE = GROUNDS["public-revenue"]


@pytest.fixture(scope="module")
def community() -> Community:
    return load_ledger(SHIFAN, DAY).books.community


def preset(community: Community, level: str) -> Community:
    settings = replace(community.disclosure, public_revenue=None, maintenance_fund=None, preset=level)
    return replace(community, disclosure=settings)


@pytest.mark.parametrize(
    ("level", "document", "interval", "source"),
    [
        ("cn-31", "public_revenue", "quarter", "上海市住宅物业管理规定"),
        ("cn-31", "maintenance_fund", "half_year", "上海市住宅物业管理规定"),
        ("cn-3301", "public_revenue", "half_year", "杭州市物业管理条例"),
        ("cn-3311", "public_revenue", "year", "丽水市物业管理条例"),
    ],
)
def test_a_preset_brings_its_frequency_and_its_article(
    community: Community, level: str, document: str, interval: Interval, source: str
) -> None:
    chosen = preset(community, level)
    found = frequency(chosen, law_of(chosen), document, DAY)
    assert found.interval == interval
    assert source in found.words


def test_without_law_or_setting_the_page_says_that_it_is_custom(community: Community) -> None:
    plain = preset(community, "")
    found = frequency(plain, law_of(plain), "public_revenue", DAY)
    assert found.interval == "quarter"
    assert "法规没有规定频次" in found.words


def test_a_setting_of_the_community_goes_before_the_preset(community: Community) -> None:
    settings = replace(community.disclosure, public_revenue="year", preset="cn-31")
    chosen = replace(community, disclosure=settings)
    found = frequency(chosen, law_of(chosen), "public_revenue", DAY)
    assert found.interval == "year"
    assert found.words.startswith("按本小区设定")


def test_a_page_cites_only_what_was_in_force_at_its_periods_end(community: Community) -> None:
    law = law_of(community)
    now = grounds_by(law, _REVENUE, date(2025, 3, 31))
    before = grounds_by(law, _REVENUE, date(2020, 12, 31))
    assert any("台州市物业管理条例" in ground.title for ground in now)
    assert not any("台州市物业管理条例" in ground.title for ground in before)
    assert all(ground.since <= date(2025, 3, 31) for ground in now)
