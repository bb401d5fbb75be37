"""A fund replayed the long way: one day, one leg, one household at a time.

What lives here: the model that the replay is compared with, worked out from the words of the
house and from nothing in `jjledger.rules`. What must not: speed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from fractions import Fraction

from jjledger.facts.community import DrawOrder, Remainder
from jjledger.facts.voucher import Posting, Voucher

Pot = dict[str, int]  # principal, interest, arrears
Weights = Mapping[str, int]  # household → weight
Changes = list[tuple[str, Pot]]


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


@dataclass
class NaiveFund:
    """Everybody's pots, and every evening's balances."""

    weights: Mapping[str, Weights]  # by key: area, equal, first_deposit
    order: DrawOrder
    rule: Remainder
    pots: dict[str, Pot] = field(default_factory=dict)
    evenings: dict[date, dict[str, Pot]] = field(default_factory=dict)
    booked: dict[str, list[tuple[Posting, Changes]]] = field(default_factory=dict)  # by voucher
    problems: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        """Give everybody an empty pot."""
        self.pots = {name: {"principal": 0, "interest": 0, "arrears": 0} for name in self.weights["area"]}

    def live(self, vouchers: Sequence[Voucher], first: date, last: date) -> None:
        """Go through the days."""
        day = first
        while day <= last:
            legs = [
                (rank(voucher, leg), "初收付转".index(voucher.kind), voucher.number, place, voucher, leg)
                for voucher in vouchers
                if voucher.day == day
                for place, leg in enumerate(voucher.postings)
                if leg.split is not None
            ]
            for *_, voucher, leg in sorted(legs, key=lambda item: item[:4]):
                self.book(voucher, leg)
            self.evenings[day] = {name: dict(pot) for name, pot in self.pots.items()}
            day += timedelta(days=1)

    def book(self, voucher: Voucher, leg: Posting) -> None:
        """Book one leg, or undo the leg it reverses."""
        if voucher.reverses:
            self.reverse(voucher, leg)
            return
        rows = self.rows(voucher, leg)
        if not rows:
            self.problems["no_weight"] += 1
        changes: Changes = []
        for name, fen in sorted(rows.items(), key=lambda row: row[1] < 0):
            before = dict(self.pots[name])
            self.move(name, fen, leg)
            changes.append((name, {part: self.pots[name][part] - before[part] for part in before}))
        if rows:
            self.booked.setdefault(voucher.key, []).append((leg, changes))

    def reverse(self, voucher: Voucher, leg: Posting) -> None:
        """Undo the one leg that this one turns round."""
        booked = self.booked.get(voucher.reverses, [])
        for item in booked:
            original, changes = item
            if replace(original, amount_fen=-original.amount_fen) == leg:
                booked.remove(item)
                for name, change in changes:
                    self.undo(name, change)
                return
        self.problems["reversed_differs"] += 1

    def rows(self, voucher: Voucher, leg: Posting) -> dict[str, int]:
        """Say what a leg adds to whose money."""
        split, fen = leg.split, -leg.amount_fen
        assert split is not None
        if split.kind == "household":
            return {split.value: fen}
        if split.kind == "interest":
            return share_by_hand(fen, self.balance_days(voucher, split.value), self.rule)
        if split.kind == "detail":
            sums: dict[str, int] = {}
            for row in split.rows:
                sums[row.household] = sums.get(row.household, 0) + row.amount_fen
            return sums if sum(sums.values()) == fen else {name: -one for name, one in sums.items()}
        named = {
            name: weight
            for name, weight in self.weights[split.key].items()
            if any(item == "all" or f"{name}-".startswith(f"{item}-") for item in split.value.split())
        }
        return share_by_hand(fen, named)

    def balance_days(self, voucher: Voucher, days: str) -> Weights:
        """Add up the evenings of a period; today's is what stands now."""
        first, last = (date.fromisoformat(day) for day in days.split("/"))
        sums = dict.fromkeys(self.pots, 0)
        day = first
        while day <= last:
            pots = self.pots if day == voucher.day else self.evenings[day]
            for name, pot in pots.items():
                sums[name] += pot["principal"] + pot["interest"]
            day += timedelta(days=1)
        return sums

    def move(self, name: str, fen: int, leg: Posting) -> None:
        """Move one household's money, fen by fen."""
        assert leg.split is not None
        pot, part = self.pots[name], leg.split.part
        if fen < 0 and leg.account.code == "3001":
            if pot[part] >= -fen:
                pot[part] += fen
                return
            self.problems["part_overdrawn"] += 1
        self.settle(pot, fen, part)

    def settle(self, pot: Pot, fen: int, part: str, order: DrawOrder | None = None) -> None:
        """Take money in, arrears first; or out, in the order of the policy."""
        if fen >= 0:
            paid = min(pot["arrears"], fen)
            pot["arrears"] -= paid
            pot[part] += fen - paid
            return
        first = order or self.order
        for source in (first, "interest" if first == "principal" else "principal"):
            taken = min(pot[source], -fen)
            pot[source] -= taken
            fen += taken
        pot["arrears"] -= fen

    def undo(self, name: str, change: Pot) -> None:
        """Take a change back; where that leaves less than nothing, settle its sum, principal first."""
        pot = self.pots[name]
        exact = {part: pot[part] - change[part] for part in pot}
        if min(exact.values()) >= 0:
            pot.update(exact)
        else:
            owed = change["principal"] + change["interest"] - change["arrears"]
            self.settle(pot, -owed, "principal", "principal")


def rank(voucher: Voucher, leg: Posting) -> int:
    """Order a day: deposits, draws and refunds, distributions; an undoing after what it undoes."""
    assert leg.split is not None
    if leg.split.kind == "interest":
        place = 4
    else:
        credit = leg.amount_fen < 0
        place = 0 if credit != bool(voucher.reverses) else 2
    return place + bool(voucher.reverses)
