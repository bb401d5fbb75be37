"""The public book: the general book made safe to show, as a plain model.

It goes to the end of a month. Vouchers of owners' funds that would show a household stand in
pooled lines (`pool`), totals by building stand as notes at half-year ends (`buildings`), and
the computed closing of every month is booked, tagged `closing`, so that a balance sheet shows
owners what is theirs. Beancount's syntax is not known here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from jjledger.disclosure.buildings import building_tables
from jjledger.disclosure.masking import mask_payee
from jjledger.disclosure.models import BuildingRow
from jjledger.disclosure.payouts import pool_payouts
from jjledger.disclosure.pool import (
    Pooled,
    household_counts,
    month_end_of,
    names_households,
    pool,
    public_account,
)
from jjledger.disclosure.voucher_views import OPENING, POOLED, POOLED_PAYEE, legs_of, voucher_notes
from jjledger.facts.books import BalanceAssertion, Books
from jjledger.facts.community import OWNERS_FUND_KINDS, Fund
from jjledger.facts.shares import FundShares
from jjledger.facts.voucher import Posting, Voucher
from jjledger.rules.closing_entries import CLOSING, closes_into
from jjledger.units import yuan

CLOSING_TAG: Final = "closing"
_TEMPORARY: Final = frozenset({"Income", "Expenses"})


@dataclass(frozen=True, slots=True)
class PublicTransaction:
    """A transaction that anybody may see; postings sum to zero."""

    day: date
    payee: str
    narration: str
    postings: tuple[tuple[str, int], ...]  # account, fen
    metadata: tuple[tuple[str, str], ...] = ()
    links: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PublicBalance:
    """A bank balance at the end of a day."""

    day: date
    account: str
    amount_fen: int


@dataclass(frozen=True, slots=True)
class PublicNote:
    """A sentence on an account at the end of a day."""

    day: date
    account: str
    text: str


@dataclass(frozen=True, slots=True)
class PublicBook:
    """Everything that stands in a community's public book."""

    title: str
    first_day: date  # all accounts open on it
    accounts: tuple[str, ...]
    transactions: tuple[PublicTransaction, ...]  # in the order of booking, closings at the months' ends
    balances: tuple[PublicBalance, ...]
    notes: tuple[PublicNote, ...]


def public_book(books: Books, shares: Mapping[str, FundShares], until: date) -> PublicBook:
    """Make the public book.

    Args:
        books: the general book; drafts are passed over.
        shares: what the splits of each owners' fund came to, by fund code.
        until: last day shown, the last of a month.
    """
    assert until == month_end_of(until), "the public book goes to the end of a month"
    transactions: list[PublicTransaction] = []
    balances: list[PublicBalance] = []
    notes: list[PublicNote] = []
    for fund in books.community.funds:
        vouchers = [voucher for voucher in books.posted() if fund.code in voucher.funds]
        if fund.kind in OWNERS_FUND_KINDS:
            pooled = pool(vouchers, shares[fund.code], until)
            counts = household_counts(shares[fund.code], pooled.alone)
            tables = building_tables(books.register, shares[fund.code], pooled, until)
            notes += _building_notes(books, fund, tables)
        else:
            pooled, counts = pool_payouts(books, fund, until)
        shown = _shown(fund, pooled, counts)
        transactions += shown
        transactions += _closings(books, fund, shown)
        balances += _balances(books, fund, pooled, until)
    transactions.sort(key=_order)
    accounts = {account for item in transactions for account, _ in item.postings}
    accounts |= {balance.account for balance in balances} | {note.account for note in notes}
    return PublicBook(
        title=books.community.name,
        first_day=min((item.day for item in transactions), default=until),
        accounts=tuple(sorted(accounts)),
        transactions=tuple(transactions),
        balances=tuple(sorted(balances, key=lambda item: (item.day, item.account))),
        notes=tuple(sorted(notes, key=lambda item: (item.day, item.account))),
    )


def _order(item: PublicTransaction) -> tuple[date, bool]:
    return item.day, CLOSING_TAG in item.tags


def _shown(fund: Fund, pooled: Pooled, counts: Mapping[str, int]) -> list[PublicTransaction]:
    """Turn vouchers and pooled lines into transactions, by day."""
    shown = [_transaction(voucher, fund, counts) for voucher in pooled.alone]
    shown += [
        PublicTransaction(line.day, POOLED_PAYEE, POOLED, _summed(legs_of(line.vouchers, fund)))
        for line in pooled.lines
    ]
    return sorted((item for item in shown if item.postings), key=lambda item: item.day)


def _transaction(voucher: Voucher, fund: Fund, counts: Mapping[str, int]) -> PublicTransaction:
    """Show a voucher without splits, names and the people who signed it."""
    postings = legs_of([voucher], fund)
    owners = fund.kind in OWNERS_FUND_KINDS
    opens = owners and names_households(voucher)
    metadata = [("voucher", voucher.number)]
    metadata += [("attachments", str(voucher.attachments))] if voucher.attachments is not None else []
    metadata += [("decision", voucher.decision)] if voucher.decision else []
    metadata += [("note", note) for note in ["；".join(voucher_notes(voucher, postings, counts))] if note]
    return PublicTransaction(
        day=voucher.day,
        payee=POOLED_PAYEE if opens else mask_payee(voucher.payee),
        narration=OPENING if opens else voucher.narration,
        postings=_summed(postings)
        if owners or any(leg.split for leg in postings)
        else tuple((leg.account.name, leg.amount_fen) for leg in postings),
        metadata=tuple(metadata),
        links=() if opens else voucher.links,
    )


def _summed(postings: Iterable[Posting]) -> tuple[tuple[str, int], ...]:
    """Sum postings by public account; what cancels out goes."""
    sums: dict[str, int] = {}
    for posting in postings:
        name = public_account(posting.account)
        sums[name] = sums.get(name, 0) + posting.amount_fen
    return tuple((name, fen) for name, fen in sums.items() if fen)


def _closings(books: Books, fund: Fund, shown: Iterable[PublicTransaction]) -> list[PublicTransaction]:
    """Close income and expense into the balances at the end of every month.

    Only what is shown is closed, so a voucher that still waits to be pooled does not show here.
    """
    months: dict[date, dict[str, int]] = {}
    for item in shown:
        legs = months.setdefault(month_end_of(item.day), {})
        for account, fen in item.postings:
            if account.partition(":")[0] in _TEMPORARY:
                target = _closes_into(books, fund, account, item.day)
                legs[account] = legs.get(account, 0) - fen
                legs[target] = legs.get(target, 0) + fen
    closed = {day: tuple(leg for leg in sorted(legs.items()) if leg[1]) for day, legs in months.items()}
    return [
        PublicTransaction(day, "", CLOSING, postings, tags=(CLOSING_TAG,))
        for day, postings in sorted(closed.items())
        if postings
    ]


def _closes_into(books: Books, fund: Fund, account: str, day: date) -> str:
    """Name the balance account that an income or expense account closes into."""
    code = account.split(":")[2][:4]
    return closes_into(books.accounts.values(), fund, code, day).name


def _balances(books: Books, fund: Fund, pooled: Pooled, until: date) -> list[PublicBalance]:
    """Keep the assertions of days on which nothing waits to be shown; this book does not know of drafts, the bank does."""
    hidden = [(voucher.day, line.day) for line in pooled.lines for voucher in line.vouchers]
    hidden += [(voucher.day, date.max) for voucher in pooled.waiting]
    drafts = [one.day for one in books.vouchers if one.draft and fund.code in one.funds]
    first_draft = min(drafts, default=date.max)
    return [
        PublicBalance(note.day, note.account.name, note.amount_fen)
        for note in books.assertions
        if note.account.fund == fund.code
        and note.account.root == "Assets"
        and note.day <= until
        and not any(booked <= note.day < shown for booked, shown in hidden)
        and (note.day < first_draft or _posted_fen(books, note) == note.amount_fen)
    ]


def _posted_fen(books: Books, note: BalanceAssertion) -> int:
    """Sum what vouchers put on an account and those below it until the end of an assertion's day."""
    return sum(
        leg.amount_fen
        for voucher in books.posted()
        if voucher.day <= note.day
        for leg in voucher.postings
        if f"{leg.account.name}:".startswith(f"{note.account.name}:")
    )


def _building_notes(
    books: Books, fund: Fund, tables: Mapping[date, tuple[BuildingRow, ...]]
) -> list[PublicNote]:
    """Write the totals by building at every half-year's end."""
    return [
        PublicNote(
            day,
            _closes_into(books, fund, f"Income:{fund.code}:4001", day),
            "；".join(f"{row.label} {row.households} 户 {yuan(row.closing_fen or 0)} 元" for row in rows),
        )
        for day, rows in tables.items()
    ]
