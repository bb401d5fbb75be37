"""A distribution of income worked out once more: by balance-days, or at published rates."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Final, NamedTuple

from jjledger.checks.recompute.account import HouseholdAccount
from jjledger.checks.recompute.bookings import Booking
from jjledger.checks.recompute.piles import OLD, Piles
from jjledger.checks.recompute.published_rates import Lacking, interest_of, stretches
from jjledger.checks.recompute.sharing import share_out, to_the_fen
from jjledger.facts.community import DeclaredInterest, Fund, PoolInterest
from jjledger.facts.voucher import Posting, Voucher

EARNED: Final = frozenset({"4101", "4102", "4201", "4301", "4901"})


class Due(NamedTuple):
    """What everybody gets of a distribution."""

    shares: Mapping[str, int]  # holder → fen
    weights: Mapping[str, int]  # balance-days in fen × days; {} at published rates
    exact: Mapping[str, Fraction]  # interest before it is rounded; {} of a pool


@dataclass(frozen=True, slots=True)
class Settlement:
    """A distribution of income over some days, both inclusive."""

    voucher: Voucher
    posting: Posting
    first_day: date
    last_day: date
    due: Due
    earned_fen: int  # by the fund in these days
    kept_back_fen: int  # of it, as the policy's management share; counted once a voucher and period


class Refusal(NamedTuple):
    """Why a distribution does not stand."""

    why: str
    due: Mapping[str, int] = {}  # what everybody is due, where the posting has another sum


class Given(NamedTuple):
    """What is to be distributed."""

    fund: Fund
    posted: Sequence[Voucher]  # of the fund
    voucher: Voucher
    posting: Posting
    before: Sequence[Settlement]  # those that stand


def settle_income(
    given: Given, accounts: Mapping[str, HouseholdAccount], bookings: Sequence[Booking]
) -> Settlement | Refusal:
    """Share out one distribution.

    Args:
        given: which, and of what fund.
        accounts: of all holders.
        bookings: everything booked before the voucher began to give.

    Source: 住宅专项维修资金管理办法 第27条; R24 to R28.
    """
    days = _days(given)
    if isinstance(days, Refusal):
        return days
    first_day, last_day = days
    fen, kept, earned = -given.posting.amount_fen, 0, _earned(given, first_day, last_day)
    found = due_for(given.fund, fen, days, accounts, bookings)
    if isinstance(found, Refusal):
        return found
    if sum(found.shares.values()) != fen:
        return Refusal("与按公布的利率应计的数不符", found.shares)
    policy = given.fund.policy_on(first_day)
    again = any(one.voucher is given.voucher and one.first_day == first_day for one in given.before)
    if policy is not None and isinstance(policy.interest, PoolInterest) and not again:
        kept = to_the_fen(earned * policy.interest.management_share)
    return Settlement(given.voucher, given.posting, first_day, last_day, found, earned, kept)


def due_for(
    fund: Fund,
    fen: int,
    days: tuple[date, date],
    accounts: Mapping[str, HouseholdAccount],
    bookings: Sequence[Booking],
) -> Due | Refusal:
    """Say what everybody is due for some days, by the policy in force on their first.

    Args:
        fund: whose policy.
        fen: what a pool shares out; published rates give what they give.
        days: first and last, inclusive.
        accounts: of all holders.
        bookings: everything booked before it is given.

    Source: R24 to R27.
    """
    policy = fund.policy_on(days[0])
    if policy is None or policy.interest is None:
        return Refusal("没有生效的计息办法")
    if isinstance(policy.interest, PoolInterest):
        weights = {name: account.balance_days(*days, len(bookings)) for name, account in accounts.items()}
        shares = share_out(fen, weights, policy.interest.remainder)
        return Due(shares, weights, {}) if shares else Refusal("这一期间没有一户有余额")
    exact = _at_rates(accounts, bookings, days, policy.interest)
    if isinstance(exact, Lacking):
        return Refusal(f"{exact.column} 列在 {exact.day} 没有公布利率")
    rounded = {name: to_the_fen(sum_of) for name, sum_of in exact.items()}
    return Due({name: due for name, due in rounded.items() if due > 0}, {}, exact)


def _days(given: Given) -> tuple[date, date] | Refusal:
    """Read the days of a distribution, where they are over, its own, and under one policy."""
    assert given.posting.split is not None
    days = days_of(given.posting.split.value)
    if days is None:
        return Refusal("分配期间读不出来")
    why = _why_not(given, *days)
    return Refusal(why) if why else days


def days_of(text: str) -> tuple[date, date] | None:
    """Read `first/last`, both inclusive; None where it is something else.

    Examples:
        >>> days_of("2024-07-01/2025-06-30")
        (datetime.date(2024, 7, 1), datetime.date(2025, 6, 30))
    """
    first, slash, last = text.partition("/")
    try:
        days = date.fromisoformat(first), date.fromisoformat(last)
    except ValueError:
        return None
    return days if slash and days[0] <= days[1] else None


def _why_not(given: Given, first_day: date, last_day: date) -> str:
    """Say why nothing can be distributed for some days; "" where it can."""
    policy = given.fund.policy_on(first_day)
    interest = policy.interest if policy else None
    why = ""
    if last_day > given.voucher.day:
        why = "分配期间不成立"
    elif given.posting.account.code not in {"3001", "3002"} or given.posting.amount_fen > 0:
        why = "不是转入 3001 或 3002"
    elif interest is None:
        why = "没有生效的计息办法"
    elif any(
        first_day < later.from_day <= last_day and later.interest != interest for later in given.fund.policies
    ):
        why = "期间之内计息办法有变"
    for one in given.before:
        # A pool may be credited to two accounts by one voucher; what rates give is given once.
        same = one.voucher is given.voucher and (one.first_day, one.last_day) == (first_day, last_day)
        again = isinstance(interest, DeclaredInterest) or not same
        if not why and again and one.first_day <= last_day and first_day <= one.last_day:
            why = "与已经分配过的期间重叠"
    return why


def _earned(given: Given, first_day: date, last_day: date) -> int:
    """Sum what the fund earned in some days."""
    return -sum(
        leg.amount_fen
        for voucher in given.posted
        if first_day <= voucher.day <= last_day
        for leg in voucher.postings
        if leg.account.fund == given.fund.code and leg.account.code in EARNED
    )


def _at_rates(
    accounts: Mapping[str, HouseholdAccount],
    bookings: Sequence[Booking],
    days: tuple[date, date],
    interest: DeclaredInterest,
) -> Mapping[str, Fraction] | Lacking:
    first_day, last_day = days
    piles = Piles()
    eve = date.fromordinal(first_day.toordinal() - 1)
    for name, account in accounts.items():
        had = account.at(eve)
        piles.put(name, first_day.toordinal(), {OLD: had.principal + had.interest})
    piles.follow([one for one in bookings if first_day <= one.voucher.day <= last_day])
    found = stretches(piles.lines, first_day, last_day, interest)
    return found if isinstance(found, Lacking) else interest_of(found, interest.day_count)
