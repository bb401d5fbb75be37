"""The public log as it lies on a disk, read whole: entries, checkpoints, proofs, and whether another one is its past.

What lives here: reading a log's folder, the store's or a site's copy of it, and holding every file against the root
that was signed. What must not: writing, or holding a secret key.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from jjledger.proof import note
from jjledger.proof.checkpoint import Checkpoint, Opened, Past, Policy, open_checkpoint, read
from jjledger.proof.failed import ProofError, demand
from jjledger.proof.keys import PublicKey, read_public
from jjledger.proof.tiles import read_bundle, tiles_between
from jjledger.proof.tlog_proof import EntryProof
from jjledger.proof.tree import Tree, leaf_hash, root_of, roots_at
from jjledger.store.log_files import (
    CHECKPOINT,
    CHECKPOINTS,
    COSIGNATURES,
    TILES,
    damaged,
    numbered,
    tile_files,
)
from jjledger.store.refusals import refusing

Read = Callable[[Path], bytes]
_NOT_OURS: Final = {"unsigned", "log-unsigned", "origin", "signature"}
_NAMES_KEY: Final = re.compile(
    rb"jjledger/(?:genesis/v1\norigin [^\n]+\nkey|key/v1\nrole log\nold [^\n]+\nnew) (?!-\n)([^\n]+)\n(?s:.*)"
)
_KEY: Final = "请确认 .jjledger/keys 是签这份登记册的那一把钥匙；钥匙丢了，请从备份取回。"


class KeptLog:
    """A log that was read, with every file as its root says."""

    def __init__(
        self,
        key: PublicKey,
        entries: Sequence[bytes],
        signed: Mapping[int, bytes],
        lines: Mapping[int, bytes],
    ) -> None:
        """Keep what was read.

        Args:
            key: the log's.
            entries: all of them.
            signed: what the log signed, by size, rising; the last is of all entries.
            lines: what witnesses signed under it, by size.
        """
        self.key = key
        self.entries = tuple(entries)
        self.signed = dict(signed)
        self.lines = dict(lines)
        self._trees: dict[int, Tree] = {}
        self._seen: dict[
            tuple[bytes, Policy], int | None
        ] = {}  # by checkpoint, since each is asked for often

    @property
    def size(self) -> int:
        """Say how many entries there are."""
        return len(self.entries)

    @property
    def sizes(self) -> tuple[int, ...]:
        """List the sizes at which the log was signed, rising."""
        return tuple(self.signed)

    @property
    def former(self) -> tuple[Past, ...]:
        """List what earlier keys signed, for whoever reads an old poster or pack under today's key."""
        past: list[Past] = []
        before, key = 0, self.key
        for size in self.signed:
            key = key_after(self.entries[before:size], key)
            before = size
            if key != self.key:
                past.append(Past(key, size, self.tree(size).root()))
        return tuple(past)

    @property
    def checkpoint(self) -> bytes:
        """Give the newest checkpoint, with the lines of the witnesses that answered."""
        return self.checkpoint_at(self.size)

    def checkpoint_at(self, size: int) -> bytes:
        """Give the checkpoint of a size, with the lines of the witnesses that answered.

        Args:
            size: one of `sizes`.
        """
        under = self.lines.get(size, b"")
        if not under:
            return self.signed[size]
        signed = note.read(self.signed[size])
        return note.with_signatures(signed, note.read(signed.text.encode() + b"\n" + under).signatures).data()

    def tree(self, size: int) -> Tree:
        """Give the tree over the first entries."""
        if size not in self._trees:
            self._trees[size] = Tree([leaf_hash(entry) for entry in self.entries[:size]])
        return self._trees[size]

    def proof(self, index: int, size: int | None = None) -> bytes:
        """Prove that an entry is in the log, as a text that carries the checkpoint with it.

        Args:
            index: of the entry.
            size: of the checkpoint, one of `sizes`; None: the newest.
        """
        size = self.size if size is None else size
        return EntryProof(index, self.tree(size).inclusion(index), self.checkpoint_at(size)).data()

    def size_for(self, index: int, policy: Policy) -> int:
        """Name the checkpoint to prove an entry with, which changes at most once: when enough witnesses answered.

        Once the log has another key, it changes again: to one that the key signed which readers are told now.

        Args:
            index: of the entry.
            policy: whose answers count.

        Returns:
            The smallest size that has the entry and a quorum; while there is none, the smallest that has the entry.
        """
        policy = replace(policy, former=())  # what is proved today is proved under today's key
        covering = [size for size in self.signed if size > index and self._lacking(size, policy) is not None]
        return next((size for size in covering if self._lacking(size, policy) == 0), covering[0])

    def _lacking(self, size: int, policy: Policy) -> int | None:
        """Say how many witnesses a checkpoint lacks; None where another key signed it."""
        data = self.checkpoint_at(size)
        if (data, policy) not in self._seen:
            try:
                self._seen[data, policy] = open_checkpoint(data, replace(policy, former=())).lacking
            except ProofError:
                self._seen[data, policy] = None
        return self._seen[data, policy]

    def open_at(self, size: int, policy: Policy) -> Opened:
        """Verify the checkpoint of a size, by the key that the log had then.

        Args:
            size: one of `sizes`.
            policy: whom we trust today.

        Raises:
            ProofError: it is not the log's, or a line under it is false.
        """
        return open_checkpoint(self.checkpoint_at(size), self._then(size, policy))

    def compare(self, data: bytes, policy: Policy) -> Opened:
        """Hold an older checkpoint against this log.

        Args:
            data: of a poster, a pack, a witness or a site.
            policy: whom we trust.

        Raises:
            ProofError: it is not this log's, or this log does not begin with it: `old-root` where what was signed is
                not what stands here now, `sizes` where it counts more entries than there are.
        """
        told = read(note.read(data).text)
        opened = open_checkpoint(data, self._then(told.size, policy))
        demand(opened.checkpoint.size <= self.size, "sizes")
        demand(self.tree(opened.checkpoint.size).root() == opened.checkpoint.root, "old-root")
        return opened

    def extends(self, checkpoint: bytes) -> bool:
        """Tell whether this log begins with that of a checkpoint, which the same key signed.

        Args:
            checkpoint: of the copy that is out.
        """
        try:
            self.compare(checkpoint, alone(self.key))
        except ProofError:
            return False
        return True

    def _then(self, size: int, policy: Policy) -> Policy:
        """Give whom to trust about a checkpoint of some size: the log may have had another key."""
        if policy.log != self.key:
            return policy
        return replace(policy, log=key_after(self.entries[:size], self.key))

    def site_files(self) -> Mapping[str, bytes]:
        """Give every file that is served, by path below the log's folder; the newest checkpoint comes last.

        Witnesses' lines are served under the newest checkpoint and with entries' proofs. Files of their own would
        make every answer another list of the site's files.
        """
        files = dict(tile_files(self.sizes, self.entries))
        files |= {f"{CHECKPOINTS}/{size}": data for size, data in self.signed.items()}
        return {**files, CHECKPOINT: self.checkpoint}


def alone(key: PublicKey) -> Policy:
    """Trust a log's own key and ask for nobody else's."""
    return Policy(key.name, key, (), 0)


def line_file(size: int, line: note.Signature) -> str:
    """Name the file of a witness's line, below the log's folder."""
    return f"{COSIGNATURES}/{size}/{line.key_id.hex()}"


def is_begun(folder: Path) -> bool:
    """Tell whether a log lies in a folder, whole or not."""
    return any((folder / name).exists() for name in (CHECKPOINT, CHECKPOINTS, TILES))


def read_log(folder: Path, key: PublicKey | None = None) -> KeptLog:
    """Read a log, with no secret at hand.

    Args:
        folder: the store's, or a site's copy.
        key: the log's; None: the one that its first entry names, which proves nothing but that it fits.

    Raises:
        LogError: a file is missing, or not what was signed; or there is no log.
        StoreError: the disk refused.
    """
    with refusing(folder, ""):
        return load_log(folder, Path.read_bytes, key)


def load_log(folder: Path, read_file: Read, key: PublicKey | None) -> KeptLog:
    """Read a log, and hold each of its files against the newest checkpoint.

    Sizes that were signed beyond it are left out: another writer may be at work.

    Args:
        folder: where it lies.
        read_file: how to read a file.
        key: the log's, None: by the first entry.

    Raises:
        LogError: a file is missing, or not what was signed.
        OSError: the disk refused.
    """
    if not (folder / CHECKPOINT).is_file():
        raise damaged(folder / CHECKPOINT, "这里没有登记册的签章。")
    newest = _read(folder, CHECKPOINT, read_file)
    try:
        found = read(note.read(newest).text)
        entries = _entries(folder, found, read_file)
        demand(bool(entries), "bundle")
        log = key or key_after(entries, None)
        open_checkpoint(newest, alone(log))
        demand(log == key_after(entries, log), "unsigned")
    except ProofError as error:
        remedy = (_KEY,) if error.code in _NOT_OURS else ()
        raise damaged(folder / CHECKPOINT, f"登记册与签章不符：{error}。", *remedy) from None
    sizes = [size for size in numbered(folder / CHECKPOINTS) if size <= found.size]
    signed = {size: _read(folder, f"{CHECKPOINTS}/{size}", read_file) for size in sizes}
    if found.size not in signed:
        raise damaged(folder / CHECKPOINTS / str(found.size), "登记册缺少这个文件。")
    _demand_past(folder, signed, entries, log)
    for name, data in tile_files(sizes, entries).items():
        if _read(folder, name, read_file) != data:
            raise damaged(folder / name, "登记册的这个文件被改过：内容与签章对不上。")
    lines = {**_lines(folder, sizes, read_file)}
    if found.size not in lines and note.read(newest).signatures != note.read(signed[found.size]).signatures:
        lines[found.size] = newest.rpartition(b"\n\n")[2]  # a copy has them under the newest checkpoint alone
    return KeptLog(log, entries, signed, lines)


def _demand_past(folder: Path, signed: Mapping[int, bytes], entries: Sequence[bytes], key: PublicKey) -> None:
    """Hold every checkpoint that was ever signed against the entries.

    Raises:
        LogError: one is not the log's, or of other entries.
    """
    roots = roots_at([leaf_hash(entry) for entry in entries], signed)
    before = key_after(entries[:1], key)
    for (size, data), root in zip(signed.items(), roots, strict=True):
        after = key_after(entries[:size], key)
        try:
            past = open_checkpoint(data, alone(before)).checkpoint  # by whom the log was until then
            if after != before:
                open_checkpoint(data, alone(after))  # and by whom it is from then on
            demand((past.size, past.root) == (size, root), "old-root")
        except ProofError as error:
            raise damaged(folder / CHECKPOINTS / str(size), f"这一份签章对不上：{error}。") from None
        before = after


def _entries(folder: Path, found: Checkpoint, read_file: Read) -> tuple[bytes, ...]:
    """Read all entries and hold them against the root.

    Raises:
        ProofError: they are others.
    """
    entries: list[bytes] = []
    for tile in tiles_between(0, found.size):
        if tile.level == 0:
            entries += read_bundle(_read(folder, tile.path(entries=True), read_file), tile.width)
    demand(root_of([leaf_hash(entry) for entry in entries]) == found.root, "root")
    return tuple(entries)


def key_after(entries: Sequence[bytes], unnamed: PublicKey | None) -> PublicKey:
    """Tell which key a log has after some entries: that of the first one, until an entry names another.

    Args:
        entries: from the first on.
        unnamed: what stands where no entry names a key.

    Raises:
        ProofError: none is named, or one is not written as a key.
    """
    named = [match[1] for entry in entries if (match := _NAMES_KEY.fullmatch(entry))]
    if named:
        return read_public(named[-1].decode())
    if unnamed is None:
        raise ProofError("key")
    return unnamed


def _lines(folder: Path, sizes: Sequence[int], read_file: Read) -> Mapping[int, bytes]:
    """Read what witnesses signed, by size."""
    lines: dict[int, bytes] = {}
    for size in numbered(folder / COSIGNATURES):
        if size in sizes:
            names = sorted(path.name for path in (folder / COSIGNATURES / str(size)).iterdir())
            lines[size] = b"".join(
                _read(folder, f"{COSIGNATURES}/{size}/{name}", read_file) for name in names
            )
    return lines


def _read(folder: Path, name: str, read_file: Read) -> bytes:
    try:
        return read_file(folder / name)
    except FileNotFoundError:
        raise damaged(folder / name, "登记册缺少这个文件。") from None
