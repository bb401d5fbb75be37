"""Samples that anybody can draw again: by a root that was published before, and a chance that came after.

Drawn fens of a coin line find invented accounts and amounts too high, each as often as it is large. Drawn rooms of the
register find households that were left out or written too low, each as often as any other.

What lives here: the draw, and whose the drawn ones are. What must not: judging what is found.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from hashlib import sha256

from jjledger.proof.coin_line import Interval
from jjledger.proof.tree import HASH
from jjledger.seal.register import Register
from jjledger.seal.sealing import Sealed
from jjledger.seal.words import BEACON_VALUE, written


def draw(root: bytes, beacon: str, below: int, count: int) -> tuple[int, ...]:
    """Draw numbers from 0 on, each by itself, so that one may come twice.

    Args:
        root: of what is drawn from: a line's, or that over the statements; 32 bytes.
        beacon: the chance, as it was published.
        below: how many there are to draw from: fens of the line, or rooms.
        count: how many to draw. The first draw stands; a longer one begins with it.

    Raises:
        ValueError: there is nothing to draw from, or root or beacon are written otherwise.
    """
    if len(root) != HASH or not written(beacon, BEACON_VALUE) or below < 1:
        raise ValueError("a draw has a root of 32 bytes, a beacon in plain signs and something to draw from")
    head = b"jjledger/mus/v1\n" + root + beacon.encode("ascii") + b"\n"
    return tuple(
        int.from_bytes(sha256(head + str(number).encode()).digest(), "big") % below for number in range(count)
    )


def drawn_fens(sealed: Sealed, column: str, beacon: str, count: int) -> tuple[int, ...]:
    """Draw fens of a line; none where nobody has anything in the column.

    Args:
        sealed: the fund.
        column: closing or arrears.
        beacon: the chance, as it was published.
        count: how many.
    """
    line = sealed.line(column)
    return draw(line.root(), beacon, line.total_fen, count) if line else ()


def drawn_rooms(register: Register, beacon: str, count: int) -> tuple[str, ...]:
    """Draw rooms of a register, which is public.

    Args:
        register: as it was published.
        beacon: the chance, as it was published.
        count: how many.
    """
    drawn = draw(register.root(), beacon, len(register.rooms), count)
    return tuple(register.rooms[place] for place in drawn)


def holders(sealed: Sealed, column: str, fens: Sequence[int]) -> tuple[str, ...]:
    """Say whose each fen of a line is: the rooms that have to be opened to the auditor.

    Args:
        sealed: the fund, with its secrets.
        column: closing or arrears.
        fens: their places on the line.
    """
    line = sealed.line(column)
    assert line is not None, "nobody has anything in the column"
    assert all(0 <= fen < line.total_fen for fen in fens), fens
    rooms = {sealed.commitments[place]: room for room, place in sealed.places.items()}
    begins = sorted((start, rooms[key]) for key, start in line.starts.items())
    starts = [start for start, _ in begins]
    # Before the first start lies what runs over the end: the last one's, which is where -1 points.
    return tuple(begins[bisect_right(starts, fen) - 1][1] for fen in fens)


def covers(interval: Interval, total_fen: int, fen: int) -> bool:
    """Say whether an interval that was verified holds a fen, as an auditor asks of each pack that is opened.

    Args:
        interval: of the pack.
        total_fen: of the line.
        fen: its place on the line.
    """
    return (fen - interval.start) % total_fen < interval.amount_fen
