"""What stands at the top of the site: the front page, the list of communities, and both as data."""

from __future__ import annotations

import json
from typing import Final

from jjledger.disclosure.community_list import community_list
from jjledger.disclosure.models import DistrictIndex
from jjledger.render import html
from jjledger.render.data import json_bytes
from jjledger.render.large import with_large

_COLUMNS: Final = ("name", "code", "letters", "reading", "words")


def district_files(index: DistrictIndex) -> dict[str, bytes]:
    """Write the pages and data of a district.

    Args:
        index: its communities side by side.

    Returns:
        Content by path below the site, pages with their twins in large type.
    """
    pages = {"index.html": html.district(index), **html.communities(index)}
    data = json_bytes(index)
    return with_large(
        {
            **{path: page.encode() for path, page in pages.items()},
            "index.json": data,
            "communities.json": data,
            "names.json": _names_json(index),
        }
    )


def _names_json(index: DistrictIndex) -> bytes:
    """Write what is asked for while somebody types a name, as short as it can be."""
    rows = (
        json.dumps(
            [one.row.name, one.row.code, one.letters, one.reading, one.row.words],
            ensure_ascii=False,
            separators=(",", ":"),
        )
        for part in community_list(index).parts
        for group in part.groups
        for one in group.communities
    )
    return ('{"columns": ' + json.dumps(_COLUMNS) + ',\n"rows": [\n' + ",\n".join(rows) + "\n]}\n").encode()
