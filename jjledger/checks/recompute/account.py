"""One household's account: what it has of principal and interest, what it owes, and how that came about."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, NamedTuple

Part = Literal["principal", "interest"]


class Balance(NamedTuple):
    """Fen; none is below zero in a sound account."""

    principal: int = 0
    interest: int = 0
    arrears: int = 0

    def plus(self, change: Balance) -> Balance:
        """Add a change, or what somebody else has."""
        return Balance(
            self.principal + change.principal, self.interest + change.interest, self.arrears + change.arrears
        )

    def turned(self) -> Balance:
        """Give the same with all signs turned."""
        return Balance(-self.principal, -self.interest, -self.arrears)

    @property
    def net(self) -> int:
        """Give what it is worth: principal and interest less what is owed."""
        return self.principal + self.interest - self.arrears


@dataclass(frozen=True, slots=True)
class HouseholdAccount:
    """Everything that happened to one holder's money, line by line, oldest first."""

    days: list[date] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)  # of the bookings, rising
    after: list[Balance] = field(default_factory=list)  # what it had after each

    @property
    def balance(self) -> Balance:
        """Give what it has now."""
        return self.after[-1] if self.after else Balance()

    def book(self, day: date, number: int, change: Balance) -> None:
        """Write one line."""
        self.days.append(day)
        self.numbers.append(number)
        self.after.append(self.balance.plus(change))

    def at(self, day: date) -> Balance:
        """Give what it had at the end of a day."""
        place = bisect_left(self.days, date.fromordinal(day.toordinal() + 1))
        return self.after[place - 1] if place else Balance()

    def balance_days(self, first_day: date, last_day: date, until: int) -> int:
        """Sum what it had at the end of each day of a period, principal and interest together.

        Each balance counts for the days on which it stood: a deposit's day counts, a withdrawal's does not.

        Args:
            first_day: of the period.
            last_day: of the period, inclusive.
            until: number of the first booking that does not count.

        Source: 积数计息, 算头不算尾 (`domain.md` E1, R25, R27).
        """
        place = bisect_left(self.days, first_day)
        has = self.after[place - 1] if place else Balance()
        total, since = 0, first_day
        while place < len(self.days) and self.days[place] <= last_day and self.numbers[place] < until:
            total += (has.principal + has.interest) * (self.days[place] - since).days
            since, has = self.days[place], self.after[place]
            place += 1
        return total + (has.principal + has.interest) * ((last_day - since).days + 1)


def money_in(has: Balance, fen: int, part: Part) -> Balance:
    """Say what changes where money comes in: what is owed is paid first, the rest joins a part.

    Source: R22.
    """
    paid = min(has.arrears, fen)
    rest = fen - paid
    return Balance(rest, 0, -paid) if part == "principal" else Balance(0, rest, -paid)


def money_out(has: Balance, fen: int, first: Part) -> Balance:
    """Say what changes where money goes out: one part, then the other; what both lack is owed.

    Source: `domain.md` E3, R22.
    """
    if first == "principal":
        principal = min(has.principal, fen)
        interest = min(has.interest, fen - principal)
    else:
        interest = min(has.interest, fen)
        principal = min(has.principal, fen - interest)
    return Balance(-principal, -interest, fen - principal - interest)


def taken_back(has: Balance, change: Balance) -> Balance:
    """Say what changes where an earlier change is undone.

    Exactly the opposite; where that would leave less than nothing, its sum comes in or goes out, principal first.

    Source: 会计基础工作规范 第51条 (五).
    """
    back = change.turned()
    if min(has.plus(back)) >= 0:
        return back
    return money_in(has, back.net, "principal") if back.net >= 0 else money_out(has, -back.net, "principal")
