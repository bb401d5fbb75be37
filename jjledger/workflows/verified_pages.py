"""Verifying the pages that change: each period's names just the editions that the log has, as the log has them.

What lives here: pages of periods and the folders beside them. What must not: what an edition's folder holds.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from jjledger.seal.manifest import Manifest
from jjledger.seal.monitor import Monitored
from jjledger.workflows.verified_edition import withdrawn
from jjledger.workflows.verified_step import Site, Step, code_of, json_of, named
from jjledger.workflows.verified_unlogged import INDEX, PAGES, strangers, verify_unlogged

_NO_PERIODS: Final = frozenset({"find", "compare"})  # folders beside those of periods
_PERIOD_FILES: Final = frozenset({*PAGES, INDEX})
_EDITION: Final = re.compile(r"v([1-9][0-9]*)")


def verify_pages(site: Site, monitored: Monitored, below: Path | None = None) -> Iterator[Step]:
    """Check the pages of periods against the log.

    Args:
        site: the site.
        monitored: the log.
        below: look at the periods in or around this folder; None at all.
    """
    logged = _logged(site, monitored)
    periods = {path for path in site.folder.glob("d/*/*") if path.is_dir() and path.name not in _NO_PERIODS}
    periods |= set(logged)
    chosen = sorted(one for one in periods if below is None or _touch(one, below))
    yield Step("一个文件夹只有一期公示有效", named("登记了不止一期", _shared(monitored)))
    wrong = [
        trouble for period in chosen for trouble in _period(site, monitored, period, logged.get(period, {}))
    ]
    yield Step("各期页面指向的是有效的那一版，写的与登记册一致", named("不一致", wrong))
    yield from _folders(site, chosen, logged, list(strangers(site, monitored)) if below is None else [])
    yield from verify_unlogged(site, monitored, below)


def _touch(one: Path, other: Path) -> bool:
    return one.is_relative_to(other) or other.is_relative_to(one)


def _logged(site: Site, monitored: Monitored) -> Mapping[Path, Mapping[int, int]]:
    """Give the entries of each period's editions, by their numbers."""
    found: dict[Path, dict[int, int]] = {}
    for index, entry in enumerate(monitored.entries):
        if isinstance(entry, Manifest):
            found.setdefault(site.period_of(entry), {})[entry.edition] = index
    return found


def _shared(monitored: Monitored) -> list[str]:
    """List folders in which two disclosures in force would stand, told apart by nothing a reader sees."""
    seen: dict[str, int] = {}
    for index in monitored.in_force.values():
        entry = monitored.entries[index]
        assert isinstance(entry, Manifest), "what is in force is an edition"
        place = f"{code_of(entry)}/{entry.period}".casefold()
        seen[place] = seen.get(place, 0) + 1
    return [f"d/{place}" for place, count in seen.items() if count > 1]


def _period(site: Site, monitored: Monitored, period: Path, logged: Mapping[int, int]) -> Iterator[str]:
    """Say what a period's page says otherwise than the log."""
    path = period / "index.json"
    name = site.short(path)
    if not path.is_file():
        yield f"{name} 不见了"
        return
    try:
        told = json_of(path)
        if "editions" not in told and not logged:
            yield f"{name} 不是哪一期的页面"
            return
        editions: list[Mapping[str, Any]] = told["editions"]
        if logged and (editions[0]["number"] != max(logged) or editions[0]["entry"] != logged[max(logged)]):
            yield f"{name} 说有效的不是登记册第 {logged[max(logged)]} 条"
        numbers = [one["number"] for one in editions]
        for number, index in logged.items():
            if number not in numbers and (period / f"v{number}").exists():
                yield f"{name} 没有写登记册第 {index} 条（第 {number} 版）"
        for one in editions:
            yield from _edition(monitored, one, logged.get(one["number"]), name)
    except (OSError, ValueError, KeyError, TypeError, AttributeError, IndexError):
        yield f"{name} 读不出来"


def _edition(monitored: Monitored, told: Mapping[str, Any], index: int | None, name: str) -> Iterator[str]:
    """Say what a page says of an edition otherwise than the log."""
    number = told["number"]
    if index is None:
        if told["entry"] is not None:
            yield f"{name} 说第 {number} 版是第 {told['entry']} 条，登记册里不是"
        return
    manifest = monitored.entries[index]
    assert isinstance(manifest, Manifest), "the entry of an edition"
    if told["entry"] != index or told["root"] != manifest.files.hex() or told["issued"] != manifest.issued:
        yield f"{name} 写的第 {number} 版与登记册第 {index} 条不同"
    gone = {one["document"] for one in told["documents"] if one["withdrawn"]}
    if gone != withdrawn(monitored, index):
        yield f"{name} 写的第 {number} 版撤下的内容与登记册不同"


def _folders(
    site: Site, periods: list[Path], logged: Mapping[Path, Mapping[int, int]], unknown: list[str]
) -> Iterator[Step]:
    """Look at the folders beside a period's page: each is an edition of the log, or older than the log."""
    older: list[str] = []
    for period in periods:
        known = logged.get(period, {})
        for path in sorted(period.iterdir()) if period.is_dir() else ():
            match = _EDITION.fullmatch(path.name)
            if not path.is_dir() and path.name not in _PERIOD_FILES:
                unknown.append(site.short(path))
            if not path.is_dir() or (match and int(match[1]) in known):
                continue
            before = match is not None and bool(known) and int(match[1]) < min(known)
            (older if before else unknown).append(site.short(path))
    yield Step("没有登记册以外的小区、版次和文件", named("登记册里没有", unknown))
    if older:
        yield Step(named("开始登记以前公示的，登记册证明不了", older), amber=True)
