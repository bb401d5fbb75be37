"""Holding what somebody kept against the log of today: a poster, a saved pack, a proof, an older checkpoint.

What lives here: finding the checkpoint in what was kept, and saying what came of it. What must not: the arithmetic.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass

from jjledger.errors import OptionError, Trouble
from jjledger.proof import note, tlog_proof
from jjledger.proof.checkpoint import Checkpoint, read
from jjledger.proof.failed import FAILURES, ProofError
from jjledger.seal.codes import PosterCode, read_code
from jjledger.store.kept_log import KeptLog
from jjledger.workflows.public_log import FoundLog
from jjledger.workflows.verified_step import Step


@dataclass(frozen=True, slots=True)
class Compared:
    """What came of holding an older checkpoint against a log."""

    holds: bool
    words: str
    size: int  # entries at the older one


def checkpoint_in(data: bytes, place: str) -> bytes:
    """Find the signed checkpoint in what somebody kept.

    Args:
        data: a checkpoint, a proof, a pack, or the text of a poster's code.
        place: what the user calls it.

    Raises:
        OptionError: there is none in it.
    """
    for look in (_bare, _in_proof, _in_pack, _in_code):
        try:
            found = look(data)
            read(note.read(found).text)
        except (ProofError, ValueError, KeyError, TypeError):
            continue
        return found
    remedy = (
        "可以是：登记册签章（checkpoint）、入册证明（.tlog-proof）、核对包（.json），或海报二维码里的文字。"
    )
    raise OptionError(Trouble(place, "里面没有登记册的签章。", remedy))


def _bare(data: bytes) -> bytes:
    return data


def _in_proof(data: bytes) -> bytes:
    return tlog_proof.read(data).checkpoint


def _in_pack(data: bytes) -> bytes:
    return _in_proof(json.loads(data)["log"].encode())


def _in_code(data: bytes) -> bytes:
    code = read_code(data.decode().strip())
    if not isinstance(code, PosterCode):
        raise ProofError("code")
    return _in_proof(code.log.encode())


def compared(found: FoundLog, data: bytes) -> Compared:
    """Hold an older checkpoint against a log.

    Args:
        found: the log of today.
        data: the older checkpoint.

    Raises:
        ProofError: it is no checkpoint.
    """
    told = read(note.read(data).text)
    try:
        opened = found.kept.compare(data, found.policy)
    except ProofError as error:
        return Compared(holds=False, words=_broken(error, told.size, found), size=told.size)
    seen = f"，当时有 {len(opened.witnesses)} 家见证" if opened.witnesses else ""
    words = (
        f"接得上：那一份签到共 {told.size} 条{seen}，现在的登记册共 {found.kept.size} 条，"
        f"前 {told.size} 条一个字也没有改过。"
    )
    return Compared(holds=True, words=words, size=told.size)


def beside_ledger(found: FoundLog) -> Step | None:
    """Hold the log of a copy against that of the ledger at hand; None where there is none.

    The copy's own signatures show a fork or a rolled-back site to be the log's: its operator has the key.

    Args:
        found: the copy.
    """
    if found.ours is None:
        return None
    here, there = found.ours.size, found.kept.size
    common = min(here, there)
    if found.ours.tree(common).root() != found.kept.tree(common).root():
        differs = next(at for at in range(common) if found.ours.entries[at] != found.kept.entries[at])
        return Step(
            "网站的登记册就是账本自己的那一本",
            f"从第 {differs} 条起是另一本：两本都有发布方的签名，合在一起就是凭据，请都保存好。",
        )
    if there < here:
        late = f"网站的登记册停在 {there} 条，账本自己的已有 {here} 条：网站是旧的，或者后来登记的还没有公示"
        return Step(late, amber=True)
    if there > here:
        late = f"网站的登记册有 {there} 条，账本自己的只有 {here} 条：账本是旧的副本，后面的 {there - here} 条没有核对"
        return Step(late, amber=True)
    return Step(f"网站的登记册就是账本自己的那一本，{here} 条都相同")


def paper_beside(index: int, manifest: str, checkpoint: Checkpoint, found: FoundLog | None) -> Iterator[Step]:
    """Hold the log that a paper's proof tells of against the logs at hand: the site's, and the ledger's.

    A proof of a split view holds by itself, as each household's does that was shown another log.

    Args:
        index: of the entry that the paper proves.
        manifest: what the entry is.
        checkpoint: that the paper carries, verified.
        found: what is at hand; None, or without entries, where only keys are.
    """
    if found is None or not found.kept.entries:
        return
    at_hand = {"手边的登记册": found.kept} | ({"账本自己的登记册": found.ours} if found.ours else {})
    for name, kept in at_hand.items():
        yield _beside(index, manifest.encode(), checkpoint, kept, name)


def _beside(index: int, manifest: bytes, told: Checkpoint, kept: KeptLog, name: str) -> Step:
    what = f"这份证明说的登记册，就是{name}"
    proof = "两份都有发布方的签名，合在一起就是凭据，请都保存好。"
    if told.size <= kept.size and kept.tree(told.size).root() != told.root:
        return Step(what, f"{told.size} 条时的根不同：是两本登记册。{proof}")
    if index < kept.size and kept.entries[index] != manifest:
        return Step(what, f"第 {index} 条登记的不是这一份公布。{proof}")
    if told.size > kept.size:
        late = f"这份证明的登记册有 {told.size} 条，{name}只有 {kept.size} 条：接不接得上没有核对，请用新的副本再核对"
        return Step(late, amber=True)
    return Step(what)


def _broken(error: ProofError, size: int, found: FoundLog) -> str:
    """Say what it means that a checkpoint does not fit."""
    if error.code == "old-root":
        return (
            f"接不上：那一份签到共 {size} 条，现在的登记册前 {size} 条与它不同，已经登记过的内容被改过。"
            "两份都有发布方的签名，合在一起就是凭据，请都保存好。"
        )
    if error.code == "sizes":
        return (
            f"接不上：那一份签到共 {size} 条，现在的登记册只有 {found.kept.size} 条：后面的被拿掉了，"
            "或者您拿到的是一份旧的登记册。两份都请保存好。"
        )
    return f"对不上：{FAILURES[error.code]}{f'（{error.about}）' if error.about else ''}。"
