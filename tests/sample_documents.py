"""One document of every kind, drawn up from the sample ledgers as publishing would; what lives here: no expectations."""

from __future__ import annotations

from datetime import date
from functools import cache

from jjledger.books.ledger import load_ledger
from jjledger.books.owners_file import read_owner_names
from jjledger.books.source import Source
from jjledger.disclosure.models import Disclosure
from jjledger.workflows.disclose import Request, disclose
from tests.publishing import LEDGERS, TODAY

COMMUNITIES = ("bailu", "chengzi", "guiyu2", "qingxi")  # between them they have every kind


@cache
def documents() -> dict[str, Disclosure]:
    """Give the last document of each kind that these communities publish, by kind and model."""
    found: dict[str, Disclosure] = {}
    for code in COMMUNITIES:
        ledger = load_ledger(LEDGERS / code, date.fromisoformat(TODAY))
        names = read_owner_names(Source(ledger.folder))
        request = Request(date.fromisoformat(TODAY), None, "https://gongshi.example")
        for issue in disclose(ledger, names, request, None).issues.values():
            found |= {f"{page.head.document} {type(page).__name__}": page for page in issue.pages}
    return found
