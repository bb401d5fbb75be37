"""A community's disclosures as a reader goes through them: by year, by period, then one by one."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from jjledger.disclosure.models import CommunityPage, Entry


@dataclass(frozen=True, slots=True)
class PeriodOfEntries:
    """The disclosures of one period."""

    code: str
    title: str
    entries: tuple[Entry, ...]
    out: bool  # something of it is out, so that it has a page of its own
    state: str  # good, unposted, late, held or missing where all of them stand alike; else empty
    words: str  # how they stand then
    posted: str  # where all of them hung, where they hung alike; else empty


@dataclass(frozen=True, slots=True)
class YearOfEntries:
    """The disclosures of one year, the latest period first."""

    year: str
    periods: tuple[PeriodOfEntries, ...]


def years_of(page: CommunityPage) -> tuple[YearOfEntries, ...]:
    """Put the disclosures of a community together, as they stand on its page.

    What all documents of a period have in common is said once.

    Args:
        page: of the community, its entries latest first.
    """
    return tuple(
        YearOfEntries(
            year,
            tuple(_period(tuple(group)) for _, group in groupby(entries, lambda entry: entry.period_code)),
        )
        for year, entries in groupby(page.entries, lambda entry: entry.period_code[:4])
    )


def _period(entries: tuple[Entry, ...]) -> PeriodOfEntries:
    stands = {(_state(entry), entry.words, entry.posted) for entry in entries}
    state, words, posted = stands.pop() if len(stands) == 1 else ("", "", "")
    out = any(entry.state == "out" for entry in entries)
    return PeriodOfEntries(
        entries[0].period_code, entries[0].period_title, entries, out, state, words, posted
    )


def _state(entry: Entry) -> str:
    """Say how an entry stands; one that is out and has not hung long enough is not done yet."""
    if entry.state == "out":
        return "good" if entry.hung else "unposted"
    return "late" if entry.late else entry.state
