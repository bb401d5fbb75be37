"""The name of a row for ever: the same in every export that holds it, whatever its order, length or encoding."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence
from typing import Final

from jjledger.intake.statements.layouts import Layout
from jjledger.intake.statements.rows import Reading
from jjledger.units import plain_yuan

_HASH_LENGTH: Final = 16


def keys_of(layout: Layout, readings: Sequence[Reading]) -> list[str]:
    """Name rows.

    A serial number names a row together with its day and amount: some banks begin anew each day,
    and a payment and its fee share one. Where that is not enough, or there is none, the row is
    named by the hash of what it says and its place among those that say the same.

    Args:
        layout: a payment app's amount is taken without sign, for that may change with its state.
        readings: oldest first.
    """
    serials = [_by_serial(layout, one) for one in readings]
    often = Counter(serials)
    seen: Counter[str] = Counter()
    keys = []
    for one, serial in zip(readings, serials, strict=True):
        if serial and often[serial] == 1:
            keys.append(serial)
            continue
        content = _by_content(layout, one)
        seen[content] += 1
        keys.append(f"{content}-{seen[content]}")
    return keys


def _amount(layout: Layout, one: Reading) -> str:
    return plain_yuan(abs(one.printed_fen) if layout.has_states else one.amount_fen or one.printed_fen)


def _by_serial(layout: Layout, one: Reading) -> str:
    serial = "".join(one.serial.split()).lstrip("0")
    return f"{layout.code}:{one.day:%Y%m%d}:{serial}:{_amount(layout, one)}" if serial else ""


def _by_content(layout: Layout, one: Reading) -> str:
    balance = "" if one.balance_fen is None else plain_yuan(one.balance_fen)
    says = (
        one.day.isoformat(),
        one.time,
        _amount(layout, one),
        balance,
        one.foreign,
        one.counterparty,
        *one.texts,
    )
    digest = hashlib.sha256("\x1f".join(says).encode()).hexdigest()
    return f"{layout.code}:{one.day:%Y%m%d}:#{digest[:_HASH_LENGTH]}"
