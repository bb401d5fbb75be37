"""Which way a statement runs, and whether each balance follows from the one before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from typing import Final

from jjledger.intake.statements.states import Settled

_FEWEST_LINKS: Final = 3  # of balances, before the signs are thought to be the wrong way round


@dataclass(frozen=True, slots=True)
class Chain:
    """Rows oldest first, and what their balances say."""

    rows: tuple[Settled, ...]
    newest_first: bool
    breaks: tuple[int, ...]  # rows of the file, in the order of the file
    missing_fen: int
    opening_fen: int | None
    closing_fen: int | None
    links: int  # balances that could be held against the one before


def chained(rows: Sequence[Settled], opening_fen: int | None) -> Chain:
    """Put rows into the order in which they happened and hold each balance against the one before.

    Days and times decide which way the file runs. Within a day some files run the other way, and
    some are sorted by the time of the payment and not of the booking, so of the orders that agree
    with the days the one with the fewest breaks is taken.

    Args:
        rows: in the order of the file.
        opening_fen: the balance before the first row, where the statement prints it.
    """
    newest_first = _runs_backwards(rows)
    straight = list(reversed(rows)) if newest_first else list(rows)
    best = min(
        (_linked(order, opening_fen) for order in _orders(straight, has_balance=_has_balance(rows))),
        key=lambda links: len(links.breaks),
    )
    by_day = sorted(best.rows, key=lambda one: one.reading.day)
    return replace(best, rows=tuple(by_day), newest_first=newest_first, breaks=tuple(sorted(best.breaks)))


def _has_balance(rows: Sequence[Settled]) -> bool:
    return any(one.reading.balance_fen is not None for one in rows)


def _runs_backwards(rows: Sequence[Settled]) -> bool:
    """Say whether the file lists the newest row first; by the balances where all is of one moment."""
    keys = [(one.reading.day, one.reading.time) for one in rows]
    up = sum(one < two for one, two in pairwise(keys))
    down = sum(one > two for one, two in pairwise(keys))
    if up != down:
        return down > up
    return len(_linked(list(reversed(rows)), None).breaks) < len(_linked(rows, None).breaks)


def _orders(straight: list[Settled], *, has_balance: bool) -> list[list[Settled]]:
    """List the orders in which the rows may have happened, the likeliest first."""
    by_time = sorted(straight, key=lambda one: (one.reading.day, one.reading.time))
    if not has_balance:
        return [by_time]
    by_day = sorted(straight, key=lambda one: one.reading.day)
    turned = [
        one for _, day in groupby(by_day, key=lambda one: one.reading.day) for one in reversed(list(day))
    ]
    return [straight, by_day, turned, by_time]


def _linked(rows: Sequence[Settled], opening_fen: int | None) -> Chain:
    """Hold each balance against the one before, in this order; rows without balance are summed up to the next."""
    expected, opening = opening_fen, opening_fen
    since = links = missing = 0
    breaks = []
    for one in rows:
        since += one.reading.amount_fen
        balance = one.reading.balance_fen
        if balance is None:
            continue
        if expected is not None:
            links += 1
            if balance != expected + since:
                breaks.append(one.reading.row)
                missing += balance - expected - since
        elif opening is None:
            opening = balance - since
        expected, since = balance, 0
    closing = expected + since if expected is not None and _has_balance(rows) else None
    return Chain(
        rows=tuple(rows),
        newest_first=False,  # the caller knows
        breaks=tuple(breaks),
        missing_fen=missing,
        opening_fen=opening if closing is not None else None,
        closing_fen=closing,
        links=links,
    )


def is_turned(rows: Sequence[Settled], chain: Chain) -> bool:
    """Say whether no balance follows, and all do when what came in is taken for what went out.

    Args:
        rows: in the order of the file.
        chain: of them.
    """
    if len(chain.breaks) < max(_FEWEST_LINKS, chain.links):
        return False
    turned = [replace(one, reading=replace(one.reading, amount_fen=-one.reading.amount_fen)) for one in rows]
    return not chained(turned, None).breaks


def has_negative_payments(rows: Sequence[Settled]) -> bool:
    """Say whether every payment in a column of its own is negative: taken back, or printed with its sign."""
    payments = [one.reading for one in rows if one.reading.side == "out" and one.reading.printed_fen]
    # Of a signed column the printed amount and the one that counts are the same.
    return bool(payments) and all(
        one.printed_fen < 0 and one.amount_fen == -one.printed_fen for one in payments
    )


def with_payments_turned(rows: Sequence[Settled]) -> list[Settled]:
    """Read negative payments as printed with their sign; whether that is right the balances say."""
    return [
        replace(one, reading=replace(one.reading, amount_fen=one.reading.printed_fen))
        if one.reading.side == "out"
        else one
        for one in rows
    ]
