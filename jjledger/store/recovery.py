"""Finishing, or forgetting, a save that was broken off.

Only the journal decides, path by path. With git a save has happened when the branch has its
commit; without git when its journal is on the disk. A file that is neither what stood there
nor what was to be written is somebody's edit, and stays.

What lives here: what the next writer does before its own work.
What must not: saving.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from jjledger.errors import StoreError, Trouble
from jjledger.facts.entry import Deed
from jjledger.store.deferred import commit_deferred, put_away
from jjledger.store.files import mode_of, read_or_none, sweep, write_or_remove
from jjledger.store.git import Blob, Repository, plain
from jjledger.store.home import Home
from jjledger.store.journal import JOURNAL, Change, Journal, hash_of, read_journal
from jjledger.store.refusals import moved_underneath, refusing
from jjledger.store.system import System

_FINISHED: Final = "补完中断的写入："


def recover(home: Home, system: System) -> None:
    """Bring a ledger to where the last save wanted it, or to where it was.

    Args:
        home: the ledger, its lock held.
        system: the machine.

    Raises:
        StoreError: the disk or git refused, or the journal cannot be used; says what to do.
    """
    if home.repository is not None:
        home.repository.break_own_locks()
    journal = read_journal(home.own, system)
    if journal is not None:
        for name in journal.changes:
            with refusing(home.top / name):
                sweep(home.top / name, system)
        if journal.commit is None:
            _finish_files(home, journal.changes, system)
        else:
            _finish_commit(home, journal, system)
        put_away(home, journal, system)
    commit_deferred(home, system)
    if home.repository is not None and home.repository.head() is not None:
        mend_index(home.repository, system)


def mend_index(repository: Repository, system: System) -> None:
    """Tell a person's index of files that we wrote and it does not know yet.

    A file that is on the disk as the branch has it was not staged otherwise on purpose. Where
    somebody's git holds the index, the next save tries again.
    """
    unlike = repository.unlike_head()
    if not unlike:
        return
    blobs = repository.blobs(repository.head(), tuple(unlike))
    stale = [
        line
        for name, line in unlike.items()
        if read_or_none(repository.root / name, system) == (blob.data if (blob := blobs[name]) else None)
    ]
    if stale:
        repository.refresh(b"".join(stale))


def _finish_files(home: Home, changes: Mapping[str, Change], system: System) -> None:
    """Write what was not written yet."""
    for name, change in changes.items():
        path = home.top / name
        now = read_or_none(path, system)
        if now != change.after and hash_of(now) == change.before:
            write_or_remove(path, change.after, system, mode_of(name))


def _finish_commit(home: Home, journal: Journal, system: System) -> None:
    """Finish a save whose commit the branch has; forget one that never came so far."""
    repository = home.repository
    if repository is None:
        raise StoreError(
            Trouble(
                str(home.own / JOURNAL),
                "上次写入中途断了，它记在 git 里，现在却没有 git 或版本库，不能补完。",
                "请装上 git（sudo apt-get install git）或放回 .git 文件夹，再重新运行。",
            )
        )
    assert journal.commit is not None, "asked only of a save in git"
    if not repository.contains(journal.commit):
        return
    kept = {name: change for name, change in journal.changes.items() if change.kept}
    blobs = repository.blobs(repository.head(), tuple(kept))
    if kept and all(
        hash_of(read_or_none(home.top / name, system)) == hash_of(_data(blobs[name])) == change.before
        for name, change in kept.items()
        if hash_of(change.after) != change.before
    ):
        return  # a person has taken the whole save back
    ours = {
        name: change
        for name, change in journal.changes.items()
        if not change.kept or hash_of(_data(blobs[name])) in {change.before, hash_of(change.after)}
    }
    _finish_files(home, ours, system)
    _commit_again(home, repository, journal, system)


def _commit_again(home: Home, repository: Repository, journal: Journal, system: System) -> None:
    """Commit what a person's commit took back while the files were half written."""
    head = repository.head()
    assert head is not None, "the branch has the save's commit"
    kept = {name: change for name, change in journal.changes.items() if change.kept}
    blobs = repository.blobs(head, tuple(kept))
    lost: dict[str, Blob | None] = {
        name: None if change.after is None else plain(change.after, blobs[name])
        for name, change in kept.items()
        if hash_of(_data(blobs[name])) == change.before != hash_of(change.after)
        and read_or_none(home.top / name, system) == change.after
    }
    if not lost:
        return
    deed = Deed(journal.who, _FINISHED + journal.why)
    commit = repository.commit(head, repository.stage(lost), deed, system.now())
    if not repository.move(commit, head, deed.why):
        raise moved_underneath(repository.root)


def _data(blob: Blob | None) -> bytes | None:
    return blob.data if blob else None
