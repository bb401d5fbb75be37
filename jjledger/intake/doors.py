"""Which household of the register a table means by what it calls a house."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

# What stands between the parts of a house's name, or behind them.
_BETWEEN: Final = re.compile(r"(?:号楼|幢|栋|座|单元|号|室|[-/\s])+")
# A house named in running text: building, unit and room, no part of a longer number; a day looks alike.
_NAMED: Final = re.compile(
    r"(?<![0-9A-Z-])([0-9A-Z]{1,4})(?:号楼|幢|栋|座|-)([0-9A-Z]{1,3})(?:单元|-)([0-9A-Z]{1,5})(?![0-9A-Z-])"
)
_DAY: Final = re.compile(r"(?:19|20)\d\d-(?:0?[1-9]|1[0-2])-(?:0?[1-9]|[12]\d|3[01])")


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

    def named_in(self, text: str) -> tuple[str, ...]:
        """Find the houses that running text names.

        Args:
            text: normalised, such as a bank's words.

        Returns:
            Their ids, each once; "" stands for one that the register does not have.

        Examples:
            >>> doors = Doors(["01-1-101", "01-1-102"])
            >>> doors.named_in("张三1幢1单元101室维修资金 2025-03-05"), doors.named_in("9-1-101")
            (('01-1-101',), ('',))
        """
        named = [match for match in _NAMED.finditer(text.upper()) if not _DAY.fullmatch(match[0])]
        return tuple(dict.fromkeys(self.find("-".join(match.groups())) for match in named))


def _bare(name: str) -> str:
    return "-".join(part.lstrip("0") or part[-1:] for part in name.split("-"))
