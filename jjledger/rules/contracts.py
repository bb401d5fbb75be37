"""What contracts make due, and which receipt pays which of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from itertools import count
from typing import Final

from jjledger.facts.revenue import Due, Rate, RevenueContract
from jjledger.facts.voucher import Voucher
from jjledger.period import MONTHS_OF, day_after, day_before, month_end, months_after
from jjledger.rules.reversal import find_reversed, voucher_names
from jjledger.units import round_half_up

CONTRACT: Final = "contract"  # metadata of a voucher: number of the contract it is received under


@dataclass(frozen=True, slots=True)
class Part:
    """What one receipt paid of one due."""

    due: Due | None  # None: beyond all that the contract makes due
    amount_fen: int  # negative where money went back


@dataclass(frozen=True, slots=True)
class Standing:
    """One due and what has been paid of it by a day."""

    contract: RevenueContract
    due: Due
    received_fen: int
    last_received: date | None

    @property
    def open_fen(self) -> int:
        """What is still to come."""
        return self.due.amount_fen - self.received_fen

    def days_overdue(self, day: date) -> int:
        """For how many days something has been due; 0 where nothing is."""
        return max(0, (day - self.due.day).days) if self.open_fen > 0 else 0


@dataclass(slots=True)
class _Paid:
    """A due while receipts are taken in."""

    due: Due
    fen: int = 0
    last: date | None = None


@dataclass(frozen=True, slots=True)
class Received:
    """All receipts of a contract set against what it makes due."""

    contract: RevenueContract
    parts: Mapping[int, tuple[Part, ...]] = field(default_factory=dict)  # by place in the list of vouchers
    standings: tuple[Standing, ...] = ()  # by day

    @property
    def surplus_fen(self) -> int:
        """What came in beyond all that the contract makes due."""
        return sum(part.amount_fen for parts in self.parts.values() for part in parts if part.due is None)


def dues_of(contract: RevenueContract) -> tuple[Due, ...]:
    """List everything a contract makes due, by day.

    Intervals run from the first day of a rate; one cut short by the next rate or the end is
    due in proportion to its days, half-up to the fen. Nothing is due before the first day.

    Args:
        contract: with rates, or with amounts agreed one by one.

    Source: 民法典 第202条 (periods by month).
    """
    if contract.dated:
        return contract.dated
    ends = [*(day_before(rate.from_day) for rate in contract.rates[1:]), contract.last_day]
    return tuple(due for rate, end in zip(contract.rates, ends, strict=True) for due in _of_rate(rate, end))


def _of_rate(rate: Rate, end: date) -> Iterator[Due]:
    months = MONTHS_OF[rate.every]
    for number in count():
        first = months_after(rate.from_day, months * number)
        if first > end:
            return
        whole = day_before(months_after(rate.from_day, months * (number + 1)))
        last = min(whole, end)
        days, of = (last - first).days + 1, (whole - first).days + 1
        amount = round_half_up(Fraction(rate.amount_fen * days, of))
        due = month_end(first.year, first.month)
        due = due.replace(day=min(rate.due_day, due.day))
        if amount:
            yield Due(max(due, rate.from_day), amount, first, last)


def income_fen(voucher: Voucher, fund: str) -> int:
    """Give what a voucher brought a fund in income, in fen; negative where it took some back."""
    return -sum(
        posting.amount_fen
        for posting in voucher.postings
        if posting.account.fund == fund and posting.account.root == "Income"
    )


@dataclass(frozen=True, slots=True)
class Receipt:
    """A voucher that brought a fund income, or took some back."""

    place: int  # in the list of vouchers
    voucher: Voucher
    amount_fen: int
    undoes: int | None  # place of the voucher that it takes back


def receipts_of(vouchers: Sequence[Voucher], fund: str) -> tuple[Receipt, ...]:
    """List the vouchers with income of a fund, each with the one it undoes; looked up once for all contracts.

    Args:
        vouchers: posted vouchers by day.
        fund: code of the fund.
    """
    names = voucher_names(vouchers)
    places = {id(voucher): place for place, voucher in enumerate(vouchers)}
    found = []
    for place, voucher in enumerate(vouchers):
        amount = income_fen(voucher, fund)
        if amount:
            original = find_reversed(names, voucher, fund) if voucher.reverses else None
            found.append(Receipt(place, voucher, amount, None if original is None else places[id(original)]))
    return tuple(found)


def received_by(contracts: Iterable[RevenueContract], vouchers: Sequence[Voucher]) -> tuple[Received, ...]:
    """Set the receipts of several contracts against their dues, as `received_under` does for one.

    Args:
        contracts: as on record.
        vouchers: posted vouchers by day.
    """
    contracts = tuple(contracts)
    receipts = {fund: receipts_of(vouchers, fund) for fund in {one.fund for one in contracts}}
    return tuple(received_under(one, receipts[one.fund]) for one in contracts)


def received_under(contract: RevenueContract, receipts: Sequence[Receipt]) -> Received:
    """Set the receipts of a contract against its dues, the oldest due first.

    A red-letter voucher takes back exactly what its original paid, so that what was said of
    earlier receipts stays true.

    Args:
        contract: as on record.
        receipts: of its fund, by day.
    """
    paid = [_Paid(due) for due in dues_of(contract)]
    parts: dict[int, tuple[Part, ...]] = {}
    for receipt in receipts:
        day = receipt.voucher.day
        if receipt.undoes is not None:
            found = tuple(Part(part.due, -part.amount_fen) for part in parts.get(receipt.undoes, ()))
            for part in found:
                _take(paid, part, day)
        elif receipt.voucher.extra.get(CONTRACT) == contract.id:
            found = tuple(_set_against(paid, receipt.amount_fen, day))
        else:
            continue
        if found:
            parts[receipt.place] = found
    standings = tuple(Standing(contract, one.due, one.fen, one.last) for one in paid)
    return Received(contract, parts, standings)


def _set_against(paid: list[_Paid], amount: int, day: date) -> Iterator[Part]:
    """Fill the oldest open dues; money given back empties the latest filled ones."""
    for one in paid if amount > 0 else reversed(paid):
        step = min(amount, one.due.amount_fen - one.fen) if amount > 0 else max(amount, -one.fen)
        if step:
            one.fen += step
            one.last = day
            amount -= step
            yield Part(one.due, step)
    if amount:
        yield Part(None, amount)


def _take(paid: list[_Paid], part: Part, day: date) -> None:
    one = next((one for one in paid if one.due is part.due), None)
    if one is not None:
        one.fen += part.amount_fen
        one.last = day if one.fen else None


def ends_soon(contract: RevenueContract, day: date, days: int) -> bool:
    """Say whether a contract runs on a day and ends within so many days."""
    return contract.first_day <= day <= contract.last_day and (contract.last_day - day).days <= days


def next_day(contract: RevenueContract) -> date:
    """Give the day after a contract's term."""
    return day_after(contract.last_day)
