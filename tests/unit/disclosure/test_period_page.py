"""A period's page says how it stands online and on the wall, and of objections how many there are."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from jjledger.disclosure.period_models import Edition, EditionDocument
from jjledger.disclosure.period_page import period_page
from jjledger.facts.finding import Place
from jjledger.facts.objection import Answer, Objection
from jjledger.facts.posting_record import PostingRecord
from jjledger.render import html
from tests.small_books import books

EDITION = Edition(1, date(2025, 10, 12), (EditionDocument("public-revenue", "公共收益收支公示", 100),))
CODE = "2025-Q3"


def _record(first: str, last: str = "", code: str = CODE, version: int = 1) -> PostingRecord:
    until = date.fromisoformat(last) if last else None
    place = Place(f"posted/{code}.toml", 1)
    return PostingRecord(
        code,
        "",
        "东门公告栏",
        date.fromisoformat(first),
        until,
        ("5" * 64,),
        date(2025, 12, 1),
        place,
        version,
    )


@pytest.mark.parametrize(
    ("record", "state"),
    [
        (None, "网上自2025年10月12日起可查；还没有张贴记录。"),
        (
            _record("2025-10-20", "2025-11-04"),
            "网上自2025年10月12日起可查；已张贴满 15 天，应至少 15 天（按本小区设定）。",
        ),
        (
            _record("2025-10-20", "2025-11-03"),
            "网上自2025年10月12日起可查；已张贴 14 天，应至少 15 天（按本小区设定）。",
        ),
        (_record("2025-11-25"), "网上自2025年10月12日起可查；已张贴 6 天，应至少 15 天（按本小区设定）。"),
        (_record("2025-10-20", version=2), "网上自2025年10月12日起可查；还没有张贴记录。"),
        # An audit hangs thirty days.
        (
            _record("2025-10-20", "2025-11-18", "2025-10-10.audit-2025-01"),
            "网上自2025年10月12日起可查；已张贴 29 天，应至少 30 天（按通行做法）。",
        ),
    ],
)
def test_how_a_period_stands(record: PostingRecord | None, state: str) -> None:
    some = replace(books(()), posting_records=(record,) if record else ())
    code = record.period_code if record else CODE
    page = period_page(some, code, (EDITION,), None, date(2025, 12, 1))
    assert page.state == state
    assert [(one.place, one.photos) for one in page.hung] == [("东门公告栏", ("5" * 64,))] * bool(record)
    assert page.objections == ""


AGAIN = Edition(2, date(2025, 11, 5), EDITION.documents, "漏记一笔", "业主委员会")
ADDED = Edition(2, date(2025, 11, 5), EDITION.documents)
TWICE = "网上自2025年10月12日起可查，现行的第 2 版自2025年11月5日起"


@pytest.mark.parametrize(
    ("records", "latest", "state"),
    [
        ((), AGAIN, f"{TWICE}；还没有张贴记录。"),
        (
            (_record("2025-10-20", "2025-11-04"),),
            AGAIN,
            f"{TWICE}；第 2 版还没有张贴记录，以前的版本贴过。",
        ),
        (
            (_record("2025-10-20", "2025-11-04"), _record("2025-11-06", version=2)),
            AGAIN,
            f"{TWICE}；已张贴满 25 天，应至少 15 天（按本小区设定）。",
        ),
        # What nobody had to approve only added a document: what hung still holds.
        (
            (_record("2025-10-20", "2025-11-04"),),
            ADDED,
            f"{TWICE}；已张贴满 15 天，应至少 15 天（按本小区设定）。",
        ),
    ],
)
def test_a_later_edition_is_told_beside_the_first(
    records: tuple[PostingRecord, ...], latest: Edition, state: str
) -> None:
    some = replace(books(()), posting_records=records)
    assert period_page(some, CODE, (latest, EDITION), None, date(2025, 12, 1)).state == state


def test_what_was_found_wrong_waits_for_the_edition_that_puts_it_right() -> None:
    answer = Answer(date(2025, 11, 4), "corrected", "改", ())
    one = Objection(
        "2025-10-22-1", date(2025, 10, 22), CODE, "", "停车", "少了", "", date(2025, 11, 6), answer, Place("o", 1)
    )  # fmt: skip
    some = replace(books(()), objections={one.id: one})
    told = period_page(some, CODE, (EDITION,), None, date(2025, 12, 1)).objections
    assert told == "业主异议 1 件：已答复 1 件（有误更正 1 件），更正待公示 1 件。"
    after = period_page(some, CODE, (AGAIN, EDITION), None, date(2025, 12, 1)).objections
    assert after == "业主异议 1 件：已答复 1 件（有误更正 1 件）。"
    assert "更正待公示" in period_page(some, CODE, (ADDED, EDITION), None, date(2025, 12, 1)).objections


def test_what_has_no_poster_is_printed_from_its_page() -> None:
    money = EditionDocument("money", "资金清单")
    edition = replace(EDITION, documents=(*EDITION.documents, money))
    written = html.period(period_page(books(()), CODE, (edition,), None, date(2025, 12, 1)))
    assert '<a href="v1/money/report.pdf" type="application/pdf">资金清单 打印版' in written
    assert '<a href="v1/public-revenue/poster-a4.pdf"' in written
    assert "v1/public-revenue/report.pdf" not in written
    assert "money/poster" not in written
    gone = replace(EDITION, documents=(replace(money, withdrawn=True),))
    assert ".pdf" not in html.period(period_page(books(()), CODE, (gone,), None, date(2025, 12, 1)))
