"""A community's list by year and period; what all documents of a period share is said once."""

from __future__ import annotations

from datetime import date
from typing import Literal

from jjledger.disclosure.entry_groups import years_of
from jjledger.disclosure.hung_words import NOT_HUNG
from jjledger.disclosure.models import CommunityPage, Document, Entry

DAY = date(2025, 8, 31)


def _entry(
    code: str,
    document: Document,
    words: str,
    *,
    state: Literal["out", "held", "missing"] = "out",
    posted: str = "",
) -> Entry:
    hung = bool(posted) and posted != NOT_HUNG
    return Entry(
        document, document, code, f"{code}期", f"{code}/", None, state, words, posted=posted, hung=hung
    )


def _page(*entries: Entry) -> CommunityPage:
    return CommunityPage("某小区", "mou", 12, (), DAY, entries, (), "", "", sample=False)


def test_documents_stand_under_their_period_and_year() -> None:
    page = _page(
        _entry("2025-H1", "money", "a"), _entry("2025-H1", "assets", "a"), _entry("2025-01-20.vote-1", "decision", "a"),
        _entry("2024", "annual", "a"),
    )  # fmt: skip
    years = [(year.year, [(one.title, len(one.entries)) for one in year.periods]) for year in years_of(page)]
    assert years == [("2025", [("2025-H1期", 2), ("2025-01-20.vote-1期", 1)]), ("2024", [("2024期", 1)])]


def test_what_stands_alike_is_said_once_and_what_differs_of_each() -> None:
    alike = _page(
        _entry("2025-H1", "money", "已公示", posted="东门"),
        _entry("2025-H1", "assets", "已公示", posted="东门"),
    )
    (period,) = years_of(alike)[0].periods
    assert (period.out, period.state, period.words, period.posted) == (True, "good", "已公示", "东门")
    hung_elsewhere = _page(
        _entry("2025-H1", "money", "已公示", posted="东门"), _entry("2025-H1", "assets", "已公示")
    )
    (period,) = years_of(hung_elsewhere)[0].periods
    assert (period.out, period.state, period.words) == (True, "", "")
    nowhere = _page(_entry("2025-H1", "money", "已公示", posted=NOT_HUNG))
    (period,) = years_of(nowhere)[0].periods
    assert (period.state, period.posted) == ("unposted", NOT_HUNG), "what has not hung gets no tick"
    nothing = _page(
        _entry("2025-H1", "money", "应公示", state="missing"),
        _entry("2025-H1", "assets", "应公示", state="missing"),
    )
    (period,) = years_of(nothing)[0].periods
    assert (period.out, period.state, period.words) == (False, "missing", "应公示")
