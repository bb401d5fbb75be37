"""That somebody approved to publish a period anew, and why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

# A reason says what was wrong; who approved may be a name of two characters, or 业委会.
LEAST_OF_REASON: Final = 4
LEAST_OF_APPROVER: Final = 2


@dataclass(frozen=True, slots=True)
class Amendment:
    """The approval of one later edition of one period."""

    period_code: str
    edition: int  # the edition it allows, 2 or more
    day: date
    reason: str
    approved_by: str
    changes: str  # SHA-256 of the changes that were approved; others need an approval of their own


def letters(words: str) -> int:
    """Count what says something: letters and Chinese characters, no digits and no signs.

    Args:
        words: a reason, or who approved.

    Examples:
        >>> letters("。"), letters("漏记 1 笔")
        (0, 3)
    """
    return sum(sign.isalpha() for sign in words)
