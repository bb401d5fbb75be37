"""What a public-revenue fund owes its owners house by house: dividends declared and not collected yet.

A liability is kept by household from the first posting on that says whose it is; then every
posting on it must. No account code is fixed, since public revenue chooses its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

import numpy as np

from jjledger.facts.books import Books
from jjledger.facts.community import Fund
from jjledger.facts.register import Register
from jjledger.facts.shares import Balances, FundShares, MovementKind, ShareRows
from jjledger.facts.voucher import Posting, SplitKind, Voucher
from jjledger.rules.problem import Problem
from jjledger.rules.replay import voucher_order
from jjledger.rules.scope import sharers
from jjledger.rules.shares import Holders, share_posting

# How a dividend may say whose it is.
OWED_SPLITS: Final[frozenset[SplitKind]] = frozenset({"household", "detail", "scope"})


@dataclass(frozen=True, slots=True)
class Owed:
    """What is owed to whom, and what could not be worked out."""

    accounts: frozenset[str]  # full names of the accounts that are kept by household
    shares: FundShares  # principal is what is owed; below zero where too much was paid
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Unclaimed:
    """What one house has not collected."""

    household: str
    amount_fen: int
    since: date  # day of the oldest dividend that is not paid in full


def owes_households(posting: Posting, fund: Fund) -> bool:
    """Say whether a posting may name households though the fund is not theirs one by one."""
    return (
        fund.kind == "public_revenue"
        and posting.account.fund == fund.code
        and posting.account.root == "Liabilities"
    )


def owed_by(books: Books, fund: Fund) -> Owed:
    """Add up by household what a public-revenue fund owes.

    Args:
        books: the general book.
        fund: of kind `public_revenue`.

    Source: 民法典 第282条, 第283条.
    """
    legs = [
        (voucher, posting)
        for voucher in books.posted()
        for posting in voucher.postings
        if posting.splits and owes_households(posting, fund)
    ]
    legs.sort(key=lambda leg: (leg[0].day, voucher_order(leg[0])))
    accounts = frozenset(posting.account.name for _, posting in legs)
    names = books.register.ids() if legs else ()
    everyone = sharers(books.register if legs else Register(()), fund, books.community)
    holders = Holders({name: place for place, name in enumerate(names)}, everyone)
    rows: list[ShareRows] = []
    problems: list[Problem] = []
    for voucher, posting in legs:
        if posting.split is None or posting.split.kind not in OWED_SPLITS:
            continue
        shared = share_posting(voucher, posting, holders)
        if isinstance(shared, Problem):
            problems.append(shared)
        else:
            rows += [_rows(voucher, posting, part.holders, part.amounts) for part in shared]
    closing = np.zeros(len(names), dtype=np.int64)
    for row in rows:
        np.add.at(closing, row.holders, row.amount)
    nothing = np.zeros_like(closing)
    shares = FundShares(fund.code, names, tuple(rows), 0, Balances(closing, nothing, nothing.copy()))
    return Owed(accounts, shares, tuple(problems))


def _rows(voucher: Voucher, posting: Posting, holders: np.ndarray, amounts: np.ndarray) -> ShareRows:
    nothing = np.zeros_like(amounts)
    kind: MovementKind = "deposit" if posting.amount_fen < 0 else "refund"
    return ShareRows(voucher.day, voucher, posting, kind, holders, amounts, amounts, nothing, nothing.copy())


def unclaimed(owed: Owed, day: date) -> tuple[Unclaimed, ...]:
    """List who has not collected what by the end of a day; payments settle the oldest dividend first.

    Args:
        owed: of `owed_by`.
        day: end of this day.

    Returns:
        In register order, only houses that are owed something.
    """
    dividends: dict[int, list[tuple[date, int]]] = {}
    paid: dict[int, int] = {}
    for row in owed.shares.rows:
        if row.day > day:
            continue
        undoes = bool(row.voucher.reverses)
        for place, amount in zip(row.holders.tolist(), row.amount.tolist(), strict=True):
            if (amount > 0) == undoes:  # a payment, or one that is undone
                paid[place] = paid.get(place, 0) - amount
            else:
                _declare(dividends.setdefault(place, []), row.day, amount)
    balances = owed.shares.balances_at(day).principal.tolist()
    return tuple(
        Unclaimed(name, balances[place], _since(dividends[place], paid.get(place, 0)))
        for place, name in enumerate(owed.shares.holders)
        if balances[place] > 0
    )


def _declare(dividends: list[tuple[date, int]], day: date, amount_fen: int) -> None:
    """Add a dividend; one below zero takes the latest of its size away, which it undoes."""
    if amount_fen > 0:
        dividends.append((day, amount_fen))
        return
    same = [place for place, (_, fen) in enumerate(dividends) if fen == -amount_fen]
    if same:
        del dividends[same[-1]]


def _since(dividends: Sequence[tuple[date, int]], paid_fen: int) -> date:
    """Find the first dividend that payments do not reach to the end of."""
    rest = paid_fen
    for day, amount in dividends:
        rest -= amount
        if rest < 0:
            return day
    msg = "a house that is owed something has an unpaid dividend"
    raise AssertionError(msg)
