"""A year's interest for many communities, by the program and by a plain loop over the same movements.

The loops are what one would write without arrays: once as the rule reads, with dates and
fractions, and once as fast as a loop can be made. They go through every twentieth community,
their time is scaled up by the households they did, and the fen must be the program's.
"""

from __future__ import annotations

import argparse
import resource
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from math import floor
from typing import Final

import numpy as np

from jjledger.facts.community import DeclaredInterest
from jjledger.facts.rates import RateRow, RateTable
from jjledger.rules.apportion import apportion
from jjledger.rules.balance_days import balance_days_of
from jjledger.rules.declared import Accrued, accrue
from jjledger.rules.events import DEPOSIT, PLAIN, Events

FIRST, LAST = date(2024, 7, 1), date(2025, 6, 30)
_END: Final = LAST + timedelta(days=1)
MOVEMENTS: Final = 3  # of each household in the year
_TABLE: Final = RateTable(
    "measured",
    (RateRow(date(2020, 1, 1), {"demand": Fraction(35, 10_000), "months_3": Fraction(110, 10_000)}),),
)
POLICY: Final = DeclaredInterest("actual/360", _TABLE, "demand", "months_3", "settlement")
POOL_FEN: Final = 1_234_567  # to be shared by balance-days, in each community
BENT: Final = "published rates, loop bent to this case"
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


Movement = tuple[date, int, bool]  # day, fen, whether it is a deposit


def told(events: Events, households: int) -> list[list[Movement]]:
    """Tell each household's movements, which the loops' time does not include."""
    movements: list[list[Movement]] = [[] for _ in range(households)]
    columns = (events.holders, events.days, events.deltas, events.kinds)
    for holder, day, fen, kind in zip(*(column.tolist() for column in columns), strict=True):
        movements[holder].append((date.fromordinal(day), fen, kind == DEPOSIT))
    return movements


def declared_by_fractions(movements: Sequence[Sequence[Movement]]) -> Fen:
    """Take household by household, stretch by stretch, as the rule reads: balance × days × rate ÷ base."""
    rates = _TABLE.rows[0].rates
    found = []
    for own in movements:
        old, deposits, since, earned = 0, list[int](), FIRST, Fraction(0)
        for day, fen, deposit in [*own, (_END, 0, False)]:
            days = max((day - since).days, 0)
            earned += old * days * rates[POLICY.carried_over] / 360
            earned += sum(deposits) * days * rates[POLICY.current_year] / 360
            since = max(day, since)
            if deposit:
                deposits.append(fen)
            else:
                old += _book(fen, old, deposits)
        found.append(floor(earned + Fraction(1, 2)))
    return found


def declared_by_whole_numbers(movements: Sequence[Sequence[Movement]]) -> Fen:
    """Do the same as fast as a loop can: no fractions, no dates, one division a household."""
    rates = _TABLE.rows[0].rates
    new_rate, old_rate = (int(rates[name] * 10_000) for name in (POLICY.current_year, POLICY.carried_over))
    first, end, base = FIRST.toordinal(), _END.toordinal(), 360 * 10_000
    found = []
    for own in movements:
        old, deposits, earned = 0, list[int](), 0
        since = first
        for day, fen, deposit in own:
            ordinal = day.toordinal()
            if ordinal > since:
                earned += (old * old_rate + sum(deposits) * new_rate) * (ordinal - since)
                since = ordinal
            if deposit:
                deposits.append(fen)
            else:
                old += _book(fen, old, deposits)
        earned += (old * old_rate + sum(deposits) * new_rate) * (end - since)
        found.append((2 * earned + base) // (2 * base))
    return found


def _book(fen: int, old: int, deposits: list[int]) -> int:
    """Take from deposits what a draw leaves to them; give the change of old money."""
    if fen >= 0 or old + fen >= 0:
        return fen
    need = -fen - old
    for place, deposit in enumerate(deposits):
        deposits[place] -= min(deposit, need)
        need -= min(deposit, need)
    return -old


def pool_by_fractions(movements: Sequence[Sequence[Movement]]) -> Fen:
    """Add up balance-days, then share: floors first, odd fen to the largest remainders."""
    products = [sum(fen * (_END - max(day, FIRST)).days for day, fen, _ in own) for own in movements]
    whole = sum(products)
    exact = [Fraction(POOL_FEN * product, whole) for product in products]
    shares = [floor(share) for share in exact]
    order = sorted(range(len(shares)), key=lambda place: (shares[place] - exact[place], place))
    for place in order[: POOL_FEN - sum(shares)]:
        shares[place] += 1
    return shares


# Limits are held against loops that do what the rule asks for, not against one bent to this case.
WAYS: Final = {
    "published rates": (declared, declared_by_fractions),
    "pool": (pool, pool_by_fractions),
    BENT: (declared, declared_by_whole_numbers),
}


@dataclass(frozen=True, slots=True)
class Taken:
    """What both ways took, in processor seconds; the loop's scaled up to all households."""

    way: str
    program: float
    loop: float

    @property
    def ratio(self) -> float:
        """Give the program's time as a part of the loop's."""
        return self.program / self.loop


def measure(way: str, given: Sequence[Events], options: argparse.Namespace) -> Taken:
    """Compute all communities by the program and every so many-th by a loop, which must agree."""
    program, loop = WAYS[way]
    walked = [told(events, options.households) for events in given[:: options.part]]
    start = time.process_time()
    by_program = [program(events, options.households) for events in given]
    middle = time.process_time()
    by_loop = [loop(movements) for movements in walked]
    end = time.process_time()
    assert by_program[:: options.part] == by_loop, f"{way}: the loop says otherwise"
    return Taken(way, middle - start, (end - middle) * len(given) / len(walked))


def main() -> int:
    """Measure and print; 1 where a limit is broken."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--communities", type=int, default=2000)
    parser.add_argument("--households", type=int, default=500, help="of each community")
    parser.add_argument("--part", type=int, default=20, help="the loops go through every PART-th community")
    options = parser.parse_args()
    given = [invent(number, options.households) for number in range(options.communities)]
    taken = [measure(way, given, options) for way in WAYS]
    print(f"{len(given) * options.households:,} households{'program':>22}{'loop':>9}{'ratio':>8}")
    for one in taken:
        print(f"{one.way:<40}{one.program:>7.2f}{one.loop:>9.2f}{one.ratio:>8.3f}")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    plain = [one for one in taken if one.way != BENT]
    limits = [(f"{one.way}, CPU seconds", one.program, 3.0) for one in plain]
    limits += [(f"{one.way}, ratio to the plain loop", one.ratio, 1 / 10) for one in plain]
    limits += [("peak MB, the movements included", peak, 1000.0)]
    for what, measured, most in limits:
        print(f"{what:<46}{measured:>8.3f} <= {most:<7}{'kept' if measured <= most else 'BROKEN'}")
    return 0 if all(measured <= most for _, measured, most in limits) else 1


if __name__ == "__main__":
    sys.exit(main())
