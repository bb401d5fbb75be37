"""A finding: something wrong or missing in the books, as a value."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from jjledger.errors import Trouble
from jjledger.facts.closing_codes import CLOSE_BLOCKING

Severity = Literal["block", "warn"]

LABELS: dict[Severity, str] = {"block": "阻断", "warn": "提醒"}
_TO_CLOSE: Final = "结账前必须解决"


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands."""

    file: str  # relative to the community's folder
    line: int  # 0: the file as a whole


@dataclass(frozen=True, slots=True)
class Finding:
    """One answer of a check.

    `severity` block: the books are wrong; warn: evidence is missing.
    """

    code: str  # B01, D03 …; listed in docs/checks.md
    severity: Severity
    place: Place
    what: str
    remedy: str
    ground: str = ""
    excerpt: str = ""

    @property
    def label(self) -> str:
        """Say how much it matters: it blocks, it blocks the close of the month, or it is to be known."""
        to_close = self.code in CLOSE_BLOCKING and self.severity == "warn"
        return f"{LABELS[self.severity]}（{_TO_CLOSE}）" if to_close else LABELS[self.severity]

    def text(self) -> str:
        """Lay the finding out in the five lines of every message."""
        where = f"{self.place.file}:{self.place.line}" if self.place.line else self.place.file
        trouble = Trouble(where, self.what, self.remedy, self.ground, self.excerpt)
        return trouble.text(f"{self.label} {self.code}")
