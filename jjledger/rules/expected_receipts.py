"""Which contract a bank's row pays, and which of its dues: the other party and the amount must both fit.

What lives here: the choice of contract and dues. What must not: rules, habits, or how drafts are worded.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import pairwise
from typing import Final

from jjledger.facts.entry import Meta
from jjledger.facts.revenue import Due, RevenueContract
from jjledger.facts.statement import StatementRow
from jjledger.facts.voucher import Voucher
from jjledger.period import day_after
from jjledger.rules.contracts import CONTRACT, Standing, received_by
from jjledger.rules.covers import COVERS
from jjledger.rules.proposals import Expected, Proposal, plain_name
from jjledger.units import yuan

EARLY: Final = timedelta(days=45)  # before the first due that is paid
LATE: Final = timedelta(days=92)  # after the last one
_DEPOSIT: Final = re.compile(r"押金|保证金")  # owed back: no income, though it often equals a due


@dataclass(frozen=True, slots=True)
class Waiting:
    """What one contract still has to bring, by day."""

    contract: RevenueContract
    dues: tuple[Due, ...]  # with what is open of each


def waiting_under(contracts: Iterable[RevenueContract], vouchers: Sequence[Voucher]) -> tuple[Waiting, ...]:
    """List what contracts still have to bring.

    Args:
        contracts: of one fund.
        vouchers: by day; drafts count too, so that no due is proposed twice.
    """
    return tuple(
        Waiting(one.contract, tuple(_open(standing) for standing in one.standings if standing.open_fen > 0))
        for one in received_by(contracts, vouchers)
    )


def _open(standing: Standing) -> Due:
    due = standing.due
    return Due(due.day, standing.open_fen, due.first_day, due.last_day)


def expected_receipts(
    waiting: Sequence[Waiting], rows: Iterable[StatementRow]
) -> tuple[Mapping[str, Expected], tuple[Waiting, ...]]:
    """Find the rows that pay contracts: from a party, one due or several in a row exactly, within reasonable days.

    Args:
        waiting: of the fund's contracts.
        rows: of a statement, in its order.

    Returns:
        What is expected of rows by their keys, where they come from a party; and what still waits.
    """
    left = {one.contract.id: one for one in waiting}
    by_party: dict[str, list[str]] = {}
    for one in waiting:
        by_party.setdefault(plain_name(one.contract.party), []).append(one.contract.id)
    found = {}
    for row in rows:
        own = [left[number] for number in by_party.get(plain_name(row.counterparty), ())]
        if row.amount_fen <= 0 or not own or _DEPOSIT.search(row.words):
            continue
        paid = {one.contract.id: _paid(one, row) for one in own}
        fits = [one for one in own if paid[one.contract.id]]
        found[row.key] = _expected(own, fits, paid, row)
        if len(fits) == 1:
            contract, dues = fits[0].contract, paid[fits[0].contract.id]
            left[contract.id] = Waiting(contract, _without(fits[0].dues, dues))
    return found, tuple(left.values())


def _paid(waiting: Waiting, row: StatementRow) -> tuple[Due, ...]:
    """Find the dues a row pays exactly, those that wait longest first; none where nothing fits."""
    dues = waiting.dues
    for start, first in enumerate(dues):
        if first.day - EARLY > row.day:
            break
        total = 0
        for end in range(start, len(dues)):
            total += dues[end].amount_fen
            if total >= row.amount_fen:
                if total == row.amount_fen and row.day <= dues[end].day + LATE:
                    return dues[start : end + 1]
                break
    return ()


def _without(dues: Sequence[Due], paid: Sequence[Due]) -> tuple[Due, ...]:
    gone = {id(due) for due in paid}
    return tuple(due for due in dues if id(due) not in gone)


def _expected(
    own: Sequence[Waiting], fits: Sequence[Waiting], paid: Mapping[str, tuple[Due, ...]], row: StatementRow
) -> Expected:
    if not fits:
        return Expected(None, f"对方是合同 {_listed(own)}的一方，金额与到期应收的不符，请核对")
    if len(fits) > 1:
        why = (
            f"对方有 {len(fits)} 份合同的应收都合 {yuan(row.amount_fen)} 元：{_listed(fits)}，请确认是哪一份"
        )
        return Expected(Proposal("", why))
    contract, dues = fits[0].contract, paid[fits[0].contract.id]
    days = f"{dues[0].day}" if len(dues) == 1 else f"{dues[0].day} 至 {dues[-1].day} 的 {len(dues)} 期"
    why = f"对方和金额与合同 {contract.id}「{contract.title}」应收 {days}相符"
    return Expected(Proposal(contract.account, why, meta=((CONTRACT, contract.id), *_covers(dues))))


def _listed(waiting: Iterable[Waiting]) -> str:
    return "、".join(f"{one.contract.id}「{one.contract.title}」" for one in waiting)


def _covers(dues: Sequence[Due]) -> Meta:
    """Say which days dues are for, where those follow one another."""
    if any(day_after(one.last_day) != other.first_day for one, other in pairwise(dues)):
        return ()
    return ((COVERS, f"{dues[0].first_day}/{dues[-1].last_day}"),)
