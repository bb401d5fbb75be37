"""Which edition of a page this is: a published figure never changes without a word about it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, Final

from jjledger.render.data import json_bytes
from jjledger.units import yuan
from jjledger.workflows.disclose import Page

_TOLD: Final = 5  # changed items in the words of a correction; the page itself shows all
_SIDES: Final = ("income", "expense", "lines")


def as_edition(page: Page, published: str | None, today: date, reopened: Sequence[str] = ()) -> Page:
    """Number a page against what is published at its place.

    Everything but the head counts as content: a new contact or a clearer note corrects nothing.

    Args:
        page: the page as drawn up now.
        published: the data.json that is out; None where nothing is.
        today: the day a correction is made.
        reopened: months of its period that were opened again, for which earlier editions no longer stand.

    Returns:
        The page with its edition, and with what a correction changed.
    """
    if published is None:
        return page
    old: dict[str, Any] = json.loads(published)
    new: dict[str, Any] = json.loads(json_bytes(page))
    edition, corrects = int(old["head"]["edition"]), str(old["head"]["corrects"])
    if {**old, "head": None} != {**new, "head": None}:
        edition += 1
        corrects = (
            f"{today.year}年{today.month}月{today.day}日更正，本页为第 {edition} 版。"
            f"{_superseded(reopened, edition)}"
            f"与第 {edition - 1} 版相比：{_changes(old, new)}。"
        )
    return replace(page, head=replace(page.head, edition=edition, corrects=corrects))


def _superseded(reopened: Sequence[str], edition: int) -> str:
    """Say why earlier editions no longer stand."""
    if not reopened:
        return ""
    earlier = "第 1 版" if edition == 2 else f"第 1 至 {edition - 1} 版"  # noqa: PLR2004 -- one before it
    return f"{'、'.join(reopened)}重新打开过，{earlier}作废。"


def _changes(old: Mapping[str, Any], new: Mapping[str, Any]) -> str:
    """Tell what was published and what stands there now, the closing balance first."""
    before, after = dict(_items(old)), dict(_items(new))
    changed = [
        f"{label} {_amount(before, label)} → {_amount(after, label)}"
        for label in dict.fromkeys((*before, *after))
        if before.get(label) != after.get(label)
    ]
    closing = f"期末结余 {yuan(old['closing_fen'])} → {yuan(new['closing_fen'])} 元"
    if old["closing_fen"] == new["closing_fen"]:
        closing = "期末结余不变"
    more = [f"等 {len(changed)} 项"] if len(changed) > _TOLD else []
    return "；".join([closing, *(changed[:_TOLD] or ["改了凭证或文字"]), *more])


def _items(page: Mapping[str, Any]) -> Iterator[tuple[str, int]]:
    """List every line with the names of the items it belongs to: 停车·月租."""
    for side in _SIDES:
        above: list[str] = []
        for line in page.get(side, ()):
            above = [*above[: line["level"] - 1], line["label"]]
            yield "·".join(above), line["amount_fen"]


def _amount(items: Mapping[str, int], label: str) -> str:
    return yuan(items[label]) if label in items else "无"
