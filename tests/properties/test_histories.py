"""Two thousand random histories: the program against the model that takes the long way.

`JJLEDGER_HISTORIES=50000` tries more. A failure names its seed; `history(SEED)` tells it again.
"""

from __future__ import annotations

import os
from collections import Counter
from datetime import date
from typing import Final

import pytest

from jjledger.facts.shares import FundShares
from jjledger.rules.replay import replay
from tests.properties.histories import History, history, register
from tests.small_books import OWNERS, books

BLOCKS: Final = 10
HISTORIES: Final = int(os.environ.get("JJLEDGER_HISTORIES", "2000"))


@pytest.mark.parametrize("block", range(BLOCKS))
def test_households_have_what_the_model_says(block: int) -> None:
    for number in range(block, HISTORIES, BLOCKS):
        told = history(f"history {number}")
        found = differences(told)
        assert not found, f"{told.seed}:\n" + "\n".join(found)


def differences(told: History) -> list[str]:
    """Compare problems, every evening of every household, and every distribution."""
    replayed = replay(books(told.vouchers, register(), [told.fund]))
    shares, model = replayed.shares[OWNERS], told.model
    problems = Counter(problem.kind for problem in replayed.problems)
    found = [f"problems {problems}, not {model.problems}"] if problems != model.problems else []
    for day in sorted({voucher.day for voucher in told.vouchers}):
        for name, pot in evening(shares, day).items():
            expected = model.evenings[day].get(name, {"principal": 0, "interest": 0, "arrears": 0})
            found += [f"{day} {name} has {pot}, not {expected}"] if pot != expected else []
    given, expected_rows = (
        distributions(shares),
        [(one.voucher, dict(one.rows)) for one in model.distributions],
    )
    found += [f"distributed {given}, not {expected_rows}"] if given != expected_rows else []
    undone = {voucher.reverses for voucher in told.vouchers}
    kept = sum(one.kept_back_fen for one in model.distributions if one.voucher not in undone)
    found += [f"kept back {shares.kept_back_fen}, not {kept}"] if shares.kept_back_fen != kept else []
    return found


def evening(shares: FundShares, day: date) -> dict[str, dict[str, int]]:
    """Say what everybody has at the end of a day."""
    balances = shares.balances_at(day)
    parts = {"principal": balances.principal, "interest": balances.interest, "arrears": balances.arrears}
    return {name: {part: int(fen[at]) for part, fen in parts.items()} for name, at in shares.index().items()}


def distributions(shares: FundShares) -> list[tuple[str, dict[str, int]]]:
    """List what each distribution gave to whom."""
    return [
        (
            rows.voucher.key,
            {
                shares.holders[at]: fen
                for at, fen in zip(rows.holders, rows.amount.tolist(), strict=True)
                if fen
            },
        )
        for rows in shares.rows
        if rows.kind == "distribution" and not rows.voucher.reverses
    ]
