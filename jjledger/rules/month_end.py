"""What a month comes to at its end: the balance of every account, and of every household."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

import numpy as np

from jjledger.facts.books import Books
from jjledger.facts.shares import FenArray, FundShares
from jjledger.units import FEN_PER_YUAN


def account_balances(books: Books, days: Sequence[date]) -> Iterator[Mapping[str, int]]:
    """Give the balances of all accounts at the ends of some days.

    Args:
        books: the general book.
        days: in order.

    Yields:
        Account → fen, debit positive, none zero, for each day.
    """
    balances: dict[str, int] = {}
    vouchers = iter(books.posted())
    waiting = next(vouchers, None)
    for day in days:
        while waiting is not None and waiting.day <= day:
            for posting in waiting.postings:
                name = posting.account.name
                balances[name] = balances.get(name, 0) + posting.amount_fen
            waiting = next(vouchers, None)
        yield {name: fen for name, fen in balances.items() if fen}


def household_tables(shares: FundShares, days: Sequence[date]) -> Iterator[str]:
    """Give the table of a fund's households at the ends of some days, by household.

    Args:
        shares: of `rules.replay`.
        days: in order.

    Yields:
        Lines `household,principal,interest,arrears` in yuan, of those that have or owe anything;
        only what has moved since is written anew.
    """
    size = len(shares.holders)
    principal, interest, arrears = (np.zeros(size, dtype=np.int64) for _ in range(3))
    order = sorted(range(size), key=shares.holders.__getitem__)
    lines = [""] * size
    rows = iter(sorted(shares.rows, key=lambda row: row.day))
    waiting = next(rows, None)
    table = _HEADING
    for day in days:
        moved = np.zeros(size, dtype=bool)
        while waiting is not None and waiting.day <= day:
            np.add.at(principal, waiting.holders, waiting.delta_principal)
            np.add.at(interest, waiting.holders, waiting.delta_interest)
            np.add.at(arrears, waiting.holders, waiting.delta_arrears)
            moved[waiting.holders] = True
            waiting = next(rows, None)
        touched = np.flatnonzero(moved)
        if touched.size:
            _write(lines, shares.holders, touched, (principal, interest, arrears))
            table = _HEADING + "".join(lines[place] for place in order)
        yield table


_HEADING = "household,principal,interest,arrears\n"


def _write(
    lines: list[str], holders: Sequence[str], touched: FenArray, columns: tuple[FenArray, FenArray, FenArray]
) -> None:
    """Write the lines of some households anew; nothing for one that has and owes nothing."""
    # Balances are never negative, and there are hundreds of thousands: written in place of `plain_yuan`.
    yuan = (column[touched] // FEN_PER_YUAN for column in columns)
    rest = (column[touched] % FEN_PER_YUAN for column in columns)
    p, q, i, j, a, b = (part.tolist() for pair in zip(yuan, rest, strict=True) for part in pair)
    for at, place in enumerate(touched.tolist()):
        lines[place] = (
            f"{holders[place]},{p[at]}.{q[at]:02d},{i[at]}.{j[at]:02d},{a[at]}.{b[at]:02d}\n"
            if p[at] or q[at] or i[at] or j[at] or a[at] or b[at]
            else ""
        )
