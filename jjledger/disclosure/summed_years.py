"""Years of a fund that is disclosed by the quarter or half-year: its statements of a year added up.

Nothing is worked out anew: every figure is a sum of figures that are out, so anybody can add them up too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any, Final

from jjledger.disclosure.published_data import Published, merged_names

_PART: Final = re.compile(r"(\d{4})-([QH])(\d)")
_ALL: Final = {"Q": (4, "各季度相加"), "H": (2, "各半年相加")}
_SIDES: Final = {"income": "收入", "expense": "支出"}
_SUMS: Final = ("income_fen", "expense_fen", "net_income_fen", "result_fen")


def summed_years(disclosures: Sequence[Published]) -> tuple[Published, ...]:
    """Add up every year that is out whole, of documents that have income and no statement of a year.

    Args:
        disclosures: in force, oldest first.
    """
    yearly = {(page.document, page.words("fund")) for page in disclosures if page.code.isdecimal()}
    parts: dict[tuple[str, str, str, str], list[Published]] = {}
    for page in disclosures:
        matched = _PART.fullmatch(page.code)
        if matched and "income" in page.data and (page.document, page.words("fund")) not in yearly:
            parts.setdefault((page.document, page.words("fund"), matched[1], matched[2]), []).append(page)
    return tuple(
        _sum(year, _ALL[length][1], pages)
        for (_, _, year, length), pages in parts.items()
        if len(pages) == _ALL[length][0]
    )


def _sum(year: str, words: str, pages: Sequence[Published]) -> Published:
    """Add up the statements of a year, oldest first; the sum has no page of its own."""
    first, last = pages[0], pages[-1]
    head = {
        **last.data["head"], "period_code": year, "period_title": f"{year}年度", "summed": words,
        "first_day": first.data["head"]["first_day"],
    }  # fmt: skip
    data: dict[str, Any] = {
        "head": head,
        "opening_fen": first.opening_fen(),
        "closing_fen": last.data["closing_fen"],
    }
    for name in _SUMS:
        if all(name in page.data for page in pages):
            data[name] = sum(page.data[name] for page in pages)
    for key, side in _SIDES.items():
        data[key] = list(_lines(side, pages))
    return Published("", data | {"vouchers": []})


def _lines(side: str, pages: Sequence[Published]) -> Iterator[dict[str, Any]]:
    """Add up the items of one side."""
    amounts: dict[tuple[str, ...], int] = {}
    for page in pages:
        for item in page.items():
            if item.side == side:
                amounts[item.names] = amounts.get(item.names, 0) + item.amount_fen
    for names in merged_names([list(amounts)]):
        yield {"label": names[-1], "amount_fen": amounts[names], "level": len(names)}
