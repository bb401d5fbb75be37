"""Dated tables of published interest rates."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class RateRow:
    """The rates in force from a day on."""

    from_day: date
    rates: Mapping[str, Fraction]  # column → yearly rate, 0.36 % is 9/2500; a blank cell is absent


@dataclass(frozen=True, slots=True)
class RateTable:
    """A published table of rates, oldest row first."""

    name: str  # pboc, or the CSV file in the community's folder
    rows: tuple[RateRow, ...]
    source: str = ""  # who published it

    def row_on(self, day: date) -> RateRow | None:
        """Give the row in force on a day, None before the first."""
        place = bisect_right(self.rows, day, key=_from_day)
        return self.rows[place - 1] if place else None

    def on(self, day: date, column: str) -> Fraction | None:
        """Give a column's yearly rate on a day, None where none was published."""
        row = self.row_on(day)
        return row.rates.get(column) if row else None


def _from_day(row: RateRow) -> date:
    return row.from_day
