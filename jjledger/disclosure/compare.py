"""Periods side by side: the same items of quarters, half-years or years of one fund."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from jjledger.disclosure.models import CommunityPage
from jjledger.disclosure.published_data import Published, merged_names
from jjledger.disclosure.site_models import ComparedPeriod, ComparedRow, ComparePage, Comparison
from jjledger.disclosure.summed_years import summed_years
from jjledger.units import yuan

MOST_PERIODS: Final = 8
_LENGTHS: Final = {"": "按年度", "Q": "按季度", "H": "按半年"}
_LENGTH: Final = re.compile(r"\d{4}-?([QH]?)\d?")
# What a statement sums up, by the fields of its data: before and after its lines.
_SUMS: Final[Mapping[str, tuple[str, str]]] = {
    "收入": ("收入合计", "income_fen"),
    "支出": ("支出合计", "expense_fen"),
}
_SIDES: Final = ("收入", "支出", "变动")
_ENDS: Final = (
    ("净收入（收入减成本和税费）", "net_income_fen"),
    ("本期收支差额", "result_fen"),
)


def compare_page(community: CommunityPage, disclosures: Sequence[Published]) -> ComparePage:
    """Set the periods of every fund and length side by side, the latest first.

    Args:
        community: whose.
        disclosures: in force, oldest first.
    """
    found: dict[tuple[str, str, str], list[Published]] = {}
    for page in (*disclosures, *summed_years(disclosures)):
        matched = _LENGTH.fullmatch(page.code)
        length = matched[1] if matched else ""
        found.setdefault((page.document, page.words("fund"), length), []).append(page)
    kinds = {document: place for place, document in enumerate(dict.fromkeys(key[0] for key in found))}
    order = sorted(found, key=lambda key: (kinds[key[0]], key[1], list(_LENGTHS).index(key[2])))
    return ComparePage(
        name=community.name,
        code=community.code,
        comparisons=tuple(_comparison(key, tuple(reversed(found[key]))[:MOST_PERIODS]) for key in order),
        contact=community.contact,
        sample=community.sample,
    )


def _comparison(key: tuple[str, str, str], pages: Sequence[Published]) -> Comparison:
    document, fund, length = key
    year_before = next(
        (place for place, page in enumerate(pages) if place and _is_year_before(page, pages[0])), None
    )
    rows = [ComparedRow("上期结转", 0, "subtotal", tuple(page.opening_fen() for page in pages), "")]
    rows += _item_rows(pages, year_before)
    rows += [
        _figure(label, "subtotal", [page.data.get(name) for page in pages], year_before)
        for label, name in _ENDS
        if any(name in page.data for page in pages)
    ]
    rows.append(_figure("期末结余", "total", [page.data["closing_fen"] for page in pages], year_before))
    return Comparison(
        anchor=f"{document}-{length.lower() or 'y'}",
        title=f"{fund} · {_LENGTHS[length]}{_added(pages)}",
        periods=tuple(ComparedPeriod(page.words("period_title"), page.code, page.path) for page in pages),
        columns=len(pages) + 1,
        rows=tuple(rows),
    )


def _added(pages: Sequence[Published]) -> str:
    """Say that years are sums of shorter periods, where they are."""
    words = next((page.words("summed") for page in pages if page.words("summed")), "")
    return f"（{words}）" if words else ""


def _is_year_before(page: Published, latest: Published) -> bool:
    return page.code == f"{latest.last_day.year - 1}{latest.code[4:]}"


def _item_rows(pages: Sequence[Published], year_before: int | None) -> Iterator[ComparedRow]:
    """List the items, side by side; those that only earlier periods have come after what they belong to."""
    amounts = [{(item.side, *item.names): item.amount_fen for item in page.items()} for page in pages]
    names = sorted(
        merged_names([[(item.side, *item.names) for item in page.items()] for page in pages]),
        key=lambda name: _SIDES.index(name[0]),
    )
    side = ""
    for name in names:
        if name[0] != side:
            yield from _sum(side, pages, year_before)
            side = name[0]
            yield ComparedRow(side if side in _SUMS else "本期变动", 0, "group", (), "")
        fen = tuple(of_page.get(name) for of_page in amounts)
        yield ComparedRow(name[-1], len(name) - 1, "line", fen, _change(fen, year_before, spent=True))
    yield from _sum(side, pages, year_before)


def _sum(side: str, pages: Sequence[Published], year_before: int | None) -> Iterator[ComparedRow]:
    if side in _SUMS:
        label, name = _SUMS[side]
        yield _figure(label, "subtotal", [page.data.get(name) for page in pages], year_before)


def _figure(label: str, kind: str, amounts: Sequence[int | None], year_before: int | None) -> ComparedRow:
    fen = tuple(amounts)
    return ComparedRow(label, 0, "total" if kind == "total" else "subtotal", fen, _change(fen, year_before))


def _change(fen: Sequence[int | None], year_before: int | None, *, spent: bool = False) -> str:
    """Say how the latest differs from the same period a year before; of an item that went out, what was spent."""
    if year_before is None or fen[0] is None:
        return ""
    now, before = fen[0], fen[year_before]
    if before is None:
        return "上年同期没有"
    if spent and now <= 0 and before <= 0:
        now, before = -now, -before
    difference = now - before
    if not difference:
        return "与上年同期相同"
    return f"比上年同期{'多' if difference > 0 else '少'} {yuan(abs(difference))}"
