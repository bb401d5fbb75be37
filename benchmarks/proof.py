"""Prove that both forms of the same facts say the same of every household, to the fen.

Four witnesses: the independent sums of `facts`, `jjledger households`, plain beancount on the
one file, and plain beancount on the compiled household book of the last year.
"""

from __future__ import annotations

import csv
import io
import subprocess
import sys
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from beancount import loader
from beancount.core import data

from benchmarks.facts import HOUSEHOLDS, Community

JJLEDGER: Final = str(Path(sys.executable).with_name("jjledger"))
Balances = Mapping[str, int]  # fen by household


def differences(community: Community, folder: Path, one_file: Path) -> list[str]:
    """Compare what each witness says a household has.

    Args:
        community: the facts.
        folder: jjledger's form, with its household books compiled.
        one_file: the form with an account a household.

    Returns:
        What differs, by witness; empty where all agree.
    """
    expected = by_facts(community)
    book = folder / "build" / f"households-{community.years[-1]}.beancount"
    witnesses = {
        "jjledger households": by_program(folder, str(community.today)),
        "one file in beancount": by_beancount(one_file),
        "household book in beancount": by_beancount(book),
    }
    return [
        f"{witness}: {household} has {said.get(household)}, not {expected.get(household)} fen"
        for witness, said in witnesses.items()
        for household in sorted(expected.keys() | said.keys())
        if said.get(household) != expected.get(household)
    ]


def by_facts(community: Community) -> Balances:
    """Add up what the facts say each household got and paid."""
    fen: Counter[str] = Counter()
    for voucher in community.vouchers:
        for leg in voucher.legs:
            for household, more in leg.households.items():
                fen[household] += more
    return fen


def by_program(folder: Path, today: str) -> Balances:
    """Ask `jjledger households`."""
    asked = [JJLEDGER, "households", str(folder), "--format", "csv", "--today", today]
    told = subprocess.run(asked, capture_output=True, text=True, check=True).stdout
    return {row["household"]: _fen(row["balance"]) for row in csv.DictReader(io.StringIO(told))}


def by_beancount(path: Path) -> Balances:
    """Add up a plain ledger's postings to accounts of households."""
    loader.initialize(use_cache=False)
    entries, errors, _ = loader.load_file(str(path))
    assert not errors, errors[0]
    fen: Counter[str] = Counter()
    for entry in entries:
        for posting in entry.postings if isinstance(entry, data.Transaction) else ():
            if posting.account.startswith(HOUSEHOLDS + ":"):
                household = posting.account.removeprefix(HOUSEHOLDS + ":").split(":")[:3]
                fen["-".join(household)] -= _fen(str(posting.units.number))
    return fen


def _fen(yuan: str) -> int:
    return int(yuan.replace(".", ""))
