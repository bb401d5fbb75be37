"""Whose money moved, worked out the long way: one household at a time, one event at a time.

This is the second derivation that the program's own shares are compared with, so nothing of
jjledger is used here. Whole fen; odd fen go to the largest remainders, ties to the household
whose number comes first as text.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta


def share(total_fen: int, weights: Mapping[str, int]) -> dict[str, int]:
    """Share an amount in proportion to weights."""
    whole = sum(weights.values())
    shares = {name: total_fen * weight // whole for name, weight in weights.items()}
    remainders = sorted((-(total_fen * weight % whole), name) for name, weight in weights.items())
    for _, name in remainders[: total_fen - sum(shares.values())]:
        shares[name] += 1
    return shares


class Fund:
    """What each household has, and its balance-days since the last distribution."""

    def __init__(self, areas: Mapping[str, int]) -> None:
        """Start with nothing.

        Args:
            areas: floor area in dm², by household.
        """
        self.areas = dict(areas)
        self.balance = dict.fromkeys(areas, 0)
        self._days = dict.fromkeys(areas, 0)  # fen × days, up to but without `_since`
        self._since = dict.fromkeys(areas, date.min)

    def total(self) -> int:
        """Give what all have together, in fen."""
        return sum(self.balance.values())

    def add(self, day: date, rows: Mapping[str, int]) -> int:
        """Pay in on a day; give the sum."""
        for name, fen in rows.items():
            self._count(name, day)
            self.balance[name] += fen
            assert self.balance[name] >= 0, "nobody owes anything in an invented community"
        return sum(rows.values())

    def draw_by_area(self, day: date, homes: list[str], cost_fen: int) -> dict[str, int]:
        """Take a cost from some households by floor area; give what each has more (less)."""
        shares = share(cost_fen, {home: self.areas[home] for home in homes})
        rows = {home: -fen for home, fen in shares.items() if fen}
        self.add(day, rows)
        return rows

    def distribute(self, last: date, pool_fen: int) -> dict[str, int]:
        """Share income by the closing balances of each day since the last distribution."""
        for name in self.areas:
            self._count(name, last + timedelta(days=1))
        rows = {name: fen for name, fen in share(pool_fen, self._days).items() if fen}
        self._days = dict.fromkeys(self.areas, 0)
        for name, fen in rows.items():
            self.balance[name] += fen
        return rows

    def _count(self, name: str, day: date) -> None:
        """Count a household's balance for the days before this one."""
        if self.balance[name]:
            self._days[name] += self.balance[name] * (day - self._since[name]).days
        self._since[name] = day
