"""Writing the public log: appended to, signed, and never two roots for one size.

    lock        one writer
    promise     the entries that are decided, in one file
    tile/…      written once
    checkpoints/<size>, checkpoint

An append that fails or dies before its promise is on the disk never was; one that comes further is finished by the
next writer, with the same bytes. Before anything is signed every file of the log is read and held against the
checkpoint that was signed last.

What lives here: the writer, and what it finishes for one that died. What must not: what entries say.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from jjledger.errors import LogError, StoreError, Trouble
from jjledger.proof import note
from jjledger.proof.checkpoint import Checkpoint, Opened, Policy, open_checkpoint
from jjledger.proof.failed import FAILURES, ProofError
from jjledger.proof.keys import NOTE, SecretKey
from jjledger.proof.tiles import MOST_BYTES, files_between
from jjledger.proof.tree import leaf_hash, root_of
from jjledger.proof.witness import with_answers
from jjledger.seal.monitor import monitor
from jjledger.store.files import make_folders, read_or_none, write_atomically
from jjledger.store.home import OWN
from jjledger.store.kept_log import KeptLog, alone, is_begun, key_after, line_file, load_log
from jjledger.store.lock import held
from jjledger.store.log_files import (
    CHECKPOINT,
    CHECKPOINTS,
    LOCK,
    PROMISE,
    OnceWriter,
    damaged,
    drop,
    numbered,
    sweep_drafts,
)
from jjledger.store.log_promise import Promise, read_promise
from jjledger.store.refusals import UNTOUCHED, refusing
from jjledger.store.system import System

Rule = Callable[[Sequence[bytes]], object]  # raises ProofError where entries must not stand together
_DECIDED: Final = "这几条登记已经决定，还没有写完；登记册原有的内容都在，下一次运行会先把它们补完。"
_REMEDIES: Final = {  # where the rule forbids an entry
    "replaces": "同一小区同一期只有一份公示有效，更正要写明取代哪一条；请核对后重新发布。",
    "home": "网站的地址写在每一条登记里，开册以后不能改；搬了家的，请在 district.toml 的 [log] 用 home 写原来的网址。",
    "twice": "已经登记的张贴件、签名和撤下不能再换；要改，请更正公示，出新的一版。",
    "policy": "见证人不够签满约定的家数，或者把登记册自己算作了见证人；请改 district.toml 的 [log]。",
}
_HIDDEN: Final = b"*\n"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a log lies, and what signs it."""

    folder: Path
    key: SecretKey


class Log(KeptLog):
    """The log, held by this writer alone."""

    def __init__(self, place: Place, kept: KeptLog, rule: Rule, system: System) -> None:
        """Go on from what is kept; `open_log` is the way to one.

        Args:
            place: where it lies, and what signs it.
            kept: what was read and held against its checkpoint; nothing for a new log.
            rule: what entries together must fulfil.
            system: the machine.
        """
        super().__init__(kept.key, kept.entries, kept.signed, kept.lines)
        self.folder = place.folder
        self._secret = place.key
        self._rule = rule
        self._system = system
        self._halfway = False  # an append failed: what stands on the disk is for the next writer to finish

    def append(self, entries: Sequence[bytes], successor: SecretKey | None = None) -> tuple[int, ...]:
        """Add entries under one new checkpoint; none add nothing.

        Args:
            entries: in their order.
            successor: the key that one of them puts in this one's place; it signs too, and from then on alone.

        Returns:
            Their indexes.

        Raises:
            LogError: an entry is too long or breaks the rule of the log; nothing was signed.
            StoreError: the disk refused; the message says whether the next run finishes the append.
        """
        if not entries:
            return ()
        self._refuse_bad(entries)
        promise = Promise(self.size, tuple(entries), self._sign((*self.entries, *entries), successor))
        self._halfway = True
        write_atomically(self.folder / PROMISE, promise.data(), self._system)
        try:
            self._finish(promise)
        except StoreError as error:
            if isinstance(error, LogError):
                raise
            what = error.trouble.what.replace(UNTOUCHED, "") + _DECIDED
            raise StoreError(Trouble(error.trouble.place, what, error.trouble.remedy)) from error
        self._halfway = successor is not None  # who goes on has the other key
        return tuple(range(promise.before, promise.size))

    def cosign(self, answers: Sequence[bytes], policy: Policy) -> int:
        """Put witnesses' lines under the checkpoint they are of, the newest if it is; a first line stands.

        Args:
            answers: lines as witnesses gave them, all over one checkpoint.
            policy: which witnesses count.

        Returns:
            The size of the checkpoint.

        Raises:
            LogError: a line is not a known witness's over any checkpoint of this log.
            StoreError: the disk refused; what is written of it is whole.
        """
        size = self._size_of(answers, policy)
        under = note.read(note.read(self.signed[size]).text.encode() + b"\n" + b"".join(answers)).signatures
        writer = OnceWriter(self.folder, self._system)
        there = {(line.name, line.key_id) for line in note.read(self.checkpoint_at(size)).signatures}
        fresh = [line for line in under if (line.name, line.key_id) not in there]
        for line in fresh:
            writer.write(line_file(size, line), line.line().encode())
        writer.sync()
        self.lines[size] = self.lines.get(size, b"") + b"".join(line.line().encode() for line in fresh)
        if size == self.size:
            write_atomically(self.folder / CHECKPOINT, self.checkpoint, self._system)
        return size

    def seen(self, policy: Policy) -> Opened:
        """Tell which witnesses signed the newest checkpoint, and how many are missing."""
        return open_checkpoint(self.checkpoint, policy)

    def _sign(self, entries: Sequence[bytes], successor: SecretKey | None) -> bytes:
        """Sign the log with these entries, with the key it has before them and the one it has after."""
        keys = [self._secret, *([successor] if successor else [])]
        assert key_after(entries, self.key) == keys[-1].public(), "who signs from now on signs this"
        text = Checkpoint(
            self.key.name, len(entries), root_of([leaf_hash(entry) for entry in entries])
        ).text()
        return note.Note(text, tuple(note.sign(text, key) for key in keys)).data()

    def _refuse_bad(self, entries: Sequence[bytes]) -> None:
        """Refuse to promise what must not be signed."""
        if self._halfway:
            raise StoreError(Trouble(str(self.folder), _DECIDED, "请先检查磁盘，再重新运行。"))
        if key_after(self.entries, self.key) != self.key:
            what = "登记册已经登记了另一把密钥，这一把不能再签。"
            raise LogError(
                Trouble(str(self.folder), what, "请再运行一次  jjledger log rotate  ，把换钥做完。")
            )
        for entry in entries:
            if len(entry) > MOST_BYTES:
                what = f"一条登记有 {len(entry)} 字节，最多 {MOST_BYTES} 字节；没有签章。"
                raise LogError(
                    Trouble(str(self.folder), what, "请把长内容留在公示的文件里，登记只写它的哈希。")
                )
        try:
            self._rule((*self.entries, *entries))
        except ProofError as error:
            which = f"第 {error.about} 条：" if error.about.isdecimal() else ""
            what = f"不能登记：{which}{FAILURES[error.code]}；没有签章。"
            remedy = _REMEDIES.get(error.code, _REMEDIES["replaces"])
            raise LogError(Trouble(str(self.folder), what, remedy)) from error

    def _size_of(self, answers: Sequence[bytes], policy: Policy) -> int:
        """Find the checkpoint that answers are of."""
        first: ProofError | None = None
        for size in reversed(self.sizes):
            try:
                with_answers(self.signed[size], answers, policy)
            except ProofError as error:
                first = first or error
            else:
                return size
        what = f"见证人的回复与登记册对不上：{first}。"
        raise LogError(
            Trouble(
                str(self.folder),
                what,
                "请核对 district.toml 里见证人的公钥，或请见证人对最新的请求再签一次。",
            )
        )

    def _finish(self, promise: Promise) -> None:
        """Write what is promised, show its checkpoint and forget the promise."""
        entries = (*self.entries[: promise.before], *promise.entries)
        writer = OnceWriter(self.folder, self._system)
        for name, data in files_between(promise.before, entries).items():
            writer.write(name, data)
        writer.write(f"{CHECKPOINTS}/{promise.size}", promise.signed)
        writer.sync()
        write_atomically(self.folder / CHECKPOINT, promise.signed, self._system)
        self.entries = entries
        self.signed[promise.size] = promise.signed
        drop(self.folder / PROMISE, self._system)

    def settle(self, genesis: bytes) -> None:
        """Finish what a writer that died had promised, and begin a new log.

        Args:
            genesis: the first entry, where there is none.

        Raises:
            LogError: the promise is damaged or is of another log, or a later checkpoint was signed.
            StoreError: the disk refused.
        """
        self._recover()
        if not self.size:
            self.append([genesis])
        if (
            read_or_none(self.folder / CHECKPOINT, self._system) != self.checkpoint
        ):  # died before it could be shown
            write_atomically(self.folder / CHECKPOINT, self.checkpoint, self._system)

    def _recover(self) -> None:
        """Finish what is promised, and see that the log was never signed further.

        Raises:
            LogError: the promise is damaged or is of another log, or a later checkpoint was signed.
            StoreError: the disk refused.
        """
        place = self.folder / PROMISE
        data = read_or_none(place, self._system)
        promise = None if data is None else read_promise(data)
        if data is not None and promise is None:
            raise damaged(place, "上次写到一半留下的待办已损坏。")
        if promise is not None and self.size == promise.before and self._fits(promise):
            self._finish(promise)
        elif promise is not None and self.entries[promise.before : promise.size] == promise.entries:
            drop(place, self._system)
        elif promise is not None:
            raise damaged(place, "上次写到一半留下的待办接不上现在的登记册。")
        later = [size for size in numbered(self.folder / CHECKPOINTS) if size > self.size]
        if later:
            what = f"登记册曾经签到共 {later[-1]} 条，现在的签章只有 {self.size} 条：有人换回了旧的签章。"
            raise damaged(self.folder / CHECKPOINT, what)

    def _fits(self, promise: Promise) -> bool:
        """Tell whether a promised checkpoint is this log's with the promised entries."""
        hashes = [leaf_hash(entry) for entry in (*self.entries, *promise.entries)]
        try:
            found = open_checkpoint(promise.signed, alone(self.key)).checkpoint
        except ProofError:
            return False
        return (found.size, found.root) == (promise.size, root_of(hashes))


@contextmanager
def open_log(
    folder: Path, key: SecretKey, genesis: bytes, system: System, rule: Rule = monitor
) -> Iterator[Log]:
    """Open the log for writing; a new one begins with its genesis entry.

    Args:
        folder: `.jjledger/log` of the district.
        key: the log's; its name is the log's origin.
        genesis: the first entry of a new log; a log that has begun keeps its own.
        system: the machine.
        rule: what entries together must fulfil; raises ProofError where they do not.

    Raises:
        LogError: a file of the log is not as it was signed, or another key signed it; nothing is signed then.
        StoreError: another process writes, or the disk refused.
    """
    assert key.kind == NOTE, "a log signs notes"
    make_folders(folder, system)
    with held(folder / LOCK, system):
        if folder.parent.name == OWN and not (folder.parent / ".gitignore").exists():
            write_atomically(folder.parent / ".gitignore", _HIDDEN, system)
        sweep_drafts(folder, system)
        log = _opened(Place(folder, key), rule, system)
        log.settle(genesis)
        yield log


def _opened(place: Place, rule: Rule, system: System) -> Log:
    """Read what is there; nothing but a promise is a log that is about to begin."""
    folder, key = place.folder, place.key.public()
    if not (folder / CHECKPOINT).exists() and (not is_begun(folder) or (folder / PROMISE).exists()):
        return Log(place, KeptLog(key, (), {}, {}), rule, system)
    with refusing(folder):
        return Log(place, load_log(folder, system.read, key), rule, system)
