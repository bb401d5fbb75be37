"""Compile the household books of a community: one plain beancount ledger a year."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from jjledger.books.household_book import household_books
from jjledger.books.ledger import Ledger
from jjledger.store.files import write_atomically
from jjledger.store.refusals import refusing
from jjledger.store.system import System

BUILD: Final = "build"


def years_of(ledger: Ledger) -> tuple[int, ...]:
    """List the calendar years in which the fund moved, oldest first."""
    days = [voucher.day for voucher in ledger.books.posted()]
    return tuple(range(min(days).year, max(days).year + 1)) if days else ()


def compile_books(ledger: Ledger, years: tuple[int, ...], system: System) -> tuple[Path, ...]:
    """Write the household books of some years.

    Args:
        ledger: a loaded community without blocking findings.
        years: calendar years.
        system: the disk.

    Returns:
        The files written, in the order of the years.

    Raises:
        StoreError: the disk refused; the old books stay whole.
    """
    folder = ledger.folder / BUILD
    if not folder.exists():
        with refusing(folder):
            system.mkdir(folder)
    written = []
    texts = household_books(ledger.books, ledger.replayed.shares, years)
    for year, text in zip(years, texts, strict=True):
        path = folder / f"households-{year}.beancount"
        write_atomically(path, text.encode(), system)
        written.append(path)
    return tuple(written)
