"""What every disclosure says about itself."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from jjledger.disclosure.head import DOCUMENTS, TITLES, Setting, make_head
from jjledger.disclosure.models import Ground
from jjledger.period import parse_period
from tests.written_books import written


def test_a_head_says_who_what_when_and_on_what_ground() -> None:
    books = written("")
    ground = Ground("台州市物业管理条例第25条", date(2021, 7, 1), "每季度公布一次")
    setting = Setting((ground,), "https://a.example/d/shifan/2025-Q3/public-revenue/", ("按季度公示。",))
    head = make_head(
        "public-revenue", books.community, books.community.funds[1], parse_period("2025-Q3"), setting
    )
    assert (head.title, head.community, head.community_code) == ("公共收益收支公示", "示范小区", "shifan")
    assert head.fund == "公共收益"
    assert (head.period_code, head.period_title) == ("2025-Q3", "2025年第三季度")
    assert (head.first_day, head.last_day) == (date(2025, 7, 1), date(2025, 9, 30))
    assert (head.contact, head.days_posted) == ("街道财务服务中心", 15)
    assert (head.grounds, head.address, head.notes) == ((ground,), setting.address, ("按季度公示。",))
    assert not head.sample


def test_a_head_is_a_first_edition_until_somebody_corrects_it() -> None:
    community = written("").community
    head = make_head("household", community, community.funds[0], parse_period("2025"), Setting())
    assert (head.edition, head.correction) == (1, None)


def test_made_up_books_say_so() -> None:
    community = replace(written("").community, sample=True)
    assert make_head("household", community, community.funds[0], parse_period("2025"), Setting()).sample


def test_every_kind_that_is_disclosed_has_a_title() -> None:
    assert {TITLES[document] for document in DOCUMENTS.values()} == {
        "公共收益收支公示",
        "维修资金收支公示",
        "已售公有住房维修资金收支公示",
    }
