"""Read a folder of records, one TOML file each; one that cannot be read is told and the others stand."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeVar

from jjledger.books.findings import place_of
from jjledger.books.source import Source
from jjledger.errors import FORMAT, JjledgerError
from jjledger.facts.finding import Finding

T = TypeVar("T")


def read_folder(
    source: Source, folder: str, read: Callable[[Source, str], T], told: tuple[str, str]
) -> tuple[Mapping[str, T | None], tuple[Finding, ...]]:
    """Read every record of a folder.

    Args:
        source: the community's files.
        folder: below the community's own.
        read: reads the record of a number, which is its file's name.
        told: code of the finding of a record that cannot be read, and what such a record is of.

    Returns:
        The records by number, None where one cannot be read, and what is wrong with those.
    """
    code, word = told
    found: dict[str, T | None] = {}
    findings = []
    for path in sorted((source.folder / folder).glob("*.toml")):
        try:
            found[path.stem] = read(source, path.stem)
        except JjledgerError as error:
            found[path.stem] = None
            trouble = error.trouble
            what = f"{word} {path.stem} 的记录读不出来：{trouble.what}"
            ground = trouble.ground or FORMAT
            place = place_of(error, source)
            findings.append(Finding(code, "warn", place, what, trouble.remedy, ground, trouble.excerpt))
    return found, tuple(findings)
