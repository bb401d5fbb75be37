"""What the commands print: findings, tables, JSON and progress."""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from typing import Any, Final, TypeVar

import click

from jjledger.facts.finding import Finding

_WIDTH: Final = 160
T = TypeVar("T")


def print_json(value: Any) -> None:  # noqa: ANN401 -- whatever JSON can say
    """Print a value as JSON in UTF-8, whatever the terminal speaks; Chinese as it stands."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2, default=str).encode(errors="replace"))


def finding_record(finding: Finding) -> dict[str, Any]:
    """Give a finding as JSON shows it."""
    record = asdict(finding)
    place = record.pop("place")
    return {**record, "file": place["file"], "line": place["line"]}


def print_findings(findings: Iterable[Finding]) -> None:
    """Print findings, one blank line apart."""
    for finding in findings:
        click.echo(finding.text())
        click.echo()


def warn_of_unlisted(codes: Iterable[str]) -> None:
    """Say which folders beside the district's communities nobody looks at."""
    for code in codes:
        click.echo(f"注意：{code} 没有写进 district.toml 的 communities，没有检查，也不公示。", err=True)


def print_table(columns: Sequence[str], rows: Iterable[Sequence[str]], right: frozenset[str]) -> None:
    """Print a table for people; a narrow terminal breaks its lines, so that no figure is cut.

    Args:
        columns: headings.
        rows: cells as text.
        right: headings of columns that stand at the right.
    """
    from rich import box  # noqa: PLC0415 -- rich is for terminals, and slow to import
    from rich.console import Console  # noqa: PLC0415 -- see above
    from rich.table import Table  # noqa: PLC0415 -- see above

    table = Table(box=box.SIMPLE)
    for column in columns:
        table.add_column(column, justify="right" if column in right else "left", no_wrap=True)
    for row in rows:
        table.add_row(*row)
    Console(width=_WIDTH, highlight=False).print(table)


def print_csv(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Print CSV in UTF-8 without BOM, whatever the terminal speaks."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)
    click.echo(buffer.getvalue().encode(), nl=False)


def progress(items: Iterable[T], words: str, total: int | None) -> Iterator[T]:
    """Go through items with a progress bar on a terminal, silently elsewhere; without a total it only moves."""
    if not sys.stderr.isatty():
        yield from items
        return
    from rich.console import Console  # noqa: PLC0415 -- rich is for terminals, and slow to import
    from rich.progress import track  # noqa: PLC0415 -- see above

    yield from track(items, description=words, total=total, console=Console(stderr=True), transient=True)
