"""Verifying pages that the log does not hold: the front pages, those of periods, their twins in large type.

An edition's files are proved to the byte. These pages change, so their totals are held against the editions, and of the
rest it is said that nothing proves it. What lives here: that, and which pages there have to be. What must not: editions.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from jjledger.facts.community import OWNERS_FUND_KINDS
from jjledger.render.large import LARGE, NORMAL
from jjledger.seal.manifest import Manifest
from jjledger.seal.monitor import Monitored
from jjledger.units import yuan
from jjledger.workflows.verified_step import Site, Step, code_of, json_of, named

PAGES: Final = (NORMAL, LARGE)
INDEX: Final = "index.json"
_AMOUNT: Final = r"¥(-?[0-9][0-9,]*\.[0-9]{2})"
_ANY: Final = re.compile(_AMOUNT)
_HELD: Final = re.compile(rf'<span class="figure num">{_AMOUNT}')
_UNREADABLE: Final = (OSError, ValueError, KeyError, TypeError, AttributeError)


def verify_unlogged(site: Site, monitored: Monitored, below: Path | None = None) -> Iterator[Step]:
    """Check the pages around editions, and say how far that goes.

    Args:
        site: the site.
        monitored: the log.
        below: look at the periods in or around this folder alone; None at the whole site.
    """
    periods = {
        site.period_of(entry): entry.community
        for entry in (monitored.entries[index] for index in monitored.in_force.values())
        if isinstance(entry, Manifest)
    }
    chosen = sorted(one for one in periods if below is None or _touch(one, below))
    communities = sorted({one.parent for one in chosen})
    tops = [site.folder] if below is None else []
    places = [*tops, *communities, *chosen]
    lost = [site.short(one / name) for one in places for name in PAGES if not (one / name).is_file()]
    yield Step("首页、各小区和各期的页面都在", named("不见了", lost))
    wrong = [trouble for one in chosen for trouble in _told(site, one, _period)]
    wrong += [trouble for one in communities for trouble in _told(site, one, _community)]
    wrong += [trouble for one in tops for trouble in _told(site, one, _front)]
    yield Step("首页和各期页面上的期末合计，与登记的各版相同", named("不同", wrong))
    loose = [name for one in communities for name in _unproved(one)]
    held = f"；{named('还没有哪一版可以对的余额', loose)}" if loose else ""
    yield Step(
        "登记册只证明各版 v1、v2…… 里的文件：首页、各期页面、大字版、查找和比较页、公开账本 book.beancount "
        f"会随时更新，除上面核对过的合计以外没有证明，请以各版为准{held}",
        amber=True,
        beyond=True,
    )


def _touch(one: Path, other: Path) -> bool:
    return one.is_relative_to(other) or other.is_relative_to(one)


def _told(site: Site, place: Path, look: Callable[[Path], Iterator[tuple[str, str]]]) -> Iterator[str]:
    """Say what pages in a folder say otherwise; a lost page is named elsewhere."""
    if not all((place / name).is_file() for name in (*PAGES, INDEX)):
        return
    short = "" if place == site.folder else f"{site.short(place)}/"
    try:
        for name, words in look(place):
            yield f"{short}{name} {words}"
        if _printed(place / LARGE, _ANY) != _printed(place / NORMAL, _ANY):
            yield f"{short}{LARGE} 的金额与 {NORMAL} 的不同"
    except _UNREADABLE:
        yield f"{short}{INDEX} 读不出来"


def _period(place: Path) -> Iterator[tuple[str, str]]:
    """Hold the page of a period against the documents of its editions."""
    editions: list[Mapping[str, Any]] = json_of(place / INDEX)["editions"]
    for edition in editions:
        for one in edition["documents"]:
            data = place / f"v{edition['number']}" / one["document"] / "data.json"
            if not one["withdrawn"] and data.is_file():
                closing = json_of(data).get("closing_fen")
                if closing != one["closing_fen"]:
                    yield INDEX, f"写的 {one['title']} 期末不是第 {edition['number']} 版的"
    told = {
        yuan(one["closing_fen"])
        for edition in editions
        for one in edition["documents"]
        if one["closing_fen"] is not None
    }
    for name in PAGES:
        for amount in sorted(set(_printed(place / name, _ANY)) - told):
            yield name, f"印的期末 {amount} 哪一版也没有"


def _community(place: Path) -> Iterator[tuple[str, str]]:
    """Hold a community's front page against the documents in force that it lists."""
    told = json_of(place / INDEX)
    out = [one for one in told["entries"] if one["state"] == "out" and one["closing_fen"] is not None]
    for one in out:
        data = place / one["path"] / "data.json"
        closing = json_of(data).get("closing_fen") if data.is_file() else None
        if closing != one["closing_fen"] and (data.is_file() or not _withdrawn(place, one)):
            yield INDEX, f"写的 {one['period_title']} {one['title']} 期末不是那一版的"
    for one in told["balances"]:
        known = _figures(place, told["entries"], one)
        if known and one["balance_fen"] is not None and one["balance_fen"] not in known:
            yield INDEX, f"写的 {one['fund']} {one['as_of']} 余额 {yuan(one['balance_fen'])} 不是公示的"
    closings = {yuan(one["closing_fen"]) for one in told["entries"] if one["closing_fen"] is not None}
    held = Counter(yuan(one["balance_fen"]) for one in told["balances"] if one["balance_fen"] is not None)
    for name in PAGES:
        for amount in sorted(set(_printed(place / name, _ANY)) - closings - set(held)):
            yield name, f"印的 {amount} 哪一版也没有"
        if Counter(_printed(place / name, _HELD)) != held:
            yield name, "印的余额与数据里的不同"


def _withdrawn(place: Path, entry: Mapping[str, Any]) -> bool:
    """Say whether the page of a period, which was held against the log, says that a document was withdrawn."""
    editions = json_of(place / entry["period_code"] / INDEX)["editions"]
    return any(
        one["document"] == entry["document"] and one["withdrawn"]
        for edition in editions
        if edition["number"] == entry["edition"]
        for one in edition["documents"]
    )


def _front(place: Path) -> Iterator[tuple[str, str]]:
    """Hold the front page against those of the communities, sum by sum."""
    told = json_of(place / INDEX)
    fronts = [json_of(one) for one in sorted(place.glob(f"d/*/{INDEX}"))]
    sums = {"public_revenue_fen": ("public_revenue",), "maintenance_fund_fen": OWNERS_FUND_KINDS}
    for key, kinds in sums.items():
        fens = [
            sum(one["balance_fen"] for one in front["balances"] if one["kind"] in kinds)
            for front in fronts
            if all(one["balance_fen"] is not None for one in front["balances"] if one["kind"] in kinds)
        ]
        if told[key] != sum(fens):
            yield INDEX, f"写的合计 {yuan(told[key])} 不是各小区之和 {yuan(sum(fens))}"
    expected = {yuan(told[key]) for key in sums}
    for name in PAGES:
        if not set(_printed(place / name, _ANY)) <= expected:
            yield name, "印的合计与数据里的不同"


def _unproved(place: Path) -> Iterator[str]:
    """List balances of a day at which no document in force ends."""
    try:
        told = json_of(place / INDEX)
        for one in told["balances"]:
            if one["balance_fen"] is not None and not _figures(place, told["entries"], one):
                yield f"{place.name} {one['fund']} {yuan(one['balance_fen'])}"
    except _UNREADABLE:
        return


def _figures(place: Path, entries: list[Mapping[str, Any]], balance: Mapping[str, Any]) -> set[int]:
    """Give all amounts of the documents in force of a balance's fund that end on its day."""
    found: set[int] = set()
    for one in entries:
        data = place / one["path"] / "data.json"
        if one["state"] == "out" and one["closing_fen"] is not None and data.is_file():
            told = json_of(data)
            head = told.get("head", {})
            if (head.get("fund"), head.get("last_day")) == (balance["fund"], balance["as_of"]):
                found |= set(_fens(told))
    return found


def _fens(told: object) -> Iterator[int]:
    """Find every amount in data."""
    if isinstance(told, dict):
        for key, value in told.items():
            if isinstance(value, int) and not isinstance(value, bool) and str(key).endswith("_fen"):
                yield value
            yield from _fens(value)
    elif isinstance(told, list):
        for value in told:
            yield from _fens(value)


def _printed(path: Path, pattern: re.Pattern[str]) -> list[str]:
    """List the amounts that a page prints."""
    return [match[1] for match in pattern.finditer(path.read_text(encoding="utf-8"))]


def strangers(site: Site, monitored: Monitored) -> Iterator[str]:
    """List what lies among the communities' pages and is of none that the log names."""
    known = {code_of(one) for one in monitored.entries if isinstance(one, Manifest)}
    for place in sorted((site.folder / "d").glob("*")):
        if place.name in known:
            yield from (
                site.short(one)
                for one in sorted(place.iterdir())
                if one.is_file() and one.name not in _BESIDE
            )
        elif not _begun(place):
            yield site.short(place)


_BESIDE: Final = {
    *PAGES, INDEX, "checks.json", "book.beancount", "again.sh", "again.txt", "lines.json", "compare.json", "datapackage.json",
}  # fmt: skip


def _begun(place: Path) -> bool:
    """Say whether a folder is of a community of which nothing went out yet: nothing in it claims to have."""
    try:
        told = json_of(place / INDEX)
        return told["code"] == place.name and all(one["state"] != "out" for one in told["entries"])
    except _UNREADABLE:
        return False
