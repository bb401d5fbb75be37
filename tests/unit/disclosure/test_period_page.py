"""A period's page says how it stands online and on the wall, and of objections how many there are."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from jjledger.disclosure.hung_words import Asked
from jjledger.disclosure.period_models import Edition, EditionDocument
from jjledger.disclosure.period_page import period_page
from jjledger.facts.finding import Place
from jjledger.facts.objection import Answer, Objection
from jjledger.facts.posting_record import PostingRecord
from jjledger.facts.working_calendar import WorkingCalendar
from jjledger.law import for_community
from jjledger.render import html
from tests.small_books import books

EDITION = Edition(1, date(2025, 10, 12), (EditionDocument("public-revenue", "公共收益收支公示", 100),))
CODE = "2025-Q3"
ASKED = Asked(for_community("3310"), date(2025, 12, 1))


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
            "网上自2025年10月12日起可查；张贴 14 天，天数不足，应至少 15 天（按本小区设定）。",
        ),
        (
            _record("2025-11-25"),
            "网上自2025年10月12日起可查；正在张贴，已 6 天，应至少 15 天（按本小区设定）。",
        ),
        (_record("2025-10-20", version=2), "网上自2025年10月12日起可查；还没有张贴记录。"),
        # An audit hangs thirty days.
        (
            _record("2025-10-20", "2025-11-18", "2025-10-10.audit-2025-01"),
            "网上自2025年10月12日起可查；张贴 29 天，天数不足，应至少 30 天（按通行做法）。",
        ),
    ],
)
def test_how_a_period_stands(record: PostingRecord | None, state: str) -> None:
    some = replace(books(()), posting_records=(record,) if record else ())
    code = record.period_code if record else CODE
    document = "audit" if record and record.what == "audit" else "public-revenue"
    edition = replace(EDITION, documents=(EditionDocument(document, "", None),))
    page = period_page(some, code, (edition,), None, ASKED)
    assert page.state == state
    assert [(one.place, one.photos) for one in page.hung] == [("东门公告栏", ("5" * 64,))] * bool(record)
    assert page.objections == ""


AGAIN = Edition(2, date(2025, 11, 5), EDITION.documents, "漏记一笔", "业主委员会")
ADDED = Edition(2, date(2025, 11, 5), (replace(EDITION.documents[0], changed=False),))
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
    assert period_page(some, CODE, (latest, EDITION), None, ASKED).state == state


def test_what_was_found_wrong_waits_for_the_edition_that_puts_it_right() -> None:
    answer = Answer(date(2025, 11, 4), "corrected", "改", ())
    one = Objection(
        "2025-10-22-1", date(2025, 10, 22), CODE, "", "停车", "少了", "", date(2025, 11, 6), answer, Place("o", 1)
    )  # fmt: skip
    some = replace(books(()), objections={one.id: one})
    told = period_page(some, CODE, (EDITION,), None, ASKED).objections
    assert told == "业主异议 1 件：已答复 1 件（有误更正 1 件），更正待公示 1 件。"
    after = period_page(some, CODE, (AGAIN, EDITION), None, ASKED).objections
    assert after == "业主异议 1 件：已答复 1 件（有误更正 1 件）。"
    assert "更正待公示" in period_page(some, CODE, (ADDED, EDITION), None, ASKED).objections


def test_what_has_no_poster_is_printed_from_its_page() -> None:
    money = EditionDocument("money", "资金清单")
    edition = replace(EDITION, documents=(*EDITION.documents, money))
    written = html.period(period_page(books(()), CODE, (edition,), None, ASKED))
    assert '<a href="v1/money/report.pdf" type="application/pdf">资金清单 打印版' in written
    assert '<a href="v1/public-revenue/poster-a4.pdf"' in written
    assert "v1/public-revenue/report.pdf" not in written
    assert "money/poster" not in written
    gone = replace(EDITION, documents=(replace(money, withdrawn=True),))
    assert ".pdf" not in html.period(period_page(books(()), CODE, (gone,), None, ASKED))


def test_a_period_leads_to_the_page_that_verifies_and_owners_to_their_own() -> None:
    page = period_page(books(()), CODE, (EDITION,), None, ASKED)
    mine, verifier = (
        '<a class="button" href="../../../o/index.html">',
        '<a class="button quiet" href="../../../verify.html">',
    )
    assert (mine in html.period(page), verifier in html.period(page)) == (False, True)
    linked = html.period(replace(page, owner_links=True))
    assert linked.index(mine) < linked.index(verifier)


def test_what_hung_is_judged_as_on_the_communitys_page_each_document_by_its_own_records() -> None:
    contracts = EditionDocument("contracts", "合同台账公示", None)
    both = (replace(EDITION, documents=(*EDITION.documents, contracts)),)
    full = replace(_record("2025-10-20", "2025-11-04"), document="public-revenue")
    strange = replace(full, document="audit")  # not of this edition

    def state(*records: PostingRecord) -> str:
        some = replace(books(()), posting_records=records)
        return period_page(some, CODE, both, None, ASKED).state

    assert state(full) == (
        "网上自2025年10月12日起可查；公共收益收支公示已张贴满 15 天，应至少 15 天（按本小区设定）；"
        "合同台账公示还没有张贴记录。"
    )
    assert state(strange) == "网上自2025年10月12日起可查；还没有张贴记录。"
    bare = replace(_record("2025-10-20", "2025-11-04"), photos=())
    assert state(bare) == "网上自2025年10月12日起可查；登记了张贴，没有照片。"


def test_working_days_are_counted_by_the_working_calendar() -> None:
    # Shaoxing asks for five working days: from Friday the 10th to Friday the 17th, unless one is off.
    few = books(()).community
    few = replace(few, region="3306", disclosure=replace(few.disclosure, days_posted=3))
    some = replace(books(()), community=few, posting_records=(_record("2025-10-10", "2025-10-17"),))
    law = for_community("3306")
    off = WorkingCalendar(2025, 2025, frozenset({date(2025, 10, 15)}))

    def state(working: WorkingCalendar) -> str:
        return period_page(some, CODE, (EDITION,), None, Asked(law, date(2025, 12, 1), working)).state

    assert "已张贴满 7 天" in state(WorkingCalendar())
    assert "张贴 7 天，天数不足" in state(off)
