"""All questions of an audit, written out in the order of their codes."""

from __future__ import annotations

from typing import Final

from jjledger.checks.audit import (
    bank_balances,
    budgets,
    cash,
    concentration,
    digit_tests,
    dormant_accounts,
    duplicate_payments,
    edited_vouchers,
    expected_revenue,
    fund_use_votes,
    holiday_payments,
    interest_again,
    just_below,
    late_entries,
    low_accounts,
    near_duplicates,
    new_payees,
    night_entries,
    payment_papers,
    related_payees,
    round_sums,
    same_person,
    shares_again,
    split_payments,
    two_books,
    voucher_numbers,
)
from jjledger.checks.audit.asked import Asked, Rule
from jjledger.facts.audit_finding import Answer

RULES: Final[tuple[Rule, ...]] = (
    duplicate_payments.RULE,
    near_duplicates.RULE,
    split_payments.RULE,
    just_below.RULE,
    round_sums.RULE,
    holiday_payments.RULE,
    night_entries.RULE,
    late_entries.RULE,
    edited_vouchers.RULE,
    related_payees.RULE,
    concentration.RULE,
    new_payees.RULE,
    payment_papers.RULE,
    fund_use_votes.RULE,
    voucher_numbers.RULE,
    bank_balances.RULE,
    interest_again.RULE,
    shares_again.RULE,
    low_accounts.RULE,
    two_books.RULE,
    expected_revenue.RULE,
    cash.RULE,
    budgets.RULE,
    dormant_accounts.RULE,
    digit_tests.RULE,
    same_person.RULE,
)


def audit(asked: Asked) -> tuple[Answer, ...]:
    """Ask every question.

    Args:
        asked: the books under audit, with what the questions may know beside them.

    Returns:
        One answer a question, in the order of their codes; none is left out.
    """
    return tuple(rule.ask(asked) for rule in RULES)
