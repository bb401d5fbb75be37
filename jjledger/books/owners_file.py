"""private/owners.csv: the names that must not get out. Nothing of it is ever shown."""

from __future__ import annotations

import csv
import io
from datetime import date
from typing import Final

from jjledger.books.csv_table import read_rows
from jjledger.books.source import Source
from jjledger.period import day_before

OWNERS: Final = "private/owners.csv"
_REQUIRED: Final = ("household", "name")
_OPTIONAL: Final = ("phone", "from", "until")
_SHORTEST_NAME: Final = 2


def read_owner_names(source: Source) -> frozenset[str] | None:
    """Read the owners' names, former owners' too.

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
    rows = read_rows(source, OWNERS, _REQUIRED, _OPTIONAL)
    names = (row.cells["name"] for row in rows)
    return frozenset(name for name in names if len(name) >= _SHORTEST_NAME)


def owners_after_transfer(source: Source, household: str, owner: str, day: date) -> bytes:
    """Give the file with one house's owner changed; the former owner stays, with a last day.

    Args:
        source: the community's files.
        household: which house.
        owner: the new owner's name.
        day: the first day of the new owner.

    Returns:
        The whole new file.

    Raises:
        RegisterError: the file cannot be read.
    """
    rows = (
        [row.cells for row in read_rows(source, OWNERS, _REQUIRED, _OPTIONAL)]
        if source.exists(OWNERS)
        else []
    )
    for cells in rows:
        if cells["household"] == household and not cells.get("until"):
            cells["until"] = str(day_before(day))
    rows.append({"household": household, "name": owner, "from": str(day)})
    columns = [*_REQUIRED, *(name for name in _OPTIONAL if any(cells.get(name) for cells in rows))]
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, restval="", extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()
