"""Open the one ledger a command is about; what blocks it stops the command."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Final

import click

from jjledger.books.ledger import Ledger
from jjledger.store.system import RealSystem
from jjledger.workflows.demo import written_place
from jjledger.workflows.frozen import load_frozen
from jjledger.workflows.locate import only_community

FINDINGS: Final = 1  # exit code


def open_ledger(ctx: click.Context, path: Path, today: date) -> Ledger:
    """Load the one community a path means; stop with its findings where something blocks."""
    ledger = load_frozen(only_community(path), today, RealSystem())
    if blocked(ledger):
        ctx.exit(FINDINGS)
    return ledger


def open_to_write(ctx: click.Context, path: Path, today: date) -> Ledger:
    """Load the one community a path means as `open_ledger` does, for a command that may write into it.

    A sample inside somebody else's repository is written in a copy: once there is one, that is read.
    """
    return open_ledger(ctx, find_to_write(path), today)


def find_to_write(path: Path) -> Path:
    """Find the folder of the one community a path means, for a command that may write into it."""
    folder = only_community(path)
    place = written_place(folder, RealSystem())
    if place != folder:
        click.echo(f"{folder} 放在别的 git 版本库里；读写的是它的副本 {place}", err=True)
    return place


def blocked(ledger: Ledger) -> bool:
    """Print what blocks; say whether anything does."""
    for finding in ledger.blocking():
        click.echo(f"{finding.text()}\n", err=True)
    return bool(ledger.blocking())
