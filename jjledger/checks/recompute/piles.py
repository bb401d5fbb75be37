"""Which deposit each household's money is of, through a period: what interest at published rates asks for.

A household's money lies in piles: one of old money, which was there before the period or came later without
being a deposit, and one for each day on which a deposit came. The words are those of the decision on tranches.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from jjledger.checks.recompute.bookings import NONE, Booking
from jjledger.checks.recompute.sharing import share_out

OLD: Final = 0  # any other pile is named by the ordinal of its deposit's day
Pile = dict[int, int]


class Line(NamedTuple):
    """A pile grew or shrank."""

    name: str
    day: int  # ordinal
    pile: int
    fen: int


@dataclass(frozen=True, slots=True)
class Piles:
    """Everybody's piles as they stand, and all that happened to them."""

    held: dict[str, Pile] = field(default_factory=dict)
    awaited: dict[str, int] = field(default_factory=dict)  # drawn on a day before its money had come
    lines: list[Line] = field(default_factory=list)

    def put(self, name: str, day: int, pile: Mapping[int, int]) -> None:
        """Add to piles; what was drawn before it came goes out again at once."""
        for which in pile:
            self._write(Line(name, day, which, pile[which]))
        awaited = self.awaited.pop(name, 0)
        if awaited:
            self.take(name, day, awaited)

    def take(self, name: str, day: int, fen: int, *, newest_first: bool = False) -> None:
        """Take old money, then deposits by age; or the newest deposit first and old money last."""
        own = self.held.get(name, {})
        for which in sorted(own, reverse=newest_first):
            part = min(own[which], fen)
            self._write(Line(name, day, which, -part))
            fen -= part
        if fen:
            self.awaited[name] = self.awaited.get(name, 0) + fen

    def follow(self, bookings: Sequence[Booking]) -> None:
        """Follow a period's bookings, in their order; transfers of one voucher happen where the last stands."""
        together: dict[int, list[Booking]] = {}
        for one in bookings:
            if one.is_transfer:
                together.setdefault(id(one.voucher), []).append(one)
        made: dict[
            int, list[Line]
        ] = {}  # number of a booking → lines that it, or its voucher's transfer, made
        for one in bookings:
            unit = together[id(one.voucher)] if one.is_transfer else [one]
            if unit[-1] is not one:
                continue
            before = len(self.lines)
            undone = {
                id(lines): lines
                for each in unit
                if each.undoes != NONE
                for lines in [made.get(each.undoes)]
                if lines is not None
            }
            self._carry_out(unit, [line for lines in undone.values() for line in lines])
            made.update(dict.fromkeys((each.number for each in unit), self.lines[before:]))

    def _carry_out(self, unit: Sequence[Booking], undone: Sequence[Line]) -> None:
        day, sums = unit[0].voucher.day.toordinal(), _by_name(unit)
        if undone:
            for name, fen in sums.items():
                self._turn_back(name, day, fen, [line for line in undone if line.name == name])
        elif min(sums.values()) < 0 < max(sums.values()):
            self._hand_over(sums, day)
        else:
            deposit = unit[0].is_deposit and unit[0].undoes == NONE
            for name, fen in sums.items():
                if fen < 0:
                    self.take(name, day, -fen, newest_first=deposit)
                else:
                    self.put(name, day, {day if deposit else OLD: fen})

    def _hand_over(self, sums: Mapping[str, int], day: int) -> None:
        """Let givers give of all their piles in proportion, and each receiver take its part of what was given."""
        given: Pile = {}
        for name, fen in sums.items():
            if fen >= 0:
                continue
            own = self.held.get(name, {})
            there = min(-fen, sum(own.values()))
            for which, part in share_out(there, own).items():
                self._write(Line(name, day, which, -part))
                given[which] = given.get(which, 0) + part
            if there < -fen:
                self.awaited[name] = self.awaited.get(name, 0) - fen - there
        received = {name: fen for name, fen in sums.items() if fen > 0}
        given[OLD] = given.get(OLD, 0) + max(0, sum(received.values()) - sum(given.values()))
        for name, fen in received.items():
            parts = share_out(fen, given)
            for which, part in parts.items():
                given[which] -= part
            self.put(name, day, parts)

    def _turn_back(self, name: str, day: int, fen: int, undone: Iterable[Line]) -> None:
        """Turn lines back as far as the piles allow; the rest comes as old money, or goes as a draw does."""
        wanted: Pile = {}
        for line in undone:
            wanted[line.pile] = wanted.get(line.pile, 0) - line.fen
        for which in sorted(wanted):
            moved = max(wanted[which], -self.held.get(name, {}).get(which, 0))
            self._write(Line(name, day, which, moved))
            fen -= moved
        if fen < 0:
            self.take(name, day, -fen)
        else:
            self.put(name, day, {OLD: fen})

    def _write(self, line: Line) -> None:
        if line.fen:
            own = self.held.setdefault(line.name, {})
            own[line.pile] = own.get(line.pile, 0) + line.fen
            assert own[line.pile] >= 0, "no more is taken of a pile than lies there"
            self.lines.append(line)


def _by_name(unit: Iterable[Booking]) -> dict[str, int]:
    sums: dict[str, int] = {}
    for one in unit:
        sums[one.name] = sums.get(one.name, 0) + one.fen
    return sums
