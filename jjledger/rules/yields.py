"""What a fund's money earned, against what published rates would have given on the same balances and days.

Exact: fen and fractions of fen. A yield is nothing without its base, so the base comes with it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import pairwise
from typing import Final

from jjledger.facts.community import DayCount, Fund
from jjledger.facts.rates import RateTable
from jjledger.facts.shares import FundShares
from jjledger.facts.voucher import BANK_CODE, Voucher
from jjledger.period import day_after
from jjledger.rules.closing import earned_fen
from jjledger.rules.day_count import days_between, year_days
from jjledger.rules.declared import MissingRate

# Bank accounts, term deposits among them, and bonds at their principal.
INVESTED_CODES: Final = frozenset({BANK_CODE, "1101"})
INTEREST_CODES: Final = ("4101", "4102")  # of deposits, of bonds
YEAR: Final = 365  # what a yield is scaled to
RATE_DAYS: Final[DayCount] = "actual/360"  # how banks count the days of a published rate


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days on which a balance stood still."""

    first_day: date
    end: date  # the day after its last
    balance_fen: int

    @property
    def days(self) -> int:
        """Count them."""
        return (self.end - self.first_day).days


@dataclass(frozen=True, slots=True)
class Base:
    """What a yield is reckoned on."""

    stretches: tuple[Stretch, ...]  # without gap, in order; from the fund's first day on

    @property
    def days(self) -> int:
        """Count the days."""
        return sum(stretch.days for stretch in self.stretches)

    @property
    def balance_days_fen(self) -> int:
        """Sum the closing balances of all days, in fen."""
        return sum(stretch.balance_fen * stretch.days for stretch in self.stretches)

    @property
    def average_fen(self) -> Fraction:
        """Give the average daily balance, exactly; 0 without a day."""
        return Fraction(self.balance_days_fen, self.days) if self.days else Fraction(0)


@dataclass(frozen=True, slots=True)
class Gain:
    """What became of a period's income, in fen."""

    interest_fen: Mapping[str, int]  # 4101, 4102 → earned
    earned_fen: int  # those and all other income
    distributed_fen: int  # to households, by vouchers of the period
    kept_back_fen: int  # management share of these distributions

    @property
    def added_fen(self) -> int:
        """增值收益: earned and neither distributed nor kept back; below zero where more was handed out."""
        return self.earned_fen - self.distributed_fen - self.kept_back_fen


def base_of(vouchers: Sequence[Voucher], fund: Fund, first_day: date, last_day: date) -> Base:
    """Follow a fund's bank and bond balances through a period.

    Args:
        vouchers: posted vouchers by day.
        fund: whose.
        first_day: first day of the period, inclusive; days before the fund's first voucher are left out.
        last_day: last day of the period, inclusive.

    Source: 积数计息, 算头不算尾 (`domain.md` E1, R25).
    """
    changes: dict[date, int] = {}
    for voucher in vouchers:
        if voucher.day <= last_day:
            for posting in voucher.postings:
                if posting.account.fund == fund.code and posting.account.code in INVESTED_CODES:
                    start = max(voucher.day, first_day)
                    changes[start] = changes.get(start, 0) + posting.amount_fen
    starts = [*sorted(changes), day_after(last_day)]
    stretches, balance = [], 0
    for start, end in pairwise(starts):
        balance += changes[start]
        stretches.append(Stretch(start, end, balance))
    return Base(tuple(stretches))


def yield_of(earned: int, base: Base) -> Fraction | None:
    """Give the yearly yield of an amount on its base, exactly; None where nothing was invested.

    Examples:
        >>> yield_of(100, Base((Stretch(date(2025, 1, 1), date(2026, 1, 1), 10000),)))
        Fraction(1, 100)
    """
    invested = base.balance_days_fen
    return Fraction(earned * YEAR, invested) if invested > 0 else None


def at_rates(base: Base, table: RateTable, column: str) -> Fraction | MissingRate:
    """Give what a column of published rates gives on a base, in fen, exactly: each day at its own rate.

    Simple interest on the balances as they stood, days actual, the year as 360.

    Args:
        base: balances and days.
        table: dated rates.
        column: of the table.

    Returns:
        Fen, or the rate that some day lacks.

    Source: 计息 practice of banks (`domain.md` E1, R24); R26 for rates that change.
    """
    total = Fraction(0)
    for stretch in base.stretches:
        inner = [row.from_day for row in table.rows if stretch.first_day < row.from_day < stretch.end]
        for start, end in pairwise((stretch.first_day, *inner, stretch.end)):
            rate = table.on(start, column)
            if rate is None:
                if stretch.balance_fen:
                    return MissingRate(table.name, column, start)
                continue
            days = Fraction(days_between(start, end, RATE_DAYS), year_days(RATE_DAYS))
            total += stretch.balance_fen * rate * days
    return total


def gain_of(
    vouchers: Sequence[Voucher], fund: Fund, shares: FundShares, first_day: date, last_day: date
) -> Gain:
    """Sum up what a period earned and what was done with it.

    Args:
        vouchers: posted vouchers, any order.
        fund: whose.
        shares: what its splits came to.
        first_day: first day of the period, inclusive.
        last_day: last day of the period, inclusive.

    Source: 住宅专项维修资金管理办法 第27条; 财会〔2020〕7号 4101, 4102, 3101.
    """
    interest = dict.fromkeys(INTEREST_CODES, 0)
    for voucher in vouchers:
        if first_day <= voucher.day <= last_day:
            for posting in voucher.postings:
                if posting.account.fund == fund.code and posting.account.code in interest:
                    interest[posting.account.code] -= posting.amount_fen
    distributed = sum(
        int(row.amount.sum())
        for row in shares.rows
        if row.kind == "distribution" and first_day <= row.day <= last_day
    )
    kept = sum(fen for day, fen in shares.kept_back if first_day <= day <= last_day)
    return Gain(interest, earned_fen(vouchers, fund, first_day, last_day), distributed, kept)
