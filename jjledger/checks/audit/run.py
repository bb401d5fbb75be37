"""All questions of an audit, written out in the order of their codes."""

from __future__ import annotations

from typing import Final

from jjledger.checks.audit import (
    concentration,
    duplicate_payments,
    edited_vouchers,
    holiday_payments,
    just_below,
    late_entries,
    near_duplicates,
    new_payees,
    night_entries,
    payment_papers,
    related_payees,
    round_sums,
    split_payments,
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
)


def audit(asked: Asked) -> tuple[Answer, ...]:
    """Ask every question.

    Args:
        asked: the books under audit, with what the questions may know beside them.

    Returns:
        One answer a question, in the order of their codes; none is left out.
    """
    return tuple(rule.ask(asked) for rule in RULES)
