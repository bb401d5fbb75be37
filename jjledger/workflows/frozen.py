"""What the ledger's history says of its closed months: a record that only the history remembers still binds.

Without git nothing is told here; `doctor` says what that loses.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Final

from jjledger.books.ledger import Ledger, load_ledger
from jjledger.books.reopened_file import read_reopenings
from jjledger.books.source import Source
from jjledger.facts.closed_month import Reopening
from jjledger.facts.finding import Finding, Place
from jjledger.store.git import Repository
from jjledger.store.home import find_home
from jjledger.store.system import System

RECORDS: Final = "closed"
_GROUND: Final = "会计基础工作规范第63条：按期结账；已结账的月份不再改动"
_GONE: Final = "D"


def load_frozen(folder: Path, today: date, system: System) -> Ledger:
    """Load a community, and hold its closed months against its history.

    Args:
        folder: the community's folder.
        today: the day on which the checks ask.
        system: the machine.

    Raises:
        JjledgerError: as `load_ledger`; or git refused.
    """
    return with_findings(load_ledger(folder, today), tuple(tampered(folder, system)))


def with_findings(ledger: Ledger, found: tuple[Finding, ...]) -> Ledger:
    """Put findings of the history beside those of the books."""
    findings = sorted((*ledger.findings, *found), key=lambda one: (one.place.file, one.place.line))
    return replace(ledger, findings=tuple(findings)) if found else ledger


def tampered(folder: Path, system: System) -> Iterator[Finding]:
    """Find records of closed months that were changed or taken away otherwise than by opening the month again.

    Args:
        folder: the community's folder.
        system: the machine.

    Raises:
        StoreError: git refused.

    Source: 会计基础工作规范 第63条; R05.
    """
    home = find_home(folder, system)
    if home.repository is None or home.repository.head() is None:
        return
    below = f":(glob){home.below_top(RECORDS)}/*.toml"
    changed = _changes(home.repository, "diff", below)
    told = {name for name, _ in changed}
    for name, how in changed:
        yield _finding(name, how, "请用 jjledger edits 账本 --set-aside 恢复；要改账，请先 jjledger reopen。")
    reopenings, _ = read_reopenings(Source(folder))
    for name, how in _changes(home.repository, "log", below):
        if name in told or (how == _GONE and _reopened(reopenings, Path(name).stem)):
            continue
        told.add(name)
        yield _finding(name, how, "请用 git log 查是谁改的，恢复原来的记录；要改账，请先 jjledger reopen。")


def _changes(repository: Repository, way: str, below: str) -> tuple[tuple[str, str], ...]:
    """List what was changed (M) or taken away (D): since the last commit, or in any."""
    words = ("--format=",) if way == "log" else ()
    answer = repository.say(
        way, *words, "--no-renames", "--diff-filter=MD", "--name-status", "-z", "HEAD", "--", below
    )
    parts = [os.fsdecode(part).strip("\n") for part in answer.split(b"\0") if part.strip(b"\n")]
    return tuple(zip(parts[1::2], parts[::2], strict=True))


def _reopened(reopenings: Sequence[Reopening], month: str) -> bool:
    """Say whether a month was opened again on record; opening one opens all that follow."""
    return any(one.month <= month for one in reopenings)


def _finding(name: str, how: str, remedy: str) -> Finding:
    month = Path(name).stem
    what = f"{month} 的结账记录被{'删去' if how == _GONE else '改动'}了，没有反结账的登记。"
    return Finding("B74", "block", Place(f"{RECORDS}/{month}.toml", 0), what, remedy, _GROUND)
