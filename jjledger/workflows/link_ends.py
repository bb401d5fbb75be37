"""Until when a community's links open what was published last, as its log says.

What lives here: the day for the slips that owners get. What must not: the files at the links.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

from jjledger.errors import JjledgerError
from jjledger.facts.community import OwnerLinks
from jjledger.period import parse_period
from jjledger.proof.failed import ProofError
from jjledger.seal.manifest import Manifest
from jjledger.seal.monitor import monitor
from jjledger.store.system import System
from jjledger.workflows.owner_links import links_end
from jjledger.workflows.public_log import ledger_log


def open_until(
    folder: Path, community: str, settings: OwnerLinks, last_day: date, system: System
) -> date | None:
    """Give the last day on which the statements of a period are found at links; None where none went out.

    Args:
        folder: the community's.
        community: as signed texts name it.
        settings: of its links.
        last_day: of the period.
        system: the machine.
    """
    try:
        found = monitor(ledger_log(folder, system).kept.entries)
    except (JjledgerError, ProofError):
        return None
    in_force = (found.entries[index] for index in found.in_force.values())
    days = [
        date.fromisoformat(entry.issued)
        for entry in in_force
        if isinstance(entry, Manifest)
        and entry.community == community
        and entry.funds
        and parse_period(entry.period).last_day == last_day
    ]
    return links_end(settings, max(days)) if days else None
