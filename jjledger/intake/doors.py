"""Which household of the register a table means by what it calls a house."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

# What stands between the parts of a house's name, or behind them.
_BETWEEN: Final = re.compile(r"(?:号楼|幢|栋|座|单元|号|室|[-/\s])+")


class Doors:
    """The households of a register by their names, and by their names without leading noughts."""

    def __init__(self, ids: Iterable[str]) -> None:
        """Index the households.

        Args:
            ids: building-unit-room, each once.
        """
        self._ids = frozenset(ids)
        self._bare: dict[str, list[str]] = {}
        for one in sorted(self._ids):
            self._bare.setdefault(_bare(one), []).append(one)

    def find(self, text: str) -> str:
        """Find a household.

        Words such as 幢, 单元 and 室 may stand for the hyphens. A spreadsheet takes leading
        noughts away, so 1-1-101 is 01-1-101 where only one household can be meant.

        Args:
            text: what a table calls it, normalised.

        Returns:
            Its id; "" where the register has none, or more than one could be meant.

        Examples:
            >>> doors = Doors(["01-1-101", "01-1-102"])
            >>> doors.find("1幢1单元101室"), doors.find("01-1-103")
            ('01-1-101', '')
        """
        name = _BETWEEN.sub("-", text.upper()).strip("-")
        if name in self._ids:
            return name
        likely = self._bare.get(_bare(name), [])
        return likely[0] if len(likely) == 1 else ""


def _bare(name: str) -> str:
    return "-".join(part.lstrip("0") or part[-1:] for part in name.split("-"))
