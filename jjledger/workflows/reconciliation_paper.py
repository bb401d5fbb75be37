"""Print a 余额调节表."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from pathlib import Path
from typing import get_args

from jjledger.books.ledger import Ledger
from jjledger.books.statement_file import bank_name
from jjledger.disclosure.account_words import without_code
from jjledger.disclosure.reconciliation_models import (
    ReconciliationPart,
    ReconciliationRow,
    ReconciliationSheet,
    ReconciliationSide,
)
from jjledger.facts.reconciliation import Part
from jjledger.period import parse_period
from jjledger.render.papers import Format, reconciliation_files
from jjledger.store.system import System
from jjledger.workflows.printed_books import ledger_state
from jjledger.workflows.private_papers import write_papers
from jjledger.workflows.reconcile import Reconciliation


def print_reconciliation(
    ledger: Ledger,
    made: Reconciliation,
    prepared: tuple[str, date],
    where: tuple[Path, Collection[str]],
    system: System,
) -> tuple[Path, ...]:
    """Print a reconciliation.

    Args:
        ledger: the community it was made of.
        made: the reconciliation.
        prepared: who prepared it, and today.
        where: a folder, and the forms wanted: html, pdf.
        system: the disk.

    Returns:
        The files written.

    Raises:
        RenderError: the page could not be printed.
        StoreError: the disk refused.
    """
    who, today = prepared
    folder, formats = where
    sheet = reconciliation_sheet(ledger, made, who, today)
    files = reconciliation_files(sheet, [one for one in get_args(Format) if one in formats])
    stem = f"{ledger.books.community.code}-{made.month}-{bank_name(made.account)}-reconciliation"
    return write_papers({f"{stem}.{suffix}": data for suffix, data in files.items()}, folder, system)


def reconciliation_sheet(ledger: Ledger, made: Reconciliation, who: str, today: date) -> ReconciliationSheet:
    """Lay a reconciliation out as it is printed: the books' side first.

    Args:
        ledger: the community it was made of.
        made: the reconciliation.
        who: prepared it; "" leaves a line to sign on.
        today: the day of printing.
    """
    community = ledger.books.community
    return ReconciliationSheet(
        community.name,
        without_code(made.account.split(":")[1]),
        bank_name(made.account),
        parse_period(made.month).title,
        made.day,
        made.bank_source,
        ReconciliationSide(
            "企业账面余额",
            made.book_fen,
            _part(made, "bank_in", "加：银行已收、企业未收"),
            _part(made, "bank_out", "减：银行已付、企业未付"),
            made.book_adjusted_fen,
        ),
        ReconciliationSide(
            "银行对账单余额",
            made.bank_fen,
            _part(made, "book_in", "加：企业已收、银行未收"),
            _part(made, "book_out", "减：企业已付、银行未付"),
            made.bank_adjusted_fen,
        ),
        made.difference_fen,
        who,
        ledger_state(ledger.folder, today),
        community.sample,
    )


def _part(made: Reconciliation, part: Part, title: str) -> ReconciliationPart:
    """Give one part; what is taken off stands without its sign, as its heading says so."""
    sign = -1 if part.endswith("out") else 1
    rows = tuple(
        ReconciliationRow(item.day, item.words, item.key, sign * item.amount_fen) for item in made.part(part)
    )
    return ReconciliationPart(title, rows, sum(row.amount_fen for row in rows))
