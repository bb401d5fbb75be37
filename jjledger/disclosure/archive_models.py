"""View model of a year's archive: what is in it, and how long each part is kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated


@dataclass(frozen=True, slots=True)
class ArchivedFile:
    """One file."""

    path: Annotated[str, "within the archive"]
    bytes_long: Annotated[int, "its size"]
    sha256: Annotated[str, "of its content"]
    term: Annotated[str, "30 年, 永久"]
    until: Annotated[str, "last day of its term; empty for ever"]


@dataclass(frozen=True, slots=True)
class ArchiveSection:
    """One folder of the archive."""

    title: Annotated[str, "凭证和账簿"]
    words: Annotated[str, "what is in it and how to open it"]
    files: Annotated[tuple[ArchivedFile, ...], "its files by path"]


@dataclass(frozen=True, slots=True)
class ArchiveIndex:
    """What an archive says about itself."""

    community: Annotated[str, "name of the community"]
    year: Annotated[int, "calendar year"]
    last_day: Annotated[date, "last day told"]
    sample: Annotated[bool, "demonstration data"]
    sections: Annotated[tuple[ArchiveSection, ...], "in the order in which people read"]
