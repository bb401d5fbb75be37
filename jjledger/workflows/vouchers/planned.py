"""What a plan of vouchers comes to: what to write, and the same in words and for programs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from jjledger.facts.entry import Writing


@dataclass(frozen=True, slots=True)
class Plan:
    """A change of the ledger that waits for its rehearsal."""

    writing: Writing
    told: tuple[str, ...]  # lines for people
    recorded: Mapping[str, Any]  # for programs; amounts in yuan, as text

    def words(self) -> str:
        """Say what is planned, line by line."""
        return "\n".join(self.told)

    def record(self) -> dict[str, Any]:
        """Give the same as JSON shows it."""
        return dict(self.recorded)
