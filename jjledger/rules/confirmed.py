"""Which bank accounts nobody vouched for when a month ended."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from jjledger.facts.books import Books
from jjledger.facts.placement import TERM_DEPOSIT
from jjledger.facts.reconciliation import Reconciled
from jjledger.rules.bank_confirmation import is_bank


@dataclass(frozen=True, slots=True)
class Unconfirmed:
    """A bank account whose balance at a day's end nobody vouched for."""

    account: str
    booked_fen: int


def unconfirmed(books: Books, first_day: date, day: date) -> tuple[Unconfirmed, ...]:
    """List the bank accounts to be vouched for at a month's end, and were not.

    Asked of every account that holds money or was moved in the month, but for term deposits: the
    bank prints a certificate of them, and no monthly statement. Vouched for is an account
    whose balance was asserted for the day, or for a later one before which nothing moved, or
    that was reconciled with items that explain the difference.

    Args:
        books: the general book.
        first_day: of the month.
        day: its last.

    Source: 会计基础工作规范 第62条: 银行存款定期核对; R08.
    """
    moves = _moves(books)
    found = []
    for name, days in sorted(moves.items()):
        booked = sum(fen for moved, fen in days.items() if moved <= day)
        moved = any(first_day <= one <= day for one in days)
        if (booked or moved) and not TERM_DEPOSIT.search(name) and not _vouched(books, moves, name, day):
            found.append(Unconfirmed(name, booked))
    return tuple(found)


def fits(books: Books, one: Reconciled) -> bool:
    """Say whether a reconciliation ties, and the books still have the balance it was made for."""
    booked = sum(fen for moved, fen in _moves(books).get(one.account, {}).items() if moved <= one.day)
    return one.book_fen == booked and one.difference_fen == 0


def _vouched(books: Books, moves: Mapping[str, Mapping[date, int]], name: str, day: date) -> bool:
    for assertion in books.assertions:
        top = assertion.account.name
        if assertion.day >= day and (name == top or name.startswith(f"{top}:")):
            below = [days for other, days in moves.items() if other == top or other.startswith(f"{top}:")]
            still = not any(day < moved <= assertion.day for days in below for moved in days)
            booked = sum(fen for days in below for moved, fen in days.items() if moved <= day)
            if still and booked == assertion.amount_fen:
                return True
    return any(one.account == name and one.day == day and fits(books, one) for one in books.reconciliations)


def _moves(books: Books) -> Mapping[str, Mapping[date, int]]:
    """Sum what moved each bank account by day."""
    found: dict[str, dict[date, int]] = {}
    for voucher in books.posted():
        for posting in voucher.postings:
            if is_bank(posting.account):
                days = found.setdefault(posting.account.name, {})
                days[voucher.day] = days.get(voucher.day, 0) + posting.amount_fen
    return found
