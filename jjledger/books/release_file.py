"""releases.csv: false alarms of the look for private words, let through by a dated and signed line each."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from jjledger.books.csv_table import Row, read_rows, refuse
from jjledger.books.findings import from_record
from jjledger.books.source import Source
from jjledger.errors import JjledgerError
from jjledger.facts.finding import Finding
from jjledger.facts.release import PRIVATE_KINDS, RELEASES, Release

COLUMNS: Final = ("day", "by", "voucher", "kind", "code", "reason")
_CODE: Final = re.compile(r"[0-9a-f]{32}")


def read_releases(source: Source) -> tuple[tuple[Release, ...], tuple[Finding, ...]]:
    """Read every line; one that cannot be read lets nothing through, nor do those after it.

    Args:
        source: the community's files.

    Returns:
        The lines that can be read, and what is wrong with the first that cannot.
    """
    found: list[Release] = []
    if not source.exists(RELEASES):
        return (), ()
    try:
        for row in read_rows(source, RELEASES, COLUMNS):
            found.append(_release(source, row))  # noqa: PERF401 -- what was read before an error counts
    except JjledgerError as error:
        return tuple(found), (from_record("E98", "warn", error, source, "放行记录"),)
    return tuple(found), ()


def _release(source: Source, row: Row) -> Release:
    cells = row.cells
    empty = [name for name in COLUMNS if not cells[name]]
    if empty:
        raise refuse(
            source, RELEASES, row.line, f"{'、'.join(empty)} 是空的。", "放行要写明日期、谁、哪张凭证和理由。"
        )
    try:
        day = date.fromisoformat(cells["day"])
    except ValueError as error:
        raise refuse(
            source, RELEASES, row.line, f"day「{cells['day']}」不是日期。", "请写作 2025-12-31。"
        ) from error
    if cells["kind"] not in PRIVATE_KINDS:
        raise refuse(
            source,
            RELEASES,
            row.line,
            f"kind「{cells['kind']}」不认识。",
            f"可以写：{'、'.join(PRIVATE_KINDS)}。",
        )
    if _CODE.fullmatch(cells["code"]) is None:
        raise refuse(
            source, RELEASES, row.line, "code 不是放行码。", "请用 jjledger release 放行，不要手写。"
        )
    return Release(
        day, cells["by"], cells["voucher"], cells["kind"], cells["code"], cells["reason"], row.line
    )
