"""Checkpoints: what the log signs after each entry, and who else saw the same.

What lives here: the text of a checkpoint, and whether a signed one is the log's and seen by enough witnesses. What
must not: where the keys we trust come from; a policy comes in, and never from what is being verified.

Source: C2SP tlog-checkpoint v1.0.0; C2SP tlog-cosignature v1.0.1.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from jjledger.proof import note
from jjledger.proof.failed import ProofError, demand
from jjledger.proof.keys import COSIGNATURE, NOTE, PublicKey
from jjledger.proof.lines import COUNT, base64_of, count_of, hash_of
from jjledger.proof.note import Signer
from jjledger.proof.tree import EMPTY

_TEXT: Final = re.compile(rf"([^\n]+)\n({COUNT})\n([^\n]+)\n")


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """A log at one length."""

    origin: str  # which log
    size: int  # how many entries
    root: bytes  # over them

    def text(self) -> str:
        """Write what is signed."""
        return f"{self.origin}\n{self.size}\n{base64_of(self.root)}\n"


@dataclass(frozen=True, slots=True)
class Past:
    """A checkpoint that an earlier key of the log signed before the log got another one.

    Its root is named, since an old key may be stolen: whoever has it signs nothing that is not here.
    """

    log: PublicKey
    size: int
    root: bytes


@dataclass(frozen=True, slots=True)
class Policy:
    """Whom we trust: the log's key, who watches it, and how many of them must have seen the same."""

    origin: str
    log: PublicKey
    witnesses: tuple[PublicKey, ...]
    quorum: int  # of distinct public keys
    former: tuple[Past, ...] = ()  # what the log signed with earlier keys

    def __post_init__(self) -> None:
        """Refuse what nobody could fulfil, or keys of the wrong kind.

        Raises:
            ProofError: the policy contradicts itself.
        """
        demand(self.log.kind == NOTE, "policy", self.log.name)
        for past in self.former:
            demand(past.log.kind == NOTE, "policy", past.log.name)
        for witness in self.witnesses:
            demand(witness.kind == COSIGNATURE, "policy", witness.name)
        eyes = {witness.public for witness in self.witnesses} - {self.log.public}
        demand(type(self.quorum) is int and 0 <= self.quorum <= len(eyes), "policy")


@dataclass(frozen=True, slots=True)
class Opened:
    """A checkpoint that is the log's."""

    checkpoint: Checkpoint
    witnesses: tuple[Signer, ...]  # who saw it, each public key once and never the log's own
    lacking: int  # how many witnesses are missing for a quorum


def read(text: str) -> Checkpoint:
    """Read the text of a checkpoint.

    Raises:
        ProofError: it has other lines than the three, or one is written otherwise.
    """
    match = _TEXT.fullmatch(text)
    if match is None:
        raise ProofError("checkpoint")
    found = Checkpoint(match[1], count_of(match[2], "checkpoint"), hash_of(match[3]))
    demand(found.size > 0 or found.root == EMPTY, "checkpoint")
    return found


def open_checkpoint(data: bytes, policy: Policy) -> Opened:
    """Read a signed checkpoint and verify that it is this log's.

    Too few witnesses are no failure: the checkpoint may be younger than their answers. `demand_quorum` makes it one.

    Args:
        data: the signed note.
        policy: whom we trust.

    Raises:
        ProofError: it is no checkpoint, of another log, not signed by the log, or a signature is false.
    """
    signed = note.read(data)
    found = read(signed.text)
    demand(found.origin == policy.origin, "origin", found.origin)
    log = next(
        (past.log for past in policy.former if (past.size, past.root) == (found.size, found.root)), policy.log
    )
    signers = note.verify(signed, (log, *policy.witnesses))
    demand(any(signer.key == log for signer in signers), "log-unsigned")
    seen: dict[bytes, Signer] = {}
    for signer in signers:
        if signer.key.public != log.public:
            seen.setdefault(signer.key.public, signer)
    return Opened(found, tuple(seen.values()), max(0, policy.quorum - len(seen)))


def demand_quorum(opened: Opened) -> None:
    """Take too few witnesses for a failure.

    Raises:
        ProofError: fewer distinct witnesses signed than the policy asks for.
    """
    demand(opened.lacking == 0, "quorum")
