"""A disclosure on the wall: where a paper hung, from when to when, and the photographs that show it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from jjledger.facts.finding import Place

FOLDER: Final = "posted"


@dataclass(frozen=True, slots=True)
class PostingRecord:
    """One place where a disclosure hung; to be told from `voucher.Posting`, a leg of a voucher."""

    period_code: str  # as in the address: 2025-Q3, 2025-03-10.project-2025-01
    document: str  # public-revenue; "" is every document of the period
    place: str  # 1幢大堂公告栏
    first_day: date
    last_day: date | None  # None: it hangs there still
    photos: tuple[str, ...]  # SHA-256 of each photograph on file among the originals
    recorded: date
    at: Place  # where the record stands
    version: int = 1  # of the disclosure that hung there

    @property
    def what(self) -> str:
        """Name the document that hung; of an audit's paper also where none is written."""
        return self.document or ("audit" if ".audit-" in self.period_code else "")

    def shows(self, document: str, first: int, last: int) -> bool:
        """Say whether the record is of a document in one of the versions that say the same."""
        return self.document in {"", document} and first <= self.version <= last

    def text(self) -> str:
        """Write the record as the public log has its hash: place, days and photographs, a line each."""
        last = self.last_day.isoformat() if self.last_day else "-"
        return "".join(f"{line}\n" for line in (self.place, self.first_day.isoformat(), last, *self.photos))

    def days(self, today: date) -> int:
        """Count the days it has hung, from the day after it went up; nothing before.

        Source: 民法典 第201条: the day on which a term begins does not count.
        """
        last = today if self.last_day is None else min(self.last_day, today)
        return max(0, (last - self.first_day).days)

    def ended(self, last_day: date, photos: tuple[str, ...]) -> PostingRecord:
        """Give the record of the same paper when it has come down, with the photographs taken since."""
        return replace(self, last_day=last_day, photos=tuple(dict.fromkeys((*self.photos, *photos))))
