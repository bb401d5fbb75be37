"""vouchers/originals.csv: which originals are on file, with their hashes; read and written.

What lives here: the list, and whether the files are what it says. What must not: how long a
document is kept, and what follows where one is gone.
"""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Final, get_args

from jjledger.books.csv_table import Row, read_rows, refuse
from jjledger.books.findings import place_of, wrong
from jjledger.books.linter import lies_outside
from jjledger.books.source import Source
from jjledger.encoding import one_line
from jjledger.errors import FORMAT, JjledgerError
from jjledger.facts.finding import Finding
from jjledger.facts.original import (
    DESTROYED_LIST,
    ORIGINALS_FOLDER,
    ORIGINALS_LIST,
    Destroyed,
    Original,
    OriginalState,
    Retention,
)

_COLUMNS: Final = ("file", "sha256", "class", "kept_until", "filed", "name")
_DESTROYED_COLUMNS: Final = ("file", "sha256", "name", "day", "who", "why")
_CLASSES: Final[dict[str, Retention]] = {name: name for name in get_args(Retention)}
_SHA256_DIGITS: Final = 64


def read_originals(source: Source) -> tuple[tuple[Original, ...], tuple[Finding, ...]]:
    """Read the list and look at every file on it.

    Args:
        source: the community's files.

    Returns:
        The originals in the list's order, up to the first row that cannot be read, and that row's finding.
    """
    found: list[Original] = []
    if not source.exists(ORIGINALS_LIST):
        return (), ()
    try:
        for row in read_rows(source, ORIGINALS_LIST, _COLUMNS):
            found.append(_original(source, row))  # noqa: PERF401 -- what was read before an error counts
    except JjledgerError as error:
        trouble = error.trouble
        what = f"原始凭证清册读不出来：{trouble.what}"
        return tuple(found), (
            wrong("B67", place_of(error, source), what, trouble.remedy, trouble.ground or FORMAT),
        )
    return tuple(found), ()


def originals_bytes(originals: Iterable[Original]) -> bytes:
    """Write the list, which `read_originals` reads back to the same originals."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(_COLUMNS)
    for one in originals:
        until = one.kept_until.isoformat() if one.kept_until else ""
        writer.writerow(
            [one.file, one.sha256, one.retention, until, one.filed.isoformat(), one_line(one.name)]
        )
    return text.getvalue().encode()


def read_destroyed(source: Source) -> tuple[tuple[Destroyed, ...], tuple[Finding, ...]]:
    """Read the list of what was destroyed when its term was over.

    Args:
        source: the community's files.

    Returns:
        The documents in the list's order, up to the first row that cannot be read, and that row's finding.
    """
    found: list[Destroyed] = []
    if not source.exists(DESTROYED_LIST):
        return (), ()
    try:
        for row in read_rows(source, DESTROYED_LIST, _DESTROYED_COLUMNS):
            file, sha256, name, day, who, why = (row.cells[column] for column in _DESTROYED_COLUMNS)
            found.append(Destroyed(file, sha256, name, _day(source, row, day), who, why))
    except JjledgerError as error:
        trouble = error.trouble
        what = f"销毁清册读不出来：{trouble.what}"
        return tuple(found), (
            wrong("B67", place_of(error, source), what, trouble.remedy, trouble.ground or FORMAT),
        )
    return tuple(found), ()


def destroyed_bytes(destroyed: Iterable[Destroyed]) -> bytes:
    """Write the list of what was destroyed, which `read_destroyed` reads back."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(_DESTROYED_COLUMNS)
    for one in destroyed:
        cells = (one.file, one.sha256, one.name, one.day.isoformat(), one.who, one.why)
        writer.writerow(map(one_line, cells))
    return text.getvalue().encode()


def paper_names(source: Source) -> frozenset[str]:
    """List every file in the folder of originals but its two lists and what is hidden or half written."""
    folder = source.folder / ORIGINALS_FOLDER
    paths = (path for path in folder.rglob("*") if path.is_file())
    names = (path.relative_to(source.folder) for path in paths if not path.name.endswith("~"))
    shown = {str(name) for name in names if not any(part.startswith(".") for part in name.parts)}
    shown |= {name for name in source.elsewhere if name.startswith(f"{ORIGINALS_FOLDER}/")}
    return frozenset(shown - {ORIGINALS_LIST, DESTROYED_LIST})


def _original(source: Source, row: Row) -> Original:
    cells = row.cells
    if not cells["file"] or lies_outside(cells["file"]) or ".." in cells["file"].split("/"):
        raise refuse(
            source, row.name, row.line, f"「{cells['file']}」不是小区文件夹里的文件。", "请写相对路径。"
        )
    if len(cells["sha256"]) != _SHA256_DIGITS or set(cells["sha256"]) - set("0123456789abcdef"):
        raise refuse(
            source,
            row.name,
            row.line,
            "sha256 不是 64 位小写十六进制数。",
            "请从备份或账本的历史找回这一行。",
        )
    retention = _CLASSES.get(cells["class"])
    if retention is None:
        raise refuse(
            source,
            row.name,
            row.line,
            f"class 不认识「{cells['class']}」。",
            f"可以写：{'、'.join(_CLASSES)}",
        )
    filed = _day(source, row, cells["filed"])
    until = _day(source, row, cells["kept_until"]) if cells["kept_until"] else None
    state = _state(source.path(cells["file"]), cells["sha256"])
    return Original(cells["file"], cells["sha256"], retention, until, filed, cells["name"], row.line, state)


def _day(source: Source, row: Row, text: str) -> date:
    """Read a day of the lists."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        what = f"「{text}」读不成日期。"
        remedy = "请写作 2025-03-31；永久保管的 kept_until 留空。"
        raise refuse(source, row.name, row.line, what, remedy) from error


def _state(path: Path, sha256: str) -> OriginalState:
    try:
        status = path.resolve().stat()
        found = _hash_of(path.resolve(), status.st_size, status.st_mtime_ns, status.st_ino)
    except OSError:
        return "missing"
    return "sound" if found == sha256 else "altered"


@lru_cache(maxsize=65536)
def _hash_of(path: Path, size: int, changed_ns: int, inode: int) -> str:
    """Hash a file once as long as the disk says it is the same: a ledger is loaded again and again."""
    del size, changed_ns, inode
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
