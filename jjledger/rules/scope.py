"""Which households share, and with what weight, on a day."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from jjledger.facts.community import OWNERS_FUND_KINDS, Community, Fund
from jjledger.facts.register import Household, Register
from jjledger.facts.voucher import ScopeKey

WEIGHT_UNITS: Final[Mapping[ScopeKey, str]] = {"area": "m²", "equal": "户", "first_deposit": "元"}
_ITEM: Final = re.compile(r"all|[A-Z0-9]+(?:-[A-Z0-9]+){0,2}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Sharers:
    """The register rows of one fund, indexed by what a scope may name."""

    rows: tuple[Household, ...]  # by household id as text, the order in which ties are broken
    by_item: Mapping[str, tuple[int, ...]]  # all, building, building-unit, household → places in rows
    timeless: bool  # no row is limited to some days


def belongs(row: Household, fund: Fund, community: Community) -> bool:
    """Say whether a register row belongs to a fund.

    Where a community keeps sold public housing in a fund of its own, rows of that kind
    belong to it and all others to the maintenance fund; otherwise every row belongs. What is
    not kept by household, such as public revenue, is everybody's.

    Source: 财会〔2020〕7号 separate books for 商品住宅 and 已售公有住房; 民法典 第282条.
    """
    owners = fund.kind in OWNERS_FUND_KINDS
    if not owners or not any(other.kind == "public_housing" for other in community.funds):
        return True
    return (row.kind == "public_housing") == (fund.kind == "public_housing")


def sharers(register: Register, fund: Fund, community: Community) -> Sharers:
    """Index the register rows that belong to a fund."""
    rows = tuple(sorted((row for row in register.rows if belongs(row, fund, community)), key=_as_text))
    by_item: dict[str, list[int]] = {"all": list(range(len(rows)))}
    for place, row in enumerate(rows):
        for item in (row.building, f"{row.building}-{row.unit}", row.id):
            by_item.setdefault(item, []).append(place)
    timeless = all(row.from_day is None and row.until_day is None for row in rows)
    return Sharers(rows, {item: tuple(places) for item, places in by_item.items()}, timeless)


def _as_text(row: Household) -> tuple[str, date]:
    return row.id, row.from_day or date.min


def scope_items(scope: str) -> tuple[str, ...]:
    """Take a scope apart into its blank-separated items.

    Raises:
        ValueError: an item has a form no scope may have.
    """
    items = tuple(scope.split())
    if not items or any(_ITEM.fullmatch(item) is None for item in items):
        msg = f"范围「{scope}」写法不对"
        raise ValueError(msg)
    return items


def in_scope(
    everyone: Sharers, items: Iterable[str], day: date
) -> tuple[tuple[Household, ...], tuple[str, ...]]:
    """Find the register rows a scope names on a day.

    Returns:
        The rows in the order of ties, each once, and the items that match nothing.
    """
    found: set[int] = set()
    unmatched = []
    for item in items:
        places = everyone.by_item.get(item, ())
        if not everyone.timeless:
            places = tuple(place for place in places if everyone.rows[place].in_force(day))
        found.update(places)
        if not places:
            unmatched.append(item)
    return tuple(everyone.rows[place] for place in sorted(found)), tuple(unmatched)


def named_rows(register: Register, items: Iterable[str], day: date) -> tuple[Household, ...]:
    """Find the register rows of whatever fund that a scope names on a day, in register order."""
    wanted = frozenset(items)
    return tuple(
        row
        for row in register.rows
        if row.in_force(day)
        and not wanted.isdisjoint(("all", row.building, f"{row.building}-{row.unit}", row.id))
    )


def weight_of(row: Household, key: ScopeKey) -> int:
    """Give a row's weight: area in dm², one a household, or the first deposit in fen.

    Source: 民法典 第283条: by floor area unless agreed otherwise.
    """
    if key == "area":
        return row.area_dm2
    return 1 if key == "equal" else row.first_deposit_fen
