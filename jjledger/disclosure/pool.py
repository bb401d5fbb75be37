"""Which vouchers of an owners' fund may be shown one by one, and how the others are pooled.

A voucher that names households (split `household` or `detail`), or that touches one to nine
of them, is shown only as part of a line that stands on the last day of a month, summed by
account. The sums of a half-year are public by law, account by account; any finer sum must hide
single households. So months are shown before their half-year is over only where a crowd
(`small.is_crowd`) moves on each of their accounts, and another crowd on the same accounts stays
behind to hide whatever little follows: otherwise the half-year less the months shown would tell
the last refund. All that is left goes out in one line with the half-year.

An opening voucher that is a crowd is shown at once, since without it no balance is right.
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
    day: date  # last day of the month it is shown in; never changes once it is over
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


def last_half_year_end(day: date) -> date:
    """Give the latest 30 June or 31 December that is not after a day."""
    ends = (date(day.year - 1, 12, 31), date(day.year, 6, 30), date(day.year, 12, 31))
    return max(end for end in ends if end <= day)


def pool(vouchers: Iterable[Voucher], shares: FundShares, until: date) -> Pooled:
    """Sort a fund's vouchers into those shown alone and those pooled.

    Args:
        vouchers: the fund's posted vouchers by day.
        shares: what their splits came to.
        until: last day that is shown, the last of a month.
    """
    known = [voucher for voucher in vouchers if voucher.day <= until]
    touched = touched_households(shares)
    private = [voucher for voucher in known if _is_private(voucher, touched.get(voucher.key, {}))]
    hidden = {id(voucher) for voucher in private}
    lines: list[PoolLine] = []
    waiting: list[Voucher] = []
    for last_day in _month_ends(private, until):
        fresh = [voucher for voucher in private if month_end_of(voucher.day) == last_day]
        ready: list[list[Voucher]] = []
        if _may_go_ahead(*(_by_account(part, touched, shares.fund) for part in (waiting, fresh))):
            ready.append(waiting)
            waiting = []
        waiting += fresh
        if is_half_year_end(last_day) and waiting:
            ready.append(waiting)
            waiting = []
        lines += [
            PoolLine(f"{last_day:%Y-%m}-P{number:02d}", last_day, tuple(members))
            for number, members in enumerate(ready, 1)
        ]
    return Pooled(tuple(one for one in known if id(one) not in hidden), tuple(lines), tuple(waiting))


Touched = Mapping[str, Mapping[str, int]]  # account → household → fen without signs


def touched_households(shares: FundShares) -> Mapping[str, Touched]:
    """Sum, for every voucher that has splits, how much it moved of each household on each account.

    Where one posting alone touches ten households by scope or distribution, only the first
    ten are listed: that they are a crowd in number is all that is asked of it.
    """
    touched: dict[str, dict[str, dict[str, int]]] = {}
    for row in shares.rows:
        accounts = touched.setdefault(row.voucher.key, {})
        listed = row.posting.split is not None and row.posting.split.kind in _NAMING
        _add(
            accounts,
            public_account(row.posting.account),
            household_amounts(row, shares, None if listed else LEAST_HOUSEHOLDS),
        )
    return touched


def _add(accounts: dict[str, dict[str, int]], account: str, amounts: Iterable[tuple[str, int]]) -> None:
    for household, fen in amounts:
        sizes = accounts.setdefault(account, {})
        sizes[household] = sizes.get(household, 0) + abs(fen)


def household_amounts(
    row: ShareRows, shares: FundShares, most: int | None = None
) -> Iterable[tuple[str, int]]:
    """List the households of a row with their amounts in fen, selling units left out."""
    named = (shares.holders[place] for place in row.holders[:most].tolist())
    pairs = zip(named, row.amount[:most].tolist(), strict=True)
    return [(holder, amount) for holder, amount in pairs if not holder.startswith(SELLING_UNIT)]


def scope_households(shares: FundShares, keys: AbstractSet[str]) -> frozenset[int]:
    """Give the places of the households that the scopes of some vouchers touch."""
    return frozenset().union(*_by_voucher(shares, keys).values())


def household_counts(shares: FundShares, vouchers: Iterable[Voucher]) -> Mapping[str, int]:
    """Count, for every voucher that has a scope, the households its scopes touch."""
    found = _by_voucher(shares, {voucher.key for voucher in vouchers})
    return {key: len(places) for key, places in found.items()}


def _by_voucher(shares: FundShares, keys: AbstractSet[str]) -> Mapping[str, set[int]]:
    found: dict[str, set[int]] = {}
    for row in shares.rows:
        if row.posting.split is not None and row.posting.split.kind == "scope" and row.voucher.key in keys:
            found.setdefault(row.voucher.key, set()).update(_places(row, shares))
    return found


def _places(row: ShareRows, shares: FundShares) -> Iterable[int]:
    places: list[int] = row.holders.tolist()
    return (place for place in places if not shares.holders[place].startswith(SELLING_UNIT))


def names_households(voucher: Voucher) -> bool:
    """Say whether a voucher says household by household whose money it moved."""
    return any(posting.split is not None and posting.split.kind in _NAMING for posting in voucher.postings)


def _is_private(voucher: Voucher, touched: Touched) -> bool:
    names = names_households(voucher)
    if names and voucher.kind == "初":
        return not all(is_crowd(sizes.values()) for sizes in touched.values())
    return (
        names or 0 < len({household for sizes in touched.values() for household in sizes}) < LEAST_HOUSEHOLDS
    )


def _month_ends(private: Iterable[Voucher], until: date) -> list[date]:
    """List the months in which something moved, and the ends of their half-years."""
    ends = set()
    for voucher in private:
        half_year = -(-voucher.day.month // _HALF_YEAR) * _HALF_YEAR
        ends |= {month_end_of(voucher.day), month_end(voucher.day.year, half_year)}
    return sorted(day for day in ends if day <= until)


def _may_go_ahead(first: Touched, then: Touched) -> bool:
    """Say whether vouchers may be shown before those that stay behind them."""
    crowds = all(is_crowd(sizes.values()) for part in (first, then) for sizes in part.values())
    return crowds and bool(first) and first.keys() <= then.keys()


def _by_account(vouchers: Iterable[Voucher], touched: Mapping[str, Touched], fund: str) -> Touched:
    """Sum by account whose money vouchers moved; on a leg without split that of all its households."""
    accounts: dict[str, dict[str, int]] = {}
    for voucher in vouchers:
        split = touched[voucher.key]
        everybody = [item for sizes in split.values() for item in sizes.items()]
        for account in {public_account(leg.account) for leg in voucher.postings if leg.account.fund == fund}:
            _add(accounts, account, split[account].items() if account in split else everybody)
    return accounts
