"""What an append to the public log is about to do, on the disk before it does it.

Once a promise is on the disk its entries are decided: whatever fails later, the next writer appends them and no
others, under the same checkpoint, so that no size of the log ever has two roots. It is one file; two could disagree.

    promise    one line with the hash of the rest, one line `<size before> <how many> <bytes of the checkpoint>`,
               the signed checkpoint, the entries

What lives here: its bytes. What must not: acting on it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from hashlib import sha256
from typing import Final

from jjledger.proof.failed import ProofError
from jjledger.proof.tiles import read_bundle, write_bundle

_MARK: Final = b"jjledger-promise/v1 "
_COUNTS: Final = re.compile(rb"(0|[1-9][0-9]{0,15}) ([1-9][0-9]{0,15}) ([1-9][0-9]{0,15})")


@dataclass(frozen=True, slots=True)
class Promise:
    """Entries that are decided, and where they begin."""

    before: int  # entries of the log without them
    entries: tuple[bytes, ...]
    signed: bytes  # the checkpoint of the log with them

    @property
    def size(self) -> int:
        """Say how many entries the log will have."""
        return self.before + len(self.entries)

    def data(self) -> bytes:
        """Write the promise."""
        counts = f"{self.before} {len(self.entries)} {len(self.signed)}\n".encode()
        rest = counts + self.signed + write_bundle(self.entries)
        return _MARK + sha256(rest).hexdigest().encode() + b"\n" + rest


def read_promise(data: bytes) -> Promise | None:
    """Read a promise; None where it is not as it was written, which only a failing disk or a person can do."""
    mark, _, rest = data.partition(b"\n")
    if mark != _MARK + sha256(rest).hexdigest().encode():
        return None
    counts, _, after = rest.partition(b"\n")
    match = _COUNTS.fullmatch(counts)
    if match is None:
        return None
    before, many, length = map(int, match.groups())
    try:
        return Promise(before, read_bundle(after[length:], many), after[:length])
    except ProofError:
        return None
