"""Compile the household books of a community: one plain beancount ledger a year."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Final

from jjledger.books.household_book import household_books
from jjledger.books.ledger import Ledger
from jjledger.errors import OptionError, Trouble
from jjledger.store.files import make_folders, write_atomically
from jjledger.store.system import System

BUILD: Final = "build"


def choose_years(ledger: Ledger, asked: tuple[int, ...], today: date) -> tuple[int, ...]:
    """Choose the years to compile: those asked for, or every year with vouchers, oldest first.

    Args:
        ledger: a loaded community.
        asked: calendar years; () all.
        today: the day on which it is asked; a year that has begun has a book of opening entries.

    Returns:
        The years; () where no money belongs to households, or there is no voucher yet.

    Raises:
        OptionError: a year before the first voucher, or one that has not begun.
    """
    years = [voucher.day.year for voucher in ledger.books.posted()]
    if not years or not ledger.replayed.shares:
        return ()
    first, last = years[0], max(years[-1], today.year)
    for year in asked:
        if not first <= year <= last:
            raise OptionError(
                Trouble(
                    f"--year {year}",
                    f"账本从 {first} 年到 {last} 年，没有 {year} 年的分户账。",
                    "请改正年份。",
                )
            )
    return asked or tuple(range(first, years[-1] + 1))


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
    make_folders(folder, system)
    written = []
    texts = household_books(ledger.books, ledger.replayed.shares, years)
    for year, text in zip(years, texts, strict=True):
        path = folder / f"households-{year}.beancount"
        write_atomically(path, text.encode(), system)
        written.append(path)
    return tuple(written)
