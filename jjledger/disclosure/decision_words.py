"""What the owners decided, in words beside the decision's number."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TypeVar

from jjledger.disclosure.models import Project, VoucherView
from jjledger.facts.decision import Decision, Emergency
from jjledger.period import chinese_day

Decisions = Mapping[str, Decision | None]
Shown = TypeVar("Shown", VoucherView, Project)


def decision_words(identity: str, decisions: Decisions) -> str:
    """Say what a decision was about and when it was made; its number alone where no record can be read.

    Args:
        identity: the decision's number, empty where none applies.
        decisions: the records.
    """
    decision = decisions.get(identity)
    if decision is None:
        return identity
    deed = "应急证明" if isinstance(decision.by, Emergency) else "表决"
    return f"{identity} {decision.title}（{chinese_day(decision.day)}{deed}）"


def with_decisions(shown: Iterable[Shown], decisions: Decisions) -> tuple[Shown, ...]:
    """Put words into the place of the decisions' numbers."""
    return tuple(replace(item, decision=decision_words(item.decision, decisions)) for item in shown)
