"""Why income of a kind was more or less than last year: only what the books know, and only what points the same way.

Known are: a contract that ended or began, one whose rate or agreed amounts changed, money of last year
that came in late, money of this year that did not come in, and vouchers of last year that were undone.
Where none of these fits the change, no reason is given; nothing is guessed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from jjledger.disclosure.annual_models import Figure
from jjledger.disclosure.annual_words import spoken
from jjledger.facts.books import Books
from jjledger.facts.revenue import RevenueContract
from jjledger.facts.voucher import Voucher
from jjledger.period import Interval, Period, chinese_day
from jjledger.rules.authority import is_below
from jjledger.rules.contracts import CONTRACT, Received, dues_of, received_by
from jjledger.rules.reversal import find_reversed, voucher_names

_EVERY: Final[Mapping[Interval, str]] = {
    "month": "每月", "quarter": "每季度", "half_year": "每半年", "year": "每年",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason for a change, with its figures."""

    words: str
    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class KnownReasons:
    """What the books know about one fund's income of a year."""

    received: tuple[Received, ...]  # contract by contract
    vouchers: tuple[Voucher, ...]  # as the parts of `received` count them
    undone: Mapping[str, int]  # income of last year by account that was undone this year, in fen
    mixed: frozenset[
        str
    ]  # contracts whose receipts are booked on several accounts: they explain none of these
    period: Period

    def reasons(self, account: str, change_fen: int) -> tuple[Reason, ...]:
        """List what explains a change of an account's income; only what points the same way.

        Args:
            account: full name of an income account.
            change_fen: this year's income less last year's.
        """
        found: list[tuple[int, Reason]] = []
        for received in self.received:
            own = received.contract.id not in self.mixed
            if own and is_below(account, received.contract.account):
                found += _of_contract(received.contract, self.period)
                found += self._late(received)
        undone = self.undone.get(account, 0)
        if undone:
            reason = Reason(f"冲销了去年错记的 {spoken(undone)}", (Figure("冲销去年", amount_fen=undone),))
            found.append((-undone, reason))
        return tuple(reason for change, reason in found if (change > 0) == (change_fen > 0))

    def _late(self, received: Received) -> Iterator[tuple[int, Reason]]:
        """Tell money of last year that came in this year, and money of this year that did not."""
        title, year = received.contract.title, self.period.first_day.year
        late = sum(
            part.amount_fen
            for place, parts in received.parts.items()
            if self.period.contains(self.vouchers[place].day)
            for part in parts
            if part.due is not None and part.due.day.year < year
        )
        if late > 0:
            yield (
                late,
                Reason(f"《{title}》补收了以前年度的 {spoken(late)}", (Figure("补收", amount_fen=late),)),
            )
        lacking = sum(
            one.open_fen
            for one in received.standings
            if self.period.contains(one.due.day) and one.open_fen > 0
        )
        if lacking:
            words = f"《{title}》还有 {spoken(lacking)}没有收到"
            yield -lacking, Reason(words, (Figure("没有收到", amount_fen=lacking),))


def known_reasons(books: Books, fund: str, period: Period) -> KnownReasons:
    """Gather what the books know about a fund's income of a year, as of its last day.

    Args:
        books: the general book.
        fund: code of a fund of public revenue.
        period: a year.
    """
    vouchers = tuple(voucher for voucher in books.posted() if voucher.day <= period.last_day)
    contracts = [one for one in books.revenue.readable() if one.fund == fund]
    undone, mixed = _undone(vouchers, fund, period), _mixed(vouchers, fund)
    return KnownReasons(received_by(contracts, vouchers), vouchers, undone, mixed, period)


def _mixed(vouchers: Sequence[Voucher], fund: str) -> frozenset[str]:
    return frozenset(
        voucher.extra[CONTRACT]
        for voucher in vouchers
        if CONTRACT in voucher.extra and len(_income_accounts(voucher, fund)) > 1
    )


def _income_accounts(voucher: Voucher, fund: str) -> frozenset[str]:
    accounts = (posting.account for posting in voucher.postings)
    return frozenset(one.name for one in accounts if one.fund == fund and one.root == "Income")


def _undone(vouchers: Sequence[Voucher], fund: str, period: Period) -> Mapping[str, int]:
    names = voucher_names(vouchers)
    found: dict[str, int] = {}
    for voucher in vouchers:
        if not voucher.reverses or not period.contains(voucher.day):
            continue
        original = find_reversed(names, voucher, fund)
        if original is None or original.day >= period.first_day:
            continue
        for posting in voucher.postings:
            if posting.account.fund == fund and posting.account.root == "Income":
                found[posting.account.name] = found.get(posting.account.name, 0) + posting.amount_fen
    return {name: fen for name, fen in found.items() if fen > 0}


def _of_contract(contract: RevenueContract, period: Period) -> Iterator[tuple[int, Reason]]:
    """Say what of a contract made its income another than last year's, with the difference it makes."""
    year = period.first_day.year
    now, before = (
        sum(due.amount_fen for due in dues_of(contract) if due.day.year == wanted)
        for wanted in (year, year - 1)
    )
    if now == before:
        return
    figures = (Figure("合同约定今年", amount_fen=now), Figure("合同约定去年", amount_fen=before))
    yield now - before, Reason(_contract_words(contract, period, now, before), figures)


def _contract_words(contract: RevenueContract, period: Period, now: int, before: int) -> str:
    title, year = f"《{contract.title}》", period.first_day.year
    if now < before and contract.last_day <= period.last_day and _runs_out(contract, period, now):
        return f"{title}合同于{chinese_day(contract.last_day)}到期"
    if now > before and contract.first_day.year >= year - 1 and not _whole_year(contract, year - 1):
        return f"{title}合同从{chinese_day(contract.first_day)}开始"
    for earlier, later in zip(contract.rates, contract.rates[1:], strict=False):
        if year - 1 <= later.from_day.year <= year and (later.amount_fen > earlier.amount_fen) == (
            now > before
        ):
            return (
                f"{title}合同从{chinese_day(later.from_day)}起{_EVERY[later.every]}由"
                f" {spoken(earlier.amount_fen)}改为 {spoken(later.amount_fen)}"
            )
    return f"{title}合同约定今年 {spoken(now)}，去年 {spoken(before)}"


def _runs_out(contract: RevenueContract, period: Period, now: int) -> bool:
    """Say whether a contract was over before the year was, so that less was due; a full last year is no reason."""
    return now == 0 or contract.last_day < period.last_day


def _whole_year(contract: RevenueContract, year: int) -> bool:
    return contract.first_day <= date(year, 1, 1)


def joined(reasons: Iterable[Reason]) -> tuple[str, tuple[Figure, ...]]:
    """Write reasons as the end of a sentence; nothing where there is none."""
    found = tuple(reasons)
    words = "，".join(reason.words for reason in found)
    return (f"，因为{words}" if found else ""), tuple(figure for one in found for figure in one.figures)
