"""Two whole commands killed at any moment, again and again: what one acknowledged stands once, with its number."""

from __future__ import annotations

import hashlib
import json
import os
import random
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from beancount.core import data

from tests.evidence import record_evidence
from tests.histories_on_disk import git, in_git
from tests.ledgers import HEYUAN, bean_check, copy_of, plain, run, without_plugin

SEED = int(os.environ.get("JJLEDGER_KILL_SEED", "20261129"))
IN_EVERY_RUN = 24
KILLS = int(os.environ.get("JJLEDGER_KILLS", IN_EVERY_RUN))
WRITERS = ("甲", "乙")
TODAY = ("--today", "2025-08-20")
DAY = "2025-07-31"
FUND = "3公共收益"
LIVES = (0.0, 2.4, 1.4)  # shortest, longest and likeliest life of a command, in times of what one takes
SLOWEST = 4.0  # seconds, so that a busy machine comes to an end too
STEP = 0.005  # seconds between two looks at the writers
# What a command may say that comes second; it has written nothing then.
SECOND = ("账本在这期间被别人改动了", "另一个写入或发布正在进行")


@dataclass(slots=True)
class Command:
    """A command that runs, in a process group of its own."""

    process: subprocess.Popen[str]
    words: str  # of its voucher; no other one has them
    begun: float
    life: float  # seconds

    def age(self) -> float:
        return time.monotonic() - self.begun


@dataclass(slots=True)
class Counts:
    """What was counted while commands were killed."""

    kills: int = 0
    begun: int = 0
    acknowledged: dict[str, str] = field(default_factory=dict)  # number by the words of the voucher
    second: int = 0  # refused because the other one had written
    broken_off: int = 0  # kills that left a journal


def new_voucher(folder: Path, words: str, writer: str, paper: Path) -> list[str | Path]:
    """Give the command that makes a voucher with its original."""
    paper.write_text(words * 100, encoding="utf-8")
    return [
        "jjledger", "voucher", "new", folder, "--payee", "某停车公司", "--narration", words,
        "--leg", "6001停车=-300.00", "--leg", "1001", "--attach", paper, "--date", DAY,
        "--prepared", writer, "--reviewed", "丙", "--write", "--json", *TODAY,
    ]  # fmt: skip


def start(folder: Path, writer: str, number: int, life: float) -> Command:
    """Start a command that makes a voucher."""
    words = f"{writer}的第{number}次停车费"
    paper = folder.parent / f"{number}.txt"
    program, *rest = new_voucher(folder, words, writer, paper)
    process = subprocess.Popen(
        [Path(sys.executable).with_name(str(program)), *rest], start_new_session=True, text=True,
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        env={**os.environ, "TMPDIR": str(folder.parent)},
    )  # fmt: skip
    return Command(process, words, time.monotonic(), life)


def ended(command: Command, counts: Counts) -> None:
    """Note what a command came to that nobody has to kill any more."""
    said, refused = command.process.communicate()
    if command.process.returncode == 0:
        (counts.acknowledged[command.words],) = json.loads(said)["numbers"]
    else:
        assert any(words in refused for words in SECOND), refused
        counts.second += 1


def kill(command: Command, folder: Path, counts: Counts) -> None:
    """Kill a command with the git that works for it, unless it has just ended."""
    os.killpg(command.process.pid, signal.SIGKILL)
    said, _ = command.process.communicate()
    if command.process.returncode == 0:  # it has told of its voucher just before
        (counts.acknowledged[command.words],) = json.loads(said)["numbers"]
    if command.process.returncode != -signal.SIGKILL:
        return
    counts.kills += 1
    counts.broken_off += (folder / ".jjledger" / "journal").exists()


def kill_commands(folder: Path, kills: int, takes: float) -> Counts:
    """Run two commands side by side, each for a life given by chance, until so many have been killed.

    Args:
        folder: the community's, in git.
        kills: how many.
        takes: seconds a command took last.
    """
    lives = random.Random(SEED)  # noqa: S311 - a fixed seed, so that a failure can be run again
    counts = Counts()
    running: dict[str, Command] = {}
    while counts.kills < kills or not counts.acknowledged:
        for writer in WRITERS:
            if writer not in running:
                counts.begun += 1
                life = lives.triangular(*LIVES) * min(takes, SLOWEST)
                running[writer] = start(folder, writer, counts.begun, life)
            command = running[writer]
            if command.process.poll() is not None:
                takes = (takes + command.age()) / 2  # beside the other one, on this machine, now
                ended(running.pop(writer), counts)
            elif command.age() >= command.life:
                kill(running.pop(writer), folder, counts)
        time.sleep(STEP)
    for command in running.values():
        ended(command, counts)
    return counts


def made(folder: Path, place: Path) -> list[tuple[str, str, list[Path]]]:
    """List the vouchers of the month as beancount alone reads them: words, number and originals."""
    entries, _ = plain(without_plugin(folder, place))
    return [
        (entry.narration or "", entry.meta["voucher"], originals(folder, entry.meta))
        for entry in entries
        if isinstance(entry, data.Transaction) and "次停车费" in (entry.narration or "")
    ]


def originals(folder: Path, meta: dict[str, Any]) -> list[Path]:
    names = [value for key, value in meta.items() if key.startswith("document")]
    return [(folder / "2025" / name).resolve() for name in names]


def whole(folder: Path, place: Path) -> dict[str, str]:
    """See that every voucher is whole and the numbers have no gap; give the numbers by the vouchers' words."""
    vouchers = made(folder, place)
    numbers = {words: number for words, number, _ in vouchers}
    assert len(numbers) == len(vouchers)  # none twice
    assert [number for _, number, _ in vouchers] == [
        f"收-{count:04}" for count in range(1, len(vouchers) + 1)
    ]
    papers = [paper for _, _, found in vouchers for paper in found]
    assert len(papers) == len(vouchers)
    for (words, _, _), paper in zip(vouchers, papers, strict=True):
        assert paper.read_text(encoding="utf-8") == words * 100
        assert hashlib.sha256(paper.read_bytes()).hexdigest().startswith(paper.stem)
    assert sorted((folder / "vouchers" / "2025").iterdir()) == sorted(papers)
    return numbers


def test_commands_killed_at_any_moment(tmp_path: Path) -> None:
    folder = in_git(copy_of(HEYUAN, tmp_path))
    begun = time.monotonic()
    done = run(*new_voucher(folder, "开头的停车费", "甲", tmp_path / "first.txt"))
    takes = time.monotonic() - begun
    assert done.returncode == 0, done.stderr
    git(folder, "reset", "--quiet", "--hard", "HEAD~1")

    counts = kill_commands(folder, KILLS, takes)
    after = run(*new_voucher(folder, "丁的第0次停车费", "丁", tmp_path / "after.txt"))
    assert after.returncode == 0, after.stderr  # the next one waits for nobody
    (number,) = json.loads(after.stdout)["numbers"]

    numbers = whole(folder, tmp_path)
    lost = {words for words, given in counts.acknowledged.items() if numbers.get(words) != given}
    assert not lost
    assert numbers["丁的第0次停车费"] == number == max(numbers.values())
    assert counts.acknowledged  # they came to something between the kills
    assert {path.name for path in (folder / ".jjledger").iterdir()} == {".gitignore", "lock"}
    assert git(folder, "fsck", "--strict", "--no-dangling") == ""
    assert git(folder, "status", "--porcelain") == ""
    assert int(git(folder, "rev-list", "--count", "HEAD")) == 1 + len(numbers)
    assert run("jjledger", "check", folder, *TODAY).returncode == 0
    assert bean_check(folder / "main.beancount") == (0, "")
    long = "-long" if KILLS > IN_EVERY_RUN else ""
    record_evidence(
        f"command-kills{long}",
        {
            "seed": SEED,
            "kills": counts.kills,
            "acknowledged": len(counts.acknowledged),
            "saved": len(numbers) - 1,
            "lost": len(lost),
            "refused": counts.second,
            "broken_off": counts.broken_off,
        },
    )
