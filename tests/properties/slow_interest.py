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
    moved: dict[Booked, Tranches] = field(default_factory=dict)

    def live(self, day: Sequence[Booked]) -> None:
        """Follow a day's bookings."""
        for booked in day:
            if booked in self.moved:
                continue
            if booked.undoes in self.moved:
                self.undo(booked)
            elif is_transfer(booked):
                self.transfer(
                    [
                        one
                        for one in day
                        if one.voucher is booked.voucher and is_transfer(one) and one.undoes not in self.moved
                    ]
                )
            else:
                self.move(booked)

    def move(self, booked: Booked) -> None:
        """Take money in or out, as its account and split say."""
        tranches = self.held.setdefault(booked.name, {})
        split, code = booked.leg.split, booked.leg.account.code
        assert split is not None
        if booked.fen < 0:
            taken = take(tranches, -booked.fen, newest_first=code == "4001")
            self.book(booked, {came: -fen for came, fen in taken.items()})
        else:
            came = CARRIED_OVER if split.kind == "interest" or code in TRANSFERS else booked.voucher.day
            self.book(booked, {came: booked.fen})

    def book(self, booked: Booked, change: Tranches) -> None:
        """Change what a household has, and remember it."""
        assert sum(change.values()) == booked.fen
        tranches = self.held.setdefault(booked.name, {})
        for came, fen in change.items():
            tranches[came] = tranches.get(came, 0) + fen
            assert tranches[came] >= 0
        self.moved[booked] = change

    def undo(self, booked: Booked) -> None:
        """Move exactly the other way; where what came is gone, like any money of its kind."""
        assert booked.undoes is not None
        back = {came: -fen for came, fen in self.moved[booked.undoes].items()}
        tranches = self.held.setdefault(booked.name, {})
        left = [tranches.get(came, 0) + fen for came, fen in back.items()]
        if sum(back.values()) == booked.fen and min(left, default=0) >= 0:
            self.book(booked, back)
        else:
            self.move(booked)

    def transfer(self, together: Sequence[Booked]) -> None:
        """Let givers' tranches go to the receivers in proportion; what nobody gave is carried over."""
        given: Tranches = {}
        if all(booked.fen <= 0 for booked in together):
            for booked in together:
                self.move(booked)
            return
        for booked in together:
            if booked.fen < 0:
                pieces = in_proportion(-booked.fen, self.held.setdefault(booked.name, {}))
                self.book(booked, {came: -fen for came, fen in pieces.items()})
                add(given, pieces)
        received = [booked for booked in together if booked not in self.moved]
        paid_in = sum(booked.fen - booked.change["arrears"] for booked in received)
        add(given, {CARRIED_OVER: max(0, paid_in - sum(given.values()))})
        for booked in received:
            share = in_proportion(booked.fen - booked.change["arrears"], given)
            add(given, {came: -fen for came, fen in share.items()})
            self.book(booked, in_proportion(booked.fen, share))


def is_transfer(booked: Booked) -> bool:
    """Say whether money of households moved without being paid in, used or earned."""
    split = booked.leg.split
    assert split is not None
    return booked.leg.account.code in TRANSFERS and split.kind != "interest"


def take(tranches: Tranches, fen: int, *, newest_first: bool) -> Tranches:
    """Say what is taken of each tranche: oldest first, carried-over money before all; or the newest first."""
    taken: Tranches = {}
    for came in sorted(tranches, reverse=newest_first):
        taken[came] = min(tranches[came], fen)
        fen -= taken[came]
    assert fen == 0
    return taken


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
