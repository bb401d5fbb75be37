"""Main disclosures as their data.json says them: what other pages take from what is already out.

A disclosure stays out for years, written by whatever version of this program was in use; so only
fields that every version has written are read, and a document without them is left aside.

What lives here: reading. What must not: pages made of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

Data = Mapping[str, Any]  # one data.json

_PERIOD: Final = re.compile(r"\d{4}(-H[12]|-Q[1-4])?")
_SUMS: Final = {"income_fen": "收入合计", "expense_fen": "支出合计"}  # of a fund its lines say as much
_SIDES: Final = {"income": "收入", "expense": "支出", "lines": "变动"}


@dataclass(frozen=True, slots=True)
class Item:
    """One line of a published statement."""

    side: str  # 收入, 支出 or 变动
    names: tuple[str, ...]  # the item below those it belongs to
    amount_fen: int

    @property
    def label(self) -> str:
        """Name it with what it belongs to: 停车·月租."""
        return "·".join(self.names)


@dataclass(frozen=True, slots=True)
class Published:
    """One main disclosure that is in force."""

    path: str  # its folder below d/<community>/, without a slash at the end
    data: Data

    @property
    def document(self) -> str:
        """Give the kind of disclosure."""
        return str(self.data["head"]["document"])

    @property
    def code(self) -> str:
        """Give the code of its period."""
        return str(self.data["head"]["period_code"])

    @property
    def first_day(self) -> date:
        """Give the first day of its period."""
        return date.fromisoformat(self.data["head"]["first_day"])

    @property
    def last_day(self) -> date:
        """Give the last day of its period."""
        return date.fromisoformat(self.data["head"]["last_day"])

    def words(self, name: str) -> str:
        """Give a text of its head."""
        return str(self.data["head"].get(name, ""))

    def items(self) -> Iterator[Item]:
        """List the lines of its statement in their order."""
        for key, side in _SIDES.items():
            above: list[str] = []
            for line in self.data.get(key, ()):
                above = [*above[: line["level"] - 1], line["label"]]
                yield Item(side, tuple(above), line["amount_fen"])

    def sums(self) -> Iterator[tuple[str, int]]:
        """List its balances, and between them the sums of its statement as far as it has them."""
        yield "期初余额（上期结转）", self.opening_fen()
        for key, words in _SUMS.items():
            if key in self.data and "expense_fen" in self.data:
                yield words, int(self.data[key])
        yield "期末余额（结余）", int(self.data["closing_fen"])

    def opening_fen(self) -> int:
        """Give what was brought forward."""
        if "opening_fen" in self.data:
            return int(self.data["opening_fen"])
        return int(self.data["opening_owners_fen"]) + int(self.data["opening_undistributed_fen"])


def main_disclosures(pages: Sequence[tuple[str, Data]]) -> tuple[Published, ...]:
    """Pick the disclosures with a statement of whole periods, oldest first and of equal ends the shortest.

    Args:
        pages: folder below d/<community>/ and data.json of every document in force.
    """
    found = [
        Published(path.rstrip("/"), data)
        for path, data in pages
        if _PERIOD.fullmatch(str(data.get("head", {}).get("period_code", "")))
        and "closing_fen" in data
        and isinstance(data.get("vouchers"), list | tuple)
        and ("opening_fen" in data or "opening_owners_fen" in data)
    ]
    return tuple(
        sorted(found, key=lambda page: (page.last_day, -page.first_day.toordinal(), page.document, page.path))
    )


def merged_names(lists: Sequence[Sequence[tuple[str, ...]]]) -> tuple[tuple[str, ...], ...]:
    """Merge the items of several statements into a tree and list it from the top, each below what it belongs to.

    Args:
        lists: names of each statement's items in its order, the statement first whose order counts most.
    """
    known = dict.fromkeys(name for names in lists for name in names)
    places: dict[tuple[str, ...], int] = {}
    for name in known:
        for depth in range(1, len(name) + 1):
            places.setdefault(name[:depth], len(places))
    return tuple(
        sorted(known, key=lambda name: tuple(places[name[:depth]] for depth in range(1, len(name) + 1)))
    )
