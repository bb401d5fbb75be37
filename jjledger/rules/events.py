"""Movements of holders' money as flat arrays, in the order of booking: what interest is computed from.

Only what earns is here: arrears, and what pays them, are not. Which money a movement takes is
the matter of `tranches` and `declared`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

import numpy as np
import numpy.typing as npt

from jjledger.facts.shares import FenArray, ShareRows

IntArray = npt.NDArray[np.int64]
KindArray = npt.NDArray[np.int8]

# In: carried-over money from its own day. Out: carried-over money first, then deposits, the oldest first.
PLAIN: Final = 0
# Account 4001. In: a deposit with a day of its own. Out, a refund: the newest deposit of the period first.
DEPOSIT: Final = 1
# Accounts 3001 and 3002: between holders where one voucher goes both ways, else as PLAIN.
TRANSFER: Final = 2

_DEPOSIT_CODE: Final = "4001"


@dataclass(frozen=True, slots=True)
class Events:
    """Movements, one element each; the arrays run in parallel, in the order of booking.

    Days never fall. No holder's sum of deltas is below zero at the end of any day.
    """

    holders: IntArray  # places
    days: IntArray  # `date.toordinal`
    deltas: FenArray  # principal and interest together; negative: taken
    kinds: KindArray  # PLAIN, DEPOSIT or TRANSFER
    undone: IntArray | None = None  # index of the event this one reverses, -1 none; None: no reversals
    vouchers: IntArray | None = None  # any number that tells vouchers apart; needed for TRANSFER only


def events_of(rows: Iterable[ShareRows], last_day: date) -> Events:
    """Flatten household rows.

    Args:
        rows: household rows in the order of booking, all of a fund from its first on.
        last_day: rows after this day are left out.

    Source: house order of booking; R25, R30.
    """
    kept = [row for row in rows if row.day <= last_day]
    counts = np.array([len(row.holders) for row in kept], dtype=np.int64)
    deltas = [row.delta_principal + row.delta_interest for row in kept]
    return Events(
        _joined([row.holders for row in kept]),
        np.repeat(np.array([row.day.toordinal() for row in kept], dtype=np.int64), counts),
        _joined(deltas),
        np.repeat(np.array([_kind(row) for row in kept], dtype=np.int8), counts),
        _undone(kept, counts) if any(row.undoes >= 0 for row in kept) else None,
        _vouchers(kept, counts) if any(row.kind == "transfer" for row in kept) else None,
    )


def _undone(kept: list[ShareRows], counts: IntArray) -> IntArray:
    """Say which movement each one reverses, -1 none."""
    starts = np.cumsum(counts) - counts
    return _joined(
        [
            starts[row.undoes] + np.arange(len(row.holders))
            if row.undoes >= 0
            else np.full(len(row.holders), -1)
            for row in kept
        ]
    )


def _vouchers(kept: list[ShareRows], counts: IntArray) -> IntArray:
    """Number the vouchers of the movements."""
    numbers: dict[int, int] = {}
    found = [numbers.setdefault(id(row.voucher), len(numbers)) for row in kept]
    return np.repeat(np.array(found, dtype=np.int64), counts)


def _joined(parts: list[IntArray]) -> IntArray:
    return np.concatenate([np.empty(0, dtype=np.int64), *parts])


def _kind(row: ShareRows) -> int:
    """Tell deposits and transfers from everything else, a reversal by the account it turns back."""
    if row.posting.account.code == _DEPOSIT_CODE:
        return DEPOSIT
    return TRANSFER if row.kind == "transfer" else PLAIN
