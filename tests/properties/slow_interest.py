"""Declared interest the long way: what everybody has of each deposit, one evening after another.

What lives here: tranches and what the evenings of a period earn, worked out from the words of
the house and from nothing in `jjledger.rules`. What must not: pots, arrears, rounding to the fen.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction

from jjledger.facts.community import DayCount, DeclaredInterest
from jjledger.facts.rates import RateTable
from jjledger.facts.voucher import Posting, Voucher

Pot = dict[str, int]  # principal, interest, arrears
Tranches = dict[date, int]  # fen by day of deposit
CARRIED_OVER = date.min  # the "deposit" of all that is carried-over money; older than any other
TRANSFERS = ("3001", "3002")


@dataclass(frozen=True, eq=False)
class Booked:
    """What one row of one leg did to a household's pot."""

    voucher: Voucher
    leg: Posting
    name: str
    change: Pot
    undoes: Booked | None

    @property
    def fen(self) -> int:
        """Give what the household has more of; what paid arrears, or became such, does not count."""
        return self.change["principal"] + self.change["interest"]


def accrue(
    opening: Mapping[str, Pot], log: Sequence[Booked], period: tuple[date, date], interest: DeclaredInterest
) -> dict[str, Fraction]:
    """Add up what each evening of a period earns, exactly.

    Args:
        opening: the pots on the evening before the period.
        log: everything booked so far, in the order of booking.
        period: first and last day.
        interest: the policy.
    """
    day, last = period
    money = Money({name: {CARRIED_OVER: pot["principal"] + pot["interest"]} for name, pot in opening.items()})
    earned: dict[str, Fraction] = {}
    while day <= last:
        money.live([booked for booked in log if booked.voucher.day == day])
        for name, tranches in money.held.items():
            for came, fen in tranches.items():
                weight = days_of(day, interest.day_count)
                if fen * weight:
                    rate = rate_of(came, day, period, interest)
                    base = 365 if interest.day_count == "actual/365" else 360
                    earned[name] = earned.get(name, Fraction(0)) + fen * weight * rate / base
        day += timedelta(days=1)
    return earned


def days_of(day: date, count: DayCount) -> int:
    """Say for how many days an evening counts: from it to the next, the 31st taken as the 30th."""
    if count != "30/360":
        return 1
    start, end = (
        (one.year * 12 + one.month) * 30 + min(one.day, 30) for one in (day, day + timedelta(days=1))
    )
    return end - start


def rate_of(came: date, day: date, period: tuple[date, date], interest: DeclaredInterest) -> Fraction:
    """Look a tranche's rate up for an evening."""
    first, last = period
    own = first if came == CARRIED_OVER else came
    looked_up = {"settlement": last, "start": first, "deposit": own, "segmented": day}[interest.rate_day]
    column = interest.carried_over if came == CARRIED_OVER else interest.current_year
    return rate_on(interest.rates, looked_up, column)


def rate_on(table: RateTable, day: date, column: str) -> Fraction:
    """Read a table down to the last row that begins on or before a day."""
    rate: Fraction | None = None
    for row in table.rows:
        if row.from_day <= day:
            rate = row.rates.get(column)
    assert rate is not None, (day, column)
    return rate


@dataclass
class Money:
    """What everybody has of each deposit of the period, and of what was there before."""

    held: dict[str, Tranches]
    owed: dict[str, int] = field(default_factory=dict)  # drawn on a day before its money came
    moved: dict[Booked, dict[str, Tranches]] = field(default_factory=dict)

    def live(self, day: Sequence[Booked]) -> None:
        """Follow a day's bookings; a transfer happens where the last leg of its voucher stands."""
        for booked in day:
            unit = [booked]
            if is_transfer(booked):
                unit = [one for one in day if one.voucher is booked.voucher and is_transfer(one)]
                if unit[-1] is not booked:
                    continue
            change: dict[str, Tranches] = {}
            self.moved.update(dict.fromkeys(unit, change))
            # What is written into `change` from here on is what a reversal will turn round.
            self.carry_out(unit, change)

    def carry_out(self, unit: Sequence[Booked], change: dict[str, Tranches]) -> None:
        """Reverse, transfer, take in or take out."""
        sums: dict[str, int] = {}
        for booked in unit:
            sums[booked.name] = sums.get(booked.name, 0) + booked.fen
        (code, *_), day = {one.leg.account.code for one in unit}, unit[0].voucher.day
        original = next((self.moved[one.undoes] for one in unit if one.undoes in self.moved), None)
        if original is not None:
            for name, fen in sums.items():
                self.undo(name, fen, original.get(name, {}), change)
        elif min(sums.values()) < 0 < max(sums.values()):
            self.transfer(sums, change)
        else:
            # Turning a deposit of an earlier period back is no refund of one of this period.
            deposit = code == "4001" and not unit[0].undoes
            for name, fen in sums.items():
                if fen < 0:
                    self.take(name, -fen, change, newest_first=deposit)
                else:
                    self.give(name, {day if deposit else CARRIED_OVER: fen}, change)

    def give(self, name: str, more: Tranches, change: dict[str, Tranches]) -> None:
        """Let a household have more; what it owed the day is taken at once."""
        add(self.held.setdefault(name, {}), more)
        add(change.setdefault(name, {}), more)
        self.take(name, self.owed.pop(name, 0), change)

    def take(self, name: str, fen: int, change: dict[str, Tranches], *, newest_first: bool = False) -> None:
        """Take of the oldest tranche first, carried-over money before all; or of the newest first."""
        held = self.held.setdefault(name, {})
        for came in sorted(held, reverse=newest_first):
            taken = min(held[came], fen)
            fen -= taken
            add(held, {came: -taken})
            add(change.setdefault(name, {}), {came: -taken})
        self.owed[name] = self.owed.get(name, 0) + fen

    def undo(self, name: str, fen: int, original: Tranches, change: dict[str, Tranches]) -> None:
        """Move the other way as far as the tranches go; the rest is carried-over money, or a draw."""
        held = self.held.setdefault(name, {})
        for came, moved in sorted(original.items()):
            back = max(-moved, -held.get(came, 0))
            add(held, {came: back})
            add(change.setdefault(name, {}), {came: back})
            fen -= back
        if fen > 0:
            self.give(name, {CARRIED_OVER: fen}, change)
        else:
            self.take(name, -fen, change)

    def transfer(self, sums: Mapping[str, int], change: dict[str, Tranches]) -> None:
        """Let givers' tranches go to the receivers in proportion; what nobody gave is carried over."""
        pool: Tranches = {}
        for name, fen in sums.items():
            if fen < 0:
                held = self.held.setdefault(name, {})
                there = min(-fen, sum(held.values()))
                pieces = in_proportion(there, held)
                add(pool, pieces)
                add(held, {came: -piece for came, piece in pieces.items()})
                add(change.setdefault(name, {}), {came: -piece for came, piece in pieces.items()})
                self.owed[name] = self.owed.get(name, 0) - fen - there
        received = {name: fen for name, fen in sums.items() if fen > 0}
        add(pool, {CARRIED_OVER: max(0, sum(received.values()) - sum(pool.values()))})
        for name, fen in received.items():
            pieces = in_proportion(fen, pool)
            add(pool, {came: -piece for came, piece in pieces.items()})
            self.give(name, pieces, change)


def is_transfer(booked: Booked) -> bool:
    """Say whether money of households moved without being paid in, used or earned."""
    split = booked.leg.split
    assert split is not None
    return booked.leg.account.code in TRANSFERS and split.kind != "interest"


def in_proportion(fen: int, tranches: Tranches) -> Tranches:
    """Share an amount among tranches as large as they are; odd fen to the largest remainders, the oldest first."""
    whole = sum(tranches.values())
    if not fen:
        return {}
    found = {came: fen * held // whole for came, held in tranches.items()}
    order = sorted(tranches, key=lambda came: (found[came] - Fraction(fen * tranches[came], whole), came))
    for came in order[: fen - sum(found.values())]:
        found[came] += 1
    return found


def add(tranches: Tranches, more: Tranches) -> None:
    """Add tranche by tranche."""
    for came, fen in more.items():
        tranches[came] = tranches.get(came, 0) + fen
