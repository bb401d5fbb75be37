"""Which sealed files stand on the site: those of open links, of editions whose time is not over."""

import json
from datetime import date
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from jjledger.errors import OptionError
from jjledger.facts.community import OwnerLinks
from jjledger.seal.link import Link
from jjledger.store.link_turns import change_link, close_link
from jjledger.store.owner_keys import ERASED, Master, OwnerRow, read_owner_rows, write_owner_rows
from jjledger.store.system import RealSystem
from jjledger.workflows.owner_links import (
    Linked,
    Shelved,
    household_link,
    household_links,
    last_sealed_day,
    open_links,
    owner_files,
)
from jjledger.workflows.owner_tenures import erase_owner

SYSTEM = RealSystem()
MASTER = Master(bytes(range(32)), demo=False)
ISSUED = date(2026, 1, 20)
ON = OwnerLinks(enabled=True, life_days=30)
H1 = Shelved("2025-H1", "maintenance", date(2025, 7, 20), {"1-101": b"{h1}", "1-102": b"{}"})
H2 = Shelved("2025-H2", "maintenance", ISSUED, {"1-101": b"{h2}", "1-102": b"{}"})
HOUSING = Shelved("2025-H2", "public-housing", ISSUED, {"1-101": b"{housing}"})


def files(
    folder: Path, *shelved: Shelved, settings: OwnerLinks = ON, today: date = ISSUED
) -> dict[str, bytes]:
    return dict(owner_files(Linked(folder, settings, MASTER), shelved, today, SYSTEM))


def link(folder: Path, room: str, day: date = date(2025, 12, 31)) -> Link:
    return household_link(folder, MASTER, room, day, SYSTEM).link


def read(link: Link, found: dict[str, bytes], name: str) -> bytes:
    data = found[f"o/{link.id}/{name}.bin"]
    framed = AESGCM(link.key).decrypt(data[:12], data[12:], link.id.encode())
    return framed[4 : 4 + int.from_bytes(framed[:4], "big")]


def test_there_are_none_where_the_community_has_no_links(tmp_path: Path) -> None:
    assert files(tmp_path, H2, settings=OwnerLinks()) == {}
    assert list(tmp_path.iterdir()) == []


def test_each_household_finds_its_own_packs_of_both_funds(tmp_path: Path) -> None:
    found = files(tmp_path, H2, HOUSING)
    mine = link(tmp_path, "1-101")
    assert json.loads(read(mine, found, "list")) == ["2025-H2", "2025-H2.public-housing"]
    assert read(mine, found, "2025-H2") == b"{h2}"
    assert read(mine, found, "2025-H2.public-housing") == b"{housing}"
    assert json.loads(read(link(tmp_path, "1-102"), found, "list")) == ["2025-H2"]


def test_files_leave_when_their_time_is_over(tmp_path: Path) -> None:
    assert len(files(tmp_path, H2, today=date(2026, 2, 19))) == 4
    assert files(tmp_path, H2, today=date(2026, 2, 20)) == {}
    mine = link(tmp_path, "1-101")
    assert json.loads(read(mine, files(tmp_path, H1, H2), "list")) == ["2025-H2"]  # H1 went out in July


def test_a_changed_link_finds_everything_and_the_old_one_nothing(tmp_path: Path) -> None:
    old = link(tmp_path, "1-101")
    change_link(tmp_path, "1-101", SYSTEM)
    new = link(tmp_path, "1-101")
    found = files(tmp_path, H2)
    assert read(new, found, "2025-H2") == b"{h2}"
    assert not [path for path in found if old.id in path]


def test_a_closed_link_finds_nothing_and_the_others_what_they_did(tmp_path: Path) -> None:
    before = files(tmp_path, H2)
    mine = link(tmp_path, "1-101")
    close_link(tmp_path, "1-101", ISSUED, SYSTEM)
    after = files(tmp_path, H2)
    assert {path for path in before if path not in after} == {path for path in before if mine.id in path}
    assert {path: before[path] for path in after} == after


def test_a_destroyed_key_has_no_link_and_its_neighbours_keep_theirs(tmp_path: Path) -> None:
    day = date(2025, 12, 31)
    rooms = ("1-101", "1-102", "1-103")
    before = open_links(tmp_path, MASTER, rooms, day, SYSTEM)
    assert before == {room: link(tmp_path, room) for room in rooms}
    erase_owner(tmp_path, MASTER, "1-102", 0, SYSTEM)
    close_link(tmp_path, "1-103", ISSUED, SYSTEM)
    assert open_links(tmp_path, MASTER, rooms, day, SYSTEM) == {"1-101": before["1-101"]}
    assert {path.split("/")[1] for path in files(tmp_path, H2)} == {before["1-101"].id}


def test_who_asks_for_the_link_of_a_destroyed_key_hears_why_there_is_none(tmp_path: Path) -> None:
    day = date(2025, 12, 31)
    link(tmp_path, "1-101")
    kept = link(tmp_path, "1-102")
    erase_owner(tmp_path, MASTER, "1-101", 0, SYSTEM)
    with pytest.raises(OptionError, match="已经销毁"):
        link(tmp_path, "1-101")
    found = household_links(tmp_path, MASTER, ["1-101", "1-102"], day, SYSTEM)
    assert [(one.household, one.link) for one in found] == [("1-102", kept)]
    files(tmp_path, H2)  # publishing makes no other key in its place
    (row,) = (row for row in read_owner_rows(tmp_path, SYSTEM) if row.household == "1-101")
    assert row.wrapped == ERASED
    next_owner = OwnerRow("1-101", 2, date(2026, 1, 1))
    write_owner_rows(tmp_path, (*read_owner_rows(tmp_path, SYSTEM), next_owner), SYSTEM)
    assert link(tmp_path, "1-101", date(2026, 12, 31))
    with pytest.raises(OptionError, match="已经销毁"):
        link(tmp_path, "1-101")


def test_a_link_is_for_one_year_and_one_owner(tmp_path: Path) -> None:
    seller = link(tmp_path, "1-101")
    rows = read_owner_rows(tmp_path, SYSTEM)
    write_owner_rows(tmp_path, (*rows, OwnerRow("1-101", 2, date(2025, 9, 1))), SYSTEM)
    buyer = link(tmp_path, "1-101")
    assert link(tmp_path, "1-101", date(2025, 6, 30)) == seller
    assert buyer != seller
    assert link(tmp_path, "1-101", date(2026, 6, 30)) not in (buyer, seller)
    forever = OwnerLinks(enabled=True, life_days=366)
    found = files(tmp_path, H1, H2, settings=forever)
    assert json.loads(read(seller, found, "list")) == ["2025-H1"]
    assert json.loads(read(buyer, found, "list")) == ["2025-H2"]


def test_the_newest_stands_first_whatever_order_they_come_in(tmp_path: Path) -> None:
    year = Shelved("2025", "maintenance", ISSUED, {"1-101": b"{year}"})
    forever = OwnerLinks(enabled=True, life_days=366)
    expected = ["2025", "2025-H2", "2025-H2.public-housing", "2025-H1"]
    for order in ((H1, H2, HOUSING, year), (year, HOUSING, H2, H1)):
        found = files(tmp_path, *order, settings=forever)
        assert json.loads(read(link(tmp_path, "1-101"), found, "list")) == expected


def test_the_newest_sealed_period_is_found_among_other_files(tmp_path: Path) -> None:
    assert last_sealed_day(tmp_path, ISSUED) == date(2025, 12, 31)
    (tmp_path / "private" / "sealed").mkdir(parents=True)
    for name in (
        "2024.v1.maintenance.json",
        "2025-H1.v2.public-housing.json",
        "notes.json",
        "2026-03-01.x.v1.json",
    ):
        (tmp_path / "private" / "sealed" / name).touch()
    assert last_sealed_day(tmp_path, ISSUED) == date(2025, 6, 30)
