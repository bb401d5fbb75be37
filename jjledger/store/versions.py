"""Every version of some files that the history has, read in two runs of git however long it is.

What lives here: reading. What must not: what the files say.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from jjledger.store.git import Repository
from jjledger.store.system import CHINA

_FIELDS: Final = "%x1e%H%x1f%cI%x1f%an%x1f%s%x1f%P%x1f"
_AT_ONCE: Final = 2000  # contents asked for in one run


@dataclass(frozen=True, slots=True)
class Change:
    """One file as a commit found it and as it left it."""

    path: str  # below the repository's root
    before: bytes  # b"" it was not there; of a merge what all its sides had
    after: bytes  # b"" it went


@dataclass(frozen=True, slots=True)
class Version:
    """One commit with the files it changed."""

    commit: str
    when: datetime  # of the commit, in China, whatever zone the machine was set to
    who: str  # its author
    why: str  # first line
    first: bool  # of the history: nothing was there before
    changes: tuple[Change, ...]


def read_versions(repository: Repository, below: str, ending: str) -> Iterator[Version]:
    """Read what each commit changed in a folder's files, the oldest first; a merge what it has from no side.

    Args:
        repository: whose.
        below: the folder, below the root; "." for all.
        ending: of the files' names, ".beancount".

    Raises:
        StoreError: git refused.
    """
    if repository.head() is None:
        return
    pattern = f"**/*{ending}" if below == "." else f"{_literal(below)}/**/*{ending}"
    answer = repository.say(
        "log", "--reverse", "--topo-order", "-z", "--raw", "-c", "--no-abbrev", "--no-renames", "--full-history",
        "--encoding=UTF-8", f"--format={_FIELDS}", "HEAD", "--", f":(glob){pattern}",
    )  # fmt: skip
    read = [_parted(entry) for entry in answer.split(b"\x1e")[1:]]
    for start in range(0, len(read), _AT_ONCE):
        part = read[start : start + _AT_ONCE]
        oids = {oid for _, files in part for _, *named in files for oid in named if oid.strip("0")}
        data = repository.contents(sorted(oids))
        for (commit, when, who, why, parents), files in part:
            changes = tuple(
                Change(path, b"\n".join(data.get(oid, b"") for oid in before), data.get(after, b""))
                for path, *before, after in files
            )
            moment = datetime.fromisoformat(when).astimezone(CHINA)
            yield Version(commit, moment, who, why, not parents, changes)


def _literal(path: str) -> str:
    """Write a path so that a pattern takes it as it stands."""
    return "".join(f"\\{sign}" if sign in "*?[]\\" else sign for sign in path)


def _parted(entry: bytes) -> tuple[list[str], list[tuple[str, ...]]]:
    """Take one commit apart: its fields; and of each file its path, its contents before and its content after."""
    *fields, files = (os.fsdecode(part) for part in entry.split(b"\x1f"))
    words = [word for word in files.replace("\n", "").split("\0") if word]
    found = []
    for head, path in zip(words[0::2], words[1::2], strict=True):
        parents = len(head) - len(head.lstrip(":"))  # a merge has a colon for each
        parts = head.lstrip(":").split(" ")
        found.append((path, *parts[parents + 1 : 2 * parents + 2]))
    return fields, found
