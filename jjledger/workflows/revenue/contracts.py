"""合同: what they are, what they make due, what came in, and which of them end soon."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, Final

from jjledger.books.ledger import Ledger
from jjledger.facts.revenue import KIND_WORDS, RevenueContract
from jjledger.rules.contracts import Received, Standing, dues_of, ends_soon, received_by
from jjledger.units import plain_yuan, yuan
from jjledger.workflows.revenue.answer import Answer, Shown

SOON_DAYS: Final = 60
_LIST: Final = ("编号", "合同", "种类", "对方", "起", "止", "合同总额", "押金")
_DUES: Final = ("合同", "应收日", "对应期间", "应收", "已收", "未收", "逾期天数")
_MONEY: Final = frozenset({"合同总额", "押金", "应收", "已收", "未收", "逾期天数"})


def contracts_of(ledger: Ledger, day: date) -> Answer:
    """List the contracts of a community; the other party is named for the accountant only.

    Args:
        ledger: a loaded community.
        day: today, to say which contracts run and which end soon.
    """
    contracts = ledger.books.revenue.readable()
    rows = tuple(
        (
            one.id, one.title, KIND_WORDS[one.kind], one.party, str(one.first_day), str(one.last_day),
            yuan(_total(one)), yuan(one.deposit_fen) if one.deposit_fen else "",
        )
        for one in contracts
    )  # fmt: skip
    told = (
        f"{len(contracts)} 份合同，{sum(one.first_day <= day <= one.last_day for one in contracts)} 份在履行。",
    )
    recorded = {"day": day.isoformat(), "contracts": [_record(one, day) for one in contracts]}
    return Answer((*told, *_ending(contracts, day)), (Shown("合同", _LIST, rows, _MONEY),), recorded)


def expected_of(ledger: Ledger, through: date) -> Answer:
    """Set what contracts have made due by a day against what came in.

    Args:
        ledger: a loaded community.
        through: dues and receipts up to this day; overdue is what was due before it.

    Source: 民法典 第282条.
    """
    posted = [voucher for voucher in ledger.books.posted() if voucher.day <= through]
    contracts = ledger.books.revenue.readable()
    received = received_by(contracts, posted)
    due = [one for each in received for one in each.standings if one.due.day <= through]
    prepaid = [
        one for each in received for one in each.standings if one.due.day > through and one.received_fen
    ]
    overdue = [one for one in due if one.days_overdue(through)]
    expected = sum(one.due.amount_fen for one in due)
    came = sum(one.received_fen for one in due)
    told = [
        (
            f"到 {through} 应收 {yuan(expected)} 元，已收 {yuan(came)} 元，未收 {yuan(expected - came)} 元；"
            f"其中逾期 {len(overdue)} 期，{yuan(sum(one.open_fen for one in overdue))} 元。"
        )
    ]
    if prepaid:
        told.append(f"另有预收以后各期的 {yuan(sum(one.received_fen for one in prepaid))} 元。")
    told += [
        f"合同 {each.contract.id} 多收 {yuan(each.surplus_fen)} 元，超出合同总额，请核对。"
        for each in received
        if each.surplus_fen > 0
    ]
    tables = [Shown("应收和已收", _DUES, tuple(_due_row(one, through) for one in (*due, *prepaid)), _MONEY)]
    if overdue:
        tables.append(Shown("逾期未收", _DUES, tuple(_due_row(one, through) for one in overdue), _MONEY))
    recorded = {
        "through": through.isoformat(),
        "expected": plain_yuan(expected),
        "received": plain_yuan(came),
        "outstanding": plain_yuan(expected - came),
        "prepaid": plain_yuan(sum(one.received_fen for one in prepaid)),
        "contracts": [_received_record(each, through) for each in received],
        "overdue": [_due_record(one, through) for one in overdue],
        "ending_soon": [one.id for one in contracts if ends_soon(one, through, SOON_DAYS)],
    }
    return Answer((*told, *_ending(contracts, through)), tuple(tables), recorded)


def _total(contract: RevenueContract) -> int:
    return sum(due.amount_fen for due in dues_of(contract))


def _ending(contracts: Sequence[RevenueContract], day: date) -> list[str]:
    return [
        f"合同 {one.id}「{one.title}」{one.last_day} 到期，还有 {(one.last_day - day).days} 天。"
        for one in contracts
        if ends_soon(one, day, SOON_DAYS)
    ]


def _due_row(one: Standing, day: date) -> tuple[str, ...]:
    overdue = one.days_overdue(day)
    return (
        one.contract.id, str(one.due.day), f"{one.due.first_day} 至 {one.due.last_day}", yuan(one.due.amount_fen),
        yuan(one.received_fen), yuan(one.open_fen), str(overdue) if overdue else "",
    )  # fmt: skip


def _record(contract: RevenueContract, day: date) -> dict[str, Any]:
    return {
        "number": contract.id,
        "title": contract.title,
        "kind": contract.kind,
        "party": contract.party,
        "party_kind": "company" if contract.company else "person",
        "place": contract.place,
        "account": contract.account,
        "first_day": contract.first_day.isoformat(),
        "last_day": contract.last_day.isoformat(),
        "total": plain_yuan(_total(contract)),
        "deposit": plain_yuan(contract.deposit_fen),
        "original": contract.original,
        "running": contract.first_day <= day <= contract.last_day,
        "ends_soon": ends_soon(contract, day, SOON_DAYS),
    }


def _received_record(received: Received, day: date) -> dict[str, Any]:
    shown = [one for one in received.standings if one.due.day <= day or one.received_fen]
    return {
        "number": received.contract.id,
        "title": received.contract.title,
        "surplus": plain_yuan(received.surplus_fen),
        "dues": [_due_record(one, day) for one in shown],
    }


def _due_record(one: Standing, day: date) -> dict[str, Any]:
    return {
        "contract": one.contract.id,
        "due": one.due.day.isoformat(),
        "first_day": one.due.first_day.isoformat(),
        "last_day": one.due.last_day.isoformat(),
        "expected": plain_yuan(one.due.amount_fen),
        "received": plain_yuan(one.received_fen),
        "outstanding": plain_yuan(one.open_fen),
        "last_received": one.last_received.isoformat() if one.last_received else None,
        "days_overdue": one.days_overdue(day),
    }
