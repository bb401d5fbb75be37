"""Ledgers on disk for tests, and beancount itself as a second witness.

What lives here: copies of the cases and the sample, and what plain beancount says of a file.
What must not: expectations, and anything of jjledger.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from beancount import loader
from beancount.core import data

ROOT = Path(__file__).resolve().parents[1]
SHIFAN = ROOT / "tests" / "cases" / "shifan"
HEYUAN = ROOT / "tests" / "cases" / "heyuan"
SAMPLE = ROOT / "ledgers"
TODAY = date(2026, 1, 31)
_PLUGIN = 'plugin "jjledger.books.plugin"\n'


def copy_of(folder: Path, place: Path, files: Mapping[str, str] | None = None) -> Path:
    """Copy a ledger to a place and write some files over it; give the copy's folder."""
    target = place / folder.name
    shutil.copytree(folder, target, ignore=shutil.ignore_patterns("build"))
    for name, text in (files or {}).items():
        (target / name).parent.mkdir(parents=True, exist_ok=True)
        (target / name).write_text(text, encoding="utf-8")
    return target


def replace_once(folder: Path, name: str, old: str, new: str) -> None:
    """Replace words that stand once in a file."""
    text = (folder / name).read_text(encoding="utf-8")
    assert text.count(old) == 1
    (folder / name).write_text(text.replace(old, new), encoding="utf-8")


def district(place: Path, spoil: Callable[[Path], None] | None = None) -> Path:
    """Lay down a district of two communities, the first of them spoilt."""
    first = copy_of(SHIFAN, place)
    if spoil is not None:
        spoil(first)
    copy_of(HEYUAN, place)
    text = 'name = "某区"\ncommunities = ["shifan", "heyuan"]\n'
    (place / "district.toml").write_text(text, encoding="utf-8")
    return place


def run(*command: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run one of the installed programs without a terminal."""
    program = Path(sys.executable).with_name(str(command[0]))
    return subprocess.run(
        [program, *command[1:]], capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL,
        env={**os.environ, **environment},
    )  # fmt: skip


def bean_check(path: Path) -> tuple[int, str]:
    """Run stock bean-check; give its exit code and all it printed."""
    done = run("bean-check", "-C", path)
    return done.returncode, done.stdout + done.stderr


def plain(path: Path) -> tuple[list[Any], dict[str, Any]]:
    """Load a ledger with beancount alone; every error fails the test."""
    loader.initialize(use_cache=False)
    entries, errors, options = loader.load_file(str(path))
    assert [error.message for error in errors] == []
    return entries, options


def without_plugin(folder: Path, place: Path) -> Path:
    """Write the main file of a ledger anew, elsewhere and without our plugin."""
    text = (folder / "main.beancount").read_text(encoding="utf-8")
    assert _PLUGIN in text
    main = place / f"{folder.name}-plain.beancount"
    main.write_text(text.replace(_PLUGIN, "").replace('include "', f'include "{folder}/'), encoding="utf-8")
    return main


def postings(entries: list[Any]) -> Iterator[tuple[date, str, int]]:
    """List posted amounts as day, account and fen, in the order of the entries."""
    for entry in entries:
        if isinstance(entry, data.Transaction) and entry.flag == "*":
            for posting in entry.postings:
                fen = posting.units.number.scaleb(2)
                assert fen == int(fen)
                yield entry.date, posting.account, int(fen)


def month_ends(year: int) -> Iterator[date]:
    """List the last days of a year's months."""
    for month in range(1, 13):
        yield date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
