"""售房单位: its balance goes back to it where the houses it sold are lost."""

from __future__ import annotations

from datetime import date
from typing import Final

from jjledger.books.ledger import Ledger
from jjledger.errors import OptionError, Trouble
from jjledger.facts.entry import Entry, EntryPosting, Writing
from jjledger.rules.shares import SELLING_UNIT, selling_units
from jjledger.units import plain_yuan, yuan
from jjledger.workflows.fund.accounts import account_of, bank_of
from jjledger.workflows.fund.sub_account import amounts_at, refuse_later
from jjledger.workflows.record import Planned

_LOST: Final = "住宅专项维修资金管理办法第29条：房屋灭失，售房单位交存的余额返还售房单位"


def plan_unit_return(ledger: Ledger, unit: str, amount_fen: int | None, day: date, bank: str) -> Planned:
    """Plan the return of what stands on a selling unit's account.

    Args:
        ledger: a loaded community without blocking findings.
        unit: as vouchers name it: 01.
        amount_fen: what belongs to the lost houses; None all that stands there.
        day: of the payment.
        bank: last part of the bank account's name; "" the only one.

    Returns:
        What to write, and the same in words and for programs.

    Raises:
        OptionError: no fund has such a unit, or it has less; or later vouchers move its money.

    Source: 住宅专项维修资金管理办法 第29条.
    """
    holder = SELLING_UNIT + unit
    shares = next((one for one in ledger.replayed.shares.values() if holder in one.holders), None)
    place = f"--selling-unit {unit}"
    if shares is None:
        known = (holder for one in ledger.replayed.shares.values() for holder in selling_units(one))
        units = "、".join(holder.removeprefix(SELLING_UNIT) for holder in known)
        raise OptionError(
            Trouble(place, f"账上没有售房单位「{unit}」。", f"账上的售房单位：{units or '还没有'}。")
        )
    fund = ledger.books.community.fund(shares.fund)
    assert fund is not None, "shares are of a fund of the community"
    refuse_later(shares, holder, day)
    principal, interest, _ = amounts_at(shares, holder, day)
    wanted = principal + interest if amount_fen is None else amount_fen
    if not 0 < wanted <= principal + interest:
        raise OptionError(
            Trouble(
                place, f"售房单位 {unit} 的账上有 {yuan(principal + interest)} 元，要返还 {yuan(wanted)} 元。",
                "请改到大于零、不超过余额。", _LOST,
            )
        )  # fmt: skip
    legs = (
        EntryPosting(account_of(ledger, fund, "5101"), wanted, (("selling_unit", unit),)),
        EntryPosting(bank_of(ledger, fund, bank), -wanted),
    )
    entry = Entry(day, "付", "某售房单位", "房屋灭失，返还售房单位余额", legs, 1, (("basis", _LOST),))
    told = (
        f"售房单位 {unit}：账上本金 {yuan(principal)} 元、利息 {yuan(interest)} 元，返还 {yuan(wanted)} 元，"
        f"返还后 {yuan(principal + interest - wanted)} 元。"
    )
    return Writing((entry,)), told, {"selling_unit": unit, "amount": plain_yuan(wanted)}
