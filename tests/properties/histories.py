"""Random histories of a small fund: what happened in some months, and the model that lived through it.

A history is written day by day while the model lives it, so that transfers stay within what is
there and a declared distribution is booked with the amount that the model works out. What must
not live here: expectations, and anything of `jjledger.rules`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from fractions import Fraction
from random import Random
from typing import Final

from jjledger.facts.community import (
    DayCount,
    DeclaredInterest,
    DrawOrder,
    Fund,
    FundPolicy,
    InterestPolicy,
    PoolInterest,
    RateDay,
    Remainder,
)
from jjledger.facts.rates import RateRow, RateTable
from jjledger.facts.register import Household
from jjledger.facts.voucher import Part, Posting, ScopeKey, Split, Voucher
from jjledger.units import plain_yuan
from tests.properties.slow_fund import SlowFund, days
from tests.small_books import OWNERS, detail, household, leg, split, voucher

FIRST, LAST = date(2024, 1, 29), date(2024, 7, 3)  # over a 29 February, and months of 30 and 31 days
CORRECTED = date(2024, 4, 1)
NAMES: Final = ("01-1-101", "01-1-102", "01-2-101", "02-1-101")
# Equal areas and equal deposits, so that remainders tie; 02-1-101 never paid a first deposit.
_AREAS: Final = ("89.52", "89.52", "128.30", "89.52")
_DEPOSITS: Final = (100, 100, 150, 0)
# Days that rules trip over are drawn as often as all others together.
_EDGES: Final = tuple(
    date(2024, *day)
    for day in (
        (1, 30),
        (1, 31),
        (2, 1),
        (2, 28),
        (2, 29),
        (3, 1),
        (3, 30),
        (3, 31),
        (4, 1),
        (5, 31),
        (6, 30),
    )
)
_SMALL: Final = (1, 2, 3, 5, 7, 10, 100, 101, 1_000)
# 0.36 % of 500.00 yuan is half a fen a day.
_LARGE: Final = (1, 50_000, 50_000, 100_000, 123_457, 250_000, 9_999_999, 25_000_000)
_RATES: Final = tuple(Fraction(rate, 10_000) for rate in (0, 35, 36, 36, 50, 72, 171, 285))
_SCOPES: Final = ("all", "all", "01", "01-1", "01-1-101 02", "02 01-2")


def register() -> tuple[Household, ...]:
    """Give the houses; the area of the second was measured anew."""
    rows = [
        replace(household(name, area), first_deposit_fen=deposit)
        for name, area, deposit in zip(NAMES, _AREAS, _DEPOSITS, strict=True)
    ]
    until = replace(rows[1], until_day=CORRECTED - timedelta(days=1))
    return (rows[0], until, replace(rows[1], area_dm2=9021, from_day=CORRECTED), *rows[2:])


@dataclass(frozen=True, repr=False)
class History:
    """Vouchers, the fund they happened to, and the model that lived through them."""

    seed: str
    fund: Fund
    vouchers: tuple[Voucher, ...]
    model: SlowFund

    def __repr__(self) -> str:
        """Tell it in lines, as an accountant would."""
        told = [f"{self.seed or 'a history'} under {self.fund.policies}"]
        for one in self.vouchers:
            told.append(f"{one.day} {one.number} {one.reverses}")
            for posting in one.postings:
                whose = posting.split and (
                    posting.split.kind, posting.split.value, posting.split.part, posting.split.key,
                    [(row.household, row.amount_fen) for row in posting.split.rows],
                )  # fmt: skip
                told.append(f"    {posting.account.code} {posting.amount_fen} {whose or ''}")
        return "\n".join(told)


def history(seed: str) -> History:
    """Invent a history; the same for the same seed."""
    return invent(Random(seed), seed)  # noqa: S311 -- an invention, not a secret


def invent(dice: Random, seed: str = "") -> History:
    """Invent a history by anybody's dice."""
    return _Writer(seed, dice).written()


def _policy(dice: Random) -> InterestPolicy:
    if dice.random() < 1 / 3:
        remainders: Sequence[Remainder] = ("largest", "first", "last")
        return PoolInterest(Fraction(dice.choice(("0", "37/2000", "1/3"))), dice.choice(remainders))
    changes = sorted(dice.sample((*_EDGES, date(2024, 5, 17)), dice.choice((0, 1, 3, 8, 12))))
    rows = tuple(
        RateRow(day, {"demand": dice.choice(_RATES), "months_3": dice.choice(_RATES)})
        for day in (date(2020, 1, 1), *changes)
    )
    counts: Sequence[DayCount] = ("actual/360", "actual/365", "30/360")
    rate_days: Sequence[RateDay] = ("settlement", "start", "deposit", "deposit", "segmented")
    table = RateTable("random.csv", rows)
    return DeclaredInterest(dice.choice(counts), table, "demand", "months_3", dice.choice(rate_days))


def _fund(dice: Random) -> Fund:
    """Give a fund whose draw order may change, which does not change its interest."""
    interest = _policy(dice)
    orders: Sequence[DrawOrder] = ("principal", "interest")
    starts = (date(2020, 1, 1), *dice.sample(_EDGES, dice.randrange(2)))
    policies = (FundPolicy(start, interest, dice.choice(orders), "owners") for start in starts)
    return Fund(OWNERS, "maintenance", tuple(policies))


@dataclass
class _Writer:
    """A history in the making."""

    seed: str
    dice: Random
    vouchers: list[Voucher] = field(default_factory=list)
    numbers: Counter[tuple[int, str]] = field(default_factory=Counter)
    periods: list[tuple[date, date]] = field(default_factory=list)  # undone, to be distributed again
    unsettled: date = FIRST

    def __post_init__(self) -> None:
        """Draw the fund and its temper."""
        self.fund = _fund(self.dice)
        self.fen = self.dice.choice((_SMALL, _LARGE, _LARGE))
        self.declared = isinstance(self.fund.policies[0].interest, DeclaredInterest)
        self.model = SlowFund(self.fund, register())
        acts: Sequence[Callable[[date], Voucher | None]] = (
            self._pay_in, self._pay_in, self._pay_in, self._income, self._pay_out, self._pay_out,
            self._open, self._move, self._move, self._undo,
        )  # fmt: skip
        # Some histories have no transfers, others one house: what meets rarely meets often in them.
        self.names = self.dice.sample(NAMES, self.dice.choice((1, 2, 4)))
        self.acts = self.dice.sample(acts, self.dice.randrange(2, len(acts) + 1))

    def written(self) -> History:
        """Live from the first day to the last; nothing happens from the day on which something could not."""
        busy = {self._day() for _ in range(self.dice.randrange(3, 20))}
        for day in days(FIRST, LAST):
            before = len(self.vouchers)
            if day in busy:
                self._live(day)
            if self.declared and self.model.problems:
                del self.vouchers[before:]
                self.model = SlowFund(self.fund, register())
                self.model.live(self.vouchers, FIRST, day)
                busy = set()
            self.model.close(day)
        return History(self.seed, self.fund, tuple(self.vouchers), self.model)

    def _day(self) -> date:
        other = FIRST + timedelta(days=self.dice.randrange((LAST - FIRST).days + 1))
        return self.dice.choice((self.dice.choice(_EDGES), other))

    def _live(self, day: date) -> None:
        morning = len(self.vouchers)
        for act in self.dice.choices(self.acts, k=self.dice.randrange(5)):
            one = act(day)
            self.vouchers += [one] if one else []
        self.model.book_all(self.vouchers[morning:])
        # Distributions end the day; of each the amount is known when the one before is booked.
        ends = (self._undo_distribution, self._distribute, self._distribute)
        for end in self.dice.choices(ends, k=self.dice.choice((0, 0, 1, 1, 1, 2, 3))):
            last = None if self.declared and self.model.problems else end(day)
            self.vouchers += [last] if last else []
            self.model.book_all([last] if last else [])

    def _write(self, day: date, kind: str, legs: Sequence[Posting], reverses: str = "") -> Voucher:
        """Number a voucher; what its legs do not sum to nothing by moves the bank, or undistributed income."""
        rest = -sum(one.amount_fen for one in legs)
        contra = "1001" if kind != "转" else "3101"
        balancing = (leg(contra, plain_yuan(rest)),) if rest and not reverses else ()
        self.numbers[day.month, kind] += 1
        number = f"{kind}-{self.numbers[day.month, kind]:04d}"
        return voucher(str(day), number, *legs, *balancing, reverses=reverses)

    def _whose(self) -> Split:
        """Draw whose money it is; a detail file's sum is the amount."""
        dice = self.dice
        keys: Sequence[ScopeKey] = ("area", "area", "equal", "first_deposit")
        kind = dice.randrange(10)
        if kind < 5:
            return split("household", dice.choice(self.names))
        if kind == 5:
            return split("selling_unit", "01")
        if kind == 6:
            rows = [
                (dice.choice(NAMES), plain_yuan(dice.choice(self.fen))) for _ in range(dice.randrange(1, 5))
            ]
            return detail(rows)
        key = dice.choice(keys)
        return split("scope", dice.choice(_SCOPES[:3] if key == "first_deposit" else _SCOPES), key)

    def _one_leg(self, code: str, sign: int) -> Posting:
        whose = self._whose()
        fen = sum(row.amount_fen for row in whose.rows) or self.dice.choice(self.fen)
        return leg(code, plain_yuan(sign * fen), whose)

    def _pay_in(self, day: date) -> Voucher:
        return self._write(day, "收", [self._one_leg(self.dice.choice(("4001", "4001", "4001", "5001")), -1)])

    def _pay_out(self, day: date) -> Voucher:
        code = self.dice.choice(("4001", "4001", "5001", "5001", "5901", "5101", "3001"))
        if code != "3001":
            return self._write(day, "付", [self._one_leg(code, 1)])
        legs = [one for one in self._out(self.dice.choice(self.names)) if one.amount_fen]
        return self._write(day, "付", legs or [self._one_leg("5001", 1)])

    def _income(self, day: date) -> Voucher:
        code = self.dice.choice(("4101", "4102", "4201", "4301", "4901"))
        return self._write(day, "收", [leg(code, plain_yuan(-self.dice.choice(self.fen)))])

    def _open(self, day: date) -> Voucher:
        name = self.dice.choice(self.names)
        parts: Sequence[Part] = ("principal", "interest")
        legs = [
            leg("3001", plain_yuan(-self.dice.choice(self.fen)), split("household", name, part=part))
            for part in parts[: self.dice.randrange(1, 3)]
        ]
        return self._write(day, "初", legs)

    def _out(self, name: str) -> list[Posting]:
        """Take all, or some, of what a household had this morning."""
        pot = self.model.pots[name]
        parts: Sequence[Part] = ("principal", "interest")
        amounts = {part: self.dice.choice((pot[part], pot[part], pot[part] // 3)) for part in parts}
        return [
            leg("3001", plain_yuan(fen), split("household", name, part=part)) for part, fen in amounts.items()
        ]

    def _move(self, day: date) -> Voucher | None:
        """Split a house, merge two, or move between the parts of one; nothing comes or goes."""
        givers = self.dice.sample(NAMES, self.dice.choice((1, 1, 2)))
        out = [one for name in givers for one in self._out(name) if one.amount_fen]
        others = [name for name in NAMES if name not in givers] if self.dice.random() < 0.9 else givers
        into = []
        for one in out:
            assert one.split is not None
            first = one.amount_fen * self.dice.choice((0, 1, 1, 2)) // 2
            for fen in (first, one.amount_fen - first):
                whose = split("household", self.dice.choice(others), part=one.split.part)
                into += [leg("3001", plain_yuan(-fen), whose)] if fen else []
        return self._write(day, "转", [*out, *into]) if out else None

    def _undo(self, day: date) -> Voucher | None:
        return self._reverse(day, [one for one in self.vouchers if not _distributes(one)])

    def _undo_distribution(self, day: date) -> Voucher | None:
        found = self._reverse(day, [one for one in self.vouchers if _distributes(one)])
        if found:
            self.periods += {_period(one) for one in found.postings if one.split is not None}
        return found

    def _reverse(self, day: date, candidates: Sequence[Voucher]) -> Voucher | None:
        undone = {one.reverses for one in self.vouchers}
        free = [one for one in candidates if not one.reverses and one.key not in undone]
        if not free:
            return None
        original = self.dice.choice(free)
        legs = [replace(one, amount_fen=-one.amount_fen) for one in original.postings]
        return self._write(day, original.kind, legs, original.key)

    def _distribute(self, day: date) -> Voucher | None:
        """Distribute for a period that was undone, or for what has passed since the last."""
        again = [period for period in self.periods if period[1] <= day]
        first, last = (
            again[0] if again else (self.unsettled, day - timedelta(days=self.dice.choice((0, 0, 1, 20))))
        )
        interest = self.fund.policies[0].interest
        fen = self.dice.choice(self.fen)
        if isinstance(interest, DeclaredInterest) and first <= last:
            fen = sum(self.model.declared(first, last, interest).values())
        if last < first or not fen:
            return None
        if again:
            self.periods.remove(again[0])
        else:
            self.unsettled = last + timedelta(days=1)
        # What is earned may be credited to two accounts at once; what rates give is given in one sum.
        other = self.dice.choice((0, 0, fen // 2)) if not self.declared else 0
        whose = split("interest", f"{first}/{last}")
        legs = [
            leg(code, plain_yuan(-part), whose)
            for code, part in (("3001", fen - other), ("3002", other))
            if part
        ]
        return self._write(day, "转", legs)


def _distributes(one: Voucher) -> bool:
    return any(posting.split is not None and posting.split.kind == "interest" for posting in one.postings)


def _period(posting: Posting) -> tuple[date, date]:
    assert posting.split is not None
    first, last = posting.split.value.split("/")
    return date.fromisoformat(first), date.fromisoformat(last)
