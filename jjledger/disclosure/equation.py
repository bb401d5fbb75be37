"""The sum every page shows first: brought forward, what came in and went out, what is left."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from jjledger.disclosure.models import HouseholdStatement, MaintenanceFund, PublicRevenue


@dataclass(frozen=True, slots=True)
class Term:
    """One term: its sign, its name and its amount."""

    sign: Literal["", "+", "-", "="]  # "" opens the sum, "=" closes it
    label: str
    amount_fen: int


def equation(page: PublicRevenue | MaintenanceFund | HouseholdStatement) -> tuple[Term, ...]:
    """Write a page's closing balance as a sum of what the page names.

    Args:
        page: a finished view model.

    Returns:
        The balance brought forward, the movements in the page's order, and the balance left.
        Movements of an owners' fund that came to nothing are left out. The balances of a
        household that owes are what is left of principal and interest after what it owes.

    Source: 住宅专项维修资金管理办法 第30条 (一); R39.
    """
    if isinstance(page, PublicRevenue):
        terms = _revenue(page)
    elif isinstance(page, MaintenanceFund):
        terms = _fund(page)
    else:
        terms = _household(page)
    total = sum(-term.amount_fen if term.sign == "-" else term.amount_fen for term in terms[:-1])
    assert total == terms[-1].amount_fen, "the terms must come to the balance left"
    return terms


def balance_of(page: HouseholdStatement) -> int:
    """Give what a household has at the period's end, principal and interest, in fen."""
    return page.closing_principal_fen + page.closing_interest_fen


def _revenue(page: PublicRevenue) -> tuple[Term, ...]:
    return (
        Term("", "上期结转", page.opening_fen),
        Term("+", "本期收入", page.income_fen),
        Term("-", "本期支出", page.expense_fen),
        Term("=", "期末结余", page.closing_fen),
    )


def _fund(page: MaintenanceFund) -> tuple[Term, ...]:
    moves = (
        Term("+", "交存", page.deposits_fen),
        Term("+", "利息等收入", page.income_fen),
        Term("-", "维修支出", page.use_fen),
        Term("-", "返还", page.refunds_fen),
        Term("-", "其他支出", page.other_expense_fen),
        Term("+", "直接调整", page.moved_fen),
    )
    return (
        Term("", "上期结转", page.opening_owners_fen + page.opening_undistributed_fen),
        *_moved(moves),
        Term("=", "期末余额", page.closing_fen),
    )


def _household(page: HouseholdStatement) -> tuple[Term, ...]:
    owes = "（已减欠款）" if page.opening_arrears_fen or page.closing_arrears_fen else ""
    opening = page.opening_principal_fen + page.opening_interest_fen - page.opening_arrears_fen
    closing = page.closing_principal_fen + page.closing_interest_fen - page.closing_arrears_fen
    return (
        Term("", f"期初余额{owes}", opening),
        Term("+", "交存", page.paid_fen),
        Term("+", "利息等收入", page.earned_fen),
        Term("-", "维修分摊", page.used_fen),
        Term("=", f"期末余额{owes}", closing),
    )


def _moved(terms: Iterable[Term]) -> tuple[Term, ...]:
    return tuple(term for term in terms if term.amount_fen)
