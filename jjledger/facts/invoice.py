"""An invoice as it was read or typed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Invoice:
    """What an invoice says of itself; what nobody said is empty."""

    number: str  # 20 digits, or the old code and number written together
    total_fen: int | None = None  # tax included
    seller: str = ""
    buyer: str = ""
    day: date | None = None
    form: str = ""  # the kind of file it was read from, in Chinese; "" typed
    amount_fen: int | None = None  # what of it this voucher books; None: the voucher's amount
