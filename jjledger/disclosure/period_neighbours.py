"""What a period's page takes from the list of all that is out: when it was due, and papers about the same matter.

A paper that is out never changes, so it cannot lead to what goes out after it; the page of its period can.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from jjledger.disclosure.events import events
from jjledger.disclosure.models import Entry
from jjledger.disclosure.period_models import PeriodPage, Related
from jjledger.facts.books import Books
from jjledger.period import parse_period


def with_neighbours(page: PeriodPage, books: Books, entries: Sequence[Entry], today: date) -> PeriodPage:
    """Say on a period's page what of it went out late, and lead to papers about the same matter.

    Args:
        page: the page.
        books: the general book with the records beside it.
        entries: of the community's front page, any order.
        today: the day on which it is asked.
    """
    out = [entry for entry in entries if entry.state == "out"]
    return replace(
        page,
        went_out=_went_out([entry for entry in out if entry.period_code == page.period_code]),
        related=tuple(_related(page.period_code, books, out, today)),
    )


def _went_out(own: Sequence[Entry]) -> str:
    """Tell what went out after its last day, all alike in one sentence."""
    late = [entry for entry in own if entry.due and entry.first_issued and entry.first_issued > entry.due]
    words = dict.fromkeys(entry.words for entry in late)
    if len(words) == 1 and len(late) == len(own):
        return f"{late[0].words}。"
    return "".join(f"{entry.title}：{entry.words}。" for entry in late)


def _related(code: str, books: Books, out: Sequence[Entry], today: date) -> Iterator[Related]:
    matters = _matters(books, today)
    period = parse_period(code)
    found = [
        entry
        for entry in out
        if entry.period_code != code
        and entry.period_code in matters
        and (
            matters[entry.period_code] & matters[code]
            if code in matters
            else _is_year(code) and period.contains(parse_period(entry.period_code).last_day)
        )
    ]
    for entry in sorted(found, key=lambda entry: (entry.period_code, entry.document)):
        yield Related(entry.title, entry.period_title, f"../{entry.period_code}/")


def _is_year(code: str) -> bool:
    return code.isdigit()


def _matters(books: Books, today: date) -> Mapping[str, frozenset[str]]:
    """Say of each event's period what it is about: a decision, and a repair with the decision it rests on."""
    found: dict[str, frozenset[str]] = {}
    for event in events(books, today):
        about = {f"{event.document} {event.subject}"}
        project = books.projects.get(event.subject) if event.document == "project" else None
        if project is not None and project.decision:
            about.add(f"decision {project.decision}")
        found[event.period.code] = frozenset(about)
    return found
