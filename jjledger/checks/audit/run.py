"""All questions of an audit, written out in the order of their codes."""

from __future__ import annotations

from typing import Final

from jjledger.checks.audit import duplicate_payments
from jjledger.checks.audit.asked import Asked, Rule
from jjledger.facts.audit_finding import Answer

RULES: Final[tuple[Rule, ...]] = (
    duplicate_payments.RULE,
)  # fmt: skip


def audit(asked: Asked) -> tuple[Answer, ...]:
    """Ask every question.

    Args:
        asked: the books under audit, with what the questions may know beside them.

    Returns:
        One answer a question, in the order of their codes; none is left out.
    """
    return tuple(rule.ask(asked) for rule in RULES)
