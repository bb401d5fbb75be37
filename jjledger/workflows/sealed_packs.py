"""Households' packs, made again from what a publication kept of them, each with a proof out of the log as it is now."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from jjledger.errors import StoreError, Trouble
from jjledger.proof.checkpoint import Policy
from jjledger.seal.manifest import Manifest
from jjledger.seal.monitor import monitor
from jjledger.seal.sealing import Sealed, load_sealed, packs
from jjledger.store.files import read_or_none
from jjledger.store.kept_log import KeptLog
from jjledger.store.system import System
from jjledger.workflows.owner_links import SEALED, Shelved
from jjledger.workflows.sealing import Registered, sealed_name


@dataclass(frozen=True, slots=True)
class Shelf:
    """Where the packs of a community come from."""

    folder: Path  # the community's
    community: str  # its name in signed texts
    log: KeptLog
    policy: Policy

    def in_force(self) -> tuple[Registered, ...]:
        """List the editions in force that have statements, in the log's order."""
        found = monitor(self.log.entries)
        registered = [
            Registered(index, entry)
            for (community, _), index in found.in_force.items()
            if community == self.community and isinstance(entry := found.entries[index], Manifest)
        ]
        return tuple(sorted((one for one in registered if one.manifest.funds), key=lambda one: one.index))

    def proof(self, index: int) -> str:
        """Prove that an entry is in the log, with as many witnesses as there are."""
        return self.log.proof(index, self.log.size_for(index, self.policy)).decode()


def sealed_of(folder: Path, manifest: Manifest, fund: str, system: System) -> Sealed:
    """Read what the packs of a fund in an edition are made from.

    Args:
        folder: the community's.
        manifest: the edition's.
        fund: one that the edition has.
        system: the machine.

    Raises:
        StoreError: it is not there, or is not what was sealed.
    """
    path = folder / SEALED / sealed_name(manifest.period, manifest.edition, fund)
    data = read_or_none(path, system)
    block = manifest.fund(fund)
    try:
        sealed = load_sealed(data or b"")
        held = block is not None and sealed.block(block.held) == block
    except ValueError:
        held = False
    if not held:
        raise StoreError(
            Trouble(
                str(path), "核对包所用的底稿不在，或者不是封签时的那一份。",
                "请从备份找回 private/sealed；没有备份的，这一版的核对包做不出来，下一版公示时会有新的。",
            )
        )  # fmt: skip
    return sealed


def shelved(shelf: Shelf, first_day: date, system: System) -> Iterator[Shelved]:
    """Make all packs of the editions in force that went out on a day or later.

    Args:
        shelf: where they come from.
        first_day: the day.
        system: the machine.

    Raises:
        StoreError: what they are made from is not there.
    """
    for one in shelf.in_force():
        issued = date.fromisoformat(one.manifest.issued)
        if issued < first_day:
            continue
        for block in one.manifest.funds:
            sealed = sealed_of(shelf.folder, one.manifest, block.fund, system)
            made: Mapping[str, bytes] = dict(packs(sealed, one.manifest.text(), shelf.proof(one.index)))
            yield Shelved(one.manifest.period, block.fund, issued, made)
