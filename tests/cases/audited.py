"""Case ledgers, committed as a case says, and audited.

What lives here: laying one down with its history, and asking every question about it.
What must not: expectations.
"""

from __future__ import annotations

import os
import subprocess
from datetime import date
from pathlib import Path

from jjledger.books.ledger import load_ledger
from jjledger.books.working_days import working_calendar
from jjledger.checks.audit.asked import Asked, asked_of
from jjledger.store.system import RealSystem
from jjledger.workflows.audit_outside import outside_of
from tests.cases.changes import Case

TODAY = date(2025, 8, 20)
FIRST_DAY, LAST_DAY = date(2025, 1, 1), date(2025, 7, 31)


def lay_down(case: Case, folder: Path) -> Path:
    """Lay a case down with its commits; outside git where it has none."""

    def commit(when: str, why: str) -> None:
        environ = {
            "PATH": os.environ["PATH"], "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull,
            "GIT_AUTHOR_NAME": "甲", "GIT_AUTHOR_EMAIL": "", "GIT_COMMITTER_NAME": "甲", "GIT_COMMITTER_EMAIL": "",
            "GIT_AUTHOR_DATE": f"{when}:00+08:00", "GIT_COMMITTER_DATE": f"{when}:00+08:00",
        }  # fmt: skip
        for words in (
            ["init", "--quiet"],
            ["add", "--all"],
            ["commit", "--quiet", "--allow-empty", "-m", why],
        ):
            subprocess.run(["git", "-C", folder, *words], env=environ, check=True, capture_output=True)

    case.lay_down(folder, commit)
    return folder


def asked(folder: Path) -> Asked:
    """Gather what the questions are asked about, of the first seven months of 2025."""
    ledger = load_ledger(folder, TODAY)
    outside = outside_of(ledger, working_calendar(), RealSystem())
    return asked_of(ledger.books, ledger.replayed, (FIRST_DAY, LAST_DAY), TODAY, outside)
