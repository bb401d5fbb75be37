"""A published site in the hands of its operator, who has the log's key: what is changed is signed anew.

What lives here: publishing one small community, changing the log and signing the list. What must not: expectations.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from jjledger.period import parse_period
from jjledger.proof.keys import SecretKey
from jjledger.seal.monitor import monitor
from jjledger.store.keys import log_key
from jjledger.store.log import Log, open_log
from jjledger.store.system import RealSystem
from jjledger.workflows.order import order_of
from jjledger.workflows.publish import publish
from jjledger.workflows.registering import site_note
from tests.ledgers import run
from tests.publishing import district

ORIGIN = "a.example/log"
NOT_LISTED = frozenset({"SITE.sums", "SITE.note", "log/checkpoint"})


def published(folder: Path, today: date = date(2026, 1, 31)) -> Path:
    """Publish one year of one community, laid out where it is not there; give the ledgers' folder."""
    ledgers = folder / "ledgers"
    if not ledgers.exists():
        district(ledgers, "bailu")
    publish(
        order_of(ledgers, folder / "public", today, parse_period("2025")),
        RealSystem(),
        lambda parts, _: parts,
    )
    return ledgers


def key_of(ledgers: Path) -> SecretKey:
    """Take the log's key."""
    return log_key(ledgers, ORIGIN, RealSystem())


def signed_anew(site: Path, ledgers: Path) -> None:
    """List all that is served as it is now, and sign the list."""
    from jjledger.workflows.kept_editions import sums_of  # noqa: PLC0415 -- the list as publication writes it

    names = [path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()]
    sums = sums_of({name: (site / name).read_bytes() for name in names if name not in NOT_LISTED})
    (site / "SITE.sums").write_bytes(sums)
    (site / "SITE.note").write_bytes(site_note(sums, key_of(ledgers)))


def logged(site: Path, ledgers: Path, entries: Callable[[Log], Sequence[str]]) -> None:
    """Put entries into the log, and the log on the site."""
    with open_log(ledgers / ".jjledger/log", key_of(ledgers), b"", RealSystem(), monitor) as log:
        log.append([entry.encode() for entry in entries(log)])
        for name, data in log.site_files().items():
            path = site / "log" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)


def steps(path: Path, *options: str | Path, state: str = "wrong") -> dict[str, str]:
    """Run the program; give the steps that came out so, by what was checked."""
    done = run("jjledger", "verify", path, "--json", *options)
    told = json.loads(done.stdout)
    assert (done.returncode == 0) is told["holds"], done.stderr
    return {step["what"]: step["why"] for step in told["steps"] if step["state"] == state}
