"""Balance-days (积数): what each balance was, summed over the days of a period."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Final

import numpy as np

from jjledger.facts.shares import FenArray, ShareRows
from jjledger.period import day_after, day_before
from jjledger.rules.events import Events, events_of

_INT64_LIMIT: Final = 2**63 - 1


def balance_days(rows: Iterable[ShareRows], holders: int, first_day: date, last_day: date) -> FenArray:
    """Sum each holder's closing balances of every day of a period.

    A closing balance is principal plus interest distributed so far, arrears not counted:
    the day of a deposit counts, the day of a withdrawal does not.

    Args:
        rows: household rows in the order of booking; those after `last_day` are passed over.
        holders: how many holders there are.
        first_day: first day of the period, inclusive.
        last_day: last day of the period, inclusive.

    Returns:
        Fen × days per holder.

    Source: 人民币单位存款管理办法 practice of 积数计息, 算头不算尾 (`domain.md` E1, R25, R27).
    """
    return balance_days_of(events_of(rows, last_day), holders, first_day, last_day)


def balance_days_of(events: Events, holders: int, first_day: date, last_day: date) -> FenArray:
    """Do what `balance_days` does, of movements in flat arrays.

    Args:
        events: movements in the order of booking, from the fund's first on; those after
            `last_day` are passed over.
        holders: how many holders there are.
        first_day: first day of the period, inclusive.
        last_day: last day of the period, inclusive.

    Returns:
        Fen × days per holder; Python integers where 64 bits might be too few.

    Source: 积数计息, 算头不算尾 (`domain.md` E1, R25, R27).
    """
    end = int(np.searchsorted(events.days, last_day.toordinal() + 1))
    movers, deltas = events.holders[:end], events.deltas[:end]
    days = last_day.toordinal() + 1 - np.maximum(events.days[:end], first_day.toordinal())
    most = int(np.abs(deltas).max(initial=0)) * int(np.bincount(movers, minlength=1).max())
    if most * int(days.max(initial=0)) > _INT64_LIMIT:
        deltas = deltas.astype(object)
    product = np.zeros(holders, dtype=deltas.dtype)
    np.add.at(product, movers, deltas * days)
    return product


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days on which a balance stood still, both inclusive."""

    first_day: date
    last_day: date
    balance_fen: int

    @property
    def days(self) -> int:
        """Count the days."""
        return (self.last_day - self.first_day).days + 1

    @property
    def product(self) -> int:
        """Give fen × days."""
        return self.balance_fen * self.days


def stretches(rows: Iterable[ShareRows], place: int, first_day: date, last_day: date) -> tuple[Stretch, ...]:
    """Take one holder's balance-days apart; the products sum to what `balance_days` gives.

    Args:
        rows: household rows in the order of booking; those after `last_day` are passed over.
        place: of the holder.
        first_day: first day of the period, inclusive.
        last_day: last day of the period, inclusive.

    Source: 积数计息, 算头不算尾 (`domain.md` E1, R25, R29).
    """
    changes = {first_day: 0}
    for row in rows:
        if row.day <= last_day:
            own = row.holders == place
            delta = int((row.delta_principal[own] + row.delta_interest[own]).sum())
            if delta:
                day = max(row.day, first_day)
                changes[day] = changes.get(day, 0) + delta
    found = []
    balance = 0
    for start, following in pairwise([*sorted(changes), day_after(last_day)]):
        balance += changes[start]
        found.append(Stretch(start, day_before(following), balance))
    return tuple(found)
