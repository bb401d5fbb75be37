"""Asking a witness to cosign, and answering: the same bytes over a wire or as a file.

What lives here: the text of a request, and whether a witness that saw an earlier checkpoint may sign this one. What
must not: keeping what was seen. A witness puts the new checkpoint on its disk before the line leaves it; and whatever
else it answers for, such as the monitor's rule, it looks at first.

Source: C2SP tlog-witness v1.0.0.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from jjledger.proof import note
from jjledger.proof.checkpoint import Checkpoint, Policy, open_checkpoint
from jjledger.proof.failed import ProofError, demand
from jjledger.proof.keys import SecretKey
from jjledger.proof.lines import base64_of, count_of, hash_of
from jjledger.proof.tree import EMPTY, verify_consistency

MOST_HASHES: Final = 63
_HEAD: Final = re.compile(r"old ([^\n]+)((?:\n[^\n]+)*)")


@dataclass(frozen=True, slots=True)
class Request:
    """What a log hands to a witness; nothing is verified yet."""

    old: int  # entries at the checkpoint that the witness saw last; 0 if none
    hashes: tuple[bytes, ...]  # that the log only grew since
    checkpoint: bytes  # the signed note to look at

    def data(self) -> bytes:
        """Write the request."""
        hashes = "".join(f"{base64_of(one)}\n" for one in self.hashes)
        return f"old {self.old}\n{hashes}\n".encode() + self.checkpoint


def read(data: bytes) -> Request:
    """Read a request.

    Raises:
        ProofError: it is not written as a request.
    """
    head, blank, checkpoint = data.partition(b"\n\n")
    demand(bool(blank) and head.isascii(), "request")
    match = _HEAD.fullmatch(head.decode("ascii"))
    if match is None:
        raise ProofError("request")
    hashes = match[2].split("\n")[1:]
    demand(len(hashes) <= MOST_HASHES, "request")
    return Request(count_of(match[1], "request"), tuple(map(hash_of, hashes)), checkpoint)


def examine(data: bytes, seen: Checkpoint | None, policy: Policy) -> Checkpoint:
    """Decide whether a witness may sign what a log asks it to.

    Args:
        data: the request.
        seen: the checkpoint of this log that the witness signed last, None if it never did.
        policy: which log, and by which key; its witnesses do not matter here.

    Returns:
        The checkpoint to keep and then to sign.

    Raises:
        ProofError: another log's, not signed by it, or not the log that the witness saw, grown. `known-size` means
            that the log thinks the witness saw something else than it did, and is to ask again.
    """
    asked = read(data)
    found = open_checkpoint(asked.checkpoint, policy).checkpoint
    last = seen or Checkpoint(policy.origin, 0, EMPTY)
    demand(last.origin == policy.origin, "origin", last.origin)
    demand(asked.old == last.size, "known-size", str(last.size))
    if last.size == 0:
        demand(not asked.hashes, "long")  # before an empty log nothing can have been changed
    else:
        verify_consistency(last.root, last.size, found.root, found.size, asked.hashes)
    return found


def answer(found: Checkpoint, key: SecretKey, seconds: int) -> bytes:
    """Sign a checkpoint that was examined and kept.

    Args:
        found: as `examine` gave it.
        key: the witness's, of the kind of cosignatures.
        seconds: since 1970, now.
    """
    return note.sign(found.text(), key, seconds).line().encode()


def with_answers(checkpoint: bytes, answers: Sequence[bytes], policy: Policy) -> bytes:
    """Put witnesses' lines under a checkpoint.

    Raises:
        ProofError: an answer is no line, or not what a witness we know signed over this checkpoint.
    """
    signed = note.read(checkpoint)
    lines = note.read(signed.text.encode() + b"\n" + b"".join(answers)).signatures
    known = {(key.name, key.key_id) for key in policy.witnesses}
    for line in lines:
        demand((line.name, line.key_id) in known, "unsigned", line.name)
    data = note.with_signatures(signed, lines).data()
    open_checkpoint(data, policy)
    return data
