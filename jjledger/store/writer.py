"""The one way in which anything in a ledger is written.

    lock → finish or forget what was broken off → compare with what the writer had read and
    with the history → commit that no branch knows → journal → move the branch → files, each
    beside the old one and then over it → a person's index → drop the journal → "saved"

With git a save happens when the branch moves, without it when the journal is on the disk:
before that nothing has happened, after it the journal finishes what was broken off.

What lives here: the order of these steps. What must not: what the files mean.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import Final

from jjledger.errors import ChangedError, StoreError, Trouble
from jjledger.facts.entry import Deed
from jjledger.store.deferred import put_away
from jjledger.store.files import make_folders, mode_of, read_or_none, write_or_remove
from jjledger.store.foreign import never_kept, refuse_foreign_edit
from jjledger.store.git import Blob, Repository, plain
from jjledger.store.history import begin_history
from jjledger.store.home import Home, find_home, hide_own_folder, refuse_foreign
from jjledger.store.journal import Change, Journal, drop_journal, hash_of, not_undone, write_journal
from jjledger.store.lock import held
from jjledger.store.recovery import recover
from jjledger.store.refusals import UNTOUCHED, moved_underneath
from jjledger.store.system import System

LOCK: Final = "lock"


@dataclass(frozen=True, slots=True)
class Saved:
    """What a save came to."""

    commit: str | None  # None without git, or where nothing that git keeps has changed
    files: tuple[Path, ...]  # written or removed, in the order given


@dataclass(frozen=True, slots=True)
class _Step:
    """One file on its way."""

    name: str  # below the ledger's folder
    before: bytes | None
    after: bytes | None
    kept: bool = False  # in git
    blob: Blob | None = None  # as the branch has it

    @property
    def to_disk(self) -> bool:
        return self.before != self.after

    @property
    def to_git(self) -> bool:
        return self.kept and (self.blob.data if self.blob else None) != self.after


def write_changes(
    folder: Path,
    expected: Mapping[str, bytes | None],
    changes: Mapping[str, bytes | None],
    deed: Deed,
    system: System,
) -> Saved:
    """Write some files of a ledger: all of them, or nothing.

    Args:
        folder: a community's or a district's folder.
        expected: content of files as the writer had read them; None where none may stand.
        changes: new content by path below the folder; None where the file goes.
        deed: who writes, and why.
        system: the machine.

    Raises:
        ChangedError: a file is not what was expected.
        ForeignEditError: a file to be written holds an edit that the history does not know.
        StoreError: another one is writing, or the disk or git refused; the ledger is as it was.
    """
    with writing(folder, system) as writer:
        return writer.save(expected, changes, deed)


@contextmanager
def writing(folder: Path, system: System) -> Iterator[Writer]:
    """Hold a ledger's lock during the block; what was broken off before is finished or forgotten first.

    Args:
        folder: a community's or a district's folder.
        system: the machine.

    Raises:
        StoreError: another one is writing, or the ledger cannot be written.
    """
    home = find_home(folder, system)
    refuse_foreign(home)
    make_folders(home.own, system)
    with held(home.own / LOCK, system) as file:
        hide_own_folder(home, system)
        if home.repository is not None:
            home = replace(home, repository=replace(home.repository, held=file))
            assert home.repository is not None, "it was there a line ago"
            home.repository.refuse_under_way()
        recover(home, system)
        yield Writer(home, system)


@dataclass(frozen=True, slots=True)
class Writer:
    """Somebody who holds the lock of a ledger."""

    home: Home
    system: System

    def save(
        self, expected: Mapping[str, bytes | None], changes: Mapping[str, bytes | None], deed: Deed
    ) -> Saved:
        """Write some files: all of them, or nothing.

        Args:
            expected: content of files as the writer had read them; None where none may stand.
            changes: new content by path below the folder; None where the file goes.
            deed: who writes, and why.

        Raises:
            ChangedError: a file is not what was expected.
            ForeignEditError: a file to be written holds an edit that the history does not know.
            StoreError: the disk or git refused; the ledger is as it was.
        """
        for name in {**expected, **changes}:
            _refuse_path(self.home.folder, name)
        for name, data in expected.items():
            if self._read(name) != data:
                raise changed_underneath(self.home.folder / name)
        steps = [_Step(name, self._read(name), after) for name, after in changes.items()]
        if self.home.repository is None:
            owed = self.home.gitless  # to the history, which learns of it when git is back
            steps = [replace(step, kept=owed and not never_kept(step.name)) for step in steps if step.to_disk]
            return self._carry_out(None, steps, deed)
        head = self.home.repository.head() or begin_history(
            self.home.repository, Deed(deed.who, "登记账本现状"), self.system
        )
        steps = self._compared(self.home.repository, head, steps)
        return self._carry_out(head, [step for step in steps if step.to_disk or step.to_git], deed)

    def _read(self, name: str) -> bytes | None:
        return read_or_none(self.home.folder / name, self.system)

    def _put(self, name: str, data: bytes | None) -> None:
        write_or_remove(self.home.folder / name, data, self.system, mode_of(name))

    def _compared(self, repository: Repository, head: str, steps: Sequence[_Step]) -> list[_Step]:
        """Compare with the branch: files that git keeps must stand as it has them."""
        path_of = {step.name: self.home.below_top(step.name) for step in steps}
        ignored = repository.ignored(list(path_of.values()))
        kept = {path for path in path_of.values() if path not in ignored and not never_kept(path)}
        blobs = repository.blobs(head, sorted(kept))
        compared = [
            replace(step, kept=path_of[step.name] in kept, blob=blobs.get(path_of[step.name]))
            for step in steps
        ]
        for step in compared:
            if step.kept and step.to_disk:
                refuse_foreign_edit(self.home, step.name, step.blob, step.before)
        return compared

    def _carry_out(self, head: str | None, steps: Sequence[_Step], deed: Deed) -> Saved:
        """Commit, write the journal, move the branch, write the files."""
        if not steps:
            return Saved(None, ())
        commit, staged = self._committed(head, steps, deed)
        changes = {
            self.home.below_top(step.name): Change(hash_of(step.before), step.after, step.kept)
            for step in steps
        }
        journal = Journal(changes, commit, deed.who, deed.why, self.system.now().isoformat())
        write_journal(self.home.own, journal, self.system)
        begun: list[_Step] = []
        try:
            if commit is not None and not self._repository.move(commit, head, deed.why):
                raise moved_underneath(self._repository.root)
            for step in steps:
                begun.append(step)
                if step.to_disk:
                    self._put(step.name, step.after)
        except StoreError:
            self._undo(head, commit, begun)
            raise
        with suppress(StoreError):  # it is saved; what is left the next save does
            if not staged or self._repository.refresh(staged):
                put_away(self.home, journal, self.system)
        return Saved(commit, tuple(self.home.folder / step.name for step in steps))

    @property
    def _repository(self) -> Repository:
        assert self.home.repository is not None, "asked only of a ledger in git"
        return self.home.repository

    def _committed(self, head: str | None, steps: Sequence[_Step], deed: Deed) -> tuple[str | None, bytes]:
        """Make the commit, if git keeps any of the files, and the lines for a person's index."""
        if head is None or not any(step.to_git for step in steps):
            return None, b""
        blobs = {
            self.home.below_top(step.name): None if step.after is None else plain(step.after, step.blob)
            for step in steps
            if step.to_git
        }
        staged = self._repository.stage(blobs)
        return self._repository.commit(head, staged, deed, self.system.now()), staged

    def _undo(self, head: str | None, commit: str | None, begun: Sequence[_Step]) -> None:
        """Put back what stood there, the branch too; where that fails the journal finishes the save."""
        try:
            for step in reversed(begun):
                self._put(step.name, step.before)
            if commit is not None and head is not None and self._repository.head() == commit:
                self._repository.move(head, commit, "撤销没有写完的内容")
            drop_journal(self.home.own, self.system)
        except StoreError as error:
            raise not_undone(self.home.folder, error) from error


def changed_underneath(place: Path) -> ChangedError:
    """Build the refusal of a save whose ground has moved."""
    return ChangedError(
        Trouble(str(place), "账本在这期间被别人改动了，没有写入。", "请重新运行这条命令，核对预览后再写入。")
    )


def _refuse_path(folder: Path, name: str) -> None:
    """Refuse a path that leads out of the folder, or into git's own."""
    path = PurePosixPath(name)
    assert path.parts, "a file has a name"
    assert not path.is_absolute(), name
    assert {"..", ".git"}.isdisjoint(path.parts), name
    if never_kept(name):
        return  # names of persons may lie on another disk
    for part in (path, *path.parents):
        if (folder / part).is_symlink() and part.parts:
            raise StoreError(
                Trouble(
                    str(folder / part), f"这是一个链接，指向别处。{UNTOUCHED}",
                    "账本的文件须放在账本自己的文件夹里；请把真正的文件移进来。",
                )
            )  # fmt: skip
