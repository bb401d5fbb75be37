"""An audit of a large community: every question of a year asked: `python -m benchmarks.audit`.

Whole processes, in turn, medians of a few rounds; beside each what a check of the same books and beancount alone take,
so that the figures can be read as ratios. The books lie in git, a commit a month, since some questions are about when
each voucher was typed. The figures go to build/evidence/audit.json too.
"""

from __future__ import annotations

import argparse
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Final

from benchmarks.processes import Usage, adopt_orphans, run
from tests.evidence import record_evidence

BIN: Final = Path(sys.executable).parent
AUDIT: Final = "audit of the last year"
AGAIN: Final = "the books added up by two other programs"
CHECK: Final = "check"
ALONE: Final = "the same book in beancount alone"
MOST: Final = 5.0  # processor seconds of an audit, which neighbours on the machine do not lengthen
_MILLI: Final = 1000


@dataclass(frozen=True, slots=True)
class Row:
    """The medians of one program."""

    what: str
    wall: float
    cpu: float
    peak: float


def main() -> int:
    """Measure and print; 1 where the limit is broken."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--households", type=int, default=1500)
    parser.add_argument("--years", type=int, default=2)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    adopt_orphans()
    with tempfile.TemporaryDirectory(prefix="jjledger-benchmark-") as scratch:
        rows = {row.what: row for row in _measure(Path(scratch), options)}
    print(f"{options.households:,} households, {options.years} years")
    for row in rows.values():
        print(f"{row.what:<46}{row.wall:>7.2f} s{row.cpu:>7.2f} CPU s{row.peak:>6.0f} MB")
    ratio = rows[AUDIT].cpu / rows[CHECK].cpu
    print(f"audit to check {ratio:.2f}, to beancount alone {rows[AUDIT].cpu / rows[ALONE].cpu:.2f}")
    kept = rows[AUDIT].cpu <= MOST
    print(f"audit, processor seconds {rows[AUDIT].cpu:.2f} <= {MOST} {'kept' if kept else 'BROKEN'}")
    record_evidence(
        "audit",
        {
            "households": options.households,
            "years": options.years,
            "wall_ms": round(rows[AUDIT].wall * _MILLI),
            "cpu_ms": round(rows[AUDIT].cpu * _MILLI),
            "check_cpu_ms": round(rows[CHECK].cpu * _MILLI),
            "peak_mb": round(rows[AUDIT].peak),
        },
    )
    return 0 if kept else 1


def _measure(scratch: Path, options: argparse.Namespace) -> Iterator[Row]:
    facts = [str(options.households), str(options.years), str(scratch)]
    made = subprocess.run(
        [sys.executable, "-m", "benchmarks.generate", "write", *facts],
        check=True, capture_output=True, text=True,
    )  # fmt: skip
    last = made.stdout.strip()
    folder, today = scratch / "cesu", f"{int(last) + 1}-01-01"
    alone = scratch / "alone.beancount"
    text = (folder / "main.beancount").read_text(encoding="utf-8").replace('include "', 'include "cesu/')
    alone.write_text(re.sub(r"(?m)^plugin .*\n", "", text), encoding="utf-8")
    commit_by_month(folder)
    # Findings that weigh much end an audit with 1, which is no failure of the program.
    asked = [str(BIN / "jjledger"), "audit", str(folder), last, "--today", today, "--format", "json"]
    lenient = ["/bin/sh", "-c", '"$@" || [ $? -eq 1 ]', "audit"]
    out = ["--recompute", "--out", str(scratch / "again")]
    commands = {
        AUDIT: [*lenient, *asked],
        AGAIN: [*lenient, *asked, *out],
        CHECK: [str(BIN / "jjledger"), "check", str(folder), "--today", today],
        ALONE: [str(BIN / "bean-check"), "-C", str(alone)],
    }
    rounds: list[dict[str, Usage]] = [
        {what: run(command, scratch / "log") for what, command in commands.items()}
        for _ in range(options.rounds)
    ]
    for what in commands:
        wall, cpu, peak = (
            median(getattr(one[what], name) for one in rounds) for name in ("wall", "cpu", "peak")
        )
        yield Row(what, wall, cpu, peak)


def commit_by_month(folder: Path) -> None:
    """Put a ledger into git as if it had been kept month by month.

    Args:
        folder: the community's; its months' files stand in folders of years.
    """
    months = sorted(folder.glob("2*/*.beancount"))
    aside = folder.parent / "months"
    for path in months:
        (aside / path.parent.name).mkdir(parents=True, exist_ok=True)
        shutil.move(path, aside / path.parent.name / path.name)
    _git(folder, "init", "-q")
    _commit(folder, "新建小区")
    for path in months:
        shutil.move(aside / path.parent.name / path.name, path)
        _commit(folder, f"{path.stem} 记账")


def _commit(folder: Path, why: str) -> None:
    _git(folder, "add", "-A")
    _git(
        folder,
        "-c",
        "user.name=甲",
        "-c",
        "user.email=jia@example.cn",
        "commit",
        "-q",
        "--allow-empty",
        "-m",
        why,
    )


def _git(folder: Path, *words: str) -> None:
    subprocess.run(["git", "-C", str(folder), *words], check=True, capture_output=True)  # noqa: S607 -- as everybody has it


if __name__ == "__main__":
    sys.exit(main())
