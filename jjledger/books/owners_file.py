"""private/owners.csv: the names that must not get out. Nothing of it is ever shown."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from datetime import date
from typing import Final

from jjledger.books.csv_table import read_rows, refuse
from jjledger.books.owner_hashes import read_hashed_names
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
        The names; where there is only a list of keyed hashes, those of its names that stand in the ledger;
        None where there is neither.

    Raises:
        RegisterError: a column is missing or unknown, or the list is none.
        EncodingError: the file is not UTF-8.
    """
    if not source.exists(OWNERS):
        return read_hashed_names(source)
    rows = read_rows(source, OWNERS, _REQUIRED, _OPTIONAL)
    names = (row.cells["name"] for row in rows)
    return frozenset(name for name in names if len(name) >= _SHORTEST_NAME)


def read_owner_keys(source: Source, day: date) -> Mapping[str, str] | None:
    """Say which houses have the same owners on a day, without their names.

    Owners are the same where names and phones are; several owners of a house are one together.

    Args:
        source: the community's files.
        day: on which they own it.

    Returns:
        A key by household id; None where there is no such file.

    Raises:
        RegisterError: a column is missing or unknown, or a day cannot be read.
        EncodingError: the file is not UTF-8.
    """
    if not source.exists(OWNERS):
        return None
    owners: dict[str, set[tuple[str, str]]] = {}
    for row in read_rows(source, OWNERS, _REQUIRED, _OPTIONAL):
        try:
            first, last = (date.fromisoformat(row.cells.get(key) or str(day)) for key in ("from", "until"))
        except ValueError as error:
            what = "from 或 until 不是日期。"
            raise refuse(source, OWNERS, row.line, what, "请写作 2025-12-31，或留空。") from error
        if first <= day <= last:
            name = (row.cells["name"], row.cells.get("phone", ""))
            owners.setdefault(row.cells["household"], set()).add(name)
    keys: dict[tuple[tuple[str, str], ...], str] = {}
    return {
        household: keys.setdefault(tuple(sorted(names)), f"owner-{len(keys) + 1}")
        for household, names in owners.items()
    }


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
    return source.mark(OWNERS) + text.getvalue().encode()
