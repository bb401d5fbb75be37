"""A fund lived the long way: one day, one leg, one household at a time.

What lives here: the model that the replay is compared with, worked out from the words of the
house and from nothing in `jjledger.rules`. What must not: speed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from fractions import Fraction
from math import floor

from jjledger.facts.community import DeclaredInterest, DrawOrder, Fund, PoolInterest, Remainder
from jjledger.facts.register import Household
from jjledger.facts.voucher import Part, Posting, Voucher
from tests.properties.slow_interest import Booked, Pot, accrue

Weights = Mapping[str, int]  # household → weight
INCOME = ("4101", "4102", "4201", "4301", "4901")


def share_by_hand(fen: int, weights: Weights, rule: Remainder = "largest") -> dict[str, int]:
    """Share an amount with fractions, as one would on paper; ties go by household as text."""
    names = sorted(name for name, weight in weights.items() if weight)
    if not names:
        return {}
    exact = {name: Fraction(abs(fen) * weights[name], sum(weights.values())) for name in names}
    found = {name: int(share) for name, share in exact.items()}
    odd = abs(fen) - sum(found.values())
    if rule == "last":
        found[names[-1]] += odd
    else:
        by_remainder = sorted(names, key=lambda name: (found[name] - exact[name], name))
        for name in (by_remainder if rule == "largest" else names)[:odd]:
            found[name] += 1
    return {name: share if fen >= 0 else -share for name, share in found.items() if share}


def half_up(exact: Fraction) -> int:
    """Round to the fen, a half away from nothing, so that what is undone comes to nothing."""
    return floor(exact + Fraction(1, 2)) if exact >= 0 else -half_up(-exact)


@dataclass(frozen=True)
class Distribution:
    """What one posting with `interest:` gave to whom."""

    voucher: str  # key
    rows: Mapping[str, int]
    kept_back_fen: int


@dataclass
class SlowFund:
    """Everybody's pots, and every evening's balances."""

    fund: Fund
    register: Sequence[Household]
    pots: dict[str, Pot] = field(default_factory=dict)
    evenings: dict[date, dict[str, Pot]] = field(default_factory=dict)
    log: list[Booked] = field(default_factory=list)
    lived: list[Voucher] = field(default_factory=list)
    distributions: list[Distribution] = field(default_factory=list)
    problems: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        """Give everybody an empty pot."""
        for row in self.register:
            self.pot(row.id)

    def pot(self, name: str) -> Pot:
        """Give somebody's pot; a selling unit gets one when it is first named."""
        return self.pots.setdefault(name, {"principal": 0, "interest": 0, "arrears": 0})

    def live(self, vouchers: Sequence[Voucher], first: date, last: date) -> None:
        """Go through the days."""
        for day in days(first, last):
            self.live_a_day([voucher for voucher in vouchers if voucher.day == day], day)

    def live_a_day(self, vouchers: Sequence[Voucher], day: date) -> None:
        """Book what the day brings, and write down what everybody has in the evening."""
        self.book_all(vouchers)
        self.close(day)

    def book_all(self, vouchers: Sequence[Voucher]) -> None:
        """Book vouchers of one day in the order of the rules."""
        self.lived += vouchers
        legs = [
            (rank(voucher, leg), "初收付转".index(voucher.kind), voucher.number, place, voucher, leg)
            for voucher in vouchers
            for place, leg in enumerate(voucher.postings)
            if leg.split is not None
        ]
        for *_, voucher, leg in sorted(legs, key=lambda item: item[:4]):
            self.book(voucher, leg)

    def close(self, day: date) -> None:
        """Write down what everybody has in the evening."""
        self.evenings[day] = {name: dict(pot) for name, pot in self.pots.items()}

    def book(self, voucher: Voucher, leg: Posting) -> None:
        """Book one leg, or undo the leg it reverses."""
        assert leg.split is not None
        if voucher.reverses:
            self.reverse(voucher, leg)
            return
        rows = self.interest_rows(voucher, leg) if leg.split.kind == "interest" else self.rows(voucher, leg)
        # Of one leg: principal before interest, and of each what adds before what takes.
        for part, name, fen in sorted(rows, key=lambda row: (row[0] == "interest", row[2] < 0)):
            self.write(voucher, leg, name, self.move(name, fen, part, leg, voucher.day))

    def write(
        self, voucher: Voucher, leg: Posting, name: str, before: Pot, undoes: Booked | None = None
    ) -> None:
        """Write down what became of a pot."""
        change = {part: self.pots[name][part] - before[part] for part in before}
        self.log.append(Booked(voucher, leg, name, change, undoes))

    def reverse(self, voucher: Voucher, leg: Posting) -> None:
        """Undo the one leg that this one turns round."""
        undone = {id(one.undoes) for one in self.log}
        booked = [
            one
            for one in self.log
            if one.voucher.key == voucher.reverses
            and id(one) not in undone
            and replace(one.leg, amount_fen=-one.leg.amount_fen) == leg
        ]
        if not booked:
            self.problems["reversed_differs"] += 1
        for one in booked:
            if one.leg is booked[0].leg:
                before = dict(self.pots[one.name])
                self.undo(one.name, one.change)
                self.write(voucher, leg, one.name, before, one)

    def rows(self, voucher: Voucher, leg: Posting) -> list[tuple[Part, str, int]]:
        """Say what a leg adds to which balance of whose money."""
        split, fen = leg.split, -leg.amount_fen
        assert split is not None
        if split.kind == "household":
            return [(split.part, split.value, fen)]
        if split.kind == "selling_unit":
            return [(split.part, f"selling_unit:{split.value}", fen)]
        if split.kind == "detail":
            sums: Counter[tuple[Part, str]] = Counter()
            for row in split.rows:
                sums[row.part, row.household] += row.amount_fen
            sign = 1 if sums.total() == fen else -1
            return [(part, name, sign * one) for (part, name), one in sums.items()]
        named = {
            row.id: {"area": row.area_dm2, "equal": 1, "first_deposit": row.first_deposit_fen}[split.key]
            for row in self.register
            if row.in_force(voucher.day)
            and any(item == "all" or f"{row.id}-".startswith(f"{item}-") for item in split.value.split())
        }
        if not any(named.values()):
            self.problems["no_weight"] += 1
        return [(split.part, name, one) for name, one in share_by_hand(fen, named).items()]

    def interest_rows(self, voucher: Voucher, leg: Posting) -> list[tuple[Part, str, int]]:
        """Distribute income by the policy of the period's first day."""
        assert leg.split is not None
        first, last = (date.fromisoformat(day) for day in leg.split.value.split("/"))
        policy = self.fund.policy_on(first)
        assert policy is not None
        if isinstance(policy.interest, PoolInterest):
            weights = self.balance_days(voucher, first, last)
            rows = share_by_hand(-leg.amount_fen, weights, policy.interest.remainder)
            again = any(one.voucher == voucher.key for one in self.distributions)
            kept = 0 if again else half_up(self.income(first, last) * policy.interest.management_share)
            problem = "" if rows else "no_weight"
        else:
            assert isinstance(policy.interest, DeclaredInterest)
            rows, kept = self.declared(first, last, policy.interest), 0
            problem = "" if sum(rows.values()) == -leg.amount_fen else "declared_differs"
        if problem:
            self.problems[problem] += 1
            return []
        self.distributions.append(Distribution(voucher.key, rows, kept))
        return [("interest", name, fen) for name, fen in rows.items()]

    def declared(self, first: date, last: date, interest: DeclaredInterest) -> dict[str, int]:
        """Give everybody's interest at declared rates, a household's rounded once."""
        opening = self.evenings.get(first - timedelta(days=1), {})
        exact = accrue(opening, self.log, (first, last), interest)
        return {name: half_up(fen) for name, fen in exact.items() if half_up(fen)}

    def income(self, first: date, last: date) -> int:
        """Add up what the fund earned in a period."""
        return -sum(
            leg.amount_fen
            for voucher in self.lived
            if first <= voucher.day <= last
            for leg in voucher.postings
            if leg.account.code in INCOME
        )

    def balance_days(self, voucher: Voucher, first: date, last: date) -> Weights:
        """Add up the evenings of a period; of a day that is not over, what stands now.

        The distribution itself is left out: what another leg of the voucher has given already.
        """
        sums = dict.fromkeys(self.pots, 0)
        for day in days(first, last):
            for name, pot in self.evenings.get(day, self.pots).items():
                sums[name] += pot["principal"] + pot["interest"]
        if voucher.day == last:
            for booked in self.log:
                sums[booked.name] -= booked.fen if booked.voucher is voucher else 0
        return sums

    def move(self, name: str, fen: int, part: Part, leg: Posting, day: date) -> Pot:
        """Move one household's money, and give what was there before."""
        pot = self.pot(name)
        before = dict(pot)
        if fen < 0 and leg.account.code in {"3001", "3002"}:
            if pot[part] >= -fen:
                pot[part] += fen
                return before
            self.problems["part_overdrawn"] += 1
        policy = self.fund.policy_on(day)
        assert policy is not None
        settle(pot, fen, part, policy.draw_order)
        return before

    def undo(self, name: str, change: Pot) -> None:
        """Take a change back; where that leaves less than nothing, settle its sum, principal first."""
        pot = self.pots[name]
        exact = {part: pot[part] - change[part] for part in pot}
        if min(exact.values()) >= 0:
            pot.update(exact)
        else:
            owed = change["principal"] + change["interest"] - change["arrears"]
            settle(pot, -owed, "principal", "principal")


def settle(pot: Pot, fen: int, part: Part, order: DrawOrder) -> None:
    """Take money in, arrears first; or out, in the order of the policy."""
    if fen >= 0:
        paid = min(pot["arrears"], fen)
        pot["arrears"] -= paid
        pot[part] += fen - paid
        return
    for source in (order, "interest" if order == "principal" else "principal"):
        taken = min(pot[source], -fen)
        pot[source] -= taken
        fen += taken
    pot["arrears"] -= fen


def rank(voucher: Voucher, leg: Posting) -> int:
    """Order a day: deposits, draws and refunds, distributions.

    An undoing comes after what it undoes: of distributions, which are told apart by number, by number.
    """
    assert leg.split is not None
    if leg.split.kind == "interest":
        return 4
    credit = leg.amount_fen < 0
    place = 0 if credit != bool(voucher.reverses) else 2
    return place + bool(voucher.reverses)


def days(first: date, last: date) -> Iterator[date]:
    """Give every day from one to another, both included."""
    while first <= last:
        yield first
        first += timedelta(days=1)
