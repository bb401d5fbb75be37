"""View model of the public log's page: what was published of all communities, one after the other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated


@dataclass(frozen=True, slots=True)
class LogRow:
    """One entry that tells readers something; what belongs to another entry stands with that."""

    index: Annotated[int, "which entry"]
    what: Annotated[str, "what it registers, in words"]
    path: Annotated[str, "page that it is about, below the site; empty where there is none"]
    state: Annotated[str, "有效, or by which entry it was replaced; empty on what is no disclosure"]


@dataclass(frozen=True, slots=True)
class LogPage:
    """A page of the public log."""

    district: Annotated[str, "name of the district"]
    origin: Annotated[str, "name of the log, as its signatures have it"]
    size: Annotated[int, "entries in all"]
    root: Annotated[str, "root over all of them, 64 hexadecimal digits"]
    seen: Annotated[str, "which witnesses signed it and how many are missing, in words"]
    two_views: Annotated[str, "what it would take to show people two different logs, in words"]
    demo: Annotated[bool, "signed with a key for demonstration, which nobody keeps"]
    fingerprint: Annotated[str, "sign of the keys that the verifying page trusts, in groups of four"]
    rows: Annotated[tuple[LogRow, ...], "newest first"]
    place: Annotated[int, "which page of the list, from 1"]
    pages: Annotated[int, "how many there are"]
    newer: Annotated[str, "the page of newer entries, below the site; empty on the first"]
    older: Annotated[str, "the page of older entries, below the site; empty on the last"]
