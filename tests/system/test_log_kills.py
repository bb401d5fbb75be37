"""Two writers of the log killed at any moment: what was acknowledged stands, and no size ever has two roots."""

from __future__ import annotations

import os
import random
import signal
import time
import traceback
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

from jjledger.proof.tree import Tree, leaf_hash
from tests.evidence import record_evidence
from tests.public_log import close, entries_seen, opened, roots_signed, written

SEED = int(os.environ.get("JJLEDGER_KILL_SEED", "20261129"))
IN_EVERY_RUN = 200
KILLS = int(os.environ.get("JJLEDGER_KILLS", IN_EVERY_RUN))
A_LOG = 100  # kills
APPENDS_OF_A_LIFE = 4  # at most, until a writer is killed
LONGEST = 0.5  # seconds, so that a busy machine comes to an end too
A_WRITER = 1_000_000  # numbers of each writer's entries begin at a multiple of this


@dataclass(slots=True)
class Run:
    """A writer's process, and the pipe on which it acknowledges."""

    process: int
    pipe: int


@dataclass(slots=True)
class Counts:
    """What was seen while writers were killed."""

    acknowledged: dict[int, bytes] = field(default_factory=dict)  # entry by index
    roots: set[tuple[int, bytes]] = field(default_factory=set)
    broken_off: int = 0  # kills that left a promise
    seen: int = 0  # entries that a stranger saw last
    lost: list[int] = field(default_factory=list)  # acknowledged, and another entry stands there


def append_for_ever(folder: Path, name: int, acknowledge: int) -> None:
    """Append one entry after the other, and tell of each that was appended."""
    for number in count(name * A_WRITER):
        with opened(folder) as log:
            (index,) = log.append([close(number)])
        os.write(acknowledge, f"{index} {number}\n".encode())


def start(folder: Path, name: int) -> Run:
    """Start a writer in a process of its own."""
    reading, acknowledge = os.pipe()
    process = os.fork()
    if process == 0:
        try:
            os.close(reading)
            append_for_ever(folder, name, acknowledge)
        except BaseException:  # noqa: BLE001 - no test may go on in this process
            traceback.print_exc()
        finally:
            os._exit(1)
    os.close(acknowledge)
    return Run(process, reading)


def kill(run: Run, counts: Counts) -> None:
    """Kill a writer, and note what it had acknowledged."""
    os.kill(run.process, signal.SIGKILL)
    _, status = os.waitpid(run.process, 0)
    assert os.WTERMSIG(status) == signal.SIGKILL
    with os.fdopen(run.pipe, "rb") as pipe:
        for line in pipe.read().splitlines():
            index, number = map(int, line.split())
            assert counts.acknowledged.setdefault(index, close(number)) == close(number)


def look(folder: Path, counts: Counts) -> None:
    """Read as a stranger does, while the other writer goes on: the log is whole and has only grown."""
    entries = entries_seen(folder)
    assert len(entries) >= counts.seen
    counts.seen = len(entries)
    counts.roots |= roots_signed(folder)


def seconds_of_an_append(folder: Path) -> float:
    """Measure what an append takes on this machine now."""
    begun = time.perf_counter()
    for number in range(5):
        written(folder, [close(number)])
    return (time.perf_counter() - begun) / 5


def kill_writers(folder: Path, moments: random.Random, kills: int) -> Counts:
    """Kill one of two writers after the other, and see that the log is what it must be."""
    longest = min(APPENDS_OF_A_LIFE * seconds_of_an_append(folder), LONGEST)
    counts, names = Counts(), count(1)
    runs = [start(folder, next(names)), start(folder, next(names))]
    for _ in range(kills):
        time.sleep(moments.uniform(0, longest))
        kill(runs.pop(moments.randrange(2)), counts)
        counts.broken_off += (folder / "promise").exists()
        look(folder, counts)
        runs.append(start(folder, next(names)))
    for run in runs:
        kill(run, counts)
    written(folder, [close(99)])
    look(folder, counts)

    entries = entries_seen(folder)
    counts.lost = [index for index, entry in counts.acknowledged.items() if entries[index] != entry]
    assert not counts.lost
    assert len(set(entries)) == len(entries) > len(counts.acknowledged) > kills // 10
    hashes = [leaf_hash(entry) for entry in entries]
    assert counts.roots == {(size, Tree(hashes[:size]).root()) for size in range(1, len(entries) + 1)}
    return counts


def test_killed_at_any_moment(tmp_path: Path) -> None:
    """A log after the other, since each append reads all that there is."""
    moments = random.Random(SEED)  # noqa: S311 - a fixed seed, so that a failure can be run again
    rounds = [kill_writers(tmp_path / str(at), moments, A_LOG) for at in range(KILLS // A_LOG)]
    record_evidence(
        "log-kills" + ("-long" if KILLS > IN_EVERY_RUN else ""),
        {
            "seed": SEED,
            "kills": KILLS,
            "acknowledged": sum(len(counts.acknowledged) for counts in rounds),
            "saved": sum(counts.seen for counts in rounds),
            "lost": sum(len(counts.lost) for counts in rounds),
            "broken_off": sum(counts.broken_off for counts in rounds),
            "roots": sum(len(counts.roots) for counts in rounds),
        },
    )
