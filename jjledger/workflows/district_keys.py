"""Secret keys of a district, from a person's side: made on purpose, shown, checked and changed.

What lives here: which keys there are and what becomes of them. What must not: shares, and witnesses' own keys.
"""

from __future__ import annotations

from pathlib import Path

from jjledger.books.community_file import DISTRICT, read_district
from jjledger.facts.community import District


def district_around(folder: Path) -> District:
    """Read the district of a community's or district's folder; a community without one is its own.

    Raises:
        CommunityFileError: district.toml is refused.
    """
    place = folder.resolve()
    for above in (place, place.parent):
        if (above / DISTRICT).is_file():
            return read_district(above)
    return District(place.name, (place.name,))
