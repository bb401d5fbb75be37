"""Read back what a publication wrote about a community."""

from __future__ import annotations

import json
from datetime import date

from jjledger.disclosure.models import CommunityPage, Entry, FundBalance, HeldFinding


def read_community_page(text: str) -> CommunityPage:
    """Read a community's index.json.

    Args:
        text: as `render.data.json_bytes` wrote it.
    """
    fields = json.loads(text)
    return CommunityPage(
        **{
            **fields,
            "balances": tuple(FundBalance(**balance) for balance in fields["balances"]),
            "as_of": date.fromisoformat(fields["as_of"]),
            "entries": tuple(Entry(**entry) for entry in fields["entries"]),
            "held": tuple(HeldFinding(**finding) for finding in fields["held"]),
        }
    )
