"""Households whose figures are no longer those that were sealed, though a fund's totals may be the same.

A deposit that was entered for the wrong door changes two statements and no page. What was sealed is then wrong, and is
put right like anything else that is out: by an edition that somebody approved.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from jjledger.books.ledger import Ledger
from jjledger.disclosure.head import DOCUMENTS
from jjledger.disclosure.household_figures import HouseholdFigures, household_figures
from jjledger.disclosure.models import Change, Document
from jjledger.disclosure.period_models import PeriodPage
from jjledger.facts.community import OWNERS_FUND_KINDS
from jjledger.period import parse_period
from jjledger.seal.sealing import sealed_statements
from jjledger.workflows.sealing import SEALED, fund_name, sealed_name

LABEL: Final = "各户对账单"


def moved_households(
    ledger: Ledger, periods: Mapping[str, PeriodPage]
) -> Mapping[str, Mapping[Document, Change]]:
    """Compare the households of every edition in force with the books as they are now.

    Args:
        ledger: the community.
        periods: what is out of it, by period.

    Returns:
        By period and document how many households have other figures; nothing where none has, or where what was
        sealed is not at hand.
    """
    found = {code: dict(_moved(ledger, code, page)) for code, page in periods.items()}
    return {code: changes for code, changes in found.items() if changes}


def _moved(ledger: Ledger, code: str, page: PeriodPage) -> Iterator[tuple[Document, Change]]:
    edition = page.in_force
    out = {one.document for one in edition.documents if not one.withdrawn}
    for fund in ledger.books.community.funds:
        document = DOCUMENTS.get(fund.kind)
        if edition.entry is None or fund.kind not in OWNERS_FUND_KINDS or document not in out:
            continue
        path = ledger.folder / SEALED / sealed_name(code, edition.number, fund_name(fund))
        sealed = _sealed(path)
        if not sealed:
            continue
        now = household_figures(ledger.books, ledger.replayed.shares[fund.code], parse_period(code))
        count = sum(sealed.get(room) != now.get(room) for room in {*sealed, *now})
        if count:
            yield document, Change(LABEL, "封签时的", f"{count} 户的数改了")


def _sealed(path: Path) -> Mapping[str, HouseholdFigures]:
    """Read the figures that were sealed; none where the file is lost or damaged, which is told elsewhere."""
    try:
        statements = sealed_statements(path.read_bytes())
    except (OSError, ValueError):
        return {}
    return {
        one.room: HouseholdFigures(
            one.opening_fen, one.paid_fen, one.interest_fen, one.spent_fen, one.closing_fen, one.arrears_fen
        )
        for one in statements
    }
