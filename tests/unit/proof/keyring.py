"""A log, its four witnesses and a cheat, for the tests of notes and checkpoints.

What lives here: their keys, whose seeds are plain, and a log of a few entries. What must not: assertions.
"""

from __future__ import annotations

from jjledger.proof import note
from jjledger.proof.checkpoint import Checkpoint, Policy
from jjledger.proof.keys import COSIGNATURE, NOTE, SecretKey
from jjledger.proof.tree import leaf_hash, root_of

ORIGIN = "sunshine.example.cn/log"
NOW = 1_790_000_000
LOG = SecretKey(ORIGIN, NOTE, bytes(32))
WITNESSES = tuple(
    SecretKey(f"{name}.example.cn", COSIGNATURE, bytes([number]) * 32)
    for number, name in enumerate(["street", "committee", "property", "resident"], 1)
)
CHEAT = bytes([99]) * 32  # a seed of somebody we do not know
POLICY = Policy(ORIGIN, LOG.public(), tuple(key.public() for key in WITNESSES), 3)
ENTRIES = tuple(b"entry %d\n" % number for number in range(12))


def checkpoint_of(entries: tuple[bytes, ...], origin: str = ORIGIN) -> Checkpoint:
    return Checkpoint(origin, len(entries), root_of([leaf_hash(entry) for entry in entries]))


def signed(text: str, *keys: SecretKey, seconds: int = NOW) -> bytes:
    """Sign a text with every key, each after its kind."""
    lines = [note.sign(text, key, seconds if key.kind == COSIGNATURE else None) for key in keys]
    return note.Note(text, tuple(lines)).data()


def signed_checkpoint(size: int = 12, witnesses: int = 3) -> bytes:
    return signed(checkpoint_of(ENTRIES[:size]).text(), LOG, *WITNESSES[:witnesses])
