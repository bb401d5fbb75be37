"""What an allocation rested on, in a form that can be checked later."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256

from jjledger.facts.register import Household
from jjledger.units import square_metres


def areas_hash(rows: Iterable[Household]) -> str:
    """Name the area table a share rested on.

    Args:
        rows: register rows, any order.

    Returns:
        `sha256:` and the digest of the lines `household,area in m²` by household id, each
        ended by a line feed.

    Examples:
        >>> areas_hash([])[:15]
        'sha256:e3b0c442'
    """
    lines = sorted(f"{row.id},{square_metres(row.area_dm2)}\n" for row in rows)
    return f"sha256:{sha256(''.join(lines).encode()).hexdigest()}"
