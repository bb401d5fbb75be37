"""What the replay could not carry out, as a value; the checks put it into words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from jjledger.facts.voucher import Posting, Voucher

ProblemKind = Literal[
    "unknown_household",  # named: the household
    "detail_sum",  # figures: sum of the rows, the posting
    "detail_empty",
    "scope_form",  # named: the scope
    "scope_unmatched",  # named: the item
    "no_weight",  # nothing to share by
    "part_overdrawn",  # named: the household or first of several
    "period_form",  # named: the period
    "period_open",  # the period's last day is after the voucher
    "period_overlap",  # named: the other period
    "no_policy",  # no interest policy in force
    "policy_changes",  # named: the periods to settle one by one
    "rate_missing",  # named: table, column and day
    "declared_differs",  # figures: what the rates give, the posting
    "not_income",  # an interest split on an account that is not 3001 or 3002, or that takes money
    "reversed_unknown",  # named: what `reverses` says
    "reversed_differs",  # named: the original's key
]


@dataclass(frozen=True, slots=True)
class Problem:
    """One posting, or one detail row of it, that could not be carried out."""

    kind: ProblemKind
    voucher: Voucher
    posting: Posting
    named: str = ""
    figures: tuple[int, ...] = ()
    line: int = 0  # in the detail file, where one is meant
