"""Verifying what somebody holds: whether it still counts, and whether the keys behind it prove anything at all.

What lives here: the edition that took its place, and keys for demonstration. What must not: whether a proof holds.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from jjledger.errors import JjledgerError
from jjledger.proof.failed import ProofError
from jjledger.seal.monitor import monitor
from jjledger.store.keys import deployment
from jjledger.store.system import System
from jjledger.workflows.public_log import FoundLog, log_of
from jjledger.workflows.registering import VERIFIER
from jjledger.workflows.verified_step import Step

_TOLD: Final = re.compile(rb' id="policy">(\{[^<]*\})<')


def still_counts(index: int, manifest: str, found: FoundLog | None, remedy: str) -> Iterator[Step]:
    """Say that an edition was corrected meanwhile, as far as the logs at hand know.

    Args:
        index: of the edition's entry.
        manifest: what the entry is; a log that has another there knows nothing of this edition.
        found: the log at hand; None, or without entries, where only keys are.
        remedy: what to ask for instead.
    """
    at_hand = [kept for kept in ((found.kept, found.ours) if found else ()) if kept is not None]
    same = [kept for kept in at_hand if kept.size > index and kept.entries[index] == manifest.encode()]
    if not same:
        return
    newest = max(same, key=lambda kept: kept.size)
    try:
        replaced_by = monitor(newest.entries).replaced_by
    except ProofError as error:
        yield Step("登记册逐条重算，看这一版有没有更正", str(error))
        return
    last = index
    while last in replaced_by:
        last = replaced_by[last]
    if last != index:
        yield Step(f"这一版已由登记册第 {last} 条更正，{remedy}", amber=True)


def for_demonstration(site: Path | None, ledger: Path | None, policy: Path | None, system: System) -> bool:
    """Say whether anybody who was asked whom to trust says that the keys are for demonstration only.

    Args:
        site: a published site, whose verifying page tells.
        ledger: a ledger, whose keys tell where they lie.
        policy: a file copied from a verifying page.
        system: the machine.
    """
    told = _TOLD.search(_bytes_of(site / VERIFIER)) if site else None
    copied = _bytes_of(policy) if policy else b""
    return (told is not None and _says_so(told[1])) or _says_so(copied) or _made_so(ledger, system)


def _bytes_of(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""


def _says_so(data: bytes) -> bool:
    try:
        told = json.loads(data)
    except (ValueError, RecursionError):
        return False
    return isinstance(told, dict) and told.get("demo") is True


def _made_so(ledger: Path | None, system: System) -> bool:
    """Look at the keys themselves; a copy of a ledger has none."""
    if ledger is None:
        return False
    try:
        return deployment(log_of(ledger, system)[0], system).demo
    except JjledgerError:
        return False
