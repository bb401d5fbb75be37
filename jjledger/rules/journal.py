"""A fund's journal: every voucher and computed closing with its legs on the sides where books print them.

What lives here: sides and order. What must not: rows and pages.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from jjledger.facts.books import Books
from jjledger.facts.community import Fund
from jjledger.facts.finding import Place
from jjledger.facts.voucher import Account, Posting, Split, Voucher
from jjledger.rules.closing_entries import ClosingEntry, closing_entries

SYSTEM: Final = "系统"  # who prepared a computed voucher


@dataclass(frozen=True, slots=True)
class BookLeg:
    """One leg on the side where it is printed; a red-letter leg is negative on the side of what it undoes."""

    account: Account
    debit_fen: int
    credit_fen: int
    split: Split | None = None

    @property
    def amount_fen(self) -> int:
        """Give what it adds to the account's balance, debit positive."""
        return self.debit_fen - self.credit_fen


@dataclass(frozen=True, slots=True)
class BookEntry:
    """One voucher of a fund, booked or computed."""

    voucher: Voucher
    legs: tuple[BookLeg, ...]  # of this fund
    computed: bool = False


def fund_journal(books: Books, fund: Fund, last_day: date, closed_until: date) -> tuple[BookEntry, ...]:
    """List what stands in a fund's books, from their beginning on.

    Args:
        books: the general book; drafts are left out.
        fund: whose books.
        last_day: end of this day.
        closed_until: computed closings stand at the end of months that end by this day.

    Returns:
        By day; a month's closings after all else of its last day.

    Source: 会计基础工作规范 第51条 (五): what was booked wrongly is taken back in red where it stands.
    """
    posted = [voucher for voucher in books.posted() if voucher.day <= last_day]
    booked = [_booked(voucher, fund) for voucher in posted if fund.code in voucher.funds]
    closings = closing_entries(posted, books.accounts, fund, min(last_day, closed_until))
    entries: Iterable[BookEntry] = (*booked, *map(_computed, closings))
    return tuple(sorted(entries, key=lambda entry: (entry.voucher.day, entry.computed)))


def _booked(voucher: Voucher, fund: Fund) -> BookEntry:
    red = bool(voucher.reverses)
    legs = (
        BookLeg(posting.account, *sides(posting.amount_fen, red=red), posting.split)
        for posting in voucher.postings
        if posting.account.fund == fund.code
    )
    return BookEntry(voucher, tuple(legs))


def sides(amount_fen: int, *, red: bool) -> tuple[int, int]:
    """Put a signed amount on its side: debit and credit in fen.

    Examples:
        >>> sides(500, red=False), sides(-500, red=False), sides(500, red=True)
        ((500, 0), (0, 500), (0, -500))
    """
    return (amount_fen, 0) if (amount_fen > 0) != red else (0, -amount_fen)


def _computed(closing: ClosingEntry) -> BookEntry:
    nowhere = Place("", 0)
    voucher = Voucher(
        closing.day, closing.number, "", closing.narration, draft=False, attachments=0, prepared=SYSTEM,
        reviewed="", place=nowhere,
        postings=tuple(Posting(account, debit - credit, None, nowhere) for account, debit, credit in closing.legs),
    )  # fmt: skip
    return BookEntry(voucher, tuple(BookLeg(*leg) for leg in closing.legs), computed=True)
