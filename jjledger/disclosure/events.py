"""Papers about one event: a vote, a repair before and after, an audit. Which are due, and how each is named.

What lives here: days, addresses and subjects. What must not: what a paper says.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Final, Literal

from jjledger.disclosure.models import Document
from jjledger.disclosure.project_models import Stage
from jjledger.disclosure.project_page import Told, shared_by_many
from jjledger.facts.books import Books
from jjledger.facts.decision import Emergency
from jjledger.facts.project import Project
from jjledger.period import Period, event_period
from jjledger.rules.project import by_project, paid_out_on

_PLAIN: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*", re.ASCII)
_OTHER: Final = re.compile(r"[^a-z0-9]+", re.ASCII)
_SUFFIXES: Final[dict[Stage, str]] = {"planned": "", "settled": "-settled", "paid": "-paid"}
# Signs of a record's number in an address: with day, kind, hash and stage a period of signed texts has 100 at most.
_MOST, _CUT = 70, 60
EventDocument = Literal["project", "decision", "audit"]


@dataclass(frozen=True, slots=True)
class Event:
    """One paper about one event."""

    document: Document
    period: Period
    subject: str  # number of the record it is about
    stage: Stage = "planned"  # of a repair


def events(books: Books, until: date) -> Iterator[Event]:
    """List the papers about events that can be made, kind by kind.

    Args:
        books: the general book with the records beside it.
        until: last day that is over and entered.
    """
    for number, decision in sorted(books.decisions.items()):
        if decision is not None and decision.day <= until:
            yield Event("decision", event_period(decision.day, slug_of("decision", number)), number)
    for number, project in sorted(books.projects.items()):
        if project is not None and shared_by_many(books, project):
            for told in stages_of(books, project):
                if told.day <= until:
                    yield Event("project", told.period, number, told.stage)
    for name, report in sorted(books.audits.items()):
        if report is not None and report.day <= until:
            yield Event("audit", event_period(report.day, slug_of("audit", report.slug)), name)


def slug_of(kind: EventDocument, number: str) -> str:
    """Name a record in an address; what has other signs than an address may have gets some of its hash.

    So does what ends like the address of a later stage, and what is longer than a period of signed texts can be.

    Examples:
        >>> slug_of("project", "2025-01"), slug_of("project", "GX_1") == slug_of("project", "gx-1")
        ('project-2025-01', False)
    """
    if _PLAIN.fullmatch(number) and len(number) <= _MOST and not number.endswith(("-settled", "-paid")):
        return f"{kind}-{number}"
    plain = _OTHER.sub("-", number.lower())[:_CUT].strip("-")
    return "-".join(part for part in (kind, plain, sha256(number.encode()).hexdigest()[:6]) if part)


def stages_of(books: Books, project: Project) -> tuple[Told, ...]:
    """List when a repair is told of: before it, at its settlement, and when the last of it was paid out later."""
    found: list[tuple[Stage, date]] = []
    planned = _planned_on(books, project)
    if planned is not None:
        found.append(("planned", planned))
    if project.settled is not None:
        found.append(("settled", project.settled.day))
        uses = by_project(books).get(project.id, ())
        done = paid_out_on(uses, books.community, project.settled.amount_fen)
        if done is not None and done > project.settled.day:
            found.append(("paid", done))
    slug = slug_of("project", project.id)
    return tuple(Told(project, stage, event_period(day, slug + _SUFFIXES[stage])) for stage, day in found)


def _planned_on(books: Books, project: Project) -> date | None:
    """Give the day of the plan: of the decision; of an urgent use of the contract, before which nobody can be named."""
    decision = books.decisions.get(project.decision)
    if decision is None:
        return None
    if not isinstance(decision.by, Emergency):
        return decision.day
    return max(decision.day, project.contract.day) if project.contract is not None else None
