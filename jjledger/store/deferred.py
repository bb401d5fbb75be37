"""Saves of a ledger that has a history, made while this machine had no git: kept until it has.

Each keeps its journal, with who wrote what, when and why. The next writer that finds git makes
a commit of each, in their order; so nobody's voucher is taken for a stranger's edit.

What lives here: keeping such saves, and committing them. What must not: writing the ledger's files.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Final

from jjledger.facts.entry import Deed
from jjledger.store.git import Repository, plain
from jjledger.store.home import Home
from jjledger.store.journal import JOURNAL, Journal, drop_journal, hash_of, read_journal
from jjledger.store.refusals import moved_underneath, refusing
from jjledger.store.system import System

_DEFERRED: Final = "deferred-"


def put_away(home: Home, journal: Journal, system: System) -> None:
    """Keep the journal of a finished save that the history has still to learn; drop any other.

    Raises:
        StoreError: the disk refused; the journal is still there.
    """
    if journal.commit is not None or not any(change.kept for change in journal.changes.values()):
        drop_journal(home.own, system)
        return
    last = max((int(path.name.removeprefix(_DEFERRED)) for path in deferred(home)), default=0)
    with refusing(home.own):
        system.replace(home.own / JOURNAL, home.own / f"{_DEFERRED}{last + 1:06d}")
        system.sync(home.own)


def deferred(home: Home) -> tuple[Path, ...]:
    """List the saves that the history has still to learn, the oldest first."""
    return tuple(sorted(home.own.glob(f"{_DEFERRED}[0-9]*")))


def deferred_hashes(home: Home, system: System) -> Mapping[str, str | None]:
    """Give the hashes of what such saves wrote, by path below the top.

    Raises:
        StoreError: the disk refused.
    """
    found: dict[str, str | None] = {}
    for path in deferred(home):
        journal = read_journal(home.own, system, path.name)
        if journal is not None:
            found |= {name: hash_of(change.after) for name, change in journal.changes.items() if change.kept}
    return found


def commit_deferred(home: Home, system: System) -> None:
    """Commit such saves, each by its own author and of its own time.

    Args:
        home: the ledger, its lock held.
        system: the machine.

    Raises:
        StoreError: the disk or git refused; what is not committed yet is still kept.
    """
    repository = home.repository
    if repository is None or repository.head() is None:
        return
    for path in deferred(home):
        journal = read_journal(home.own, system, path.name)
        if journal is not None:
            _commit(repository, journal)
        with refusing(path):
            system.unlink(path)
            system.sync(home.own)


def _commit(repository: Repository, journal: Journal) -> None:
    """Commit what a save wrote over what the history has; the rest is somebody's edit, and shown as one."""
    head = repository.head()
    assert head is not None, "asked only of a branch that has begun"
    kept = [name for name, change in journal.changes.items() if change.kept]
    ignored = repository.ignored(kept)
    blobs = repository.blobs(head, [name for name in kept if name not in ignored])
    staged = {}
    for name, blob in blobs.items():
        change = journal.changes[name]
        if hash_of(blob.data if blob else None) == change.before != hash_of(change.after):
            staged[name] = None if change.after is None else plain(change.after, blob)
    if not staged:
        return
    deed, when = Deed(journal.who, journal.why), datetime.fromisoformat(journal.when)
    commit = repository.commit(head, repository.stage(staged), deed, when)
    if not repository.move(commit, head, deed.why):
        raise moved_underneath(repository.root)
