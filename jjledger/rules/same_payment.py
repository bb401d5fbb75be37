"""One payment seen twice: rows of a statement beside what is booked or planned already.

Each is matched with one other at most; a nearer day and the same name come first. Nothing is
decided here: what is matched is proposed as the same to a person.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, slots=True)
class Movement:
    """Money that moved on a day, wherever that was seen."""

    name: str  # of the voucher, or the key of the row
    day: date
    amount_fen: int
    counterparty: str  # as `proposals.plain_name` gives it


def match(rows: Sequence[Movement], others: Iterable[Movement], days: int) -> Mapping[str, str]:
    """Match rows with other movements of exactly the same amount, one to one.

    Args:
        rows: of a statement, in its order; each name once.
        others: what they may be the same as.
        days: how far the days may lie apart.

    Returns:
        Names of the others by names of the rows that have one.
    """
    candidates = tuple(others)
    taken: set[str] = set()
    found: dict[str, str] = {}
    for by_name in (True, False):
        waiting: dict[tuple[int, date, str], deque[Movement]] = {}
        for other in candidates:
            key = (other.amount_fen, other.day, other.counterparty if by_name else "")
            waiting.setdefault(key, deque()).append(other)
        for distance in range(days + 1):
            for row in rows:
                if row.name in found:
                    continue
                for day in dict.fromkeys(
                    (row.day - timedelta(days=distance), row.day + timedelta(days=distance))
                ):
                    queue = waiting.get((row.amount_fen, day, row.counterparty if by_name else ""), deque())
                    while queue and queue[0].name in taken:
                        queue.popleft()
                    if queue:
                        found[row.name] = queue.popleft().name
                        taken.add(found[row.name])
                        break
    return found
