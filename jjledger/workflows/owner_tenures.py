"""Owners of a house, one after the other: a new one gets keys of his own, and a key may be destroyed for good.

What lives here: beginning a tenure and erasing one. What must not: names, which no key file has.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from jjledger.errors import refusal
from jjledger.store.owner_keys import (
    ERASED,
    OWNER_KEYS,
    Master,
    OwnerRow,
    changing,
    owner_keys,
    write_owner_rows,
)
from jjledger.store.system import System
from jjledger.workflows.sealing import SEALED


@dataclass(frozen=True, slots=True)
class Erased:
    """What became of a key, and where copies of what it sealed may be left."""

    row: OwnerRow
    leftovers: tuple[Path, ...]  # files that still hold salts of this house


def begin_tenure(folder: Path, master: Master, household: str, since: date, system: System) -> OwnerRow:
    """Begin a new owner's keys; the former owner's stay for what was sealed before.

    Args:
        folder: the community's.
        master: its key.
        household: whose.
        since: the first day on which the new owner owns it.
        system: the machine.

    Raises:
        OptionError: the last owner's turn began on that day or later.
        StoreError: the keys cannot be read or kept.
    """
    if not master.demo:
        owner_keys(
            folder, master, [household], since, system
        )  # the first owner's, where nobody asked for it yet
    with changing(folder, system) as rows:
        mine = sorted((row for row in rows if row.household == household), key=lambda row: row.tenure)
        first = () if mine else (OwnerRow(household, 1, None),)
        last = (*mine, *first)[-1]
        if last.since is not None and since <= last.since:
            what = f"{household} 第 {last.tenure} 任从 {last.since} 起，新的一任要在这以后。"
            raise refusal(f"--since {since}", what, "请写过户登记的那一天。")
        new = OwnerRow(household, last.tenure + 1, since)
        write_owner_rows(folder, (*rows, *first, new), system)
    if not master.demo:
        owner_keys(folder, master, [household], since, system)
    return new


def erase_owner(folder: Path, master: Master, household: str, tenure: int, system: System) -> Erased:
    """Destroy an owner's key: what was sealed with it can never be proved or opened again.

    Args:
        folder: the community's.
        master: its key.
        household: whose.
        tenure: which owner; 0 the last one.
        system: the machine.

    Raises:
        OptionError: the keys are for demonstration, or there is no such row.
        StoreError: the keys cannot be read or kept.
    """
    if master.demo:
        what = "演示密钥是推算出来的，随时能再算一遍，销毁不了。"
        raise refusal(str(folder), what, "正式启用以后才有可以销毁的密钥：jjledger key make。")
    with changing(folder, system) as rows:
        wanted = tenure or max((row.tenure for row in rows if row.household == household), default=0)
        found = [row for row in rows if (row.household, row.tenure) == (household, wanted)]
        if not found:
            what = f"{household} 没有第 {wanted} 任的密钥。" if wanted else f"{household} 还没有密钥。"
            raise refusal(str(folder / OWNER_KEYS), what, "请核对房号和 --tenure。")
        gone = replace(found[0], wrapped=ERASED)
        write_owner_rows(folder, [gone if row == found[0] else row for row in rows], system)
    return Erased(gone, tuple(sorted((folder / SEALED).glob("*.json"))))
