"""A period's page says what went out late, and leads to the other papers about the same matter."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from jjledger.disclosure.models import Document, Entry
from jjledger.disclosure.period_models import Edition, EditionDocument, PeriodPage
from jjledger.disclosure.period_neighbours import with_neighbours
from jjledger.period import parse_period
from jjledger.render import html
from tests.unit.disclosure.test_project_page import books_of
from tests.unit.render.reading import read

TODAY = date(2026, 1, 31)
VOTE = "2025-03-10.decision-2025-01"
PLANNED, SETTLED, PAID = (f"{day}.project-2025-01{stage}" for day, stage in (
    ("2025-03-10", ""), ("2025-05-20", "-settled"), ("2025-06-12", "-paid"),
))  # fmt: skip
LATE = "2025年7月20日已公示，应于2025年7月12日前公示，迟 8 天"


def _entry(code: str, document: Document, words: str = "", state: str = "out") -> Entry:
    """Make an entry that was due on 12 July 2025 and went out eight days later."""
    return Entry(
        document, f"{document} {code}", code, parse_period(code).title, f"{code}/v1/{document}/", None,
        state, words or LATE, first_issued=date(2025, 7, 20), due=date(2025, 7, 12),
    )  # fmt: skip


ENTRIES = (
    _entry(PAID, "project"), _entry(SETTLED, "project", state="missing"), _entry(PLANNED, "project"),
    _entry(VOTE, "decision"), _entry("2025-Q2", "public-revenue"), _entry("2025", "annual"),
)  # fmt: skip


def _page(code: str, entries: tuple[Entry, ...] = ENTRIES) -> PeriodPage:
    edition = Edition(1, date(2025, 7, 20), (EditionDocument("project", "维修项目公示"),))
    page = PeriodPage("示范小区", "sample", code, "期间", (edition,), "公示人", 15, sample=True)
    return with_neighbours(page, books_of(), entries, TODAY)


def test_a_vote_and_every_stage_of_its_repair_lead_to_each_other() -> None:
    paths = {code: [one.path for one in _page(code).related] for code in (VOTE, PLANNED, PAID)}
    # The settlement is not out, and nothing leads to it.
    assert paths == {
        VOTE: [f"../{PLANNED}/", f"../{PAID}/"],
        PLANNED: [f"../{VOTE}/", f"../{PAID}/"],
        PAID: [f"../{VOTE}/", f"../{PLANNED}/"],
    }


def test_a_year_leads_to_its_events_and_a_quarter_to_none() -> None:
    assert [one.path for one in _page("2025").related] == [f"../{VOTE}/", f"../{PLANNED}/", f"../{PAID}/"]
    assert _page("2024").related == ()
    assert _page("2025-Q2").related == ()


def test_what_went_out_late_stays_said_on_the_page_of_its_period() -> None:
    assert _page("2025-Q2").went_out == f"{LATE}。"
    on_time = replace(_entry("2025-Q2", "contracts", "2025年7月12日已公示"), first_issued=date(2025, 7, 12))
    assert _page("2025-Q2", (*ENTRIES, on_time)).went_out == f"public-revenue 2025-Q2：{LATE}。"
    assert _page("2025-Q2", (on_time,)).went_out == ""


def test_the_page_shows_both() -> None:
    page = read(html.period(_page(VOTE)))
    assert page.one("p", "went-out").text == f"{LATE}。"
    links = page.one("section", id="related").all("a")
    assert [link.attributes["href"] for link in links] == [
        f"../{PLANNED}/index.html", f"../{PAID}/index.html",
    ]  # fmt: skip
    assert not read(html.period(_page("2025-Q2"))).all("section", id="related")
