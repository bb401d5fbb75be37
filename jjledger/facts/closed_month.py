"""A month that was closed: what stood in it then, and what does not stand as it did."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final, Literal

from jjledger.facts.finding import Place

FOLDER: Final = "closed"
REOPENED_FILE: Final = f"{FOLDER}/reopened.csv"

# What a closed month's text suffered since: an entry that differs, is gone, or came in afterwards;
# a file that is gone; a record that is not as it was written.
ChangeKind = Literal["changed", "gone", "new", "file_gone", "record"]


@dataclass(frozen=True, slots=True)
class Mark:
    """One entry of a month as the record keeps it: a voucher, an asserted balance, a row of a detail file."""

    name: str  # what it is called: 1维修资金 付-0001, balance Assets:…; "" a row of a detail file
    file: str
    line: int
    sha256: str  # of its canonical text
    words: str  # its first line


@dataclass(frozen=True, slots=True)
class Change:
    """One difference between a closed month and its record."""

    kind: ChangeKind
    place: Place  # where it stands now; what is gone, where the record names it
    name: str  # what it is about, as `Mark.name`, or a file
    words: str  # its first line, as it stands or stood


@dataclass(frozen=True, slots=True)
class ClosedMonth:
    """The record of a closing, and what differs from it."""

    month: str  # 2025-06
    day: date  # on which it was closed
    who: str
    balances: Mapping[str, int]  # account → fen at the month's end, debit positive, none zero
    lines: Mapping[str, int]  # account → line of the record's table
    households: Mapping[str, str]  # fund → sha256 of the table of its households' balances
    changes: tuple[Change, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Reopening:
    """A closed month that was opened again."""

    month: str  # 2025-06
    day: date  # on which it was reopened
    who: str
    why: str
    closed: date  # the day of the closing that no longer holds
    closed_by: str
    superseded: tuple[
        str, ...
    ] = ()  # codes of the periods over by then that hold the month: what was shown of them
    line: int = 0  # of the file


@dataclass(frozen=True, slots=True)
class Closings:
    """What a community's folder says about its closed months."""

    months: tuple[ClosedMonth, ...] = ()  # oldest first
    reopenings: tuple[Reopening, ...] = ()  # in the order in which they happened
    tables: Mapping[str, str] = field(default_factory=dict)  # sha256 → table of households' balances

    @property
    def used(self) -> bool:
        """Say whether this community has ever closed a month."""
        return bool(self.months or self.reopenings)

    def is_closed(self, month: str) -> bool:
        """Say whether a month is closed, 2025-06."""
        return any(one.month == month for one in self.months)
