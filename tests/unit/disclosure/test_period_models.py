"""Since which edition a document says what it says now."""

from __future__ import annotations

from datetime import date

from jjledger.disclosure.models import Document
from jjledger.disclosure.period_models import Edition, EditionDocument, unchanged_since


def _edition(number: int, **documents: bool) -> Edition:
    """Make an edition of some documents, each with whether it says something new."""
    names: dict[str, Document] = {"money": "money", "assets": "assets", "annual": "annual"}
    made = [EditionDocument(names[name], name, changed=changed) for name, changed in documents.items()]
    return Edition(number, date(2025, 10, number), tuple(made))


# The second added a list, the third corrected the money alone, the fourth added a report.
EDITIONS = (
    _edition(4, money=False, assets=False, annual=True),
    _edition(3, money=True, assets=False),
    _edition(2, money=False, assets=True),
    _edition(1, money=True),
)


def test_a_document_counts_from_the_edition_that_first_had_it() -> None:
    assert unchanged_since(EDITIONS[2:], "money") == (date(2025, 10, 1), 1)
    assert unchanged_since(EDITIONS[2:], "assets") == (date(2025, 10, 2), 2)


def test_only_what_a_correction_changed_counts_anew() -> None:
    assert unchanged_since(EDITIONS, "money") == (date(2025, 10, 1), 3)
    assert unchanged_since(EDITIONS, "assets") == (date(2025, 10, 2), 2)
    assert unchanged_since(EDITIONS, "annual") == (date(2025, 10, 4), 4)
