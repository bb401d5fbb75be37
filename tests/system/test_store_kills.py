"""Two writers killed at any moment: what was acknowledged is there, the rest is whole or absent."""

from __future__ import annotations

import os
import random
import signal
import time
import traceback
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import pytest

from jjledger.books.ledger import load_ledger
from jjledger.errors import ChangedError
from jjledger.facts.entry import Deed
from jjledger.store.system import RealSystem
from jjledger.store.writer import write_changes
from tests.evidence import record_evidence
from tests.histories_on_disk import git, in_git
from tests.ledgers import SHIFAN, TODAY, copy_of

SEED = int(os.environ.get("JJLEDGER_KILL_SEED", "20261129"))
KILLS = int(os.environ.get("JJLEDGER_KILLS", "200"))
MONTH = "2025/2025-03.beancount"
MARKS = "marks.csv"  # goes with each voucher, so that half a save would show
LONGEST = 0.12  # seconds a writer lives after its start; a save takes a third of it
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


@pytest.mark.parametrize("kept", ["git", "no-git"])
def test_killed_at_any_moment(tmp_path: Path, kept: str) -> None:
    folder = copy_of(SHIFAN, tmp_path, {MARKS: ""})
    if kept == "git":
        in_git(folder)
    moments = random.Random(SEED)  # noqa: S311 - a fixed seed, so that a failure can be run again
    kills = KILLS if kept == "git" else KILLS // 4
    acknowledged: list[str] = []
    unfinished = 0
    runs = {writer: start(folder, f"{writer}0") for writer in "ab"}
    for count in range(1, kills + 1):
        time.sleep(moments.uniform(0, LONGEST))
        writer = moments.choice("ab")
        acknowledged += kill(runs[writer], with_git=moments.random() < 0.25)
        unfinished += (folder / ".jjledger" / "journal").exists()
        runs[writer] = start(folder, f"{writer}{count}")
    for run in runs.values():
        acknowledged += kill(run, with_git=False)
    write_changes(folder, {}, {"after.csv": b"x\n"}, DEED, RealSystem())

    text, marks = (folder / MONTH).read_bytes(), (folder / MARKS).read_text().split()
    assert set(acknowledged) <= set(marks)
    assert len(marks) == len(set(marks))
    assert [line.split(b'"')[1].decode() for line in text.splitlines() if b" note " in line] == marks
    assert {path.stem for path in (folder / "vouchers").glob("*.txt")} == set(marks)
    assert all((folder / "vouchers" / f"{name}.txt").read_text() == name * 500 for name in marks)
    assert not load_ledger(folder, TODAY).blocking()
    assert {path.name for path in (folder / ".jjledger").iterdir()} == {".gitignore", "lock"}
    if kept == "git":
        assert git(folder, "fsck", "--strict", "--no-dangling") == ""
        assert git(folder, "status", "--porcelain") == ""
        said = git(folder, "log", "--format=%s", "--reverse").splitlines()
        assert [words.removeprefix("补完中断的写入：") for words in said][1:-1] == marks
    assert acknowledged
    record_evidence(
        f"store-kills-{kept}",
        {
            "seed": SEED,
            "kills": kills,
            "acknowledged": len(acknowledged),
            "saved": len(marks),
            "lost": len(set(acknowledged) - set(marks)),
            "broken_off": unfinished,
        },
    )
