"""Which houses of a fund share something on a day, and by what weight."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from jjledger.facts.books import Books
from jjledger.facts.community import OWNERS_FUND_KINDS, Fund
from jjledger.facts.register import Household
from jjledger.facts.voucher import ScopeKey

_ITEM: Final = re.compile(r"all|[A-Z0-9]+(-[A-Z0-9]+){0,2}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Houses:
    """The rows of the register that belong to a fund."""

    rows: tuple[Household, ...]
    by_item: Mapping[str, Sequence[Household]]  # what a scope may name: all, a building, a door, a house
    names: tuple[str, ...]  # each house once, in the order of the register

    def weights(self, scope: str, key: ScopeKey, day: date) -> dict[str, int] | str:
        """Weigh the houses that a scope names on a day.

        Args:
            scope: as on a voucher: all, buildings, doors and houses with blanks between them.
            key: by floor area, by house, or by first deposit.
            day: only rows in force on it count.

        Returns:
            Weights by house, or the item of the scope that names nothing.

        Source: 民法典 第283条; R19.
        """
        items = scope.split()
        if not items or not all(_ITEM.fullmatch(item) for item in items):
            return scope
        standing = [row for row in self.rows if row.in_force(day)]
        found: dict[str, int] = {}
        for item in items:
            named = [
                row for row in standing if item in ("all", row.building, f"{row.building}-{row.unit}", row.id)
            ]
            if not named:
                return item
            for row in named:
                found[row.id] = _weight(row, key)
        return found


def houses_of(books: Books, fund: Fund) -> Houses:
    """List the houses of a fund.

    Where sold public housing has a fund of its own, its houses belong there and all others to the
    maintenance fund; else every house belongs. Public revenue is everybody's.

    Source: 财会〔2020〕7号: separate books for 商品住宅 and 已售公有住房; 民法典 第282条.
    """
    apart = fund.kind in OWNERS_FUND_KINDS and any(
        one.kind == "public_housing" for one in books.community.funds
    )
    public = fund.kind == "public_housing"
    rows = tuple(row for row in books.register.rows if not apart or (row.kind == "public_housing") == public)
    by_item: dict[str, list[Household]] = {}
    for row in rows:
        for item in ("all", row.building, f"{row.building}-{row.unit}", row.id):
            by_item.setdefault(item, []).append(row)
    return Houses(rows, by_item, tuple(dict.fromkeys(row.id for row in rows)))


def _weight(row: Household, key: ScopeKey) -> int:
    if key == "equal":
        return 1
    return row.area_dm2 if key == "area" else row.first_deposit_fen
