"""Which vouchers of an owners' fund may be shown one by one, and how the others are pooled.

A voucher that names households (split `household` or `detail`), or that touches one to nine
of them, is shown only as part of a line that stands on the last day of a month. A line holds
vouchers that touch the same accounts. It is shown as soon as its households are a crowd
(`small.is_crowd`); what is too small waits for the next month of the same half-year, and goes
out with the half-year in any case, because the sums of a period are public by law.
Nothing here makes words.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date
from typing import Final

from jjledger.disclosure.small import LEAST_HOUSEHOLDS, is_crowd
from jjledger.facts.shares import FundShares, ShareRows
from jjledger.facts.voucher import Account, Voucher
from jjledger.period import month_end
from jjledger.rules.shares import SELLING_UNIT

_NAMING: Final = frozenset({"household", "detail"})
_HALF_YEAR: Final = 6


@dataclass(frozen=True, slots=True)
class PoolLine:
    """Vouchers shown as one."""

    id: str  # 2025-03-P01, also the line's anchor
    day: date  # last day of the month it is shown in
    accounts: tuple[str, ...]  # public names of the accounts its vouchers touch, sorted
    vouchers: tuple[Voucher, ...]


@dataclass(frozen=True, slots=True)
class Pooled:
    """A fund's vouchers, as far as they may be shown."""

    alone: tuple[Voucher, ...]
    lines: tuple[PoolLine, ...]
    waiting: tuple[Voucher, ...]  # not in a line yet


def public_account(account: Account) -> str:
    """Name an account without the deeper parts that could tell a house; assets keep theirs."""
    if account.root == "Assets":
        return account.name
    return f"{account.root}:{account.fund}:{account.code}{account.title}"


def month_end_of(day: date) -> date:
    """Give the last day of the month a day lies in."""
    return month_end(day.year, day.month)


def is_half_year_end(day: date) -> bool:
    """Say whether a day is 30 June or 31 December."""
    return day == month_end_of(day) and day.month % _HALF_YEAR == 0


def pool(vouchers: Iterable[Voucher], shares: FundShares, until: date) -> Pooled:
    """Sort a fund's vouchers into those shown alone and those pooled by month.

    Args:
        vouchers: the fund's posted vouchers by day.
        shares: what their splits came to.
        until: last day that is shown, the last of a month.
    """
    known = [voucher for voucher in vouchers if voucher.day <= until]
    touched = touched_households(shares)
    alone = [voucher for voucher in known if not _is_private(voucher, touched.get(voucher.key))]
    shown = {id(voucher) for voucher in alone}
    private = [voucher for voucher in known if id(voucher) not in shown]
    lines: list[PoolLine] = []
    waiting: list[Voucher] = []
    for last_day in sorted({month_end_of(voucher.day) for voucher in private} | _half_years(private, until)):
        waiting += [voucher for voucher in private if month_end_of(voucher.day) == last_day]
        ready, waiting = _ready(waiting, touched, shares.fund, flush=is_half_year_end(last_day))
        lines += [
            PoolLine(f"{last_day:%Y-%m}-P{number:02d}", last_day, accounts, tuple(members))
            for number, (accounts, members) in enumerate(ready, 1)
        ]
    return Pooled(tuple(alone), tuple(lines), tuple(waiting))


def touched_households(shares: FundShares) -> Mapping[str, Mapping[str, int]]:
    """Sum, for every voucher that has splits, how much it moved of each household, without signs.

    Where one posting alone touches ten households by scope or distribution, only the first
    ten are listed: that they are a crowd in number is all that is asked of it.
    """
    touched: dict[str, dict[str, int]] = {}
    for row in shares.rows:
        sizes = touched.setdefault(row.voucher.key, {})
        listed = row.posting.split is not None and row.posting.split.kind in _NAMING
        for household, amount in household_amounts(row, shares, None if listed else LEAST_HOUSEHOLDS):
            sizes[household] = sizes.get(household, 0) + abs(amount)
    return touched


def household_amounts(
    row: ShareRows, shares: FundShares, most: int | None = None
) -> Iterable[tuple[str, int]]:
    """List the households of a row with their amounts in fen, selling units left out."""
    named = (shares.holders[place] for place in row.holders[:most].tolist())
    pairs = zip(named, row.amount[:most].tolist(), strict=True)
    return [(holder, amount) for holder, amount in pairs if not holder.startswith(SELLING_UNIT)]


def households_of(shares: FundShares, keys: AbstractSet[str]) -> frozenset[int]:
    """Give the places of the households that the splits of some vouchers touch."""
    found: set[int] = set()
    for row in shares.rows:
        if row.voucher.key in keys:
            found.update(_places(row, shares))
    return frozenset(found)


def household_counts(shares: FundShares, vouchers: Iterable[Voucher]) -> Mapping[str, int]:
    """Count, for every voucher that has a scope, the households its scopes touch."""
    keys = {voucher.key for voucher in vouchers}
    found: dict[str, set[int]] = {}
    for row in shares.rows:
        if row.posting.split is not None and row.posting.split.kind == "scope" and row.voucher.key in keys:
            found.setdefault(row.voucher.key, set()).update(_places(row, shares))
    return {key: len(places) for key, places in found.items()}


def _places(row: ShareRows, shares: FundShares) -> Iterable[int]:
    places: list[int] = row.holders.tolist()
    return (place for place in places if not shares.holders[place].startswith(SELLING_UNIT))


def _is_private(voucher: Voucher, touched: Mapping[str, int] | None) -> bool:
    if touched is None:
        return False
    names = any(posting.split is not None and posting.split.kind in _NAMING for posting in voucher.postings)
    if names and voucher.kind == "初":
        return not is_crowd(touched.values())
    return names or 0 < len(touched) < LEAST_HOUSEHOLDS


def _half_years(private: Iterable[Voucher], until: date) -> set[date]:
    """List the half-year ends at which something may have to go out."""
    ends = set()
    for voucher in private:
        month = -(-voucher.day.month // _HALF_YEAR) * _HALF_YEAR
        ends.add(month_end(voucher.day.year, month))
    return {day for day in ends if day <= until}


_Ready = list[tuple[tuple[str, ...], list[Voucher]]]


def _ready(
    waiting: list[Voucher], touched: Mapping[str, Mapping[str, int]], fund: str, *, flush: bool
) -> tuple[_Ready, list[Voucher]]:
    """Take out of the waiting vouchers those that can be shown now, line by line."""
    ready: _Ready = []
    small: dict[tuple[str, ...], list[Voucher]] = {}
    for voucher in waiting:
        accounts = _accounts(voucher, fund)
        if is_crowd(touched[voucher.key].values()):
            ready.append((accounts, [voucher]))
        else:
            small.setdefault(accounts, []).append(voucher)
    kept: list[Voucher] = []
    for accounts, members in small.items():
        sizes: dict[str, int] = {}
        for voucher in members:
            for household, size in touched[voucher.key].items():
                sizes[household] = sizes.get(household, 0) + size
        if flush or is_crowd(sizes.values()):
            ready.append((accounts, members))
        else:
            kept += members
    return ready, sorted(kept, key=lambda voucher: voucher.day)


def _accounts(voucher: Voucher, fund: str) -> tuple[str, ...]:
    return tuple(
        sorted({public_account(leg.account) for leg in voucher.postings if leg.account.fund == fund})
    )
