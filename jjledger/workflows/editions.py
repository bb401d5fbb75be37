"""Which edition of a page this is: a published figure never changes without a word about it."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import Any

from jjledger.render.data import json_bytes
from jjledger.units import yuan
from jjledger.workflows.disclose import Page


def as_edition(page: Page, published: str | None, today: date) -> Page:
    """Number a page against what is published at its place.

    Everything but the head counts as content: a new contact or a clearer note corrects nothing.

    Args:
        page: the page as drawn up now.
        published: the data.json that is out; None where nothing is.
        today: the day a correction is made.

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
            f"{today.year}年{today.month}月{today.day}日更正，本页为第 {edition} 版；"
            f"第 {edition - 1} 版公示的期末结余为 {yuan(int(old['closing_fen']))} 元。"
        )
    return replace(page, head=replace(page.head, edition=edition, corrects=corrects))
