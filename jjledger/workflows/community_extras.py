"""What is made of a community's disclosures: to find a line, to compare periods, to take all away.

What lives here: which files there are, and where. What must not: what they say.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any, Final

from jjledger.disclosure.compare import compare_page
from jjledger.disclosure.data_package import data_package
from jjledger.disclosure.find import find_pages, found_lines
from jjledger.disclosure.models import CommunityPage
from jjledger.disclosure.published_data import main_disclosures
from jjledger.disclosure.site_models import FoundLine
from jjledger.render import html
from jjledger.render.data import json_bytes
from jjledger.render.large import with_large

# Folders and files below d/<community>/ that are written anew with each publication.
MADE_HERE: Final = ("find", "compare", "lines.json", "compare.json", "datapackage.json")
_COLUMNS: Final = ("kind", "day", "where", "label", "amount_fen", "path")


def extra_files(
    community: CommunityPage,
    pages: Sequence[tuple[str, dict[str, Any]]],
    tables: Mapping[str, bytes] | None = None,
    site: str = "",
) -> dict[str, bytes]:
    """Make the files beside a community's disclosures.

    Args:
        community: its front page.
        pages: folder below d/<code>/ and data.json of every document in force, also of those that
            an earlier version of this program wrote.
        tables: their CSV files as they are published, by path below d/<code>/; None for no data package.
        site: where the site stands, "" when unknown.

    Returns:
        Content by path below d/<code>/, pages with their twins in large type.
    """
    disclosures = main_disclosures(pages)
    lines = found_lines(disclosures)
    comparison = compare_page(community, disclosures)
    files = {
        "lines.json": _lines_json(lines),
        "compare/index.html": html.compare(comparison).encode(),
        "compare.json": json_bytes(comparison),
    }
    for page in find_pages(community, lines):
        folder = f"find/{page.part.folder}" if page.part.folder else "find"
        files[f"{folder}/index.html"] = html.find(page).encode()
    if tables is not None:
        package = data_package(community, pages, tables, site)
        files["datapackage.json"] = f"{json.dumps(package, ensure_ascii=False, indent=1)}\n".encode()
    return with_large(files)


def _lines_json(lines: Sequence[FoundLine]) -> bytes:
    """Write lines as a table, a row a line: half as long as objects, and a phone has to fetch it."""
    rows = (
        json.dumps(
            [line.kind, line.day.isoformat(), line.where, line.label, line.amount_fen, line.path],
            ensure_ascii=False,
            separators=(",", ":"),
        )
        for line in lines
    )
    columns = json.dumps(_COLUMNS)
    return ('{"columns": ' + columns + ',\n"rows": [\n' + ",\n".join(rows) + "\n]}\n").encode()
