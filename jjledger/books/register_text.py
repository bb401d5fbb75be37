"""Rewrite register.csv where houses end and begin; every other line stays as its author wrote it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Final

from jjledger.books.register_file import REGISTER
from jjledger.books.source import Source
from jjledger.facts.register import Household
from jjledger.units import plain_yuan, square_metres

_FROM, _UNTIL, _OWNER = "from", "until", "owner_kind"
_DATED: Final = (_FROM, _UNTIL)


def rewritten_register(source: Source, ended: Mapping[int, date], begun: Iterable[Household]) -> bytes:
    """Give the register with some rows ended and others added.

    Args:
        source: the community's files.
        ended: line of a row → its last day.
        begun: rows to add at the end; their `line` does not matter.

    Returns:
        The whole file; columns `from`, `until` and `owner_kind` are added where it lacks them.
    """
    lines = source.text(REGISTER).rstrip("\r\n").split("\n")
    end = "\r\n" if lines[0].endswith("\r") else "\n"
    header = [cell.strip() for cell in next(csv.reader([lines[0].rstrip("\r")]))]
    added = list(begun)
    wanted = [*_DATED, *([_OWNER] if any(row.owner_kind != "owner" for row in added) else [])]
    missing = [column for column in wanted if column not in header]
    columns = [*header, *missing]
    told = [",".join([lines[0].rstrip("\r"), *missing])]
    for number, line in enumerate(lines[1:], 2):
        body = line.rstrip("\r")
        if number in ended:
            cells = [*next(csv.reader([body])), *("" for _ in missing)]
            cells[columns.index(_UNTIL)] = str(ended[number])
            body = _line(cells)
        elif missing and body.strip(" ,"):
            body += "," * len(missing)
        told.append(body)
    told += [_line([_cells(row).get(name, "") for name in columns]) for row in added]
    return source.mark(REGISTER) + (end.join(told) + end).encode()


def _cells(row: Household) -> dict[str, str]:
    return {
        "household": row.id,
        "building": row.building,
        "unit": row.unit,
        "room": row.room,
        "area_m2": square_metres(row.area_dm2),
        "kind": row.kind,
        "first_deposit": plain_yuan(row.first_deposit_fen),
        "delivered": str(row.delivered or ""),
        _FROM: str(row.from_day or ""),
        _UNTIL: str(row.until_day or ""),
        _OWNER: row.owner_kind,
    }


def _line(cells: Iterable[str]) -> str:
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="").writerow(list(cells))
    return buffer.getvalue()
