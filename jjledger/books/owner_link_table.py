"""Read `[owner_links]` of community.toml: whether owners may read their statements at a link, and for how long."""

from __future__ import annotations

from typing import Final

from jjledger.books.toml_table import Table
from jjledger.facts.community import OwnerLinks

_MOST_DAYS: Final = 366  # the next year has links of its own


def read_owner_links(top: Table) -> OwnerLinks:
    """Read what a community says of its owners' links; there are none where it says nothing.

    Args:
        top: the file.

    Raises:
        CommunityFileError: a key is unknown, or the days are out of bounds.
    """
    table = top.table("owner_links")
    if table is None:
        return OwnerLinks()
    links = OwnerLinks(
        table.get("enabled", bool, default=False), table.get("life_days", int, OwnerLinks().life_days)
    )
    if not 0 < links.life_days <= _MOST_DAYS:
        raise table.refuse(
            "life_days",
            f"life_days 应在 1 到 {_MOST_DAYS} 之间。",
            "请填天数：公示以后多少天撤下住户的密封文件。",
        )
    table.close()
    return links
