"""Rows of bank files that need no voucher of their own, because a person said why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from jjledger.facts.voucher import Voucher

SAME_FILE: Final = "statements/same.csv"
DROPPED_FILE: Final = "statements/dropped.csv"


@dataclass(frozen=True, slots=True)
class Settled:
    """One row of a bank file, by its key, and what became of it."""

    key: str  # of the row, as in `bank-ref`
    voucher: str  # the voucher that holds the same payment, 2025-03-F0012; "" the row was dropped
    who: str  # who said so
    day: date  # when
    why: str
    line: int = 0  # of the file
    fund: str = ""  # of the voucher, or of the row that was dropped; "" in old files, which did not say

    def holds(self, voucher: Voucher) -> bool:
        """Say whether this row's payment is on a voucher: two funds may each have one of the same key."""
        return bool(self.voucher) and self.voucher == voucher.key and self.fund in {"", *voucher.funds}
