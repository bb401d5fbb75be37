"""Whom a cost was shared among, in words that name no household."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

_HOUSEHOLD: Final = 3  # parts of an item that names one household
_ALL: Final = "all"


def scope_words(scopes: Iterable[str], households: int) -> str:
    """Put scopes into words: 01幢1单元、02幢，66 户.

    Args:
        scopes: scope texts of the postings; single households in them are not named.
        households: how many households shared, each counted once.
    """
    items = dict.fromkeys(item for scope in scopes for item in scope.split())
    if not items or _ALL in items:
        return f"全体业主，{households} 户"
    places = [_place(item) for item in items if item.count("-") + 1 < _HOUSEHOLD]
    if not places:
        return f"部分业主，{households} 户"
    others = "等" if len(places) < len(items) else ""
    return f"{'、'.join(places)}{others}，{households} 户"


def _place(item: str) -> str:
    building, *unit = item.split("-")
    return f"{building}幢{unit[0]}单元" if unit else f"{building}幢"
