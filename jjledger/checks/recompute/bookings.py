"""One line of the recomputation: what one leg of a voucher did to one household's account."""

from __future__ import annotations

from typing import Final, NamedTuple

from jjledger.checks.recompute.account import Balance
from jjledger.facts.voucher import Posting, Voucher

NONE: Final = -1  # undoes nothing
_BETWEEN_HOUSES: Final = frozenset({"3001", "3002"})


class Booking(NamedTuple):
    """A line, numbered in the order of booking."""

    number: int
    voucher: Voucher
    posting: Posting
    name: str  # of a household, or selling_unit:01
    change: Balance
    undoes: int = NONE  # number of the booking that this one takes back

    @property
    def fen(self) -> int:
        """Give what the household has more of; what pays arrears, or becomes such, is not among it."""
        return self.change.principal + self.change.interest

    @property
    def is_deposit(self) -> bool:
        """Say whether it came by the account of deposits."""
        return self.posting.account.code == "4001"

    @property
    def is_transfer(self) -> bool:
        """Say whether money of households moved without being paid in, used or earned."""
        split = self.posting.split
        return self.posting.account.code in _BETWEEN_HOUSES and split is not None and split.kind != "interest"
