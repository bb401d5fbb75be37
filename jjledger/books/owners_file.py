"""Read private/owners.csv: the names that must not get out. Nothing of it is ever shown."""

from __future__ import annotations

from typing import Final

from jjledger.books.csv_table import read_rows
from jjledger.books.source import Source

OWNERS: Final = "private/owners.csv"
_SHORTEST_NAME: Final = 2


def read_owner_names(source: Source) -> frozenset[str] | None:
    """Read the owners' names.

    Args:
        source: the community's files.

    Returns:
        The names; None where there is no such file.

    Raises:
        RegisterError: a column is missing or unknown.
        EncodingError: the file is not UTF-8.
    """
    if not source.exists(OWNERS):
        return None
    rows = read_rows(source, OWNERS, ("household", "name"), ("phone",))
    names = (row.cells["name"] for row in rows)
    return frozenset(name for name in names if len(name) >= _SHORTEST_NAME)
