"""Links of owners: which sealed files stand on the site, and how a household gets, changes or loses its link.

A link is for the statements of one year, so a new one comes with each year and with each owner. Those who hold an
older one find nothing there, as if it had never been.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Final

from jjledger.errors import refusal
from jjledger.facts.community import OwnerLinks
from jjledger.facts.register import Register
from jjledger.period import parse_period
from jjledger.seal.link import Link, Shelf, link_of, sealed_bins
from jjledger.store.link_turns import Turn, read_turns
from jjledger.store.owner_keys import ERASED, Master, owner_keys, read_owner_rows, rows_on
from jjledger.store.system import System
from jjledger.workflows.sealing import SEALED

_SEALED_NAME: Final = re.compile(r"([0-9]{4}(?:-[QH][1-4])?)\.v[0-9]+\.[a-z-]+\.json")
_ERASURE: Final = "个人信息保护法第47条：处理目的已实现或者个人撤回同意的，应当删除个人信息"
_FIRST_FUND: Final = "maintenance"  # its files bear the period's name alone


@dataclass(frozen=True, slots=True)
class Linked:
    """A community whose owners have links."""

    folder: Path
    settings: OwnerLinks
    master: Master


@dataclass(frozen=True, slots=True)
class Shelved:
    """The packs of one fund of an edition in force."""

    period: str
    fund: str  # as in the texts of the log
    issued: date
    packs: Mapping[str, bytes] = field(repr=False)  # by room


@dataclass(frozen=True, slots=True)
class HouseholdLink:
    """A household's link as it is now."""

    household: str
    year: int
    link: Link
    turn: Turn


def owner_files(
    place: Linked, shelved: Sequence[Shelved], today: date, system: System
) -> Iterator[tuple[str, bytes]]:
    """Seal the packs of a community for those who have links.

    Args:
        place: the community.
        shelved: the editions in force, all funds, in any order.
        today: the day of the publication.
        system: the machine, for the keys.

    Yields:
        Path below the site and content; nothing where the community has no links or their time is over.

    Raises:
        StoreError: the keys cannot be read or kept.
    """
    alive = [one for one in shelved if today <= links_end(place.settings, one.issued)]
    if place.settings.enabled and alive:
        yield from sealed_bins([_shelf(place, one, system) for one in sorted(alive, key=_newest)])


def ends_of(place: Linked, shelved: Sequence[Shelved]) -> dict[str, date]:
    """Give the last day on which files of each name may be on the site.

    Args:
        place: the community.
        shelved: the editions in force, all funds.
    """
    return {_name(one): links_end(place.settings, one.issued) for one in shelved}


def links_end(settings: OwnerLinks, issued: date) -> date:
    """Give the last day on which what went out on a day is found at links."""
    return issued + timedelta(days=settings.life_days)


def household_link(
    folder: Path, master: Master, household: str, last_day: date, system: System
) -> HouseholdLink:
    """Give a household's link to the statements of the year in which a period ends.

    Args:
        folder: the community's.
        master: its key.
        household: whose.
        last_day: of the period; who owned the house then gets the link.
        system: the machine.

    Raises:
        OptionError: the key of that owner was destroyed, so that there is no link.
        StoreError: the keys cannot be read or kept.
    """
    found = household_links(folder, master, [household], last_day, system)
    if not found:
        what = f"{last_day} 时这一户业主的密钥已经销毁，没有链接，也打不开已发的链接。"
        raise refusal(
            household, what, "销毁了不能恢复。换了业主的，请用 jjledger key tenure 另给一把密钥。", _ERASURE
        )
    return found[0]


def household_links(
    folder: Path, master: Master, households: Collection[str], last_day: date, system: System
) -> tuple[HouseholdLink, ...]:
    """Give the links of several households, in their order, but of none whose key was destroyed.

    Raises:
        StoreError: the keys cannot be read or kept.
    """
    turns = read_turns(folder, system)
    erased = _erased(folder, last_day, system)
    wanted = [one for one in households if one not in erased]
    keys = owner_keys(folder, master, wanted, last_day, system)
    found = ((one, keys[one], turns.get(one, Turn())) for one in wanted)
    return tuple(
        HouseholdLink(one, last_day.year, link_of(key, last_day.year, turn.turn), turn)
        for one, key, turn in found
    )


def open_links(
    folder: Path, master: Master, households: Collection[str], last_day: date, system: System
) -> Mapping[str, Link]:
    """Give the links that lead somewhere: of those households whose link is not closed and whose key was not destroyed.

    Args:
        folder: the community's.
        master: its key.
        households: whose.
        last_day: of the period; who owned a house then has its link.
        system: the machine.

    Raises:
        StoreError: the keys cannot be read or kept.
    """
    turns = read_turns(folder, system)
    erased = _erased(folder, last_day, system)
    wanted = [room for room in households if room not in erased and turns.get(room, Turn()).closed is None]
    keys = owner_keys(folder, master, wanted, last_day, system)
    return {room: link_of(keys[room], last_day.year, turns.get(room, Turn()).turn) for room in wanted}


def last_sealed_day(folder: Path, today: date) -> date:
    """Give the last day of the newest period that was sealed; of last year where none was."""
    names = (_SEALED_NAME.fullmatch(path.name) for path in (folder / SEALED).glob("*.json"))
    days = [parse_period(name[1]).last_day for name in names if name]
    return max(days, default=date(today.year - 1, 12, 31))


def demand_household(register: Register, household: str) -> None:
    """Refuse a house that the register does not have.

    Raises:
        OptionError: says so.
    """
    if household not in register.ids():
        raise refusal(household, "登记册里没有这一户。", "请照 register.csv 的房号写，例如 01-1-101。")


def _newest(one: Shelved) -> tuple[int, int, int]:
    """Sort the newest period first, of those that end together the longest, and the first fund before the other."""
    period = parse_period(one.period)
    return -period.last_day.toordinal(), period.first_day.toordinal(), int(one.fund != _FIRST_FUND)


def _erased(folder: Path, last_day: date, system: System) -> frozenset[str]:
    """List the houses whose owner's key of a day was destroyed: what comes out for them opens nothing."""
    rows = rows_on(read_owner_rows(folder, system), last_day)
    return frozenset(room for room, row in rows.items() if row.wrapped == ERASED)


def _shelf(place: Linked, one: Shelved, system: System) -> Shelf:
    """Find the links of those who owned the houses at the period's end."""
    last_day = parse_period(one.period).last_day
    links = open_links(place.folder, place.master, list(one.packs), last_day, system)
    return Shelf(_name(one), one.packs, links)


def _name(one: Shelved) -> str:
    """Name the files of an edition's fund."""
    return one.period if one.fund == _FIRST_FUND else f"{one.period}.{one.fund}"
