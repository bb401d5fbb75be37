"""Papers that are made on request, in all their forms: statements to sign, notices and cards to hand out.

What lives here: which file a paper is put into. What must not: what it says, and where it is kept.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Final, Literal, get_args

from jjledger.disclosure.card_models import LedgerCard
from jjledger.disclosure.handover_models import HandoverList
from jjledger.disclosure.reconciliation_models import ReconciliationSheet
from jjledger.disclosure.statement_models import FinancialStatements
from jjledger.render import html
from jjledger.render.data import csv_bytes, json_bytes, xlsx_bytes
from jjledger.render.document import alone
from jjledger.render.pdf import Printer
from jjledger.render.tables import card_table, statement_tables

Format = Literal["html", "pdf", "csv", "xlsx", "json"]
FORMATS: Final[tuple[Format, ...]] = get_args(Format)


def card_files(card: LedgerCard, printer: Printer) -> dict[str, bytes]:
    """Put a ledger card into all its forms, each by the name `card` with its suffix.

    Raises:
        RenderError: the page could not be printed.
    """
    table = card_table(card)
    return {
        "card.html": alone(html.ledger_card(card, "screen")).encode(),
        "card.pdf": printer.pdf(html.ledger_card(card, "paper")),
        "card.csv": csv_bytes(table),
        "card.xlsx": xlsx_bytes(table),
    }


def handover_files(page: HandoverList, formats: Collection[Format]) -> dict[str, bytes]:
    """Put a hand-over list into some forms, by their names.

    Raises:
        RenderError: the page could not be printed.
    """
    files: dict[str, bytes] = {}
    if "html" in formats:
        files["html"] = alone(html.handover(page, "screen")).encode()
    if "pdf" in formats:
        files["pdf"] = Printer().pdf(html.handover(page, "paper"))
    return files


def reconciliation_files(page: ReconciliationSheet, formats: Collection[Format]) -> dict[str, bytes]:
    """Put a 余额调节表 into some forms, by their names.

    Raises:
        RenderError: the page could not be printed.
    """
    files: dict[str, bytes] = {}
    if "html" in formats:
        files["html"] = alone(html.reconciliation(page, "screen")).encode()
    if "pdf" in formats:
        files["pdf"] = Printer().pdf(html.reconciliation(page, "paper"))
    return files


def statement_files(page: FinancialStatements, formats: Collection[Format]) -> dict[str, bytes]:
    """Put the prescribed statements into some forms.

    Args:
        page: the view model.
        formats: which forms.

    Returns:
        Content by file name: HTML, PDF and JSON hold all statements, CSV and XLSX one each.

    Raises:
        RenderError: the page could not be printed.
    """
    files: dict[str, bytes] = {}
    if "html" in formats:
        files["statements.html"] = alone(html.statements(page, "screen")).encode()
    if "pdf" in formats:
        files["statements.pdf"] = Printer().pdf(html.statements(page, "paper"))
    if "json" in formats:
        files["statements.json"] = json_bytes(page)
    for name, table in statement_tables(page).items():
        if "csv" in formats:
            files[f"{name}.csv"] = csv_bytes(table)
        if "xlsx" in formats:
            files[f"{name}.xlsx"] = xlsx_bytes(table)
    return files
