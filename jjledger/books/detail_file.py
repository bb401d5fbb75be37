"""details/*.csv: the household amounts of one batch voucher, read and written."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from typing import Final, get_args

from jjledger.books.csv_table import read_rows, refuse
from jjledger.books.source import Source
from jjledger.facts.voucher import DetailRow, Part
from jjledger.units import fen_from_text, plain_yuan

_PARTS: Final[dict[str, Part]] = {part: part for part in get_args(Part)}


def read_details(source: Source, name: str, part: Part) -> tuple[DetailRow, ...]:
    """Read a detail file.

    Args:
        source: the community's files.
        name: path relative to the folder.
        part: which balance rows without a `part` cell move.

    Raises:
        LedgerNotFoundError: there is no such file.
        RegisterError: an amount has more than two decimals or cannot be read, or a part is unknown.
    """
    rows = []
    for row in read_rows(source, name, ("household", "amount"), ("part", "receipt")):
        try:
            amount = fen_from_text(row.cells["amount"])
            of_part = _PARTS[row.cells.get("part", "") or part]
        except ValueError as error:
            raise refuse(
                source, name, row.line, f"金额「{row.cells['amount']}」读不成元和分。",
                "金额至多两位小数，例如 5818.80。",
            ) from error  # fmt: skip
        except KeyError as error:
            raise refuse(
                source, name, row.line, f"part 不认识「{row.cells['part']}」。",
                "请填 principal（本金）或 interest（利息），或留空。",
            ) from error  # fmt: skip
        receipt = row.cells.get("receipt", "")
        rows.append(DetailRow(row.cells["household"], amount, of_part, row.line, receipt))
    return tuple(rows)


def detail_bytes(rows: Sequence[DetailRow]) -> bytes:
    """Write a detail file; the columns `part` and `receipt` stand where some row needs them.

    Args:
        rows: in the order in which they are to stand; their lines do not matter.

    Returns:
        UTF-8, which `read_details` reads back to the same rows.
    """
    with_part = any(row.part != "principal" for row in rows)
    with_receipt = any(row.receipt for row in rows)
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["household", "amount", *["part"] * with_part, *["receipt"] * with_receipt])
    for row in rows:
        cells = [row.household, plain_yuan(row.amount_fen)]
        writer.writerow([*cells, *[row.part] * with_part, *[row.receipt] * with_receipt])
    return text.getvalue().encode()
