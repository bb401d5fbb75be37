"""View model of what an outside auditor is handed: what is in it, and what to ask others for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from jjledger.disclosure.archive_models import ArchiveSection


@dataclass(frozen=True, slots=True)
class AskedFor:
    """One thing an auditor asks for."""

    words: Annotated[str, "what"]
    why: Annotated[str, "what it is looked at for"]
    where: Annotated[str, "folder of the bundle that has it; empty where others have it"]
    who: Annotated[str, "who has what is not in the bundle; empty where all of it is"]


@dataclass(frozen=True, slots=True)
class Checklist:
    """What is asked for one matter."""

    title: Annotated[str, "银行存款"]
    items: Annotated[tuple[AskedFor, ...], "in the order in which they are asked for"]


@dataclass(frozen=True, slots=True)
class AuditBundle:
    """The first page of the bundle."""

    community: Annotated[str, "name of the community"]
    period_title: Annotated[str, "2025年度"]
    first_day: Annotated[date, "first day"]
    last_day: Annotated[date, "last day"]
    made_on: Annotated[date, "day on which it was made"]
    ledger: Annotated[str, "state of the books: a commit, or the hash of their text"]
    sample: Annotated[bool, "demonstration data"]
    originals: Annotated[bool, "whether the originals are in it"]
    summary: Annotated[str, "what the audit questions came to, in one sentence"]
    rules: Annotated[tuple[str, ...], "what the place demands of audits, with their sources"]
    checklists: Annotated[tuple[Checklist, ...], "what a firm asks for"]
    sections: Annotated[tuple[ArchiveSection, ...], "folders, in the order in which people read"]
