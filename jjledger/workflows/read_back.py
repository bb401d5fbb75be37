"""Read back what a publication wrote about a community."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from jjledger.disclosure.models import CommunityPage, Entry, FundBalance, HeldFinding


def read_community_page(text: str) -> CommunityPage:
    """Read a community's index.json.

    Args:
        text: as `render.data.json_bytes` wrote it.
    """
    fields = _with_day(json.loads(text))
    return CommunityPage(
        **{
            **fields,
            "balances": tuple(
                FundBalance(**{**balance, "as_of": date.fromisoformat(balance["as_of"])})
                for balance in fields["balances"]
            ),
            "entries": tuple(Entry(**entry) for entry in fields["entries"]),
            "held": tuple(HeldFinding(**finding) for finding in fields["held"]),
        }
    )


def _with_day(fields: Mapping[str, Any]) -> dict[str, Any]:
    return {**fields, "as_of": date.fromisoformat(fields["as_of"])}
