"""分红的发放: what households collect of a dividend, one by one or by a list, and who has not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from jjledger.books.ledger import Ledger
from jjledger.errors import OptionError, Trouble
from jjledger.facts.community import Fund
from jjledger.facts.entry import Entry, EntryPosting, Meta, Writing
from jjledger.facts.voucher import DetailRow
from jjledger.intake.columns import AMOUNT, DOOR, HOUSEHOLD, Column
from jjledger.intake.doors import Doors
from jjledger.intake.sheet import Line
from jjledger.rules.owed import Owed, Unclaimed, owed_by, unclaimed
from jjledger.units import plain_yuan, yuan
from jjledger.workflows.fund.accounts import bank_of
from jjledger.workflows.fund.batch import by_house
from jjledger.workflows.fund.dividend import owed_account
from jjledger.workflows.fund.whose import held_by
from jjledger.workflows.record import Planned

COLUMNS: Final[tuple[Column, ...]] = (DOOR, AMOUNT)
_GROUND: Final = "民法典第283条：分红按户应付，各户只领自己的一份"


@dataclass(frozen=True, slots=True)
class Open:
    """What a fund still owes on a day."""

    fund: Fund
    day: date
    owed: Owed
    rows: tuple[Unclaimed, ...]  # in register order
    account_fen: int  # what the accounts kept by household say; the rows sum to it

    def by_household(self) -> Mapping[str, int]:
        """Map each house that is owed something to the amount in fen."""
        return {row.household: row.amount_fen for row in self.rows}


def still_owed(ledger: Ledger, fund: Fund, day: date) -> Open:
    """List what a fund owes its households at the end of a day.

    Args:
        ledger: a loaded community without blocking findings.
        fund: of kind `public_revenue`.
        day: end of this day.
    """
    owed = owed_by(ledger.books, fund)
    account_fen = -sum(
        posting.amount_fen
        for voucher in ledger.books.posted()
        if voucher.day <= day
        for posting in voucher.postings
        if posting.account.name in owed.accounts
    )
    rows = unclaimed(owed, day)
    assert sum(row.amount_fen for row in rows) == account_fen, "households are owed what the account says"
    return Open(fund, day, owed, rows, account_fen)


def plan_single_payment(open_: Open, household: str, amount_fen: int | None) -> dict[str, int]:
    """Choose what one household collects; all that it is owed unless an amount is named.

    Raises:
        OptionError: nobody knows the household, or it is owed less.
    """
    name = Doors(open_.owed.shares.holders).find(household)
    owed = open_.by_household().get(name, 0)
    place = f"--household {household}"
    if not name:
        raise OptionError(
            Trouble(place, f"登记册里没有房屋 {household}。", "请写 楼幢-单元-房号，例如 01-1-101。")
        )
    if not owed:
        raise OptionError(
            Trouble(
                place,
                f"{open_.day} 没有应付给 {name} 的分红。",
                "应领的各户见 jjledger fund unclaimed。",
                _GROUND,
            )
        )
    wanted = owed if amount_fen is None else amount_fen
    if not 0 < wanted <= owed:
        raise OptionError(
            Trouble(
                f"--amount {plain_yuan(wanted)}", f"应付给 {name} 的分红是 {yuan(owed)} 元，要付 {yuan(wanted)} 元。",
                "请改到大于零、不超过应付数。", _GROUND,
            )
        )  # fmt: skip
    return {name: wanted}


def plan_listed_payments(open_: Open, lines: Sequence[Line]) -> dict[str, int]:
    """Choose what the households of a file collect.

    Raises:
        SheetError: everything that is wrong with the rows; nothing is booked.
    """
    owed = open_.by_household()
    doors = Doors(open_.owed.shares.holders)
    rows = by_house(lines, doors, lambda line, name: _wrong_with(line, name, owed.get(name, 0)))
    return {name: line.figures[AMOUNT.key] for name, line in rows.items()}


def _wrong_with(line: Line, name: str, owed_fen: int) -> Iterator[Trouble]:
    wanted = line.figures[AMOUNT.key]
    if not name:
        yield line.trouble(f"登记册里没有房屋「{line.texts[HOUSEHOLD]}」，或者可能指几户。", "请核对房号。")
    elif not 0 < wanted <= owed_fen:
        yield line.trouble(
            f"应付给 {name} 的分红是 {yuan(owed_fen)} 元，要付 {plain_yuan(wanted)} 元。",
            "请改到大于零、不超过应付数；应领的各户见 jjledger fund unclaimed。", _GROUND,
        )  # fmt: skip


def plan_payment(ledger: Ledger, open_: Open, payments: Mapping[str, int], bank: str) -> Planned:
    """Plan what is paid as one voucher.

    Args:
        ledger: a loaded community without blocking findings.
        open_: what is still owed on the day.
        payments: fen by household.
        bank: last part of the account's name; "" the only one.

    Returns:
        What to write, and the same in words and for programs.

    Raises:
        OptionError: which bank account is not clear.

    Source: 民法典 第283条.
    """
    total = sum(payments.values())
    rows = [DetailRow(house, fen, "principal", 0) for house, fen in payments.items()]
    split, files = held_by(ledger, open_.day, rows)
    payee = "某业主" if len(payments) == 1 else f"{len(payments)}户业主"
    legs = (
        EntryPosting(owed_account(ledger, open_.fund), total, split),
        EntryPosting(bank_of(ledger, open_.fund, bank), -total),
    )
    meta: Meta = (("basis", "民法典第283条"),)
    entry = Entry(open_.day, "付", payee, "发放公共收益分红", legs, 1, meta)
    left = open_.account_fen - total
    words = (
        f"{open_.fund.code}：发放分红 {len(payments)} 户，合计 {yuan(total)} 元；"
        f"发放前应付 {yuan(open_.account_fen)} 元，发放后应付 {yuan(left)} 元。"
    )
    record = {
        "fund": open_.fund.code,
        "total": plain_yuan(total),
        "households": [{"household": house, "amount": plain_yuan(fen)} for house, fen in payments.items()],
        "left": plain_yuan(left),
    }
    return Writing((entry,), files), words, record
