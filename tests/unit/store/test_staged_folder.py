"""A folder that is made over minutes: the old one until the new one is whole, whatever call fails."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from jjledger.store.staged_folder import staged_folder
from jjledger.store.system import RealSystem
from tests.faulty import FaultySystem, Killed


def _write(folder: Path, text: str, system: object) -> None:
    with staged_folder(folder, system, 0o700) as draft:  # type: ignore[arg-type] # either machine
        system.write(draft / "one", text.encode())  # type: ignore[attr-defined] # see above
        system.write(draft / "two", text.encode())  # type: ignore[attr-defined] # see above


def _state(folder: Path) -> set[str]:
    return {path.read_text(encoding="utf-8") for path in folder.iterdir()} if folder.exists() else set()


def test_a_folder_is_exchanged_whole(tmp_path: Path) -> None:
    folder = tmp_path / "pile"
    _write(folder, "old", RealSystem())
    (folder / "three").write_text("old", encoding="utf-8")
    _write(folder, "new", RealSystem())
    assert sorted(path.name for path in folder.iterdir()) == ["one", "two"]
    assert _state(folder) == {"new"}
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert [path.name for path in tmp_path.iterdir()] == ["pile"]


@pytest.mark.parametrize("call", range(1, 14))
def test_a_kill_at_any_call_leaves_no_half_folder_and_the_next_run_tidies_up(
    call: int, tmp_path: Path
) -> None:
    folder = tmp_path / "pile"
    _write(folder, "old", RealSystem())
    try:
        _write(folder, "new", FaultySystem(call, None))
    except Killed:
        assert _state(folder) in ({"old"}, {"new"}, set())
    _write(folder, "next", RealSystem())
    assert _state(folder) == {"next"}
    assert [path.name for path in tmp_path.iterdir()] == ["pile"]


def test_a_run_killed_between_the_two_names_gives_the_old_folder_back(tmp_path: Path) -> None:
    folder = tmp_path / "pile"
    _write(folder, "old", RealSystem())
    folder.rename(tmp_path / ".pile.old~")
    with pytest.raises(ZeroDivisionError), staged_folder(folder, RealSystem(), 0o700):
        raise ZeroDivisionError
    assert _state(folder) == {"old"}
