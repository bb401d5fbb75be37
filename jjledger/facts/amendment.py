"""That somebody approved to publish a period anew, and why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Amendment:
    """The approval of one later edition of one period."""

    period_code: str
    edition: int  # the edition it allows, 2 or more
    day: date
    reason: str
    approved_by: str
    changes: str  # SHA-256 of the changes that were approved; others need an approval of their own
