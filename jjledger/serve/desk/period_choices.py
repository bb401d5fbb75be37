"""Periods and documents that a person may choose from: what these books disclose, the latest first."""

from __future__ import annotations

from dataclasses import dataclass

from jjledger.disclosure.head import TITLES
from jjledger.period import parse_period
from jjledger.serve.desk.visit import Visit
from jjledger.workflows.disclose import Published
from jjledger.workflows.posting_refusals import disclosed


@dataclass(frozen=True, slots=True)
class PeriodChoice:
    """A period that a person may choose."""

    code: str
    words: str


@dataclass(frozen=True, slots=True)
class Choices:
    """What of these books goes out, as a person picks it."""

    periods: tuple[PeriodChoice, ...]
    documents: tuple[tuple[str, str], ...]  # name and title

    def words(self, code: str) -> str:
        """Name a period."""
        return next((one.words for one in self.periods if one.code == code), code)


def choices(visit: Visit, published: Published | None) -> Choices:
    """List what may be chosen.

    Args:
        visit: the request.
        published: what is out; None where nothing is, or nobody said where.
    """
    known = disclosed(visit.ledger, visit.today)
    out = published.periods if published else {}
    for code, page in out.items():
        known.setdefault(code, set()).update(one.document for one in page.in_force.documents)
    periods = sorted(map(parse_period, known), key=lambda one: (one.last_day, one.first_day), reverse=True)
    return Choices(
        tuple(
            PeriodChoice(one.code, _words(one.code, known[one.code], published))
            for one in periods
            if one.last_day < visit.today
        ),
        tuple(
            (name, title) for name, title in TITLES.items() if any(name in all_ for all_ in known.values())
        ),
    )


def _words(code: str, documents: set[str], published: Published | None) -> str:
    """Name a period with the version that is out; of an event, with what the paper is."""
    title = parse_period(code).title
    if "." in code:
        what = "、".join(words for name, words in TITLES.items() if name in documents)
        title = f"{title} {what}（{code.partition('.')[2]}）"
    if published is None:
        return title
    page = published.periods.get(code)
    return f"{title}（{f'第 {page.in_force.number} 版' if page else '还没有公示'}）"
