"""Distribute interest: a pool by balance-days, or what published rates give (E2, both families)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from jjledger.facts.books import Books
from jjledger.facts.community import DeclaredInterest, Fund, InterestPolicy, PoolInterest, Remainder
from jjledger.facts.shares import ShareRows
from jjledger.facts.voucher import Posting, Voucher
from jjledger.rules.apportion import apportion
from jjledger.rules.balance_days import balance_days
from jjledger.rules.closing import earned_fen, kept_back_fen
from jjledger.rules.declared import MissingRate, accrue
from jjledger.rules.events import events_of
from jjledger.rules.problem import Problem
from jjledger.rules.settlement import policy_parts
from jjledger.rules.shares import Holders, Shared


@dataclass(frozen=True, slots=True)
class Distributed:
    """One distribution that stands."""

    voucher: Voucher
    first_day: date
    last_day: date
    kept_back_fen: int


def read_days(text: str) -> tuple[date, date]:
    """Read `first/last`, both days inclusive.

    Raises:
        ValueError: another form, or the last day before the first.
    """
    first, slash, last = text.partition("/")
    days = date.fromisoformat(first), date.fromisoformat(last)
    if not slash or days[1] < days[0]:
        msg = f"「{text}」不是起止日期"
        raise ValueError(msg)
    return days


def distribute(
    books: Books,
    fund: Fund,
    where: tuple[Voucher, Posting],
    history: tuple[list[ShareRows], list[Distributed], Holders],
) -> tuple[Shared, Distributed] | Problem:
    """Share out one distribution of income over a period by the fund's policy.

    Args:
        books: the general book.
        fund: the fund whose income is distributed.
        where: the voucher and its posting with an `interest` split.
        history: rows booked so far, distributions so far, and the fund's holders.

    Returns:
        Amounts per holder, with balance-days or exact interest as weights, and the record of
        the distribution; or the first problem.

    Source: 民法典 第281条 with 住宅专项维修资金管理办法 第27条; R25, R27, R28.
    """
    voucher, posting = where
    rows, before, holders = history
    split = posting.split
    assert split is not None
    blank = Problem("period_form", voucher, posting, split.value)
    try:
        first_day, last_day = read_days(split.value)
    except ValueError:
        return blank
    refused = _refusal(fund, (first_day, last_day), before, blank)
    if refused is not None:
        return refused
    policy = fund.policy_on(first_day)
    assert policy is not None
    assert policy.interest is not None
    # What another leg of this distribution has given is no balance of its own period.
    rows = [row for row in rows if row.voucher is not voucher or row.kind != "distribution"]
    shared = _share(policy.interest, (first_day, last_day), (rows, holders), blank)
    if isinstance(shared, Problem):
        return shared
    # A voucher that credits several accounts for one period keeps its share back once.
    counted = any(other.voucher is voucher and other.first_day == first_day for other in before)
    kept_back = 0
    if isinstance(policy.interest, PoolInterest) and not counted:
        earned = earned_fen(books.posted_between(first_day, last_day), fund, first_day, last_day)
        kept_back = kept_back_fen(earned, policy.interest.management_share)
    return shared, Distributed(voucher, first_day, last_day, kept_back)


def _share(
    interest: InterestPolicy,
    days: tuple[date, date],
    history: tuple[list[ShareRows], Holders],
    blank: Problem,
) -> Shared | Problem:
    """Share a posting out by either family; a declared one must be what the rates give."""
    rows, holders = history
    posted = -blank.posting.amount_fen
    if isinstance(interest, PoolInterest):
        pooled = share_pool(posted, rows, holders.places, days, interest.remainder)
        return pooled if pooled is not None else replace(blank, kind="no_weight")
    declared = share_declared(rows, holders.places, days, interest)
    if isinstance(declared, MissingRate):
        return replace(
            blank, kind="rate_missing", named=f"{declared.table} 的 {declared.column} 列在 {declared.day}"
        )
    due = int(declared.amounts.sum())
    return declared if due == posted else replace(blank, kind="declared_differs", figures=(due, posted))


def share_declared(
    rows: Iterable[ShareRows],
    places: Mapping[str, int],
    days: tuple[date, date],
    interest: DeclaredInterest,
) -> Shared | MissingRate:
    """Give every household what published rates give for a period; who is due nothing is left out.

    Args:
        rows: household rows in the order of booking, the distribution itself not among them.
        places: holder → place.
        days: first and last day of the period, inclusive.
        interest: the declared policy.

    Returns:
        Amounts in the order of the holders' ids as text, half-up to the fen, with the exact
        interest as weights: in fen, over `total_weight`. Or the rate that is lacking.

    Source: house §2 declared interest; `domain.md` E1, E2 family 1, R24 to R26.
    """
    accrued = accrue(events_of(rows, days[1]), len(places), days, interest)
    if isinstance(accrued, MissingRate):
        return accrued
    order = np.array([places[name] for name in sorted(places)], dtype=np.int64)
    order = order[accrued.fen[order] > 0]
    exact = tuple(accrued.numerators[order].tolist())
    return Shared(order, accrued.fen[order], "interest", exact, "应计", accrued.denominator)


def share_pool(
    pool_fen: int,
    rows: Iterable[ShareRows],
    places: Mapping[str, int],
    days: tuple[date, date],
    remainder: Remainder,
) -> Shared | None:
    """Share an amount by balance-days; who had no balance gets nothing.

    Args:
        pool_fen: what is shared, in fen.
        rows: household rows in the order of booking.
        places: holder → place; ties are broken by the holder's id as text.
        days: first and last day of the period, inclusive.
        remainder: who gets the odd fen.

    Returns:
        Amounts with balance-days as weights; None where nobody had a balance.

    Source: 民法典 第281条; 积数 shares, R27.
    """
    weights = balance_days(rows, len(places), *days)
    if int(weights.max(initial=0)) == 0:
        return None
    order = np.array([places[name] for name in sorted(places)], dtype=np.int64)
    order = order[weights[order] > 0]
    amounts = apportion(pool_fen, weights[order], remainder)
    return Shared(order, amounts, "interest", tuple(weights[order].tolist()), "积数", int(weights.sum()))


def _refusal(
    fund: Fund, days: tuple[date, date], before: list[Distributed], blank: Problem
) -> Problem | None:
    first_day, last_day = days
    if blank.posting.account.code not in {"3001", "3002"} or blank.posting.amount_fen > 0:
        return replace(blank, kind="not_income")
    if last_day > blank.voucher.day:
        return replace(blank, kind="period_open")
    policy = fund.policy_on(first_day)
    # A pool may be credited to several accounts by one voucher; what rates give is given once.
    once = policy is not None and isinstance(policy.interest, DeclaredInterest)
    for other in before:
        same = other.voucher is blank.voucher and (other.first_day, other.last_day) == days
        if (once or not same) and first_day <= other.last_day and other.first_day <= last_day:
            return replace(blank, kind="period_overlap", named=f"{other.first_day}/{other.last_day}")
    if policy is None or policy.interest is None:
        return replace(blank, kind="no_policy", named=str(first_day))
    parts = policy_parts(fund, first_day, last_day)
    if len(parts) > 1:
        named = "、".join(f"{start}/{end}" for start, end in parts)
        return replace(blank, kind="policy_changes", named=named)
    return None
