"""A period's page says how it stands online and on the wall, and of objections how many there are."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from jjledger.disclosure.period_models import Edition, EditionDocument
from jjledger.disclosure.period_page import period_page
from jjledger.facts.finding import Place
from jjledger.facts.posting_record import PostingRecord
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
