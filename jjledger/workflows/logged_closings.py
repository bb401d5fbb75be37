"""Closed months and the public log: what of them is to be logged, and whether the books still are what was logged.

A history in git is no evidence against whoever owns the machine: it can be written anew. The log keeps the commit
and the hash of the month's record, and those cannot be.

What lives here: entries of closings and reopenings, and holding books against those in the log. What must not:
appending them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Final

from jjledger.books.closed_file import record_name
from jjledger.books.month_text import hash_of
from jjledger.books.reopened_file import read_reopenings
from jjledger.books.source import Source
from jjledger.errors import Trouble
from jjledger.facts.closed_month import FOLDER
from jjledger.seal.entries import Close, Reopen, read_entry
from jjledger.seal.manifest import MARK, Manifest
from jjledger.store.git import Repository
from jjledger.store.history import read_history
from jjledger.store.home import find_home
from jjledger.store.system import System

_MONTH: Final = re.compile(r"[1-9][0-9]{3}-(?:0[1-9]|1[0-2])")
_MARKS: Final = ("jjledger/close/", "jjledger/reopen/", MARK)
_MOST: Final = 1_000_000  # commits of a folder
_GROUND: Final = "公示登记册只增不改；已结账的月份要先反结账才能改"
_RESTORE: Final = "请从备份取回当时的账本；确要更正的，先 jjledger reopen 反结账，再更正、结账和公示。"


@dataclass(frozen=True, slots=True)
class Logged:
    """What the log says of a community's months."""

    closed: Mapping[str, tuple[int, Close]]  # by month, the entry in force
    reopened: frozenset[Reopen]
    manifests: tuple[tuple[int, Manifest], ...]


@dataclass(slots=True)
class _Reading:
    """What was read of the log so far."""

    closed: dict[str, tuple[int, Close]] = field(default_factory=dict)
    reopened: set[Reopen] = field(default_factory=set)
    manifests: list[tuple[int, Manifest]] = field(default_factory=list)


def logged_of(entries: Sequence[bytes], community: str) -> Logged:
    """Read what the log says of a community's months.

    A month that is opened again takes those after it with it, for they rest on it.

    Args:
        entries: of the log.
        community: as signed texts name it.

    Raises:
        ProofError: an entry has no known form.
    """
    reading = _Reading()
    marks, line = tuple(mark.encode() for mark in _MARKS), f"\ncommunity {community}\n".encode()
    for index, data in enumerate(entries):
        if not data.startswith(marks) or line not in data:
            continue  # reading each entry of a whole district for each community takes long
        entry = read_entry(data)
        if isinstance(entry, Close):
            reading.closed[entry.month] = (index, entry)
        elif isinstance(entry, Reopen):
            reading.reopened.add(entry)
            reading.closed = {month: one for month, one in reading.closed.items() if month < entry.month}
        elif isinstance(entry, Manifest):
            reading.manifests.append((index, entry))
    return Logged(reading.closed, frozenset(reading.reopened), tuple(reading.manifests))


def closings_to_log(
    folder: Path, community: str, entries: Sequence[bytes], system: System
) -> tuple[bytes, ...]:
    """Give the entries of a community's closings that the log has not yet.

    A month whose record is another than the logged one, without having been opened again, gets none: that is
    `closing_troubles`'.

    Args:
        folder: of the community.
        community: as signed texts name it.
        entries: of the log.
        system: the machine.

    Returns:
        Reopenings first, in their order, then closings by month.

    Raises:
        ProofError: an entry of the log has no known form.
        StoreError: git refused.
    """
    source, logged = Source(folder), logged_of(entries, community)
    reopened = [one for one in _reopenings(source, community) if one not in logged.reopened]
    first = min((one.month for one in reopened), default="9999-99")
    in_force = {month for month in logged.closed if month < first}
    fresh = {month: digest for month, digest in _records(source).items() if month not in in_force}
    commits = _commits(folder, system) if fresh else {}
    texts = [one.text() for one in reopened]
    texts += [
        Close(community, month, commits.get(record_name(month)), digest).text()
        for month, digest in fresh.items()
    ]
    return tuple(text.encode() for text in texts)


def closing_troubles(
    folder: Path, community: str, entries: Sequence[bytes], system: System
) -> tuple[Trouble, ...]:
    """Hold a community's books against what the log says of them.

    Args:
        folder: of the community.
        community: as signed texts name it.
        entries: of the log.
        system: the machine.

    Raises:
        ProofError: an entry of the log has no known form.
        StoreError: git refused.
    """
    source, logged = Source(folder), logged_of(entries, community)
    reopened = [one.month for one in _reopenings(source, community) if one not in logged.reopened]
    first = min(reopened, default="9999-99")
    return (
        *_changed_months(source, {month: one for month, one in logged.closed.items() if month < first}),
        *_lost_commits(folder, logged, system),
    )


def _changed_months(source: Source, closed: Mapping[str, tuple[int, Close]]) -> Iterator[Trouble]:
    """Find closed months whose record is not the one that was logged."""
    records = _records(source)
    for month, (index, entry) in sorted(closed.items()):
        place = str(source.folder / record_name(month))
        if month not in records:
            what = f"{month} 的结账记录不见了；登记册第 {index} 条记着这个月已经结账，没有反结账的登记。"
            yield Trouble(place, what, _RESTORE, _GROUND)
        elif records[month] != entry.canonical:
            what = (
                f"{month} 的结账记录与登记册第 {index} 条不同：登记的是 {entry.canonical.hex()[:16]}…，"
                f"现在是 {records[month].hex()[:16]}…。结账以后有人改过它。"
            )
            yield Trouble(place, what, _RESTORE, _GROUND)


def _lost_commits(folder: Path, logged: Logged, system: System) -> Iterator[Trouble]:
    """Find commits that the log names and that the history has no more."""
    named = [(index, one.commit, f"结账 {one.month}") for index, one in logged.closed.values() if one.commit]
    named += [
        (index, one.ledger, f"公示 {one.period} 第 {one.edition} 版")
        for index, one in logged.manifests
        if not one.ledger.startswith("sha256:")
    ]
    if not named:
        return
    home = find_home(folder, system)
    if home.repository is None:
        what = f"登记册记着账本的 {len(named)} 个提交，这里却没有 git 历史，无法核对。"
        yield Trouble(str(folder), what, "请在有完整历史的账本上核对。", _GROUND)
        return
    commits = home.repository.commits()
    for index, commit, about in sorted(named):
        if commit not in commits:
            what = (
                f"登记册第 {index} 条（{about}）记着提交 {commit[:12]}，账本的历史里却没有它：历史被改写过。"
            )
            yield Trouble(
                str(home.top), what, "请找回改写以前的版本库（备份或别人的副本），查明谁改了什么。", _GROUND
            )


def _records(source: Source) -> Mapping[str, bytes]:
    """Hash the record of every closed month, oldest first."""
    names = sorted(path.stem for path in (source.folder / FOLDER).glob("*.toml"))
    return {
        month: bytes.fromhex(hash_of(source.text(record_name(month))))
        for month in names
        if _MONTH.fullmatch(month)
    }


def _reopenings(source: Source, community: str) -> tuple[Reopen, ...]:
    """List the reopenings of a community, as the log writes them."""
    return tuple(
        Reopen(community, one.month, one.day.isoformat(), sha256(one.why.encode()).digest())
        for one in read_reopenings(source)[0]
    )


def _commits(folder: Path, system: System) -> Mapping[str, str]:
    """Find by which commit each file of `closed/` was written last; none without git."""
    home = find_home(folder, system)
    if home.repository is None:
        return {}
    return dict(reversed([*_written(home.repository, home.below_top(FOLDER))]))


def _written(repository: Repository, below: str) -> Iterator[tuple[str, str]]:
    """Give the files of `closed/` and the commits that wrote them, the newest first."""
    above = below.removesuffix(FOLDER)
    for change in read_history(repository, below, _MOST):
        yield from ((name.removeprefix(above), change.commit) for name in change.files)
