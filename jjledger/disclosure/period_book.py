"""The part of the public book that a disclosure's figures come from: its fund and its period, from what was brought forward.

A report carries no more of the book than its own pages show, so that a word that has to be taken away is nowhere else.
"""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Final

from jjledger.disclosure.account_words import without_code
from jjledger.disclosure.public_book import PublicBook, PublicTransaction
from jjledger.period import day_before

_CARRIED: Final = "上期结转"


def period_book(book: PublicBook, fund: str, first_day: date, last_day: date) -> PublicBook:
    """Cut a fund's period out of a community's public book.

    Args:
        book: the whole of it.
        fund: name of the fund without the leading digit of its account.
        first_day: of the period.
        last_day: of the period, inclusive.
    """
    own = [item for item in book.transactions if any(_fund_of(name) == fund for name, _ in item.postings)]
    carried: Counter[str] = Counter()
    for item in own:
        if item.day < first_day:
            for account, fen in item.postings:
                carried[account] += fen
    shown = [item for item in own if first_day <= item.day <= last_day]
    opening = tuple((account, fen) for account, fen in sorted(carried.items()) if fen)
    assert sum(fen for _, fen in opening) == 0, "what is carried forward balances"
    if opening:
        shown.insert(0, PublicTransaction(day_before(first_day), "", _CARRIED, postings=opening))
    balances = tuple(
        one for one in book.balances if _fund_of(one.account) == fund and first_day <= one.day <= last_day
    )
    notes = tuple(
        one for one in book.notes if _fund_of(one.account) == fund and first_day <= one.day <= last_day
    )
    accounts = {account for item in shown for account, _ in item.postings}
    accounts |= {one.account for one in balances} | {one.account for one in notes}
    return PublicBook(
        title=book.title,
        first_day=min(book.first_day, day_before(first_day)),
        accounts=tuple(name for name in book.accounts if name in accounts),
        transactions=tuple(shown),
        balances=balances,
        notes=notes,
    )


def _fund_of(account: str) -> str:
    return without_code(account.split(":")[1])
