"""A finding: something wrong or missing in the books, as a value."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from jjledger.errors import Trouble

Severity = Literal["block", "warn"]

LABELS: dict[Severity, str] = {"block": "阻断", "warn": "提醒"}


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

    def text(self) -> str:
        """Lay the finding out in the five lines of every message."""
        where = f"{self.place.file}:{self.place.line}" if self.place.line else self.place.file
        trouble = Trouble(where, self.what, self.remedy, self.ground, self.excerpt)
        return trouble.text(f"{LABELS[self.severity]} {self.code}")
