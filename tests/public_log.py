"""A public log on a disk, with entries that keep its rule, for the tests of its writer, its monitor and its witnesses.

What lives here: keys with plain seeds, entries, what a stranger sees of a folder. What must not: cases.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Final

from jjledger.proof import note
from jjledger.proof.checkpoint import Policy, read
from jjledger.seal.entries import Close, Genesis
from jjledger.seal.manifest import Manifest
from jjledger.store.kept_log import read_log
from jjledger.store.log import Log, open_log
from jjledger.store.system import RealSystem, System
from tests.unit.proof.keyring import LOG, ORIGIN, POLICY, WITNESSES

GENESIS: Final = Genesis(POLICY, bytes(32)).text().encode()
ALONE: Final = Policy(ORIGIN, LOG.public(), (), 0)
HOME: Final = "sunshine.example.cn"
__all__ = ["ALONE", "GENESIS", "HOME", "LOG", "ORIGIN", "POLICY", "WITNESSES"]


def close(number: int, home: str = HOME) -> bytes:
    """Write the entry of a closed month of a community of its own."""
    return Close(f"{home}/c{number}", "2025-06", None, bytes([number % 256]) * 32).text().encode()


def disclosure(
    period: str, edition: int = 1, replaces: int | None = None, community: str = f"{HOME}/yangguang"
) -> bytes:
    """Write the entry of a disclosure without households."""
    manifest = Manifest(
        community=community,
        period=period,
        edition=edition,
        issued="2026-01-15",
        files=bytes([edition]) * 32,
        ledger="sha256:" + "0" * 64,
        beacon=None,
        replaces=replaces,
        funds=(),
    )
    return manifest.text().encode()


def opened(folder: Path, system: System | None = None) -> AbstractContextManager[Log]:
    """Open the log in a folder for writing."""
    return open_log(folder, LOG, GENESIS, system or RealSystem())


def written(folder: Path, *batches: Sequence[bytes]) -> Path:
    """Write a log, one checkpoint a batch after the first."""
    with opened(folder) as log:
        for batch in batches:
            log.append(batch)
    return folder


def entries_seen(folder: Path) -> tuple[bytes, ...]:
    """Read a log as a stranger does, who sees either a whole log or none."""
    return read_log(folder, LOG.public()).entries if (folder / "checkpoint").exists() else ()


def roots_signed(folder: Path) -> set[tuple[int, bytes]]:
    """List the size and root of every checkpoint that lies in a folder, seen or not."""
    files = [folder / "checkpoint", *folder.glob("checkpoints/*")]
    found = [read(note.read(path.read_bytes()).text) for path in files if path.exists()]
    return {(one.size, one.root) for one in found}
