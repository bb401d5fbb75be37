"""What the ledger keeps of an imported statement: whose it is, what it covers, and what was wrong with it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from jjledger.facts.finding import Place


@dataclass(frozen=True, slots=True)
class StatementHead:
    """One imported file; its rows stand beside it in a table of the same name."""

    account: str  # full name of the bank account it is of
    layout: str  # code of the layout it was recognised by
    file: str  # the original as filed, relative to the folder; "" where it is not kept
    sha256: str  # of the original
    holder: str  # whose account it says it is, "" where it does not say
    tail: str  # last four digits of the account number, "" where it does not say
    rows: int
    first_day: date  # of the period it says it covers, else of its rows
    last_day: date
    opening_fen: int | None  # None without balances
    closing_fen: int | None
    sum_fen: int  # came in less went out
    ends_mid_day: bool  # the close of its last day is not known
    chain_breaks: tuple[int, ...]  # rows of the file whose balance does not follow from the row before
    missing_fen: int  # what the breaks miss in all
    unread: tuple[int, ...]  # rows of the file that could not be read
    totals_differ: tuple[str, ...]  # counts and sums it prints that its rows do not give, a sentence each
    place: Place

    @property
    def whole(self) -> bool:
        """Say whether every row between its first and its last day is there, as far as it tells."""
        return not (self.chain_breaks or self.unread or self.totals_differ)
