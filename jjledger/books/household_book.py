"""Write the household book (分户账) of a year: plain beancount, no plugin, nothing to trust but sums.

Compiled from the splits. Two accounts a household and fund, one control account a fund, and
every voucher cut into one transaction a unit of the building, because Fava hashes and shows
an account's whole last transaction.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby, pairwise
from typing import Final

import numpy as np
import numpy.typing as npt

from jjledger.books.text import amount, quoted
from jjledger.facts.books import Books
from jjledger.facts.community import Fund
from jjledger.facts.shares import FenArray, FundShares, ShareRows
from jjledger.rules.shares import SELLING_UNIT

_MOST_POSTINGS: Final = 200  # in one transaction, the control account's included
_OWNERS_TITLES: Final = {
    "maintenance": ("3001", "商品住宅维修资金"),
    "public_housing": ("3002", "已售公有住房维修资金"),
}
_Places = npt.NDArray[np.int64]
_Changes = tuple[FenArray, FenArray, FenArray]  # principal, interest, arrears


@dataclass(frozen=True, slots=True)
class _Names:
    """Account names of a fund's holders, by place."""

    principal: tuple[str, ...]
    interest: tuple[str, ...]
    arrears: tuple[str, ...]
    control: str
    units: _Places  # number of the unit each holder lives in


def household_books(books: Books, shares: Mapping[str, FundShares], years: Sequence[int]) -> Iterator[str]:
    """Compile the household books of some years.

    Args:
        books: the general book.
        shares: of `rules.replay`, by fund code.
        years: calendar years.

    Yields:
        A complete beancount ledger a year: opening entries from the closing balances of the
        year before, one transaction per voucher and unit, and a closing balance a fund.
    """
    funds = [
        (_names(books, fund, shares[fund.code]), shares[fund.code])
        for fund in books.community.funds
        if fund.code in shares
    ]
    for year in years:
        lines = [
            f'option "title" {quoted(f"{books.community.name} {year}年 分户账")}',
            'option "operating_currency" "CNY"',
            'option "tolerance_multiplier" "0"',
            "",
        ]
        for names, of_fund in funds:
            lines += _fund(names, of_fund, year)
        yield "\n".join(lines) + "\n"


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


def _fund(names: _Names, shares: FundShares, year: int) -> list[str]:
    first, last = date(year, 1, 1), date(year, 12, 31)
    start, end = shares.balances_at(date(year - 1, 12, 31)), shares.balances_at(last)
    opening = (start.principal, start.interest, start.arrears)
    rows = [row for row in shares.rows if first <= row.day <= last]
    lines = [*_opens(names, opening, rows, first), ""]
    everybody = np.arange(len(shares.holders), dtype=np.int64)
    lines += _cut(names, everybody, opening, (f'{first} * "上年结转"',))
    for _, of_voucher in groupby(rows, key=lambda row: id(row.voucher)):
        lines += _voucher(names, list(of_voucher))
    total = int((end.principal + end.interest - end.arrears).sum())
    return [*lines, f"{year + 1}-01-01 balance {names.control}  {amount(total)}", ""]


def _opens(names: _Names, opening: _Changes, rows: Sequence[ShareRows], first: date) -> Iterator[str]:
    """Open the accounts that hold or move something this year, and the control account."""
    opened = f"{first} open"
    yield f"{opened} {names.control} CNY"
    for part, accounts in enumerate((names.principal, names.interest, names.arrears)):
        used = opening[part] != 0
        for row in rows:
            used[row.holders[_changes(row)[part] != 0]] = True
        for place in np.flatnonzero(used).tolist():
            yield f"{opened} {accounts[place]} CNY"


def _changes(row: ShareRows) -> _Changes:
    return row.delta_principal, row.delta_interest, row.delta_arrears


def _voucher(names: _Names, rows: Sequence[ShareRows]) -> list[str]:
    """Write what a voucher's postings came to; a household may stand there more than once."""
    voucher = rows[0].voucher
    head = (
        f"{voucher.day} * {quoted(voucher.payee)} {quoted(voucher.narration)} ^{voucher.key}",
        f"  voucher: {quoted(voucher.number)}",
    )
    holders = np.concatenate([row.holders for row in rows])
    principal, interest, arrears = (np.concatenate(parts) for parts in zip(*map(_changes, rows), strict=True))
    return _cut(names, holders, (principal, interest, arrears), head)


def _cut(names: _Names, holders: _Places, changes: _Changes, head: Sequence[str]) -> list[str]:
    """Write one transaction a unit, or several where it would hold more than `_MOST_POSTINGS`."""
    moved = np.flatnonzero((changes[0] != 0) | (changes[1] != 0) | (changes[2] != 0))
    order = moved[np.argsort(names.units[holders[moved]], kind="stable")]
    units = names.units[holders[order]]
    principal, interest, arrears = (change[order] for change in changes)
    postings, ends = _postings(names, holders[order], (principal, interest, arrears))
    sums = [0, *np.cumsum(principal + interest - arrears).tolist()]
    edges = [0, *(np.flatnonzero(np.diff(units)) + 1).tolist(), len(order)]
    lines: list[str] = []
    for first, last in pairwise(edges):
        start = first
        while start < last:
            end = min(bisect_right(ends, ends[start] + _MOST_POSTINGS - 1) - 1, last)
            lines += head
            lines += postings[ends[start] : ends[end]]
            if sums[end] != sums[start]:
                lines.append(f"  {names.control}  {amount(sums[end] - sums[start])}")
            lines.append("")
            start = end
    return lines


def _postings(names: _Names, holders: _Places, changes: _Changes) -> tuple[list[str], list[int]]:
    """Write each holder's postings, and how many there are before each holder and at the end."""
    places = holders.tolist()
    by_part = [
        [
            f"  {accounts[place]}  {amount(fen)}" if fen else ""
            for place, fen in zip(places, debits.tolist(), strict=True)
        ]
        for accounts, debits in (
            (names.principal, -changes[0]),
            (names.interest, -changes[1]),
            (names.arrears, changes[2]),
        )
        if debits.any()
    ]
    lines = [line for of_holder in zip(*by_part, strict=True) for line in of_holder if line]
    moved = [change != 0 for change in changes]
    return lines, [0, *np.cumsum(np.sum(moved, axis=0)).tolist()]
