"""Empty tables to fill in, with the headings the program looks for and a row that shows how."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from jjledger.intake.columns import AMOUNT, DOOR, INTEREST, PRINCIPAL, RECEIPT, Column
from jjledger.render.tables import Cell, Table
from jjledger.render.tables import Column as Look
from jjledger.workflows.rosters import HOUSES, OWNERS

_WIDTH: Final = 18
# What the example row says; its household is none, so that it is never booked by mistake.
_EXAMPLES: Final[Mapping[str, Cell]] = {
    DOOR.key: "示例01-1-101", AMOUNT.key: 581880, RECEIPT.key: "0000123", PRINCIPAL.key: 581880, INTEREST.key: 1234,
    "area": 8952, "kind": "住宅", "first_deposit": 581880, "delivered": "2020-03-01", "name": "示例业主", "phone": "",
}  # fmt: skip
FORMS: Final[Mapping[str, tuple[str, tuple[Column, ...]]]] = {
    "deposits": ("交存", (DOOR, AMOUNT, RECEIPT)),
    "top-ups": ("续交", (DOOR, AMOUNT, RECEIPT)),
    "opening": ("期初余额", (DOOR, PRINCIPAL, INTEREST)),
    "register": ("房屋登记册", HOUSES),
    "owners": ("业主名册", OWNERS),
}


def form(kind: str) -> Table:
    """Lay out the empty table of a kind.

    Args:
        kind: a key of `FORMS`.
    """
    title, columns = FORMS[kind]
    return Table(title, tuple(_looks(columns)), (tuple(_EXAMPLES[column.key] for column in columns),))


def _looks(columns: Sequence[Column]) -> list[Look]:
    return [Look(column.title, "yuan" if column.kind == "figure" else "text", _WIDTH) for column in columns]
