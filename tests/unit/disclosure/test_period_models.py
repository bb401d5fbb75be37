"""Since when a document says what it says: only what somebody approved changed it."""

from __future__ import annotations

from datetime import date

from jjledger.disclosure.models import Document
from jjledger.disclosure.period_models import Edition, EditionDocument, unchanged_since


def _edition(number: int, *documents: Document, approved_by: str = "") -> Edition:
    listed = tuple(EditionDocument(document, document) for document in documents)
    return Edition(number, date(2025, 10, number), listed, approved_by=approved_by)


EDITIONS = (
    _edition(4, "money", "assets", "annual"),
    _edition(3, "money", "assets", approved_by="业委会"),
    _edition(2, "money", "assets"),
    _edition(1, "money"),
)


def test_a_document_counts_from_the_edition_that_first_had_it() -> None:
    assert unchanged_since(EDITIONS[2:], "money") == (date(2025, 10, 1), 1)
    assert unchanged_since(EDITIONS[2:], "assets") == (date(2025, 10, 2), 2)


def test_a_correction_counts_anew_and_an_addition_does_not() -> None:
    assert unchanged_since(EDITIONS, "money") == (date(2025, 10, 1), 3)
    assert unchanged_since(EDITIONS, "annual") == (date(2025, 10, 4), 4)
