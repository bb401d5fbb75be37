"""Whose signature under a record of an audit counts: auditors that a community named before they signed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from jjledger.proof.keys import PublicKey


@dataclass(frozen=True, slots=True)
class Auditor:
    """A firm and its key."""

    name: str  # of the firm; it is printed
    key: PublicKey
    from_day: date  # records of this day and later


def auditor_of(auditors: Sequence[Auditor], key: str, day: date) -> Auditor | None:
    """Find whose key signs a record.

    Args:
        auditors: as the community named them.
        key: as the record has it.
        day: of the record.

    Returns:
        Whoever was named by that day; None where nobody was.
    """
    return next((one for one in auditors if one.key.text() == key and one.from_day <= day), None)
