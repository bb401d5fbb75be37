"""Write the household book (分户账) of a year: plain beancount, no plugin, nothing to trust but sums.

Compiled from the splits. Two accounts a household and fund, one control account a fund, and
every voucher cut into one transaction a unit of the building, because Fava hashes and shows
an account's whole last transaction.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Final

import numpy as np

from jjledger.books.text import amount, quoted
from jjledger.facts.books import Books
from jjledger.facts.community import Fund
from jjledger.facts.shares import Balances, FundShares, ShareRows
from jjledger.rules.shares import SELLING_UNIT

# Three postings a household and one for the control account stay under 200.
_MOST_HOLDERS: Final = 60
_OWNERS_TITLES: Final = {
    "maintenance": ("3001", "商品住宅维修资金"),
    "public_housing": ("3002", "已售公有住房维修资金"),
}


@dataclass(frozen=True, slots=True)
class _Names:
    """Account names of a fund's holders, by place."""

    principal: tuple[str, ...]
    interest: tuple[str, ...]
    arrears: tuple[str, ...]
    control: str
    units: np.ndarray  # number of the unit each holder lives in


def household_book(books: Books, shares: Mapping[str, FundShares], year: int) -> str:
    """Compile the household book of a year.

    Args:
        books: the general book.
        shares: of `rules.replay`, by fund code.
        year: the calendar year.

    Returns:
        A complete beancount ledger: opening entries from the closing balances of the year
        before, one transaction per voucher and unit, and a closing balance a fund.
    """
    head = [
        f'option "title" {quoted(f"{books.community.name} {year}年 分户账")}',
        'option "operating_currency" "CNY"',
        'option "tolerance_multiplier" "0"',
        "",
    ]
    body: list[str] = []
    for fund in books.community.funds:
        if fund.code in shares:
            body.extend(_fund(books, fund, shares[fund.code], year))
    return "\n".join([*head, *body]) + "\n"


def _fund(books: Books, fund: Fund, shares: FundShares, year: int) -> Iterator[str]:
    names = _names(books, fund, shares)
    first, last = date(year, 1, 1), date(year, 12, 31)
    opening = shares.balances_at(date(year - 1, 12, 31))
    rows = [row for row in shares.rows if first <= row.day <= last]
    closing = shares.balances_at(last)
    yield from _opens(names, opening, rows, first)
    yield ""
    yield from _opening(names, opening, first)
    for row in rows:
        yield from _voucher(names, row)
    total = int((closing.principal + closing.interest - closing.arrears).sum())
    yield f"{year + 1}-01-01 balance {names.control}  {amount(total)}"
    yield ""


def _names(books: Books, fund: Fund, shares: FundShares) -> _Names:
    code, title = _OWNERS_TITLES[fund.kind]
    opened = [
        account for account in books.accounts.values() if (account.fund, account.code) == (fund.code, code)
    ]
    equity = f"Equity:{fund.code}:{code}{opened[0].title if opened else title}"
    homes = {row.id: row for row in books.register.rows}
    paths = []
    units: dict[str, int] = {}
    numbers = []
    for holder in shares.holders:
        if holder.startswith(SELLING_UNIT):
            path = f"S{holder.removeprefix(SELLING_UNIT)}售房单位"
            unit = path
        else:
            home = homes[holder]
            path = f"{home.building}:{home.unit}:{home.room}"
            unit = f"{home.building}:{home.unit}"
        paths.append(path)
        numbers.append(units.setdefault(unit, len(units)))
    return _Names(
        tuple(f"{equity}:{path}:P本金" for path in paths),
        tuple(f"{equity}:{path}:X利息" for path in paths),
        tuple(f"Assets:{fund.code}:Q欠款:{path}" for path in paths),
        f"Assets:{fund.code}:C总账",
        np.array(numbers, dtype=np.int64),
    )


def _opens(names: _Names, opening: Balances, rows: Sequence[ShareRows], first: date) -> Iterator[str]:
    """Open the accounts that hold or move something this year, and the control account."""
    yield f"{first} open {names.control} CNY"
    for accounts, start, change in (
        (names.principal, opening.principal, "delta_principal"),
        (names.interest, opening.interest, "delta_interest"),
        (names.arrears, opening.arrears, "delta_arrears"),
    ):
        used = start != 0
        for row in rows:
            used[row.holders[getattr(row, change) != 0]] = True
        for place in np.flatnonzero(used):
            yield f"{first} open {accounts[place]} CNY"


def _opening(names: _Names, opening: Balances, first: date) -> Iterator[str]:
    holders = np.flatnonzero((opening.principal != 0) | (opening.interest != 0) | (opening.arrears != 0))
    changes = (opening.principal[holders], opening.interest[holders], opening.arrears[holders])
    yield from _cut(names, holders, changes, (f'{first} * "上年结转"',))


def _voucher(names: _Names, row: ShareRows) -> Iterator[str]:
    voucher = row.voucher
    head = (
        f"{row.day} * {quoted(voucher.payee)} {quoted(voucher.narration)} ^{voucher.key}",
        f"  voucher: {quoted(voucher.number)}",
    )
    changes = (row.delta_principal, row.delta_interest, row.delta_arrears)
    yield from _cut(names, row.holders, changes, head)


def _cut(
    names: _Names, holders: np.ndarray, changes: tuple[np.ndarray, ...], head: Sequence[str]
) -> Iterator[str]:
    """Write one transaction a unit, never more than `_MOST_HOLDERS` households in one."""
    if len(holders) == 0:
        return
    order = np.argsort(names.units[holders], kind="stable")
    units = names.units[holders[order]]
    edges = [0, *(np.flatnonzero(np.diff(units)) + 1).tolist(), len(order)]
    for start, end in pairwise(edges):
        for chunk in range(start, end, _MOST_HOLDERS):
            chosen = order[chunk : min(chunk + _MOST_HOLDERS, end)]
            yield from head
            yield from _postings(names, holders[chosen], [change[chosen] for change in changes])
            yield ""


def _postings(names: _Names, holders: np.ndarray, changes: Sequence[np.ndarray]) -> Iterator[str]:
    principal, interest, arrears = (change.tolist() for change in changes)
    for place, paid, earned, owed in zip(holders.tolist(), principal, interest, arrears, strict=True):
        if paid:
            yield f"  {names.principal[place]}  {amount(-paid)}"
        if earned:
            yield f"  {names.interest[place]}  {amount(-earned)}"
        if owed:
            yield f"  {names.arrears[place]}  {amount(owed)}"
    total = sum(principal) + sum(interest) - sum(arrears)
    if total:
        yield f"  {names.control}  {amount(total)}"
