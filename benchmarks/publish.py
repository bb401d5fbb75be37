"""Measure printing and publishing: `python -m benchmarks.publish`; 1 where a limit is broken.

Programs are whole processes; a statement's seconds are counted inside one, in turn with the plain loop's.
Nothing here imports jjledger, since a process counts its parent's memory until its own program starts.
"""

from __future__ import annotations

import argparse
import json
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from benchmarks.processes import Usage, adopt_orphans, run
from benchmarks.run import BIN, ROOT, Limit

_TODAY: Final = ("--today", "2026-01-31")
_MONTH: Final = "bailu/2025/2025-12.beancount"
_STATEMENTS: Final = 100
_ROWS: Final = 6000
_SUMMARY: Final = re.compile(r'(?m)^(\d{4}-\d\d-\d\d \* "[^"]*" "[^"]*)"')


def main() -> int:
    """Measure and print; 1 where a limit is broken."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--statements-only", action="store_true", help="leave the site and the long table out"
    )
    options = parser.parse_args()
    adopt_orphans()
    limits: list[Limit] = []
    with tempfile.TemporaryDirectory(prefix="jjledger-benchmark-") as scratch:
        limits += _statements(Path(scratch))
        if not options.statements_only:
            limits += _rows(Path(scratch))
            limits += _site(Path(scratch))
    for limit in limits:
        mark = "kept" if limit.kept else "BROKEN"
        print(f"{limit.what:<66}{limit.measured:>8.3f} <= {limit.most:<6}{mark}")
    return 0 if all(limit.kept for limit in limits) else 1


def _statements(scratch: Path) -> Iterator[Limit]:
    _printing(scratch, "statements", _STATEMENTS)
    found = json.loads((scratch / "log").read_text(encoding="utf-8"))
    yield Limit("a household's statement, CPU seconds", found["program"], 0.05)
    yield Limit("the same, ratio to a plain loop of WeasyPrint", found["ratio"], 0.4)


def _rows(scratch: Path) -> Iterator[Limit]:
    used = _printing(scratch, "rows", _ROWS)
    yield Limit(f"{_ROWS:,} vouchers in one PDF, CPU seconds", used.cpu, 45)
    yield Limit(f"{_ROWS:,} vouchers in one PDF, peak MB", used.peak, 1500)


def _printing(scratch: Path, what: str, count: int) -> Usage:
    return run([sys.executable, "-m", "benchmarks.printing", what, str(count)], scratch / "log")


def _site(scratch: Path) -> Iterator[Limit]:
    """Publish the sample district into an empty folder, with nothing changed, and with one voucher corrected."""
    ledgers, site = scratch / "ledgers", scratch / "public"
    shutil.copytree(ROOT / "ledgers", ledgers)
    publish = [str(BIN / "jjledger"), "publish", str(ledgers), "--to", str(site), *_TODAY]
    cold = run(publish, scratch / "log")
    again = run(publish, scratch / "log")
    month = ledgers / _MONTH
    text, changed = _SUMMARY.subn(r'\1（更正）"', month.read_text(encoding="utf-8"), count=1)
    assert changed, "no voucher in that month"
    month.write_text(text, encoding="utf-8")
    subprocess.run(
        [
            str(BIN / "jjledger"), "amend", str(month.parents[1]), "--to", str(site), *_TODAY,
            "--reason", "摘要写错了", "--approved-by", "业主委员会", "--write",
        ],
        check=True, stdout=subprocess.DEVNULL,
    )  # fmt: skip
    corrected = run(publish, scratch / "log")
    yield Limit("24 communities, cold, CPU seconds", cold.cpu, 90)
    yield Limit("the same again, nothing changed, wall seconds", again.wall, 1)
    yield Limit("one voucher corrected, wall seconds", corrected.wall, 5)


if __name__ == "__main__":
    sys.exit(main())
