"""定期存款和国债: put money away, bring it in, and say what matures when."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

from jjledger.books.ledger import Ledger
from jjledger.books.rate_table import read_rate
from jjledger.errors import OptionError, Trouble
from jjledger.facts.community import OWNERS_FUND_KINDS, Fund
from jjledger.facts.entry import Entry, EntryPosting, Meta, Opening, Writing
from jjledger.facts.placement import Instrument, Placement
from jjledger.rules.placement import PLACEMENT, expected_fen, held_fen, received_fen
from jjledger.rules.reversal import standing
from jjledger.rules.warranty import INTEREST_PART
from jjledger.units import percent, plain_yuan, yuan
from jjledger.workflows.fund.accounts import account_of, bank_of, warranty_account
from jjledger.workflows.record import Planned

_BONDS: Final = "住宅专项维修资金管理办法第26条"
_TITLES: Final[dict[Instrument, str]] = {"term_deposit": "定期存款", "treasury_bond": "国债"}
_NUMBER: Final = re.compile(r"([DG])(\d{4})$", re.ASCII)


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be put away."""

    instrument: Instrument
    principal_fen: int
    rate: str  # per cent a year, 1.75
    matures: date
    bank: str
    decision: str


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the bank paid for a placement."""

    name: str  # the end of its account, D0001 or G0001
    received_fen: int  # in all
    bank: str = ""  # last part of the bank account's name; "" the only one
    early: bool = False  # a term deposit given up before its day
    interest_only: bool = False  # the principal stays where it is


@dataclass(frozen=True, slots=True)
class Held:
    """A placement that is held, and what it should bring."""

    placement: Placement
    expected_fen: int
    received_fen: int  # of that, so far
    days_left: int  # below zero: overdue


def plan_placement(ledger: Ledger, fund: Fund, wish: Wish, day: date) -> Planned:
    """Plan the purchase of a term deposit or a newly issued bond.

    Args:
        ledger: a loaded community without blocking findings.
        fund: whose money.
        wish: what and how much.
        day: of the purchase, from which interest runs.

    Raises:
        OptionError: a bond without the owners' decision or for a fund that is not the owners', no amount, no
            rate, or a day of maturity that does not come after.

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
    if wish.principal_fen <= 0:
        raise OptionError(Trouble("--amount", "本金应大于零。", "请改正 --amount。"))
    try:
        read_rate(wish.rate)
    except ValueError as error:
        what = f"年利率「{wish.rate}」读不成百分数。"
        raise OptionError(Trouble(f"--rate {wish.rate}", what, "请写银行公布的数，例如 1.75。")) from error
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
    entry = Entry(day, "付", "开户银行", f"存入{title}" if not bond else f"购买{title}", legs, 1, decided)
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


def plan_return(ledger: Ledger, receipt: Receipt, day: date) -> Planned:
    """Plan the return of a placement with what it brought, or interest alone while it is still out.

    Args:
        ledger: a loaded community without blocking findings.
        receipt: what the bank paid, and for which placement.
        day: of the receipt.

    Raises:
        OptionError: no such placement is held, it has not matured, or less than the principal came back.

    Source: 财会〔2020〕7号 4101, 4102; R23: the principal comes back whole.
    """
    placement = _held(ledger, receipt.name)
    principal = 0 if receipt.interest_only else placement.principal_fen
    interest = receipt.received_fen - principal
    _refuse_return(placement, receipt, interest, day)
    fund = ledger.books.community.fund(placement.account.fund)
    assert fund is not None, "a placement belongs to a fund"
    legs = [
        EntryPosting(bank_of(ledger, fund, receipt.bank), receipt.received_fen),
        EntryPosting(placement.account.name, -principal),
        EntryPosting(_income(ledger, fund, placement.instrument), -interest),
    ]
    title = _TITLES[placement.instrument]
    number = placement.account.details[-1]
    words = f"{title}付息" if receipt.interest_only else f"{title}到期收回本息"
    entry = Entry(
        day, "收", "开户银行", words, tuple(leg for leg in legs if leg.amount_fen), 1,
        ((PLACEMENT, number),),
    )  # fmt: skip
    expected = expected_fen(placement)
    before = received_fen(standing(ledger.books.posted()), placement)
    difference = before + interest - expected
    told = (
        f"{title} {number}：利息 {yuan(interest)} 元，本金 {yuan(placement.principal_fen)} 元"
        + ("未到期；" if receipt.interest_only else "收回；")
        + f"整个存期按 {percent(placement.rate)} 应得 {yuan(expected)} 元"
        + (f"，已得 {yuan(before)} 元" if before else "")
        + _compared(receipt, difference)
    )
    record = {
        "principal": plain_yuan(principal), "interest": plain_yuan(interest), "expected": plain_yuan(expected),
        "received_before": plain_yuan(before), "difference": plain_yuan(difference),
    }  # fmt: skip
    return Writing((entry,)), told, record


def _compared(receipt: Receipt, difference_fen: int) -> str:
    if receipt.interest_only:
        return "。"
    if receipt.early:
        return f"；提前支取，少得利息 {yuan(-difference_fen)} 元。"
    return f"，相差 {yuan(difference_fen)} 元，请向银行问明原因。" if difference_fen else "，相符。"


def _refuse_return(placement: Placement, receipt: Receipt, interest_fen: int, day: date) -> None:
    name = receipt.name
    if day < placement.matures and not receipt.interest_only:
        if placement.instrument == "treasury_bond":
            raise _refuse(name, f"{name} {placement.matures} 才到期。", "国债须持有到期，请改正 --date。")
        if not receipt.early:
            raise _refuse(
                name, f"{name} {placement.matures} 才到期。", "请改正 --date；确实提前支取的，加上 --early。"
            )
    if interest_fen < 0 or (receipt.interest_only and not interest_fen):
        least = 0 if receipt.interest_only else placement.principal_fen
        raise _refuse(
            name,
            f"收到 {yuan(receipt.received_fen)} 元，少于本金 {yuan(least)} 元。"
            if least
            else "付息的金额应大于零。",
            "本金不得动用，请核对银行回单。",
        )


def _income(ledger: Ledger, fund: Fund, instrument: Instrument) -> str:
    """Name where interest goes: the fund's income, or in a warranty fund what is to be paid back."""
    if fund.kind in OWNERS_FUND_KINDS:
        return account_of(ledger, fund, "4102" if instrument == "treasury_bond" else "4101")
    if fund.kind == "warranty":
        return f"{warranty_account(ledger, fund)}:{INTEREST_PART}"
    opened = [
        account.name
        for account in ledger.books.accounts.values()
        if (account.fund, account.code) == (fund.code, "6008")
    ]
    return min(opened, default=f"Income:{fund.code}:6008利息")


def held_placements(ledger: Ledger, fund: str, day: date) -> tuple[Held, ...]:
    """List what is held, by day of maturity.

    Args:
        ledger: a loaded community.
        fund: code; "" all.
        day: the day on which it is asked.
    """
    stand = standing(ledger.books.posted())
    held = [
        Held(
            placement, expected_fen(placement), received_fen(stand, placement), (placement.matures - day).days
        )
        for placement in ledger.books.placements
        if isinstance(placement, Placement)
        and fund in {"", placement.account.fund}
        and held_fen(stand, placement) > 0
    ]
    return tuple(sorted(held, key=lambda one: (one.placement.matures, one.placement.account.name)))


def _held(ledger: Ledger, name: str) -> Placement:
    found = [
        one.placement
        for one in held_placements(ledger, "", date.min)
        if one.placement.account.name.endswith(name)
    ]
    if len(found) != 1:
        raise _refuse(
            name, f"没有持有的存单或国债「{name}」。" if not found else f"「{name}」有几张。",
            "请用 jjledger fund placements 查看，写明账户的末段。",
        )  # fmt: skip
    return found[0]


def _refuse(name: str, what: str, remedy: str) -> OptionError:
    return OptionError(Trouble(name, what, remedy, _BONDS))
