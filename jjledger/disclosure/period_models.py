"""View model of a period's page: which editions there are, which is in force, where it hung."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from jjledger.disclosure.models import Document


@dataclass(frozen=True, slots=True)
class EditionDocument:
    """One document of an edition."""

    document: Annotated[Document, "kind of disclosure and name of its folder"]
    title: Annotated[str, "title of the document"]
    closing_fen: Annotated[int | None, "what was left, in fen; empty where the document has no balance"] = (
        None
    )
    withdrawn: Annotated[bool, "taken away because its words named a person"] = False
    figures: Annotated[
        str, "SHA-256 of its figures, so that a document taken away comes back with the same ones"
    ] = ""
    changed: Annotated[bool, "it says something else than in the edition before, or is new"] = True


@dataclass(frozen=True, slots=True)
class Edition:
    """Everything that went out of a period on one day; it is never changed."""

    number: Annotated[int, "1 for the first"]
    issued: Annotated[date, "day it went out"]
    documents: Annotated[tuple[EditionDocument, ...], "its documents"]
    reason: Annotated[str, "why there is an edition after the first; empty on the first"] = ""
    approved_by: Annotated[str, "who approved it, masked where it is a person"] = ""
    root: Annotated[str, "SHA-256 of its SHA256SUMS, 64 digits"] = ""
    entry: Annotated[
        int | None, "which entry of the public log it is; empty on what went out before there was one"
    ] = None
    demo: Annotated[bool, "signed with a key for demonstration, which nobody keeps"] = False
    log_root: Annotated[str, "root of the log with that entry, as its papers print it, 64 digits"] = ""
    printed_with: Annotated[
        str,
        "SHA-256 of program, templates, styles, fonts and libraries; with the same and the same books its bytes come out again",
    ] = ""

    @property
    def path(self) -> str:
        """Name its folder below the period's page."""
        return f"v{self.number}/"


def unchanged_since(editions: Sequence[Edition], document: Document) -> tuple[date, int]:
    """Say when a document first went out, and since which edition it says what it says now.

    What hung of an edition before holds as long as the document says the same.

    Args:
        editions: of a period, latest first; the latest has the document.
        document: which one.
    """
    having = [
        (edition, item) for edition in editions for item in edition.documents if item.document == document
    ]
    changed = [edition.number for edition, item in having if item.changed]
    first = having[-1][0]
    return first.issued, max(changed, default=first.number)


@dataclass(frozen=True, slots=True)
class Hung:
    """One place where the edition in force hung."""

    place: Annotated[str, "where"]
    first_day: Annotated[date, "first day, inclusive"]
    last_day: Annotated[date | None, "last day, inclusive; empty while it hangs"]
    photos: Annotated[tuple[str, ...], "SHA-256 of each photograph"]
    documents: Annotated[str, "which documents, in words"]
    edition: Annotated[int, "of which edition"]


@dataclass(frozen=True, slots=True)
class Related:
    """A paper about the same matter in another period, or of a year about one of its events."""

    title: Annotated[str, "title as it is out"]
    period_title: Annotated[str, "its period or day, in words"]
    path: Annotated[str, "its period's page, relative to this one: ../2025-06-12.decision-2025-02/"]


@dataclass(frozen=True, slots=True)
class PeriodPage:
    """The page of one community and period."""

    community: Annotated[str, "name of the community"]
    community_code: Annotated[str, "code of the community"]
    period_code: Annotated[str, "2025-Q3, or of an event 2025-03-10.project-2025-01"]
    period_title: Annotated[str, "the period in words"]
    editions: Annotated[tuple[Edition, ...], "latest first; the first listed is in force"]
    contact: Annotated[str, "office that answers questions"]
    days_posted: Annotated[int, "days a notice hangs"]
    sample: Annotated[bool, "demonstration data"]
    hung: Annotated[tuple[Hung, ...], "where it hung, by place"] = ()
    state: Annotated[str, "how publication stands online and on the wall, in words"] = ""
    went_out: Annotated[
        str, "what went out after its last day and by how many days, in words; empty where nothing did"
    ] = ""
    related: Annotated[
        tuple[Related, ...],
        "of a vote or a repair, its other papers; of a year, the papers about its events; by day",
    ] = ()
    objections: Annotated[
        str, "how many objections owners made and how they stand, in words; empty where none"
    ] = ""
    pending: Annotated[
        str, "that a change of the books waits for approval, in words; empty where none does"
    ] = ""
    owner_links: Annotated[bool, "owners open their own statements on the site, below o/"] = False

    @property
    def in_force(self) -> Edition:
        """Give the edition in force."""
        return self.editions[0]
