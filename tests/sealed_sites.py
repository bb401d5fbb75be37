"""One year of one community, published and sealed, for tests that verify it and try to change it.

What lives here: publishing, verifying, reading the log. What must not: expectations.
"""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

from jjledger.period import parse_period
from jjledger.store.kept_log import read_log
from jjledger.store.system import RealSystem
from jjledger.workflows.order import order_of
from jjledger.workflows.publish import Report, publish
from tests.ledgers import run

MONTH = "ledgers/bailu/2025/2025-06.beancount"
WORDS = "2025年上半年两次活期存款结息"


def published_at(folder: Path, today: date = date(2026, 1, 31), site: str = "public") -> Report:
    order = order_of(folder / "ledgers", folder / site, today, parse_period("2025"))
    return publish(order, RealSystem(), lambda parts, _: parts)[0]


def verified(path: Path, *options: object) -> dict[str, str]:
    """Run the program; give what did not hold, by what was checked."""
    done = run("jjledger", "verify", path, "--json", *options)
    told = json.loads(done.stdout)
    assert (done.returncode == 0) is told["holds"], done.stderr
    return {step["what"]: step["why"] for step in told["steps"] if step["state"] == "wrong"}


def log_of(folder: Path) -> tuple[bytes, ...]:
    return read_log(folder / "ledgers/.jjledger/log").entries
