"""A fund gone through once more from its first voucher: every household's account, and what each leg gave to whom."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final, NamedTuple

from jjledger.checks.recompute.account import Balance, HouseholdAccount, Part, money_in, money_out, taken_back
from jjledger.checks.recompute.bookings import NONE, Booking
from jjledger.checks.recompute.general_book import owners_codes
from jjledger.checks.recompute.houses import Houses, houses_of
from jjledger.checks.recompute.income import Given, Refusal, Settlement, days_of, due_for, settle_income
from jjledger.checks.recompute.originals import original_of, takes_back
from jjledger.checks.recompute.sharing import share_out
from jjledger.facts.books import Books
from jjledger.facts.community import OWNERS_FUND_KINDS, Fund
from jjledger.facts.voucher import Posting, Voucher

SELLING_UNIT: Final = "selling_unit:"
COVERS: Final = "covers"  # metadata of a voucher: the days that a list of interest is for
_KINDS: Final = "初收付转"
_TRANSFERS: Final = frozenset({"3001", "3002"})


class Leg(NamedTuple):
    """What one leg gives to whom; fen that it takes are below zero."""

    voucher: Voucher
    posting: Posting
    shares: Mapping[str, int]  # holder → fen; who gets nothing may be missing
    weights: Mapping[str, int]  # by which it was shared, {} where nothing was
    # What the policy gives everybody, of income that was given out by a list, or why it gives nothing; None
    # of any other leg, and where `covers` does not say for which days the list is.
    due: Mapping[str, int] | Refusal | None = None


class Refused(NamedTuple):
    """A leg that cannot be carried out, and so moves nothing here."""

    voucher: Voucher
    posting: Posting
    why: str  # in Chinese, without full stop
    due: Mapping[str, int] = {}  # holder → fen, where the leg has another sum than what is due


@dataclass(frozen=True, slots=True)
class Recomputed:
    """What a fund comes to."""

    fund: str
    holders: tuple[str, ...]  # houses in the order of the register, then selling units
    accounts: Mapping[str, HouseholdAccount]
    bookings: Sequence[Booking]
    legs: Sequence[Leg]
    refused: Sequence[Refused]
    settlements: Sequence[Settlement]  # distributions of income that stand

    def at(self, day: date) -> dict[str, Balance]:
        """Give what everybody had at the end of a day."""
        return {name: self.accounts[name].at(day) for name in self.holders}

    def sum_at(self, day: date) -> int:
        """Add up what everybody is worth at the end of a day, in fen."""
        return sum(balance.net for balance in self.at(day).values())


def recompute(books: Books) -> dict[str, Recomputed]:
    """Go through every fund whose money belongs to households.

    Args:
        books: the general book.

    Source: 住宅专项维修资金管理办法 第10条, 第20条, 第27条; R14, R19, R22, R24 to R27, R30.
    """
    return {
        fund.code: recompute_fund(books, fund)
        for fund in books.community.funds
        if fund.kind in OWNERS_FUND_KINDS
    }


def recompute_fund(books: Books, fund: Fund) -> Recomputed:
    """Go through one fund's vouchers in the order in which they are booked.

    Args:
        books: the general book; what is no household's is passed over.
        fund: one whose money belongs to households.

    Source: as `recompute`.
    """
    posted = books.posted()
    own = [voucher for voucher in posted if fund.code in voucher.funds]
    found = _legs_in_order(own, fund)
    houses = houses_of(books, fund)
    names = (*houses.names, *_selling_units(own, fund))
    run = _Run(fund, own, houses, {name: HouseholdAccount() for name in names})
    for voucher, leg in found:
        run.carry_out(voucher, leg)
    return Recomputed(
        fund.code, names, run.accounts, run.bookings, run.legs, run.refused, tuple(run.settled.values())
    )


def is_listed_income(voucher: Voucher, leg: Posting) -> bool:
    """Say whether a leg gives income to households by a list, and not by the policy.

    Args:
        voucher: where the leg stands.
        leg: of 3001 or 3002.
    """
    split = leg.split
    if leg.account.code not in _TRANSFERS or split is None or split.kind != "detail" or voucher.reverses:
        return False
    of_income = any(
        one.account.code == "3101" and one.account.fund == leg.account.fund and one.amount_fen > 0
        for one in voucher.postings
    )
    return of_income and leg.amount_fen < 0 and all(row.part == "interest" for row in split.rows)


def _selling_units(vouchers: Iterable[Voucher], fund: Fund) -> list[str]:
    """Name the selling units that have money in a fund."""
    found = set()
    for voucher in vouchers:
        for leg in voucher.postings:
            if leg.account.fund == fund.code and leg.split is not None and leg.split.kind == "selling_unit":
                found.add(SELLING_UNIT + leg.split.value)
    return sorted(found)


def _legs_in_order(vouchers: Iterable[Voucher], fund: Fund) -> list[tuple[Voucher, Posting]]:
    """Put the legs of a day in order: what comes in, what goes out, income; red letters after what they undo.

    Source: house order of booking; R25, R30.
    """
    found: list[tuple[tuple[date, int, int, str, int, int], Voucher, Posting]] = []
    for voucher in vouchers:
        codes = owners_codes(fund, voucher.day)
        kind = _KINDS.find(voucher.kind) if voucher.kind else -1
        for place, leg in enumerate(voucher.postings):
            if leg.account.fund == fund.code and leg.account.code in codes and leg.split is not None:
                if leg.split.kind == "interest":
                    rank = 4
                else:
                    # A red letter takes where its original gave, and stands right behind it.
                    goes_out = (leg.amount_fen > 0) != bool(voucher.reverses)
                    rank = 2 * goes_out + bool(voucher.reverses)
                order = (
                    voucher.day,
                    rank,
                    kind if kind >= 0 else len(_KINDS),
                    voucher.number,
                    len(found),
                    place,
                )
                found.append((order, voucher, leg))
    found.sort(key=lambda item: item[0])
    return [(voucher, leg) for _, voucher, leg in found]


@dataclass(frozen=True, slots=True)
class _Run:
    """The state of going through a fund; its lists grow."""

    fund: Fund
    posted: Sequence[Voucher]  # vouchers of the fund
    houses: Houses
    accounts: dict[str, HouseholdAccount]
    bookings: list[Booking] = field(default_factory=list)
    legs: list[Leg] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)
    settled: dict[int, Settlement] = field(default_factory=dict)  # id(leg) → distribution that stands
    began: dict[int, int] = field(default_factory=dict)  # id(voucher) → bookings before its income was given
    undone: set[int] = field(default_factory=set)  # id(leg)

    def carry_out(self, voucher: Voucher, leg: Posting) -> None:
        """Book one leg, take one back, or say why not."""
        if voucher.reverses:
            self._take_back(voucher, leg)
            return
        assert leg.split is not None
        if leg.split.kind == "interest":
            self._give_income(voucher, leg)
            return
        shared = self._shares(voucher, leg)
        if isinstance(shared, str):
            self.refused.append(Refused(voucher, leg, shared))
            return
        parts, weights = shared
        due = self._due_by_list(voucher, leg, parts)
        sums: dict[str, int] = {}
        policy = self.fund.policy_on(voucher.day)
        first: Part = policy.draw_order if policy else "principal"
        # Of one leg principal moves before interest, and of each what comes in before what goes out.
        for part in ("principal", "interest"):
            moved = [(name, fen) for name, of, fen in parts if of == part]
            for name, fen in sorted(
                moved, key=lambda one: (one[1] <= 0) if leg.amount_fen > 0 else (one[1] < 0)
            ):
                self._move(voucher, leg, name, (fen, part, first))
                sums[name] = sums.get(name, 0) + fen
        self.legs.append(Leg(voucher, leg, sums, weights, due))

    def _due_by_list(
        self, voucher: Voucher, leg: Posting, parts: Sequence[tuple[str, Part, int]]
    ) -> Mapping[str, int] | Refusal | None:
        """Work out what a list of interest should have been, where its voucher says for which days it is."""
        days = days_of(voucher.extra.get(COVERS, ""))
        if not is_listed_income(voucher, leg) or days is None:
            return None
        until = self.began.setdefault(id(voucher), len(self.bookings))
        fen = sum(one for _, _, one in parts)
        found = due_for(self.fund, fen, days, self.accounts, self.bookings[:until])
        return found if isinstance(found, Refusal) else found.shares

    def _shares(
        self, voucher: Voucher, leg: Posting
    ) -> tuple[list[tuple[str, Part, int]], Mapping[str, int]] | str:
        """Say what a leg adds to which part of whose account, and by what weights."""
        split, fen = leg.split, -leg.amount_fen
        assert split is not None
        if split.kind in ("household", "selling_unit"):
            name = (SELLING_UNIT if split.kind == "selling_unit" else "") + split.value
            return ([(name, split.part, fen)], {}) if name in self.accounts else "登记册里没有这一户"
        if split.kind == "detail":
            listed = sum(row.amount_fen for row in split.rows)
            if not split.rows or abs(listed) != abs(fen):
                return "明细合计与分录不符"
            if any(row.household not in self.accounts for row in split.rows):
                return "明细里有登记册没有的户"
            sign = -1 if listed == leg.amount_fen else 1
            sums: dict[tuple[str, Part], int] = {}
            for row in split.rows:
                sums[row.household, row.part] = sums.get((row.household, row.part), 0) + sign * row.amount_fen
            return [(name, part, one) for (name, part), one in sums.items()], {}
        weights = self.houses.weights(split.value, split.key, voucher.day)
        if isinstance(weights, str):
            return f"范围「{weights}」在登记册里找不到房屋"
        shares = share_out(fen, weights)
        return (
            ([(name, split.part, one) for name, one in shares.items()], weights)
            if shares
            else "没有可以据以分摊的数"
        )

    def _move(self, voucher: Voucher, leg: Posting, name: str, what: tuple[int, Part, Part]) -> None:
        """Move fen of a part; what a repair takes goes out in the policy's order."""
        fen, part, first = what
        has = self.accounts[name].balance
        if fen >= 0:
            change = money_in(has, fen, part)
        elif leg.account.code in _TRANSFERS and getattr(has, part) >= -fen:
            change = Balance(fen, 0, 0) if part == "principal" else Balance(0, fen, 0)
        else:
            if leg.account.code in _TRANSFERS:
                self.refused.append(Refused(voucher, leg, f"{name} 的余额不够转出"))
            change = money_out(has, -fen, first)
        self._book(voucher, leg, name, change)

    def _book(self, voucher: Voucher, leg: Posting, name: str, change: Balance, undoes: int = NONE) -> None:
        number = len(self.bookings)
        self.bookings.append(Booking(number, voucher, leg, name, change, undoes))
        self.accounts[name].book(voucher.day, number, change)

    def _give_income(self, voucher: Voucher, leg: Posting) -> None:
        """Distribute income by the policy; the voucher's own earlier legs are no balance of its period."""
        until = self.began.setdefault(id(voucher), len(self.bookings))
        given = settle_income(
            Given(self.fund, self.posted, voucher, leg, tuple(self.settled.values())),
            self.accounts, self.bookings[:until],
        )  # fmt: skip
        if isinstance(given, Refusal):
            self.refused.append(Refused(voucher, leg, given.why, given.due))
            return
        self.settled[id(leg)] = given
        shares = given.due.shares
        for name in sorted(shares):
            self._book(voucher, leg, name, money_in(self.accounts[name].balance, shares[name], "interest"))
        self.legs.append(Leg(voucher, leg, shares, given.due.weights))

    def _take_back(self, voucher: Voucher, leg: Posting) -> None:
        """Take back the first leg of the original that this one is the opposite of, and nothing else did."""
        original = original_of(voucher, self.posted, self.fund.code)
        if original is None:
            self.refused.append(Refused(voucher, leg, "找不到要注销的凭证"))
            return
        lines = [one for one in self.bookings if one.voucher is original]
        wrong = next(
            (
                one.posting
                for one in lines
                if id(one.posting) not in self.undone and takes_back(leg, one.posting)
            ),
            None,
        )
        if wrong is None:
            self.refused.append(Refused(voucher, leg, "与要注销的凭证对不上"))
            return
        self.undone.add(id(wrong))
        sums: dict[str, int] = {}
        for line in lines:
            if line.posting is wrong:
                change = taken_back(self.accounts[line.name].balance, line.change)
                self._book(voucher, leg, line.name, change, line.number)
                sums[line.name] = sums.get(line.name, 0) + change.net
        for key in [key for key, one in self.settled.items() if one.voucher is original]:
            del self.settled[key]
        self.legs.append(Leg(voucher, leg, sums, {}))
