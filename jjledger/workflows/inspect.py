"""Look at a community's books as they are now: findings, and the latest pages as they would go out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from jjledger.books.ledger import load_ledger
from jjledger.books.owners_file import read_owner_names
from jjledger.books.source import Source
from jjledger.disclosure.models import MaintenanceFund, PublicRevenue
from jjledger.facts.finding import Finding
from jjledger.workflows.disclose import Request, disclose


@dataclass(frozen=True, slots=True)
class Inspection:
    """What an accountant sees before publishing."""

    documents: tuple[PublicRevenue | MaintenanceFund, ...]  # the latest of every fund; none if books block
    findings: tuple[Finding, ...]


def inspect(folder: Path, today: date) -> Inspection:
    """Check a community and draw up its latest pages; nothing is written.

    Args:
        folder: the community's folder.
        today: the day on which it is asked.

    Raises:
        JjledgerError: the books cannot be read.
    """
    ledger = load_ledger(folder, today)
    disclosed = disclose(ledger, read_owner_names(Source(ledger.folder)), Request(today))
    latest = {
        page.head.document: page
        for page in disclosed.pages
        if isinstance(page, PublicRevenue | MaintenanceFund)
    }
    return Inspection(tuple(latest.values()), disclosed.findings)
