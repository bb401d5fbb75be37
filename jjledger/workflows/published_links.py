"""Which sealed files of owners' links stand on a site, and until when each may stay.

A publication records both, so that one which leaves a community as it is knows what to leave away: a file whose time
is over is never carried on.

What lives here: that record. What must not: links, keys, and what is sealed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import PurePosixPath

from jjledger.seal.link import LIST


@dataclass(frozen=True, slots=True)
class LinkFiles:
    """The sealed files of a community."""

    paths: tuple[str, ...]  # below the site
    ends: Mapping[str, date]  # the last day of each name, as 2025-H2; the list goes with the last of them

    def record(self, code: str) -> dict[str, str]:
        """Write down what stands and until when.

        Args:
            code: the community's.
        """
        ends = " ".join(f"{name}={day}" for name, day in self.ends.items())
        return {f"links {code}": " ".join(self.paths), f"links-until {code}": ends}

    def on(self, today: date) -> LinkFiles:
        """Leave away what a day is too late for."""
        ends = {name: day for name, day in self.ends.items() if today <= day}
        return LinkFiles(tuple(_living(self.paths, ends)), ends)


def recorded_links(record: Mapping[str, str], code: str) -> LinkFiles:
    """Read what a publication wrote down of a community; of what says no day nothing stays.

    Args:
        record: of the publication.
        code: the community's.
    """
    ends = {
        name: date.fromisoformat(day)
        for name, _, day in (one.partition("=") for one in record.get(f"links-until {code}", "").split())
    }
    return LinkFiles(tuple(record.get(f"links {code}", "").split()), ends)


def _living(paths: tuple[str, ...], ends: Mapping[str, date]) -> Iterator[str]:
    for path in paths:
        name = PurePosixPath(path).name.removesuffix(".bin")
        if name in ends or (name == LIST and ends):
            yield path
