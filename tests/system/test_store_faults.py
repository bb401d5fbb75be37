"""Whatever call of a save fails, the ledger has all of it or nothing, and says saved only of all."""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
from contextlib import suppress
from pathlib import Path

import pytest

from jjledger.errors import StoreError
from jjledger.facts.entry import Deed
from jjledger.store.system import RealSystem
from jjledger.store.writer import write_changes
from tests.evidence import record_evidence
from tests.faulty import FaultySystem, Killed
from tests.histories_on_disk import git, in_git

OLD = {
    "main.beancount": b"; main\n",
    "2025/2025-03.beancount": "; 三月\n".encode(),
    "decisions/旧 决定.toml": b"old\n",
    "private/owners.csv": b"household,name\n",
}
CHANGES: dict[str, bytes | None] = {
    "2025/2025-03.beancount": "; 三月\n; 收-0001\n".encode(),
    "2026/2026-01.beancount": "; 一月\n".encode(),
    "decisions/旧 决定.toml": None,
    "private/owners.csv": "household,name\n1,某\n".encode(),
}
NEW = {name: data for name, data in {**OLD, **CHANGES}.items() if data is not None}
NEXT = {"chart.beancount": b"; chart\n"}
DEED = Deed("王会计", "收-0001")


def contents(folder: Path) -> dict[str, bytes]:
    """Read everything a person sees in a ledger's folder."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and {".git", ".jjledger"}.isdisjoint(path.parts)
    }


@pytest.fixture(params=["with git", "without git"])
def template(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """Give a ledger that is copied for each fault."""
    folder = tmp_path / "template"
    for name, data in OLD.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    return in_git(folder) if request.param == "with git" else folder


def settled(folder: Path) -> dict[str, bytes]:
    """Save something else, see that nothing is left of the broken save, and give what it came to."""
    write_changes(folder, {}, {name: data + b";\n" for name, data in NEXT.items()}, DEED, RealSystem())
    write_changes(folder, {}, NEXT, DEED, RealSystem())
    assert {path.name for path in (folder / ".jjledger").iterdir()} == {".gitignore", "lock"}
    if (folder / ".git").exists():
        assert git(folder, "status", "--porcelain") == ""
        assert git(folder, "fsck", "--strict", "--no-dangling") == ""
    found = contents(folder)
    assert found.pop("chart.beancount") == NEXT["chart.beancount"]
    return found


@pytest.mark.parametrize("error", [errno.ENOSPC, errno.EIO, None], ids=["full", "broken", "killed"])
def test_the_kth_call_fails(template: Path, error: int | None) -> None:
    outcomes = {"refused": 0, "killed": 0, "saved": 0}
    after_kill = set()
    for fail_at in range(1, 500):
        folder = template.with_name(str(fail_at))
        shutil.copytree(template, folder)
        system = FaultySystem(fail_at, error)
        try:
            write_changes(folder, OLD, CHANGES, DEED, system)
        except StoreError:
            outcomes["refused"] += 1
            assert contents(folder) == OLD
            assert settled(folder) == OLD
        except Killed:
            outcomes["killed"] += 1
            found = settled(folder)
            assert found in (OLD, NEW)
            after_kill.add(found == NEW)
        else:
            outcomes["saved"] += 1
            assert contents(folder) == NEW
            assert settled(folder) == NEW
            if system.calls < fail_at:
                break
        shutil.rmtree(folder)
    faults = outcomes["refused"] + outcomes["killed"]
    assert faults > 15
    if error is None:
        assert after_kill == {False, True}  # the kill was met on both sides of the step that counts
    kind = "git" if (template / ".git").exists() else "no-git"
    name = errno.errorcode[error] if error else "killed"
    record_evidence(f"store-faults-{kind}-{name}", {"faults": faults, **outcomes})


def test_a_git_that_did_its_work_and_says_it_failed(template: Path) -> None:
    if not (template / ".git").exists():
        pytest.skip("without git nothing is run")
    for fail_at in range(1, 500):
        folder = template.with_name(str(fail_at))
        shutil.copytree(template, folder)
        system = FaultySystem(fail_at, errno.EIO, late=True)
        try:
            write_changes(folder, OLD, CHANGES, DEED, system)
        except StoreError:
            assert settled(folder) == OLD
        else:
            assert settled(folder) == NEW
            if system.calls < fail_at:
                break


def test_a_disk_that_fails_for_good_says_what_will_become_of_the_save(template: Path) -> None:
    """What could not be undone is whole after the next save, one way or the other; nobody said saved."""
    said = set()
    for fail_at in range(1, 500):
        folder = template.with_name(str(fail_at))
        shutil.copytree(template, folder)
        system = FaultySystem(fail_at, errno.EIO, lasting=True)
        try:
            write_changes(folder, OLD, CHANGES, DEED, system)
        except StoreError as error:
            undone = "也没能撤销" not in str(error)
            said.add(undone)
            assert settled(folder) in ((OLD,) if undone else (OLD, NEW))
        else:
            assert settled(folder) == NEW
            if system.calls < fail_at:
                break
    assert said == {True, False}


@pytest.mark.parametrize("options", ["size=700k", "ro"], ids=["full", "read-only"])
def test_a_disk_that_is_really_full_or_read_only(template: Path, tmp_path: Path, options: str) -> None:
    small = tmp_path / "small"
    small.mkdir()
    size = "size=700k" if options == "ro" else options
    if subprocess.run(["mount", "-t", "tmpfs", "-o", size, "tmpfs", small], check=False).returncode:
        pytest.skip("only root can mount a small disk")
    try:
        folder = small / "ledger"
        shutil.copytree(template, folder)
        if options == "ro":
            subprocess.run(["mount", "-o", "remount,ro", small], check=True)
        too_much = {**CHANGES, "vouchers/scan.pdf": os.urandom(700_000)}
        with pytest.raises(StoreError, match=r"磁盘已满|只读|Read-only|No space"):
            write_changes(folder, OLD, too_much, DEED, RealSystem())
        assert contents(folder) == OLD
        more = "rw" if options == "ro" else "size=2m"
        subprocess.run(["mount", "-o", f"remount,{more}", small], check=True)
        write_changes(folder, OLD, CHANGES, DEED, RealSystem())
        assert contents(folder) == NEW
    finally:
        subprocess.run(["umount", small], check=True)


def test_a_clock_that_goes_backwards_harms_nothing(template: Path) -> None:
    """The machine's clock stands at 2026-01-15; the repository's first commit is younger."""
    write_changes(template, OLD, CHANGES, DEED, FaultySystem(0))
    assert settled(template) == NEW


def test_leftovers_of_dead_writers_are_swept(template: Path) -> None:
    own = template / ".jjledger"
    own.mkdir()
    ours_with_git = (
        ("index-own-1", "index-own-1.lock", "index-fresh-1") if (template / ".git").exists() else ()
    )
    for name in ("lock", ".journal.1~", *ours_with_git):
        (own / name).write_bytes(b"half")
    (template / "2025" / ".2025-03.beancount.1~").write_bytes(b"half")
    write_changes(template, OLD, CHANGES, DEED, RealSystem())
    assert settled(template) == NEW


def test_a_damaged_journal_is_never_acted_on(template: Path) -> None:
    with pytest.raises(Killed):
        write_changes(template, OLD, CHANGES, DEED, FaultySystem(_call_after_journal(template), None))
    journal = template / ".jjledger" / "journal"
    journal.write_bytes(journal.read_bytes()[:-1] + b"x")
    with pytest.raises(StoreError, match="日志已损坏"):
        write_changes(template, {}, NEXT, DEED, RealSystem())


def _call_after_journal(template: Path) -> int:
    """Find the first call before which the journal is on the disk."""
    for call in range(1, 500):
        folder = template.with_name(f"probe-{call}")
        shutil.copytree(template, folder)
        with suppress(Killed):
            write_changes(folder, OLD, CHANGES, DEED, FaultySystem(call, None))
        if (folder / ".jjledger" / "journal").exists():
            return call
    raise AssertionError("there never was a journal")
