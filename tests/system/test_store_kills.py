"""Two writers killed at any moment: what was acknowledged is there, the rest is whole or absent."""

from __future__ import annotations

import os
import random
import shutil
import signal
import time
import traceback
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from jjledger.books.ledger import load_ledger
from jjledger.errors import ChangedError
from jjledger.facts.entry import Deed
from jjledger.store.system import RealSystem
from jjledger.store.writer import write_changes
from tests.evidence import record_evidence
from tests.histories_on_disk import git, in_git
from tests.ledgers import SHIFAN, TODAY, copy_of, replace_once

SEED = int(os.environ.get("JJLEDGER_KILL_SEED", "20261129"))
IN_EVERY_RUN = 200
KILLS = int(os.environ.get("JJLEDGER_KILLS", IN_EVERY_RUN))
WITH_GIT = 0.25  # of the kills hit the git that works for the writer too
MONTH = "2025/2025-03.beancount"
MARKS = "marks.csv"  # goes with each voucher, so that half a save would show
SAVES_OF_A_LIFE = 3  # at most, until a writer is killed
LONGEST = 0.4  # seconds, so that a busy machine comes to an end too
DEED = Deed("王会计", "收款")


def voucher(name: str) -> bytes:
    """Give a note that stands for a voucher; its text is all that this test asks for."""
    return f'2025-03-31 note Assets:1维修资金:1001银行存款:1234建行 "{name}"\n'.encode()


def write_for_ever(folder: Path, writer: str, acknowledge: int) -> None:
    """Add vouchers one by one, and tell of each that was saved."""
    number = 0
    while True:
        number += 1
        name = f"{writer}-{number:04}"
        saved = False
        while not saved:
            expected: dict[str, bytes | None] = {
                file: (folder / file).read_bytes() for file in (MONTH, MARKS)
            }
            changes: dict[str, bytes | None] = {
                MONTH: (expected[MONTH] or b"") + voucher(name),
                MARKS: (expected[MARKS] or b"") + f"{name}\n".encode(),
                f"vouchers/{name}.txt": name.encode() * 500,
            }
            with suppress(ChangedError):  # the other one was first
                write_changes(folder, expected, changes, Deed(writer, name), RealSystem())
                saved = True
        os.write(acknowledge, f"{name}\n".encode())


@dataclass(slots=True)
class Run:
    """A writer's process, and the pipe on which it acknowledges."""

    process: int
    pipe: int


def start(folder: Path, writer: str) -> Run:
    """Start a writer in a process and a group of its own."""
    reading, acknowledge = os.pipe()
    process = os.fork()
    if process == 0:
        try:
            os.setpgid(0, 0)
            os.close(reading)
            write_for_ever(folder, writer, acknowledge)
        except BaseException:  # noqa: BLE001 - no test may go on in this process
            traceback.print_exc()
        finally:
            os._exit(1)
    with suppress(PermissionError):
        os.setpgid(process, process)  # whichever of us comes first
    os.close(acknowledge)
    return Run(process, reading)


def kill(run: Run, *, with_git: bool) -> list[str]:
    """Kill a writer, with the git that works for it or without; give what it had acknowledged."""
    (os.killpg if with_git else os.kill)(run.process, signal.SIGKILL)
    _, status = os.waitpid(run.process, 0)
    assert os.WTERMSIG(status) == signal.SIGKILL
    with os.fdopen(run.pipe, "rb") as pipe:
        return pipe.read().decode().split()


@dataclass(slots=True)
class Counts:
    """What was counted while writers were killed."""

    kills: int = 0
    acknowledged: list[str] = field(default_factory=list)
    broken_off: int = 0  # kills that left a journal


def seconds_of_a_save(folder: Path) -> float:
    """Measure what a save takes on this machine now."""
    begun = time.perf_counter()
    for number in range(5):
        write_changes(folder, {}, {"speed.csv": f"{number}\n".encode()}, DEED, RealSystem())
    return (time.perf_counter() - begun) / 5


def kill_writers(places: Mapping[str, Path], top: Path, kills: int) -> Counts:
    """Start a writer a place, kill one after the other at random and start it anew; in the end kill all."""
    moments = random.Random(SEED)  # noqa: S311 - a fixed seed, so that a failure can be run again
    counts = Counts()
    longest = min(SAVES_OF_A_LIFE * seconds_of_a_save(places["a"]), LONGEST)
    runs = {writer: start(place, f"{writer}0") for writer, place in places.items()}
    while counts.kills < kills:
        time.sleep(moments.uniform(0, longest))
        writer = moments.choice(sorted(runs))
        counts.acknowledged += kill(runs[writer], with_git=moments.random() < WITH_GIT)
        counts.kills += 1
        counts.broken_off += (top / ".jjledger" / "journal").exists()
        runs[writer] = start(places[writer], f"{writer}{counts.kills}")
    for run in runs.values():
        counts.acknowledged += kill(run, with_git=False)
    return counts


def marks_of(folder: Path) -> list[str]:
    """See that every save in a community is whole, and give them in their order."""
    text, marks = (folder / MONTH).read_bytes(), (folder / MARKS).read_text().split()
    assert len(marks) == len(set(marks))
    assert [line.split(b'"')[1].decode() for line in text.splitlines() if b" note " in line] == marks
    assert {path.stem for path in (folder / "vouchers").glob("*.txt")} == set(marks)
    assert all((folder / "vouchers" / f"{name}.txt").read_text() == name * 500 for name in marks)
    assert not load_ledger(folder, TODAY).blocking()
    return marks


@pytest.mark.parametrize("kept", ["git", "district", "no-git"])
def test_killed_at_any_moment(tmp_path: Path, kept: str) -> None:
    """Two writers in one community, with git and without, and one in each of two of a district."""
    first = copy_of(SHIFAN, tmp_path, {MARKS: ""})
    second, top = first, first
    if kept == "district":
        second, top = Path(shutil.copytree(first, tmp_path / "yifan")), tmp_path
        replace_once(second, "community.toml", '"shifan"', '"yifan"')
        (top / "district.toml").write_text(
            'name = "某区"\ncommunities = ["shifan", "yifan"]\n', encoding="utf-8"
        )
    if kept != "no-git":
        in_git(top)
    counts = kill_writers({"a": first, "b": second}, top, KILLS if kept == "git" else KILLS // 4)
    write_changes(first, {}, {"after.csv": b"x\n"}, DEED, RealSystem())

    marks = [name for folder in sorted({first, second}) for name in marks_of(folder)]
    lost = set(counts.acknowledged) - set(marks)
    assert not lost
    assert len(counts.acknowledged) > counts.kills // 10  # they came to something between the kills
    assert {path.name for path in (top / ".jjledger").iterdir()} == {".gitignore", "lock"}
    if kept != "no-git":
        assert git(top, "fsck", "--strict", "--no-dangling") == ""
        assert git(top, "status", "--porcelain") == ""
        said = git(top, "log", "--format=%s", "--reverse").splitlines()[6:-1]
        assert sorted(words.removeprefix("补完中断的写入：") for words in said) == sorted(marks)
    long = "-long" if KILLS > IN_EVERY_RUN else ""
    record_evidence(
        f"store-kills-{kept}{long}",
        {
            "seed": SEED,
            "kills": counts.kills,
            "acknowledged": len(counts.acknowledged),
            "saved": len(marks),
            "lost": len(lost),
            "broken_off": counts.broken_off,
        },
    )
