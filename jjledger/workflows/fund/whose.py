"""Whose a voucher's money is: one holder stands on the posting itself, several in a detail file beside it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from jjledger.books.detail_file import detail_bytes
from jjledger.books.ledger import Ledger
from jjledger.facts.entry import Meta
from jjledger.facts.voucher import DetailRow
from jjledger.rules.shares import SELLING_UNIT


def held_by(ledger: Ledger, day: date, rows: Sequence[DetailRow]) -> tuple[Meta, dict[str, bytes]]:
    """Name the one holder of some principal, or list several.

    Args:
        ledger: a loaded community.
        day: of the voucher.
        rows: at least one, of principal; selling units as `selling_unit:01`.

    Returns:
        What the posting says, and the files beside the voucher.
    """
    if len(rows) > 1:
        return listed(ledger, day, rows)
    holder = rows[0].household
    unit = holder.removeprefix(SELLING_UNIT)
    return ((("household", holder) if unit == holder else ("selling_unit", unit)),), {}


def listed(ledger: Ledger, day: date, rows: Sequence[DetailRow]) -> tuple[Meta, dict[str, bytes]]:
    """List holders in a detail file that is not there yet, details/<day>-<n>.csv.

    Args:
        ledger: a loaded community.
        day: of the voucher.
        rows: the holders.

    Returns:
        What the posting says, and the file.
    """
    number = 1
    while (ledger.folder / f"details/{day}-{number}.csv").exists():
        number += 1
    name = f"details/{day}-{number}.csv"
    return (("detail", name),), {name: detail_bytes(rows)}
