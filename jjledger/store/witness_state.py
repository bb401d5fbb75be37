"""What a witness remembers of each log it watches, on its own machine.

    <first 32 digits of the SHA-256 of the origin>    one file a log
    lock                                              one request at a time

    jjledger/witness/v1
    key <public key of the log>
    last <size> <root in base64>
    origin <origin>

A witness answers only when the new state is on its disk: one that forgot what it signed could be led back.

What lives here: reading and keeping the state. What must not: deciding whether to sign.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Final

from jjledger.errors import LogError, Trouble
from jjledger.proof.checkpoint import Checkpoint
from jjledger.proof.failed import ProofError
from jjledger.proof.keys import PublicKey, read_public
from jjledger.proof.lines import COUNT, base64_of, count_of, hash_of
from jjledger.store.files import make_folders, read_or_none, write_atomically
from jjledger.store.lock import held
from jjledger.store.system import System

_MARK: Final = "jjledger/witness/v1"
_TEXT: Final = re.compile(rf"{_MARK}\nkey ([^\n]+)\nlast ({COUNT}) ([^\n]+)\norigin ([^\n]+)\n")
_NAME: Final = 32  # digits


@dataclass(frozen=True, slots=True)
class Remembered:
    """A log that a witness signed for."""

    key: PublicKey  # of the log
    last: Checkpoint  # that it signed


class WitnessState:
    """The memory of a witness, held by this process alone."""

    def __init__(self, folder: Path, system: System) -> None:
        """Keep it in a folder; `open_state` is the way to one."""
        self._folder = folder
        self._system = system

    def recall(self, origin: str) -> Remembered | None:
        """Tell what the witness signed last for a log; None where it never did.

        Raises:
            LogError: what is there is damaged; nothing may be signed then.
            StoreError: the disk refused.
        """
        path = self._path(origin)
        data = read_or_none(path, self._system)
        if data is None:
            return None
        try:
            return _read(data.decode("utf-8", "replace"), origin)
        except ProofError:
            what = "见证人的记录已损坏，不知道上次签到哪里，所以没有签名。"
            raise LogError(Trouble(str(path), what, "请从备份恢复这个文件夹；不要删掉它重来。")) from None

    def keep(self, remembered: Remembered) -> None:
        """Put on the disk what is about to be signed.

        Raises:
            StoreError: the disk refused; then nothing may be signed.
        """
        last = remembered.last
        text = (
            f"{_MARK}\nkey {remembered.key.text()}\nlast {last.size} {base64_of(last.root)}\n"
            f"origin {last.origin}\n"
        )
        write_atomically(self._path(last.origin), text.encode(), self._system)

    def _path(self, origin: str) -> Path:
        return self._folder / sha256(origin.encode()).hexdigest()[:_NAME]


def _read(text: str, origin: str) -> Remembered:
    """Read a state.

    Raises:
        ProofError: it is not as it was written.
    """
    match = _TEXT.fullmatch(text)
    if match is None or match[4] != origin:
        raise ProofError("checkpoint")
    last = Checkpoint(origin, count_of(match[2], "checkpoint"), hash_of(match[3]))
    return Remembered(read_public(match[1]), last)


@contextmanager
def open_state(folder: Path, system: System) -> Iterator[WitnessState]:
    """Open a witness's memory, which nobody else changes meanwhile.

    Args:
        folder: made where it is not there.
        system: the machine.

    Raises:
        StoreError: another process holds it, or the disk refused.
    """
    make_folders(folder, system)
    with held(folder / "lock", system):
        yield WitnessState(folder, system)
