"""What communities owe their owners as of a day, held against the site that is out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from jjledger.books.ledger import Ledger, load_ledger
from jjledger.books.working_days import working_calendar
from jjledger.disclosure.calendar_models import Duty
from jjledger.disclosure.community import Outcome, Standing, community_duties
from jjledger.disclosure.models import CommunityPage, Document, HeldFinding
from jjledger.errors import JjledgerError
from jjledger.facts.finding import Finding
from jjledger.period import parse_period
from jjledger.workflows.disclose import Published
from jjledger.workflows.plan import paces
from jjledger.workflows.published import published_at
from jjledger.workflows.rulings import law_of

_HELD: Final = "暂缓公示："


@dataclass(frozen=True, slots=True)
class DueList:
    """What one community owes."""

    code: str
    name: str
    duties: tuple[Duty, ...]  # late first, complete ones too
    out: bool  # something of it is on the site
    blocking: tuple[Finding, ...] = ()  # what holds everything back now
    trouble: str = ""  # why its books could not be read

    def late(self) -> bool:
        """Say whether something is late, or nobody can say."""
        return bool(self.trouble) or any(duty.state == "late" for duty in self.duties)


@dataclass(frozen=True, slots=True)
class DueQuestion:
    """One community to be asked about."""

    folder: Path
    target: Path  # the site
    today: date


def due_list(question: DueQuestion) -> DueList:
    """Say what a community owes, and how it stands.

    Args:
        question: which, as of when, and where the site is.

    Raises:
        OptionError: what is out cannot be read.
    """
    code = question.folder.name
    published = published_at(question.target.absolute() / "d" / code)
    try:
        ledger = load_ledger(question.folder, question.today)
    except JjledgerError as error:
        name = published.page.name if published else code
        return DueList(code, name, (), published is not None, trouble=str(error))
    return due_of(ledger, published, question.today)


def due_of(ledger: Ledger, published: Published | None, today: date) -> DueList:
    """Say what a community whose books are loaded owes, and how it stands.

    Args:
        ledger: a loaded community.
        published: what of it is out; None where nothing is.
        today: the day on which it is asked.
    """
    books = ledger.books
    law = law_of(books.community)
    standing = Standing(
        today,
        today,
        paces(books.community, law, today),
        working=working_calendar(),
    )
    outcomes = tuple(_outcomes(published.page)) if published else ()
    return DueList(
        ledger.folder.name,
        books.community.name,
        community_duties(books, outcomes, standing),
        published is not None,
        ledger.blocking(),
    )


def _outcomes(page: CommunityPage) -> Iterator[Outcome]:
    """Read what became of each disclosure off the front page that is out."""
    for entry in page.entries:
        held: tuple[HeldFinding, ...] = ()
        if entry.state == "held":
            held = (HeldFinding("", entry.words.removeprefix(_HELD).partition("；本期")[0]),)
        document: Document = entry.document  # type: ignore[assignment]  # as it was published
        yield Outcome(
            document, parse_period(entry.period_code), entry.closing_fen, held, entry.edition, entry.issued,
            first_issued=entry.first_issued, since=max(entry.since, 1),
        )  # fmt: skip
