"""An entry's proof as one text: where it stands in the log, the hashes around it and a signed checkpoint.

What lives here: writing, reading and verifying the text. What must not: what an entry says.

Source: C2SP tlog-proof, version 1.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from jjledger.proof.checkpoint import Opened, Policy, open_checkpoint
from jjledger.proof.failed import ProofError, demand
from jjledger.proof.lines import base64_of, count_of, hash_of
from jjledger.proof.tree import leaf_hash, verify_inclusion

MARK: Final = "c2sp.org/tlog-proof@v1"
MOST_HASHES: Final = 63  # of a tree that any number here can count
_HEAD: Final = re.compile(rf"{re.escape(MARK)}\nindex ([^\n]+)((?:\n[^\n]+)*)")


@dataclass(frozen=True, slots=True)
class EntryProof:
    """What the text says; nothing is verified yet."""

    index: int  # of the entry, from 0
    hashes: tuple[bytes, ...]  # from the entry's neighbour up
    checkpoint: bytes  # a signed note, as it stands

    def data(self) -> bytes:
        """Write the text."""
        hashes = "".join(f"{base64_of(one)}\n" for one in self.hashes)
        return f"{MARK}\nindex {self.index}\n{hashes}\n".encode() + self.checkpoint


def read(data: bytes) -> EntryProof:
    """Read a proof.

    The line `extra` of the format is refused: nothing vouches for what it says, and no log of ours writes one.

    Raises:
        ProofError: it is not written as a proof.
    """
    head, blank, checkpoint = data.partition(b"\n\n")
    demand(bool(blank) and head.isascii(), "proof-text")
    match = _HEAD.fullmatch(head.decode("ascii"))
    if match is None:
        raise ProofError("proof-text")
    hashes = match[2].split("\n")[1:]
    demand(len(hashes) <= MOST_HASHES, "proof-text")
    return EntryProof(count_of(match[1], "proof-text"), tuple(map(hash_of, hashes)), checkpoint)


def verify(data: bytes, entry: bytes, policy: Policy) -> tuple[int, Opened]:
    """Check that an entry is in the log.

    Args:
        data: the text of the proof.
        entry: the bytes that were logged.
        policy: whom we trust.

    Returns:
        Where the entry stands, and the checkpoint that says so with its witnesses.

    Raises:
        ProofError: it is not, or the proof is no proof.
    """
    told = read(data)
    opened = open_checkpoint(told.checkpoint, policy)
    found = opened.checkpoint
    verify_inclusion(found.root, found.size, told.index, leaf_hash(entry), told.hashes)
    return told.index, opened
