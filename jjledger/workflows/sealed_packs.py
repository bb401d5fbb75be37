"""Households' packs, made again from what a publication kept of them, each with a proof out of the log as it is now."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from jjledger.proof.checkpoint import Policy
from jjledger.seal.manifest import Manifest
from jjledger.seal.monitor import monitor
from jjledger.seal.sealing import packs
from jjledger.store.kept_log import KeptLog
from jjledger.store.system import System
from jjledger.workflows.owner_links import Shelved
from jjledger.workflows.sealing import Registered, sealed_of


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
