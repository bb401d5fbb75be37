"""定期存款和国债: put money away, bring it in, and say what matures when."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from jjledger.books.ledger import Ledger
from jjledger.errors import OptionError, Trouble
from jjledger.facts.community import OWNERS_FUND_KINDS, Fund
from jjledger.facts.entry import Entry, EntryPosting, Meta, Opening, Writing
from jjledger.facts.placement import Instrument, Placement
from jjledger.rules.placement import expected_fen, movements
from jjledger.units import percent, plain_yuan, yuan
from jjledger.workflows.fund.accounts import account_of, bank_of

_BONDS: Final = "住宅专项维修资金管理办法第26条"
_TITLES: Final[dict[Instrument, str]] = {"term_deposit": "定期存款", "treasury_bond": "国债"}
_NUMBER: Final = re.compile(r"([DG])(\d{4})$", re.ASCII)

Planned = tuple[Writing, str, dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be put away."""

    instrument: Instrument
    principal_fen: int
    rate: str  # per cent a year, 1.75
    matures: date
    bank: str
    decision: str
    attachments: int


@dataclass(frozen=True, slots=True)
class Standing:
    """A placement that is held, and what it should bring."""

    placement: Placement
    expected_fen: int
    days_left: int  # below zero: overdue


def plan_placement(ledger: Ledger, fund: Fund, wish: Wish, day: date) -> Planned:
    """Plan the purchase of a term deposit or a newly issued bond.

    Args:
        ledger: a loaded community without blocking findings.
        fund: whose money.
        wish: what and how much.
        day: of the purchase, from which interest runs.

    Raises:
        OptionError: a bond without the owners' decision, for a fund that is not the owners', or a day of
            maturity that has passed.

    Source: 住宅专项维修资金管理办法 第26条; R23.
    """
    bond = wish.instrument == "treasury_bond"
    if bond and (fund.kind not in OWNERS_FUND_KINDS or not wish.decision):
        raise OptionError(
            Trouble(
                "--decision", "购买国债须经业主同意，只用维修资金购买一级市场新发行的国债。",
                "请写明决定编号  --decision 2025-02；回购、质押和二手国债不能买。", _BONDS,
            )
        )  # fmt: skip
    if wish.matures <= day:
        raise OptionError(
            Trouble(f"--matures {wish.matures}", "到期日不在起息日之后。", "请改正 --matures 或 --date。")
        )
    bank = bank_of(ledger, fund, wish.bank)
    account = _new_account(ledger, fund, bank, bond=bond)
    meta: Meta = (
        ("instrument", wish.instrument), ("principal", plain_yuan(wish.principal_fen)), ("rate", wish.rate),
        ("from", str(day)), ("matures", str(wish.matures)),
        *((("issue", "new"),) if bond else ()),
        *((("decision", wish.decision),) if wish.decision else ()),
    )  # fmt: skip
    title = _TITLES[wish.instrument]
    legs = (EntryPosting(account, wish.principal_fen), EntryPosting(bank, -wish.principal_fen))
    decided = (("decision", wish.decision),) if wish.decision else ()
    entry = Entry(
        day, "付", "开户银行", f"存入{title}" if not bond else f"购买{title}", legs, wish.attachments, decided
    )
    told = f"{title} {yuan(wish.principal_fen)} 元，年利率 {wish.rate}%，{day} 起息，{wish.matures} 到期；记在 {account}。"
    record = {"account": account, "principal": plain_yuan(wish.principal_fen), "matures": str(wish.matures)}
    return Writing((entry,), openings=(Opening(account, day, meta),)), told, record


def _new_account(ledger: Ledger, fund: Fund, bank: str, *, bond: bool) -> str:
    """Name the next placement's account: beside its bank, or a bond of its own."""
    letter = "G" if bond else "D"
    numbers = [
        int(match[2])
        for account in ledger.books.accounts.values()
        if account.fund == fund.code and (match := _NUMBER.search(account.name)) and match[1] == letter
    ]
    number = f"{letter}{max(numbers, default=0) + 1:04d}"
    return f"Assets:{fund.code}:1101国债投资:{number}" if bond else f"{bank}-{number}"


def plan_maturity(ledger: Ledger, name: str, received_fen: int, day: date, bank: str) -> Planned:
    """Plan the return of a placement with what it brought.

    Args:
        ledger: a loaded community without blocking findings.
        name: the end of its account, D0001 or G0001.
        received_fen: what the bank paid in all.
        day: of the receipt.
        bank: last part of the bank account's name; "" the only one.

    Raises:
        OptionError: no such placement is held, it has not matured, or less than the principal came back.

    Source: 财会〔2020〕7号 4101, 4102; R23: the principal comes back whole.
    """
    placement = _held(ledger, name)
    if placement.instrument == "treasury_bond" and day < placement.matures:
        raise _refuse(name, f"{name} {placement.matures} 才到期。", "国债须持有到期，请改正 --date。")
    interest = received_fen - placement.principal_fen
    if interest < 0:
        raise _refuse(
            name,
            f"收回 {yuan(received_fen)} 元，少于本金 {yuan(placement.principal_fen)} 元。",
            "本金不得动用，请核对银行回单。",
        )
    fund = ledger.books.community.fund(placement.account.fund)
    assert fund is not None, "a placement belongs to a fund"
    code = "4102" if placement.instrument == "treasury_bond" else "4101"
    legs = [
        EntryPosting(bank_of(ledger, fund, bank), received_fen),
        EntryPosting(placement.account.name, -placement.principal_fen),
    ]
    if interest:
        legs.append(EntryPosting(_income(ledger, fund, code), -interest))
    title = _TITLES[placement.instrument]
    entry = Entry(day, "收", "开户银行", f"{title}到期收回本息", tuple(legs), 1)
    expected = expected_fen(placement)
    difference = interest - expected
    told = (
        f"{title} {placement.account.name.split(':')[-1]}：本金 {yuan(placement.principal_fen)} 元，"
        f"利息 {yuan(interest)} 元；按 {percent(placement.rate)} 应得 {yuan(expected)} 元，"
        + ("相符。" if not difference else f"相差 {yuan(difference)} 元，请向银行问明原因。")
    )
    record = {
        "principal": plain_yuan(placement.principal_fen), "interest": plain_yuan(interest),
        "expected": plain_yuan(expected), "difference": plain_yuan(difference),
    }  # fmt: skip
    return Writing((entry,)), told, record


def _income(ledger: Ledger, fund: Fund, code: str) -> str:
    """Name where interest goes: the fund's income, or in a warranty fund what is to be paid back."""
    if fund.kind in OWNERS_FUND_KINDS:
        return account_of(ledger, fund, code)
    wanted = "2001" if fund.kind == "warranty" else "6008"
    return next(
        account.name
        for account in ledger.books.accounts.values()
        if (account.fund, account.code) == (fund.code, wanted)
    )


def standing(ledger: Ledger, fund: str, day: date) -> tuple[Standing, ...]:
    """List what is held, by day of maturity.

    Args:
        ledger: a loaded community.
        fund: code; "" all.
        day: the day on which it is asked.
    """
    held = [
        Standing(placement, expected_fen(placement), (placement.matures - day).days)
        for placement in ledger.books.placements
        if isinstance(placement, Placement)
        and fund in {"", placement.account.fund}
        and sum(posting.amount_fen for _, posting in movements(ledger.books.posted(), placement)) > 0
    ]
    return tuple(sorted(held, key=lambda one: (one.placement.matures, one.placement.account.name)))


def _held(ledger: Ledger, name: str) -> Placement:
    found = [
        one.placement for one in standing(ledger, "", date.min) if one.placement.account.name.endswith(name)
    ]
    if len(found) != 1:
        raise _refuse(
            name, f"没有持有的存单或国债「{name}」。" if not found else f"「{name}」有几张。",
            "请用 jjledger fund placements 查看，写明账户的末段。",
        )  # fmt: skip
    return found[0]


def _refuse(name: str, what: str, remedy: str) -> OptionError:
    return OptionError(Trouble(name, what, remedy, _BONDS))
