"""The file of owners' keys: random ones kept wrapped, derived ones of a demonstration, destroyed ones gone."""

import stat
from contextlib import suppress
from dataclasses import replace
from datetime import date
from pathlib import Path
from time import perf_counter

import pytest

from jjledger.errors import StoreError
from jjledger.seal.salts import owner_key
from jjledger.store.owner_keys import (
    ERASED,
    OWNER_KEYS,
    Master,
    OwnerRow,
    owner_keys,
    read_owner_rows,
    rewrapped,
    write_owner_rows,
)
from jjledger.store.system import RealSystem
from tests.faulty import FaultySystem, Killed

SYSTEM = RealSystem()
REAL = Master(bytes(range(32)), demo=False)
DEMO = Master(bytes(range(32)), demo=True)
END = date(2025, 12, 31)


def test_keys_of_a_demonstration_are_derived_and_nothing_is_written(tmp_path: Path) -> None:
    keys = owner_keys(tmp_path, DEMO, ["1-101"], END, SYSTEM)
    assert keys == {"1-101": owner_key(DEMO.secret, "1-101", 1)}
    assert list(tmp_path.iterdir()) == []


def test_real_keys_are_random_made_once_and_kept_wrapped(tmp_path: Path) -> None:
    keys = owner_keys(tmp_path, REAL, ["1-101", "1-102"], END, SYSTEM)
    assert keys["1-101"] != keys["1-102"]
    assert keys["1-101"] != owner_key(REAL.secret, "1-101", 1)
    assert owner_keys(tmp_path, REAL, ["1-102", "1-101"], END, SYSTEM) == keys
    data = (tmp_path / OWNER_KEYS).read_bytes()
    assert keys["1-101"] not in data
    assert keys["1-101"].hex().encode() not in data
    assert data.startswith(b"household,tenure,since,wrapped\n1-101,1,,")


def test_a_new_house_gets_a_key_and_the_others_keep_theirs(tmp_path: Path) -> None:
    before = owner_keys(tmp_path, REAL, ["1-101"], END, SYSTEM)
    after = owner_keys(tmp_path, REAL, ["1-101", "1-102"], END, SYSTEM)
    assert after["1-101"] == before["1-101"]
    assert {row.household for row in read_owner_rows(tmp_path, SYSTEM)} == {"1-101", "1-102"}


def test_the_file_is_closed_to_others_and_to_git(tmp_path: Path) -> None:
    owner_keys(tmp_path, REAL, ["1-101"], END, SYSTEM)
    assert stat.S_IMODE((tmp_path / OWNER_KEYS).stat().st_mode) == 0o600
    assert stat.S_IMODE((tmp_path / "private" / "keys").stat().st_mode) == 0o700
    assert stat.S_IMODE((tmp_path / "private").stat().st_mode) == 0o700
    assert (tmp_path / "private" / ".gitignore").read_text() == "*\n"


def _sold(tmp_path: Path, master: Master) -> None:
    owner_keys(tmp_path, master, ["1-101"], END, SYSTEM)
    rows = read_owner_rows(tmp_path, SYSTEM) or (OwnerRow("1-101", 1, None),)
    (tmp_path / "private" / "keys").mkdir(parents=True, exist_ok=True)
    write_owner_rows(tmp_path, (*rows, OwnerRow("1-101", 2, date(2026, 3, 1))), SYSTEM)


@pytest.mark.parametrize("master", [REAL, DEMO], ids=["real", "demo"])
def test_the_owner_of_the_day_counts(tmp_path: Path, master: Master) -> None:
    first = owner_keys(tmp_path, master, ["1-101"], END, SYSTEM)
    _sold(tmp_path, master)
    second = owner_keys(tmp_path, master, ["1-101"], date(2026, 6, 30), SYSTEM)
    assert owner_keys(tmp_path, master, ["1-101"], date(2026, 2, 28), SYSTEM) == first
    assert owner_keys(tmp_path, master, ["1-101"], date(2026, 3, 1), SYSTEM) == second
    assert first != second


def test_a_destroyed_key_never_comes_back(tmp_path: Path) -> None:
    first = owner_keys(tmp_path, REAL, ["1-101"], END, SYSTEM)
    _sold(tmp_path, REAL)
    rows = read_owner_rows(tmp_path, SYSTEM)
    write_owner_rows(
        tmp_path, [replace(row, wrapped=ERASED) if row.tenure == 1 else row for row in rows], SYSTEM
    )
    again = owner_keys(tmp_path, REAL, ["1-101"], END, SYSTEM)
    assert again != first
    assert again == owner_keys(tmp_path, REAL, ["1-101"], END, SYSTEM)  # what goes out twice is the same
    now = date(2026, 6, 30)
    assert owner_keys(tmp_path, REAL, ["1-101"], now, SYSTEM) not in (first, again)


def test_another_master_opens_nothing_and_says_what_may_have_happened(tmp_path: Path) -> None:
    owner_keys(tmp_path, REAL, ["1-101"], END, SYSTEM)
    before = (tmp_path / OWNER_KEYS).read_bytes()
    with pytest.raises(StoreError, match="jjledger key rotate"):
        owner_keys(tmp_path, Master(bytes(32), demo=False), ["1-101"], END, SYSTEM)
    assert (tmp_path / OWNER_KEYS).read_bytes() == before


def test_keys_wrapped_anew_are_the_same_keys_and_twice_is_once(tmp_path: Path) -> None:
    other = Master(bytes(32), demo=False)
    keys = owner_keys(tmp_path, REAL, ["1-101", "1-102"], END, SYSTEM)
    half = rewrapped(tmp_path, read_owner_rows(tmp_path, SYSTEM)[:1], REAL, other)
    rows = rewrapped(tmp_path, (*half, *read_owner_rows(tmp_path, SYSTEM)[1:]), REAL, other)
    assert rows[0] == half[0]
    write_owner_rows(tmp_path, rows, SYSTEM)
    assert owner_keys(tmp_path, other, ["1-101", "1-102"], END, SYSTEM) == keys


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("household,tenure\n", 1),
        ("", 1),
        ("household,tenure,since,wrapped\n1-101,x,,\n", 2),
        ("household,tenure,since,wrapped\n1-101,1,,\n1-102,0,,\n", 3),
        ("household,tenure,since,wrapped\n1-101,1,,\n,1,,\n", 3),
        ("household,tenure,since,wrapped\n1-101,1,2026-02-30,\n", 2),
        ("household,tenure,since,wrapped\n1-101,1\n", 2),
        ("household,tenure,since,wrapped\n1-101,1,,\n1-101,1,,\n", 1),
    ],
)
def test_a_damaged_file_is_refused_with_its_line(tmp_path: Path, text: str, line: int) -> None:
    (tmp_path / OWNER_KEYS).parent.mkdir(parents=True)
    (tmp_path / OWNER_KEYS).write_text(text)
    with pytest.raises(StoreError, match=rf"owners\.csv:{line}"):
        owner_keys(tmp_path, REAL, ["1-101"], END, SYSTEM)
    assert (tmp_path / OWNER_KEYS).read_text() == text


def test_killed_at_any_call_no_key_that_was_given_out_is_lost(tmp_path: Path) -> None:
    for call in range(1, 40):
        folder = tmp_path / str(call)
        first = owner_keys(folder, REAL, ["1-101"], END, SYSTEM)
        given = None
        with suppress(Killed):
            given = owner_keys(folder, REAL, ["1-101", "1-102"], END, FaultySystem(call, None))
        later = owner_keys(folder, REAL, ["1-101", "1-102"], END, SYSTEM)
        assert later["1-101"] == first["1-101"]
        assert given in (None, later)


def test_six_thousand_keys_are_read_in_less_than_a_third_of_a_second(tmp_path: Path) -> None:
    rooms = [f"{house:02}-1-{room:04}" for house in range(60) for room in range(100)]
    made = owner_keys(tmp_path, REAL, rooms, END, SYSTEM)
    best = min(_seconds(tmp_path, rooms, made) for _ in range(3))
    assert best < 0.3


def _seconds(folder: Path, rooms: list[str], made: object) -> float:
    start = perf_counter()
    assert owner_keys(folder, REAL, rooms, END, SYSTEM) == made
    return perf_counter() - start
