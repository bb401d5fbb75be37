"""Measure jjledger against plain beancount: `python -m benchmarks.run`, one run, ratios printed.

Every figure is a whole process from its start to its end. Nothing here imports beancount or
jjledger, since a process counts its parent's memory until its own program starts; whatever
needs them runs as a process too.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median
from typing import Final

from benchmarks.processes import Usage, adopt_orphans, run

ROOT: Final = Path(__file__).resolve().parents[1]
BIN: Final = Path(sys.executable).parent
ONE_FILE: Final = "one file, an account a household"
ALL_BOOKS: Final = "general book and all household books"
TWO_BOOKS: Final = "general book and last year's household book"
ALONE: Final = "general book in beancount alone"
GENERAL: Final = "general book in beancount, plugin and checks"
HOUSEHOLD: Final = "last year's household book in beancount"
EXPLAINED: Final = "a household's interest explained"
EXPLAINED_SMALL: Final = "the same, of 500 households"
COLD: Final = "24 communities, cold"
AGAIN: Final = "again, nothing changed"
_SMALL: Final = 500  # households


@dataclass(frozen=True, slots=True)
class Row:
    """The medians of one program."""

    what: str
    command: str
    cpu: float  # seconds
    wall: float  # seconds
    peak: float  # megabytes
    ratio: float | None  # of processor seconds to those of the one file in the same round


@dataclass(frozen=True, slots=True)
class Limit:
    """What must hold, and what was measured."""

    what: str
    measured: float
    most: float

    @property
    def kept(self) -> bool:
        """Say whether it holds."""
        return self.measured <= self.most


def main() -> int:
    """Measure and print; 1 where a limit is broken."""
    options = _options()
    adopt_orphans()
    rows: list[Row] = []
    limits: list[Limit] = []
    with tempfile.TemporaryDirectory(prefix="jjledger-benchmark-") as scratch:
        if not options.publish_only:
            rows += measure_books(Path(scratch), options)
            limits += _limits_of_books({row.what: row for row in rows})
        if not options.books_only:
            rows += measure_publish(Path(scratch))
            limits += _limits_of_publish({row.what: row for row in rows})
    if options.json:
        report = {"rows": [asdict(row) for row in rows], "limits": [asdict(limit) for limit in limits]}
        print(json.dumps(report, ensure_ascii=False, indent=2))
    else:
        print("\n".join(_table(rows, limits)))
    return 0 if all(limit.kept for limit in limits) else 1


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--households", type=int, default=6000)
    parser.add_argument("--years", type=int, default=10)
    parser.add_argument("--rounds", type=int, default=5, help="how often A B A B … is measured")
    parser.add_argument("--json", action="store_true")
    only = parser.add_mutually_exclusive_group()
    only.add_argument("--books-only", action="store_true")
    only.add_argument("--publish-only", action="store_true")
    return parser.parse_args()


def measure_books(scratch: Path, options: argparse.Namespace) -> list[Row]:
    """Generate both forms, prove that they say the same, and measure them in turn."""
    facts = [str(options.households), str(options.years), str(scratch)]
    last = _generate("write", facts)
    _generate("write", [str(_SMALL), str(options.years), str(scratch / "small")])
    folder, today = scratch / "cesu", f"{int(last) + 1}-01-01"
    alone = scratch / "alone.beancount"
    text = (folder / "main.beancount").read_text(encoding="utf-8").replace('include "', 'include "cesu/')
    alone.write_text(re.sub(r"(?m)^plugin .*\n", "", text), encoding="utf-8")
    book = folder / "build" / f"households-{last}.beancount"
    compiled = [str(BIN / "jjledger"), "compile", str(folder), "--today", today]
    checked = [str(BIN / "bean-check"), "-C"]
    asked = ["--explain", "01-1-101", "--through", f"{last}-12-31", "--today", today]
    interest = [str(BIN / "jjledger"), "interest"]
    commands = {
        ONE_FILE: [*checked, str(scratch / "one.beancount")],
        ALL_BOOKS: compiled,
        TWO_BOOKS: [*compiled, "--year", last],
        ALONE: [*checked, str(alone)],
        GENERAL: [*checked, str(folder / "main.beancount")],
        HOUSEHOLD: [*checked, str(book)],
        EXPLAINED: [*interest, str(folder), *asked],
        EXPLAINED_SMALL: [*interest, str(scratch / "small" / "cesu"), *asked],
    }
    used: dict[str, list[Usage]] = {what: [] for what in commands}
    for number in range(options.rounds):
        for what, command in commands.items():
            used[what].append(run(command, scratch / "log"))
        if number == 0:
            _generate("prove", facts)
    return list(_rows(commands, used, scratch))


def _generate(step: str, facts: Sequence[str]) -> str:
    """Run a step of `benchmarks.generate`, which may grow as large as it likes."""
    command = [sys.executable, "-m", "benchmarks.generate", step, *facts]
    return subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True).stdout.strip()


def measure_publish(scratch: Path) -> list[Row]:
    """Publish the sample district into an empty folder, and once more."""
    target = scratch / "public"
    publish = [str(BIN / "jjledger"), "publish", str(ROOT / "ledgers"), "--to", str(target)]
    command = [*publish, "--today", "2026-01-31"]
    used = {what: [run(command, scratch / "log")] for what in (COLD, AGAIN)}
    return list(_rows(dict.fromkeys(used, command), used, scratch))


def _rows(commands: dict[str, list[str]], used: dict[str, list[Usage]], scratch: Path) -> Iterator[Row]:
    # What else the machine does meanwhile weighs on a whole round, so ratios are taken within it.
    bases = [usage.cpu for usage in used.get(ONE_FILE, ())]
    for what, runs in used.items():
        ratios = [usage.cpu / base for usage, base in zip(runs, bases, strict=True)] if bases else []
        words = " ".join(commands[what]).replace(f"{BIN}/", "").replace(f"{scratch}/", "")
        yield Row(
            what, words.replace(f"{ROOT}/", ""),
            median(usage.cpu for usage in runs), median(usage.wall for usage in runs),
            max(usage.peak for usage in runs), median(ratios) if ratios else None,
        )  # fmt: skip


def _limits_of_books(rows: dict[str, Row]) -> Iterator[Limit]:
    ratio = rows[ALL_BOOKS].ratio
    assert ratio is not None
    yield Limit("load + check + compile, ratio to bean-check of the one file", ratio, 0.35)
    yield Limit(
        "the same, ratio to bean-check of the general book alone", rows[ALL_BOOKS].cpu / rows[ALONE].cpu, 3
    )
    yield Limit("explain one household of 500, wall seconds", rows[EXPLAINED_SMALL].wall, 1)
    yield Limit("load + check + compile, peak MB", rows[ALL_BOOKS].peak, 400)


def _limits_of_publish(rows: dict[str, Row]) -> Iterator[Limit]:
    yield Limit("publish cold, CPU seconds", rows[COLD].cpu, 90)
    yield Limit("publish again, wall seconds", rows[AGAIN].wall, 1)


def _table(rows: Sequence[Row], limits: Sequence[Limit]) -> Iterator[str]:
    yield f"{'':<46}{'CPU s':>8}{'wall s':>8}{'peak MB':>9}{'ratio':>7}"
    for row in rows:
        ratio = "" if row.ratio is None else f"{row.ratio:.2f}"
        yield f"{row.what:<46}{row.cpu:>8.2f}{row.wall:>8.2f}{row.peak:>9.0f}{ratio:>7}"
        yield f"    {row.command}"
    yield ""
    for limit in limits:
        mark = "kept" if limit.kept else "BROKEN"
        yield f"{limit.what:<66}{limit.measured:>7.2f} <= {limit.most:<6}{mark}"


if __name__ == "__main__":
    sys.exit(main())
