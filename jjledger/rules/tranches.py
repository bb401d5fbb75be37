"""Which money a movement takes, told movement by movement: the slow and complete account.

Everything that happens to tranches can be read here: deposits, draws, refunds, transfers
between holders, reversals. `declared` does the same for a million holders at once where
no transfer and no reversal is among the movements, and comes here for the others; a
household's explanation comes from here alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import numpy as np

from jjledger.rules.apportion import apportion
from jjledger.rules.events import DEPOSIT, TRANSFER, Events
from jjledger.rules.worth import CARRIED_OVER

Tranches = dict[int, int]  # ordinal of the deposit's day, or CARRIED_OVER → fen


@dataclass(frozen=True, slots=True)
class Move:
    """One tranche of one holder grew or shrank."""

    holder: int
    day: int  # ordinal
    tranche: int
    fen: int  # negative: taken


@dataclass(frozen=True, slots=True)
class TrancheBook:
    """Who holds which tranches; like a purse, it changes in place and lives as long as one computation."""

    held: dict[int, Tranches] = field(default_factory=dict)
    # Taken before it came, by a draw on the day of a transfer; the next money in settles it.
    short: dict[int, int] = field(default_factory=dict)
    moves: list[Move] = field(default_factory=list)

    def add(self, holder: int, day: int, tranches: Mapping[int, int]) -> None:
        """Put money into tranches; what was taken before it came is taken now."""
        for tranche, fen in tranches.items():
            self._move(Move(holder, day, tranche, fen))
        if self.short.get(holder):
            self.take(holder, day, self.short.pop(holder))

    def take(self, holder: int, day: int, fen: int, *, newest_first: bool = False) -> None:
        """Take money: carried-over money first, then deposits by age, or the other way round."""
        tranches = self.held.get(holder, {})
        for tranche in sorted(tranches, reverse=newest_first):
            taken = min(tranches[tranche], fen)
            self._move(Move(holder, day, tranche, -taken))
            fen -= taken
        if fen:
            self.short[holder] = self.short.get(holder, 0) + fen

    def take_evenly(self, holder: int, day: int, fen: int) -> Tranches:
        """Take of every tranche in proportion, and say how much of each."""
        tranches = self.held.get(holder, {})
        given = min(fen, sum(tranches.values()))
        taken = _proportion(given, tranches)
        for tranche, part in taken.items():
            self._move(Move(holder, day, tranche, -part))
        if fen > given:
            self.short[holder] = self.short.get(holder, 0) + fen - given
        return taken

    def undo(self, holder: int, day: int, original: Iterable[Move], fen: int) -> None:
        """Turn moves back as far as the tranches still allow; the rest comes and goes as plain money.

        Args:
            holder: whose.
            day: of the reversal.
            original: the holder's moves that are reversed.
            fen: what the reversal adds to the holder's money in all.
        """
        opposite: Tranches = {}
        for move in original:
            opposite[move.tranche] = opposite.get(move.tranche, 0) - move.fen
        rest = fen
        for tranche, wanted in sorted(opposite.items()):
            possible = max(wanted, -self.held.get(holder, {}).get(tranche, 0))
            self._move(Move(holder, day, tranche, possible))
            rest -= possible
        if rest < 0:
            self.take(holder, day, -rest)
        else:
            self.add(holder, day, {CARRIED_OVER: rest})

    def _move(self, move: Move) -> None:
        if move.fen == 0:
            return
        tranches = self.held.setdefault(move.holder, {})
        tranches[move.tranche] = tranches.get(move.tranche, 0) + move.fen
        assert tranches[move.tranche] >= 0, "no more is taken of a tranche than it holds"
        self.moves.append(move)


def tranche_moves(
    events: Events, chosen: Iterable[int], opening: Mapping[int, int], first_ordinal: int
) -> list[Move]:
    """Follow the tranches of some holders through a period.

    A transfer is carried out where the last of its voucher's movements stands, a reversal of a
    transfer likewise: by then the day's draws have taken theirs, so that a house that is split
    or passed on has paid out the same money as one that is not.

    Args:
        events: movements up to the period's last day.
        chosen: indices of their movements in the period, rising; holders that share a voucher
            going both ways are chosen together.
        opening: what each holder had before the first day, fen.
        first_ordinal: of the period's first day.

    Returns:
        Moves in order; the opening money is moved in on the first day.

    Source: house §2 declared interest; R14, R15, R25.
    """
    book = TrancheBook()
    for holder, fen in opening.items():
        book.add(holder, first_ordinal, {CARRIED_OVER: fen})
    moved: dict[int, list[Move]] = {}  # event → moves of the unit it belongs to
    for unit in _units(events, chosen):
        before = len(book.moves)
        originals = _originals(events, unit, moved)
        if originals:
            _undo(book, events, unit, originals)
        elif len(unit) > 1:
            _transfer(book, events, unit)
        else:
            _plain(book, events, unit[0])
        # One list for all of them, so that a reversal finds these moves once.
        moved.update(dict.fromkeys(unit, book.moves[before:]))
    return book.moves


def _units(events: Events, chosen: Iterable[int]) -> list[list[int]]:
    """Put the transfers of a voucher together, at the place of the last."""
    units: dict[tuple[int, int], list[int]] = {}
    for event in chosen:
        transfer = events.kinds[event] == TRANSFER and events.vouchers is not None
        key = (1, int(events.vouchers[event])) if transfer and events.vouchers is not None else (0, event)
        units[key] = [*units.pop(key, []), event]
    return list(units.values())


def _originals(events: Events, unit: list[int], moved: Mapping[int, list[Move]]) -> list[Move]:
    """Collect the moves of this period that a unit reverses."""
    if events.undone is None:
        return []
    found = {id(moved[event]): moved[event] for event in events.undone[unit].tolist() if event in moved}
    return [move for moves in found.values() for move in moves]


def _undo(book: TrancheBook, events: Events, unit: list[int], originals: list[Move]) -> None:
    for holder, fen in _by_holder(events, unit).items():
        own = [move for move in originals if move.holder == holder]
        book.undo(holder, int(events.days[unit[-1]]), own, fen)


def _plain(book: TrancheBook, events: Events, event: int) -> None:
    """Book one movement that concerns nobody else."""
    holder, day, fen = int(events.holders[event]), int(events.days[event]), int(events.deltas[event])
    # A 4001 voucher that reverses one of an earlier period is no deposit: that money was carried over.
    reversal = events.undone is not None and events.undone[event] >= 0
    deposit = bool(events.kinds[event] == DEPOSIT) and not reversal
    if fen < 0:
        book.take(holder, day, -fen, newest_first=deposit)
    else:
        book.add(holder, day, {day if deposit else CARRIED_OVER: fen})


def _transfer(book: TrancheBook, events: Events, unit: list[int]) -> None:
    """Move what givers give to receivers, tranche by tranche in proportion, to the fen."""
    day = int(events.days[unit[-1]])
    nets = _by_holder(events, unit)
    givers = {holder: -fen for holder, fen in nets.items() if fen < 0}
    receivers = {holder: fen for holder, fen in nets.items() if fen > 0}
    if not receivers:
        for holder, fen in givers.items():
            book.take(holder, day, fen)
        return
    pool: Tranches = {}
    for holder, fen in givers.items():
        for tranche, part in book.take_evenly(holder, day, fen).items():
            pool[tranche] = pool.get(tranche, 0) + part
    # What no holder gave is carried-over money from today.
    pool[CARRIED_OVER] = pool.get(CARRIED_OVER, 0) + max(sum(receivers.values()) - sum(pool.values()), 0)
    for holder, fen in receivers.items():
        parts = _proportion(fen, pool)
        for tranche, taken in parts.items():
            pool[tranche] -= taken
        book.add(holder, day, parts)


def _by_holder(events: Events, unit: list[int]) -> Tranches:
    nets: dict[int, int] = {}
    for event in unit:
        holder = int(events.holders[event])
        nets[holder] = nets.get(holder, 0) + int(events.deltas[event])
    return nets


def _proportion(fen: int, tranches: Mapping[int, int]) -> Tranches:
    """Split an amount in proportion to tranches; no part is more than its tranche holds."""
    if fen == 0:
        return {}
    keys = sorted(tranches)
    weights = np.array([tranches[key] for key in keys], dtype=np.int64)
    return dict(zip(keys, apportion(fen, weights).tolist(), strict=True))
