"""What the bank said of a fund's accounts on a day, beside what the books say of the same accounts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from jjledger.facts.books import Books
from jjledger.facts.community import Fund
from jjledger.facts.voucher import BANK_CODE, Account


@dataclass(frozen=True, slots=True)
class BankConfirmation:
    """A fund's bank balance at the end of a day, in fen."""

    booked_fen: int  # all its bank accounts by the books
    covered_fen: int  # those of them that somebody vouched for, by the books
    confirmed_fen: int  # the same by the bank
    open: tuple[str, ...]  # accounts with money in them that nobody vouched for, by name
    off: tuple[str, ...] = ()  # accounts of which the bank said another balance, by name
    on_the_way_fen: int = 0  # what the books have more than the bank, all of it explained item by item

    @property
    def complete(self) -> bool:
        """Say whether the bank said of every account what the books say."""
        return not self.open and not self.off

    @property
    def difference_fen(self) -> int:
        """Give how much more the books have than the bank, where it said anything."""
        return self.covered_fen - self.confirmed_fen


def confirm(books: Books, fund: Fund, day: date) -> BankConfirmation:
    """Compare a fund's bank accounts with the balances asserted for the end of a day.

    An assertion covers its account and those below it; one below another says nothing new. A reconciliation
    that ties covers its account: `confirmed_fen` is then the bank's balance with the items between.

    Source: 住宅专项维修资金管理办法 第30条: reconcile with the bank; 会计基础工作规范 第62条.
    """
    booked = _booked(books, fund, day)
    asserted = {
        note.account.name: note.amount_fen
        for note in books.assertions
        if note.day == day and _is_bank_of(note.account, fund)
    }
    on_the_way = 0
    for one in books.reconciliations:
        ties = one.day == day and one.difference_fen == 0 and booked.get(one.account) == one.book_fen
        if ties and not any(_below(one.account, name) for name in asserted):
            asserted[one.account] = one.book_fen
            on_the_way += one.book_fen - one.bank_fen
    tops = {
        name: fen
        for name, fen in asserted.items()
        if not any(_below(name, other) and name != other for other in asserted)
    }
    covered = {name: fen for name, fen in booked.items() if any(_below(name, top) for top in tops)}
    return BankConfirmation(
        sum(booked.values()),
        sum(covered.values()),
        sum(tops.values()),
        tuple(name for name, fen in booked.items() if fen and name not in covered),
        tuple(top for top, fen in tops.items() if fen != _sum_below(covered, top)),
        on_the_way,
    )


@dataclass(frozen=True, slots=True)
class LastWord:
    """The latest that a bank said of an account; amounts in fen."""

    day: date  # end of this day
    bank_fen: int  # by the bank, of the account and those below it
    book_fen: int  # the same by the books
    explained: bool  # what lies between is on record item by item, or there is nothing between

    @property
    def on_the_way_fen(self) -> int:
        """Give how much more the books have than the bank."""
        return self.book_fen - self.bank_fen


def last_word(books: Books, account: Account, day: date) -> LastWord | None:
    """Find the latest that the bank said of an account by the end of a day; None where it never did.

    A balance asserted for an account counts for those below it. Of one day a balance goes before a
    reconciliation, and the account's own before one of an account above.

    Args:
        books: the general book.
        account: of money in the bank.
        day: nothing said of a later day counts.

    Source: 住宅专项维修资金管理办法 第30条; 会计基础工作规范 第62条.
    """
    words = [
        (note.day, 1, len(note.account.name), note.account.name, note.amount_fen)
        for note in books.assertions
        if note.day <= day and _below(account.name, note.account.name)
    ]
    words += [
        (one.day, 0, 0, one.account, one.bank_fen)
        for one in books.reconciliations
        if one.day <= day and one.account == account.name and one.difference_fen == 0
    ]
    if not words:
        return None
    said, is_balance, _, name, bank_fen = max(words)
    book_fen = sum(
        posting.amount_fen
        for voucher in books.posted()
        if voucher.day <= said
        for posting in voucher.postings
        if _below(posting.account.name, name)
    )
    return LastWord(said, bank_fen, book_fen, not is_balance or bank_fen == book_fen)


def _booked(books: Books, fund: Fund, day: date) -> Mapping[str, int]:
    balances: dict[str, int] = {}
    for voucher in books.posted():
        for posting in voucher.postings if voucher.day <= day else ():
            name = posting.account.name
            if _is_bank_of(posting.account, fund):
                balances[name] = balances.get(name, 0) + posting.amount_fen
    return balances


def _sum_below(balances: Mapping[str, int], top: str) -> int:
    return sum(fen for name, fen in balances.items() if _below(name, top))


def _is_bank_of(account: Account, fund: Fund) -> bool:
    return is_bank(account) and account.fund == fund.code


def is_bank(account: Account) -> bool:
    """Say whether an account is one of money in the bank."""
    return account.root == "Assets" and account.code == BANK_CODE


def _below(name: str, top: str) -> bool:
    """Say whether an account is another one or lies below it."""
    return name == top or name.startswith(f"{top}:")
