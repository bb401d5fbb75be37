"""View model of the ledger card of a household (分户账). For its owner only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated


@dataclass(frozen=True, slots=True)
class CardRow:
    """One entry: what it added, what it took, and what can be used after it."""

    day: Annotated[date | None, "day of the voucher; empty on a balance or a total"]
    voucher: Annotated[str, "month and number, 2025-03 付-0001; empty on a balance or a total"]
    summary: Annotated[str, "what it was for"]
    added_principal_fen: Annotated[int, "added to principal in fen; a red-letter entry is negative"]
    added_interest_fen: Annotated[int, "added to interest in fen"]
    added_fen: Annotated[int, "both together, in fen"]
    taken_principal_fen: Annotated[int, "taken from principal in fen; a red-letter entry is negative"]
    taken_interest_fen: Annotated[int, "taken from interest in fen"]
    taken_fen: Annotated[int, "both together, in fen"]
    principal_fen: Annotated[int, "principal that can be used after the entry, in fen"]
    interest_fen: Annotated[int, "interest that can be used after the entry, in fen"]
    balance_fen: Annotated[int, "both together, in fen"]
    arrears_fen: Annotated[int, "what the household owes after the entry, in fen"]
    note: Annotated[str, "what the entry did to arrears, and what it reverses"]


@dataclass(frozen=True, slots=True)
class LedgerCard:
    """分户账: one household's entries of some days in the order of booking, with running balances."""

    community: Annotated[str, "name of the community"]
    community_code: Annotated[str, "code of the community, ASCII"]
    fund: Annotated[str, "name of the fund without the leading digit of its account"]
    household: Annotated[str, "id, building-unit-room; of a selling unit its number"]
    house: Annotated[str, "the house in words, 01幢1单元101室"]
    area: Annotated[str, "floor area on the last day, 89.52 m²; empty for a selling unit"]
    first_day: Annotated[date, "first day, inclusive"]
    last_day: Annotated[date, "last day, inclusive"]
    opening: Annotated[CardRow, "what was brought forward"]
    rows: Annotated[tuple[CardRow, ...], "the entries"]
    total: Annotated[CardRow, "sum of the entries, and what is left after them"]
    owes: Annotated[bool, "arrears at any time of these days; without them their column is not printed"]
    contact: Annotated[str, "office that answers questions"]
    sample: Annotated[bool, "demonstration data"]
