"""The next site while it is filled: what was ordered, the tree, the log, and the record of what all is made from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from jjledger.facts.community import District
from jjledger.facts.finding import Finding
from jjledger.period import Period
from jjledger.store.log import Log
from jjledger.store.site_tree import StagedTree
from jjledger.store.system import System
from jjledger.workflows.log_place import community_name
from jjledger.workflows.processes import Crew
from jjledger.workflows.registering import Registrar


@dataclass(frozen=True, slots=True)
class Order:
    """What to publish, and where."""

    district: District
    folders: Mapping[str, Path]  # every community of the district, in its order
    wanted: frozenset[str]  # those to be looked at; the others stay as they are out
    target: Path
    today: date
    only: Period | None = None
    unlisted: tuple[str, ...] = ()  # communities beside them that district.toml does not name


@dataclass(frozen=True, slots=True)
class Press:
    """The next site while it is filled, and the record of what it was made from."""

    order: Order
    tree: StagedTree
    before: Mapping[str, str]
    log: Log
    registrar: Registrar
    system: System
    hands: Crew
    record: dict[str, str] = field(default_factory=dict)
    indexes: dict[str, str] = field(default_factory=dict)  # index.json of each community that is out
    warnings: dict[str, Finding] = field(default_factory=dict)  # by community, what did not hold it up

    def name(self, code: str) -> str:
        """Name a community as signed texts do.

        Raises:
            OptionError: the site's address cannot stand in a signed text.
        """
        return community_name(self.order.district, code)
