"""A year's interest for many communities, by the program and by a plain loop over the same movements.

`python -m benchmarks.interest COMMUNITIES HOUSEHOLDS PART` prints the seconds as JSON. The loop is
what one would write without arrays; it goes through every PART-th community only, its time is
scaled up by the households it did, and what it computes must be what the program computes.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Sequence
from datetime import date
from fractions import Fraction
from typing import Final

import numpy as np

from jjledger.facts.community import DeclaredInterest
from jjledger.facts.rates import RateRow, RateTable
from jjledger.rules.apportion import apportion
from jjledger.rules.balance_days import balance_days_of
from jjledger.rules.declared import Accrued, accrue
from jjledger.rules.events import DEPOSIT, PLAIN, Events

FIRST, LAST = date(2024, 7, 1), date(2025, 6, 30)
MOVEMENTS: Final = 3  # of each household in the year
_TABLE: Final = RateTable(
    "measured",
    (RateRow(date(2020, 1, 1), {"demand": Fraction(35, 10_000), "months_3": Fraction(110, 10_000)}),),
)
POLICY: Final = DeclaredInterest("actual/360", _TABLE, "demand", "months_3", "settlement")
POOL_FEN: Final = 1_234_567  # to be shared by balance-days, in each community
Fen = list[int]


def invent(number: int, households: int) -> Events:
    """Invent a community: what each household had before, and its movements in the order of days."""
    dice = np.random.default_rng(number)
    count = households * MOVEMENTS
    deposits = dice.random(count) < 1 / 2
    fen = np.where(deposits, dice.integers(10_000, 300_000, count), -dice.integers(100, 100_000, count))
    return Events(
        np.concatenate([np.arange(households), dice.permutation(np.repeat(np.arange(households), MOVEMENTS))]),
        np.concatenate(
            [np.full(households, FIRST.toordinal() - 1),
             np.sort(dice.integers(FIRST.toordinal(), LAST.toordinal() + 1, count))]
        ),
        np.concatenate([dice.integers(500_000, 1_500_000, households), fen]),
        np.concatenate([np.full(households, PLAIN), np.where(deposits, DEPOSIT, PLAIN)]).astype(np.int8),
    )  # fmt: skip


def declared(events: Events, households: int) -> Fen:
    """Compute declared interest as the program does."""
    accrued = accrue(events, households, (FIRST, LAST), POLICY)
    assert isinstance(accrued, Accrued)
    fen: Fen = accrued.fen.tolist()
    return fen


def pool(events: Events, households: int) -> Fen:
    """Share a pool as the program does."""
    shares: Fen = apportion(POOL_FEN, balance_days_of(events, households, FIRST, LAST)).tolist()
    return shares


Movement = tuple[int, int, int, int]  # household, day, fen, kind


def listed(events: Events) -> list[Movement]:
    """List movements one by one, which the loop's time does not include."""
    columns = (events.holders, events.days, events.deltas, events.kinds)
    return list(zip(*(column.tolist() for column in columns), strict=True))


def declared_by_loop(movements: Sequence[Movement], households: int) -> Fen:
    """Walk the movements: let each household earn up to the day, then book."""
    rates = _TABLE.rows[0].rates
    new_rate, old_rate = (int(rates[name] * 10_000) for name in (POLICY.current_year, POLICY.carried_over))
    first, end = FIRST.toordinal(), LAST.toordinal() + 1
    old = [0] * households
    deposits: list[list[int]] = [[] for _ in range(households)]
    since, earned = [first] * households, [0] * households
    for household, day, fen, kind in movements:
        if day > since[household]:
            yearly = old[household] * old_rate + sum(deposits[household]) * new_rate
            earned[household] += yearly * (day - since[household])
            since[household] = day
        if fen > 0 and kind == DEPOSIT:
            deposits[household].append(fen)
        elif fen > 0:
            old[household] += fen
        else:
            taken = min(old[household], -fen)
            old[household] -= taken
            need = -fen - taken
            place = 0
            while need:
                taken = min(deposits[household][place], need)
                deposits[household][place] -= taken
                need -= taken
                place += 1
    for household in range(households):
        yearly = old[household] * old_rate + sum(deposits[household]) * new_rate
        earned[household] += yearly * (end - since[household])
    base = 360 * 10_000
    return [(2 * numerator + base) // (2 * base) for numerator in earned]


def pool_by_loop(movements: Sequence[Movement], households: int) -> Fen:
    """Walk the movements for balance-days, then share: floors first, odd fen to the largest remainders."""
    first, end = FIRST.toordinal(), LAST.toordinal() + 1
    products = [0] * households
    for household, day, fen, _ in movements:
        products[household] += fen * (end - (day if day > first else first))
    whole = sum(products)
    shares = [POOL_FEN * product // whole for product in products]
    order = sorted(range(households), key=lambda place: (-(POOL_FEN * products[place] % whole), place))
    for place in order[: POOL_FEN - sum(shares)]:
        shares[place] += 1
    return shares


def seconds(work: Callable[[], object]) -> float:
    """Take the time of some work, in processor seconds."""
    start = time.process_time()
    work()
    return time.process_time() - start


def main(communities: str, households: str, part: str) -> int:
    """Measure both families both ways; 1 where the ways differ."""
    size, of_part = int(households), slice(None, None, int(part))
    given = [invent(number, size) for number in range(int(communities))]
    walked = [listed(events) for events in given[of_part]]
    found: dict[str, float] = {}
    for family, program, loop in (("declared", declared, declared_by_loop), ("pool", pool, pool_by_loop)):
        by_program: list[Fen] = []
        by_loop: list[Fen] = []
        found[family] = seconds(lambda: by_program.extend(program(events, size) for events in given))
        slow = seconds(lambda: by_loop.extend(loop(movements, size) for movements in walked))
        found[f"{family} by loop"] = slow * len(given) / len(walked)
        if by_program[of_part] != by_loop:
            print(f"{family}: the loop says otherwise")
            return 1
    print(json.dumps(found))
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
