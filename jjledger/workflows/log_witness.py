"""Asking witnesses to sign the log, and answering as one.

What lives here: what goes into a request, what a witness looks at before it signs, and putting its line into the log.
What must not: the wire; a request is the same bytes in a file.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Final

from jjledger.errors import FORMAT, LogError, OptionError, Trouble
from jjledger.facts.community import District
from jjledger.proof import note, witness
from jjledger.proof.checkpoint import Checkpoint, Policy, read
from jjledger.proof.failed import FAILURES, ProofError, demand
from jjledger.proof.keys import COSIGNATURE, PublicKey, SecretKey, read_secret
from jjledger.proof.tiles import read_bundle, tiles_between
from jjledger.proof.tree import leaf_hash, root_of
from jjledger.seal.entries import read_entry
from jjledger.seal.manifest import Manifest
from jjledger.seal.monitor import monitor
from jjledger.store.files import read_text
from jjledger.store.kept_log import KeptLog, alone, key_after
from jjledger.store.witness_state import Remembered, WitnessState

ReadFile = Callable[
    [str], bytes
]  # a file of a log by its path below the log's folder; OSError where there is none
_COMMENT: Final = "#"


@dataclass(frozen=True, slots=True)
class Witnessing:
    """Who answers, for which log, and where its entries can be read."""

    key: SecretKey  # of cosignatures
    log: PublicKey | None  # whose log; None: the one that was answered before
    read: ReadFile

    def trusted(self, state: WitnessState, origin: str) -> tuple[PublicKey, Checkpoint | None]:
        """Give the key of a log, and the checkpoint that was signed last.

        Raises:
            ProofError: nobody named this log.
            LogError: the memory is damaged, or another key is named than the one that was answered before.
        """
        known = state.recall(origin)
        if known is None:
            if self.log is None or self.log.name != origin:
                raise ProofError("origin", origin)
            return self.log, None
        if self.log is not None and self.log != known.key:
            what = f"这一次给的公钥 {self.log.text()}，与以前见证时的 {known.key.text()} 不同，所以没有签名。"
            raise LogError(
                Trouble(origin, what, "换了密钥的登记册要先有旧钥匙签过的换钥登记；请向发布方问清楚。")
            )
        return known.key, known.last


def request_for(kept: KeptLog, old: int) -> bytes:
    """Write what a witness is asked.

    Args:
        kept: the log.
        old: entries at the checkpoint that the witness signed last, 0 where it never did.

    Raises:
        OptionError: the log is shorter.
    """
    if not 0 <= old <= kept.size:
        raise OptionError(
            Trouble("--old", f"登记册只有 {kept.size} 条。", f"请填 0 到 {kept.size} 之间的数。")
        )
    size = next_size(kept, old)
    hashes = kept.tree(size).consistency(old) if old else ()
    return witness.Request(old, hashes, kept.checkpoint_at(size)).data()


def next_size(kept: KeptLog, old: int) -> int:
    """Name the checkpoint that a witness is to sign next.

    Where the log has another key since, that one first. Then the one whose root the newest posters print, so that who
    holds a household's proof against the wall sees the same root under the witnesses' signatures; then the newest.
    """
    changes = key_changes(kept)
    printed = printed_size(kept)
    after = max(old, *changes, 0)
    return next((size for size in changes if 0 < old < size), printed if after < printed else kept.size)


def printed_size(kept: KeptLog) -> int:
    """Give the size of the checkpoint that came with the newest disclosure, 0 where there is none."""
    logged = [index for index, entry in enumerate(kept.entries) if isinstance(read_entry(entry), Manifest)]
    return next((size for size in kept.sizes if logged and size > logged[-1]), 0)


def key_changes(kept: KeptLog) -> tuple[int, ...]:
    """List the sizes at which the log came to another key, which both keys signed: a witness must see each."""
    keys = [key_after(kept.entries[:size], kept.key) for size in kept.sizes]
    return tuple(
        size for size, (one, other) in zip(kept.sizes[1:], pairwise(keys), strict=True) if one != other
    )


def last_signed(kept: KeptLog, key: PublicKey) -> int:
    """Give the size of the newest checkpoint under which a witness's line stands; 0 where there is none."""
    policy = Policy(kept.key.name, kept.key, (key,), 0)  # of today; `open_at` knows the keys before
    signed = (size for size in reversed(kept.sizes) if kept.open_at(size, policy).witnesses)
    return next(signed, 0)


def wanted_old(kept: KeptLog, district: District) -> int:
    """Give the size that every witness of a district signed last.

    Raises:
        OptionError: they signed different ones, so that each needs a request of its own.
    """
    sizes = {one.name: last_signed(kept, one.key) for one in district.log.witnesses}
    if len({*sizes.values()}) > 1:
        told = "，".join(f"{name}签到共 {size} 条" for name, size in sizes.items())
        raise OptionError(
            Trouble("--for", f"各家见证人上次签到的不一样：{told}。", "请用 --for 见证人 各写一个请求。")
        )
    return next(iter(sizes.values()), 0)


def chosen_witness(district: District, name: str) -> PublicKey:
    """Find a witness of a district by its name or its key's.

    Raises:
        OptionError: there is none of that name.
    """
    for one in district.log.witnesses:
        if name in {one.name, one.key.name}:
            return one.key
    known = "、".join(one.name for one in district.log.witnesses) or "一家也没有"
    raise OptionError(
        Trouble("--for", f"district.toml 里没有见证人「{name}」，有的是：{known}。", "请用其中一家的名称。")
    )


def answer_request(data: bytes, who: Witnessing, state: WitnessState, seconds: int) -> bytes:
    """Decide on a request, remember the checkpoint, and only then give the line.

    Args:
        data: the request.
        who: the witness.
        state: its memory.
        seconds: since 1970, now.

    Returns:
        The line of the signature.

    Raises:
        ProofError: the witness must not sign.
        LogError: its memory is damaged, or it was told another key than before.
        StoreError: its disk refused; nothing was signed.
    """
    told = read(note.read(witness.read(data).checkpoint).text)
    log, last = who.trusted(state, told.origin)
    found = witness.examine(data, last, alone(log))
    entries = entries_under(found, who.read)
    monitor(entries)
    state.keep(Remembered(key_after(entries, log), found))
    return witness.answer(found, who.key, seconds)


def entries_under(found: Checkpoint, read_file: ReadFile) -> tuple[bytes, ...]:
    """Read the entries of a checkpoint out of a log's files, which may have grown since.

    Raises:
        ProofError: they are not those of its root, or not all are there.
    """
    entries: list[bytes] = []
    for tile in tiles_between(0, found.size):
        if tile.level == 0:
            try:
                data = read_file(tile.path(entries=True))
            except OSError:
                raise ProofError("bundle", tile.path(entries=True)) from None
            entries += read_bundle(data, tile.width)
    demand(root_of([leaf_hash(entry) for entry in entries]) == found.root, "root")
    return tuple(entries)


def read_witness_key(path: Path) -> SecretKey:
    """Read a witness's secret key.

    Args:
        path: its file; lines that begin with # are remarks.

    Raises:
        OptionError: it is no such key; nothing of it is shown.
        StoreError: it cannot be read.
    """
    words = [line.strip() for line in read_text(path).splitlines() if not line.startswith(_COMMENT)]
    try:
        key = read_secret("".join(words))
        demand(key.kind == COSIGNATURE, "key")
    except ProofError:
        remedy = "请用 jjledger key witness 生成的那个文件。"
        raise OptionError(Trouble(str(path), "这不是见证人的私钥。", remedy, FORMAT)) from None
    return key


def refused_words(error: ProofError) -> str:
    """Say why a witness does not sign."""
    if error.code == "origin":
        return f"还没有认过登记册 {error.about}。第一次见证请加上 --log-key 登记册公钥，照楼道里的核对单抄。"
    if error.code == "bundle":
        which = f"（{error.about}）" if error.about else ""
        return f"网站上没有登记册的这个文件，或者不完整{which}；多半是网站还没有更新，请稍后再试。"
    if error.code == "known-size":
        return f"这位见证人上次签到共 {error.about} 条，请求里写的不是；请发布方用 --old {error.about} 重做请求。"
    which = f"第 {error.about} 条：" if error.about.isdecimal() else f"{error.about}：" if error.about else ""
    return f"{which}{FAILURES[error.code]}。"


def read_answers(paths: Sequence[Path]) -> list[bytes]:
    """Read the files that witnesses gave back.

    Raises:
        StoreError: one cannot be read.
    """
    return [read_text(path).encode() for path in paths]
