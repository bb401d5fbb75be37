"""What a question about public revenue comes to: lines and a table for people, a record for programs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

Row = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """A table for people; cells as text."""

    title: str
    columns: Row
    rows: tuple[Row, ...]
    right: frozenset[str] = frozenset()  # columns of figures


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer that changes nothing."""

    told: tuple[str, ...]
    tables: tuple[Shown, ...]
    recorded: Mapping[str, Any]  # amounts in yuan, as text
