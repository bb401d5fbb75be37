"""CSV files people write: a header row, named columns, errors with the line."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass

from jjledger.books.source import Source
from jjledger.errors import FORMAT, RegisterError, Trouble


@dataclass(frozen=True, slots=True)
class Row:
    """One row with the line it stands on."""

    name: str  # the file
    line: int
    cells: dict[str, str]


def refuse(source: Source, name: str, line: int, what: str, remedy: str) -> RegisterError:
    """Build the error that shows a line of a table."""
    return RegisterError(Trouble(source.place(name, line), what, remedy, FORMAT, source.excerpt(name, line)))


def read_rows(
    source: Source, name: str, required: tuple[str, ...], optional: tuple[str, ...] = ()
) -> Iterator[Row]:
    """Read a table; blank lines are passed over.

    Args:
        source: the community's files.
        name: the table's file.
        required: columns that must be there.
        optional: columns that may be there.

    Yields:
        Rows in the file's order; cells stripped of blanks.

    Raises:
        RegisterError: a column is missing or unknown, or a row is longer or shorter than the header.
    """
    lines = csv.reader(source.text(name).splitlines())
    header = [cell.strip() for cell in next(lines, [])]
    wanted = set(required) | set(optional)
    missing = [column for column in required if column not in header]
    unknown = [column for column in header if column not in wanted]
    if missing or unknown or len(set(header)) != len(header):
        what = "表头" + (
            f"缺少 {'、'.join(missing)}" if missing else f"有不认识或重复的列 {'、'.join(unknown)}"
        )
        raise refuse(source, name, 1, f"{what}。", _heading(required, optional))
    for cells in lines:
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) != len(header):
            raise refuse(
                source, name, lines.line_num,
                f"这一行有 {len(cells)} 格，表头有 {len(header)} 格。",
                "请补齐或删去多余的逗号；内容里含逗号的格子要加双引号。",
            )  # fmt: skip
        yield Row(name, lines.line_num, dict(zip(header, (cell.strip() for cell in cells), strict=True)))


def _heading(required: tuple[str, ...], optional: tuple[str, ...]) -> str:
    """Say what the first line has to be."""
    more = f"；后面可以加 {'、'.join(optional)}" if optional else ""
    return f"第一行请写  {','.join(required)}{more}"
