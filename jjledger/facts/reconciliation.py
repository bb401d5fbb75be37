"""A bank account held against the bank's statement: what either side lacks of the other."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from jjledger.facts.finding import Place

FOLDER: Final = "reconciliations"

# The four parts of a 余额调节表: who has booked what, and who has not.
Part = Literal["bank_in", "bank_out", "book_in", "book_out"]
PARTS: Final[dict[Part, str]] = {
    "bank_in": "银收企未收",
    "bank_out": "银付企未付",
    "book_in": "企收银未收",
    "book_out": "企付银未付",
}


@dataclass(frozen=True, slots=True)
class ReconcilingItem:
    """What one side has and the other does not have yet."""

    part: Part
    day: date
    words: str
    amount_fen: int  # as it moves the account: money in positive
    key: str  # voucher, 2025-06-F0003, or the statement row's key


@dataclass(frozen=True, slots=True)
class Reconciled:
    """A reconciliation on record."""

    account: str  # full name
    day: date  # the month's last
    bank_fen: int  # by the bank
    book_fen: int  # by the books
    items: tuple[ReconcilingItem, ...]
    made: date
    who: str
    place: Place

    @property
    def difference_fen(self) -> int:
        """Give what the items leave unexplained: bank, adjusted, less books, adjusted."""
        return adjusted(self.bank_fen, self.items, "book") - adjusted(self.book_fen, self.items, "bank")


def adjusted(balance_fen: int, items: tuple[ReconcilingItem, ...], side: Literal["bank", "book"]) -> int:
    """Add to one side's balance what only the other side has.

    Args:
        balance_fen: the one side's.
        items: of both sides.
        side: whose items are added: the other side's.
    """
    return balance_fen + sum(item.amount_fen for item in items if item.part.startswith(side))
