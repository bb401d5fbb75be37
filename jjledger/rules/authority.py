"""What the committee spends of public revenue: within its limits, within the budget, or beyond."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from jjledger.facts.revenue import Authority, Budget, RevenueSettings
from jjledger.facts.voucher import Voucher
from jjledger.rules.revenue_net import COST_CODES, TOP_UP_CODE

COMMITTEE: Final = "committee"  # metadata of a voucher: number of the committee's own decision


@dataclass(frozen=True, slots=True)
class Spending:
    """One voucher's use of public revenue, held against the limits of its day; amounts in fen."""

    fund: str  # code
    voucher: Voucher
    authority: Authority
    amount_fen: int
    year_fen: int  # spent this year without the owners' decision, this voucher included
    beyond: bool  # of a limit


def used_fen(voucher: Voucher, fund: str) -> int:
    """Give what a voucher uses of what is left of income: no cost of earning it, no top-up of the fund; in fen."""
    return sum(
        posting.amount_fen
        for posting in voucher.postings
        if posting.account.fund == fund
        and posting.account.root == "Expenses"
        and posting.account.code not in COST_CODES | {TOP_UP_CODE}
    )


def spendings(vouchers: Iterable[Voucher], fund: str, settings: RevenueSettings) -> Iterator[Spending]:
    """Hold every use against the limits in force on its day.

    Uses that the owners decided themselves do not count against the year's limit.

    Args:
        vouchers: vouchers that stand, by day.
        fund: code of a fund of public revenue.
        settings: with the limits.

    Source: 民法典 第278条第一款第九项; R35.
    """
    years: dict[int, int] = {}
    for voucher in vouchers:
        authority, amount = settings.authority_on(voucher.day), used_fen(voucher, fund)
        if authority is None or amount <= 0:
            continue
        year = years.get(voucher.day.year, 0) + amount
        beyond = amount > authority.item_fen or year > authority.year_fen
        if not voucher.decision:
            years[voucher.day.year] = year
        yield Spending(fund, voucher, authority, amount, year, beyond)


@dataclass(frozen=True, slots=True)
class BudgetUse:
    """A budget and what was spent of it; amounts in fen."""

    budget: Budget
    used_fen: int
    over: Voucher | None  # the first voucher by which it was overrun

    @property
    def left_fen(self) -> int:
        """What is left; below zero where it was overrun."""
        return self.budget.amount_fen - self.used_fen


def budget_use(budget: Budget, vouchers: Sequence[Voucher]) -> BudgetUse:
    """Sum what was spent on a budget's account and those below it.

    Args:
        budget: the budget.
        vouchers: vouchers that stand, by day.

    Source: R35.
    """
    total, over = 0, None
    for voucher in vouchers:
        if voucher.day.year != budget.year:
            continue
        spent = sum(
            posting.amount_fen
            for posting in voucher.postings
            if is_below(posting.account.name, budget.account)
        )
        total += spent
        if spent and total > budget.amount_fen and over is None:
            over = voucher
    return BudgetUse(budget, total, over)


def is_below(name: str, account: str) -> bool:
    """Say whether an account is another or lies below it."""
    return name == account or name.startswith(f"{account}:")
