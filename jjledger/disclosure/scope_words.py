"""Whom a cost was shared among, in words that name no household."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from jjledger.facts.voucher import Posting, SplitKind

# A split that is no scope, in words; one by interest shares nothing that anybody has to bear.
_OTHERS: Final[dict[SplitKind, str]] = {"selling_unit": "售房单位", "detail": "按明细表"}
_HOUSEHOLD: Final = 3  # parts of an item that names one household
_ALL: Final = "all"


def sharing_words(postings: Iterable[Posting], households: int) -> str:
    """Say whom some postings were shared among, for a voucher as for a project: 03幢，54 户及售房单位.

    Args:
        postings: the legs of one fund.
        households: how many households their scopes touch, each counted once.
    """
    splits = [posting.split for posting in postings if posting.split]
    scopes = [split.value for split in splits if split.kind == "scope"]
    kinds = {split.kind for split in splits}
    words = [scope_words(scopes, households)] if scopes else []
    return "及".join(words + [other for kind, other in _OTHERS.items() if kind in kinds])


def scope_words(scopes: Iterable[str], households: int) -> str:
    """Put scopes into words: 01幢1单元、02幢，66 户.

    Args:
        scopes: scope texts of postings; single households in them are not named.
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
