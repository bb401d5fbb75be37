"""Have another program add the books up again: hledger, ledger, or awk where neither is installed.

It adds postings; whose money they moved, and what interest they come to, it takes as booked.
"""

from __future__ import annotations

import os
import shutil
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from jjledger.books.again_text import SCRIPT, again_files
from jjledger.books.ledger import Ledger
from jjledger.disclosure.audit_books import audit_books
from jjledger.facts.audit_tested import SecondEngine
from jjledger.store.refusals import refusing
from jjledger.store.system import System

AWK: Final = "awk"
ENGINES: Final = ("hledger", "ledger", AWK)  # in the order in which they are asked
_TEMPORARY: Final = frozenset({"Income", "Expenses"})
_SAME: Final = 0  # what the script ends with


@dataclass(frozen=True, slots=True)
class Again:
    """What another program came to."""

    files: Mapping[str, bytes]  # by which anybody repeats it
    accounts: int  # that have a balance
    answers: Mapping[str, str]  # engine to its words
    same: bool | None  # None: no engine is installed
    engines: tuple[SecondEngine, ...] = ()  # those that were run, for the record


def add_up_again(ledger: Ledger, last_day: date, system: System) -> Again:
    """Write the books for other programs, run those that are installed, and compare the closing of every account.

    Args:
        ledger: a loaded community without blocking findings.
        last_day: the last of a month.
        system: the machine.

    Raises:
        StoreError: the disk refused, or a program hung.
    """
    closings = closings_of(ledger, last_day)
    files = again_files(ledger.books, last_day, closings)
    answers: dict[str, str] = {}
    engines: list[SecondEngine] = []
    compared = sum(1 for fen in closings.values() if fen)
    with TemporaryDirectory() as folder, refusing(Path(folder)):
        for name, data in files.items():
            (Path(folder) / name).write_bytes(data)
        for engine in ENGINES:
            if shutil.which(engine) is None or (engine == AWK and answers):
                continue  # the machine's own awk is asked where there is no other program
            done = system.run(["/bin/sh", str(Path(folder) / SCRIPT), engine], b"", os.environ, None)
            answers[engine] = (done.output + done.errors).decode(errors="replace").strip()
            engines.append(SecondEngine(engine, _version(engine, system), compared, done.code == _SAME))
    same = all(one.same for one in engines) if engines else None
    return Again(files, compared, answers, same, tuple(engines))


def _version(engine: str, system: System) -> str:
    """Ask a program which one it is; the first line of its answer, without its name."""
    asked = [engine, "-W", "version"] if engine == AWK else [engine, "--version"]
    done = system.run(asked, b"", os.environ, None)
    said = (done.output or done.errors).decode(errors="replace").strip()
    first = said.partition("\n")[0].partition(",")[0].strip()
    return first or "版本不明"


def closings_of(ledger: Ledger, last_day: date) -> Mapping[str, int]:
    """Give what each account has on a day by the balances that auditors are given; of income and expense, all of it."""
    books = audit_books(ledger.books, ledger.replayed.shares, last_day)
    names = {(one.fund, one.number): one.name for one in books.accounts}
    closings = {
        names[row.fund, row.number]: row.closing_fen
        for row in books.balances
        if row.month == last_day.month
        and not names[row.fund, row.number].startswith(("Income:", "Expenses:"))
    }
    temporary: Counter[str] = Counter()
    for voucher in ledger.books.posted_between(date.min, last_day):
        for leg in voucher.postings:
            if leg.account.root in _TEMPORARY:
                temporary[leg.account.name] += leg.amount_fen
    return {**closings, **temporary}
