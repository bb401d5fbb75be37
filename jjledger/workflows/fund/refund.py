"""退款: give a deposit back, of this year or an earlier one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from jjledger.books.ledger import Ledger
from jjledger.errors import OptionError, Trouble
from jjledger.facts.entry import Entry, EntryPosting, Meta, Writing
from jjledger.units import plain_yuan, yuan
from jjledger.workflows.fund.accounts import account_of, bank_of, owners_account
from jjledger.workflows.fund.sub_account import sub_account
from jjledger.workflows.record import Planned

_GROUND = "住宅专项维修资金会计核算办法：退回本年交存冲减交存收入"


@dataclass(frozen=True, slots=True)
class Refund:
    """What is to be paid back."""

    household: str
    amount_fen: int
    prior_year: bool  # a deposit of an earlier year
    bank: str
    why: str


def plan_refund(ledger: Ledger, refund: Refund, day: date) -> Planned:
    """Plan a refund as one voucher.

    Args:
        ledger: a loaded community without blocking findings.
        refund: whose and how much.
        day: of the payment.

    Returns:
        What to write, and the same in words and for programs.

    Raises:
        OptionError: more than the household deposited this year, or than it has.

    Source: 财会〔2020〕7号; R16.
    """
    own = sub_account(ledger, refund.household, day)
    own.refuse_arrears("退款")
    if refund.amount_fen > own.balance_fen:
        raise _refuse(refund, f"账上只有 {yuan(own.balance_fen)} 元", "请改正金额。")
    paid = _deposited(ledger, own.fund.code, refund.household, day)
    if not refund.prior_year and refund.amount_fen > paid:
        raise _refuse(
            refund, f"{day.year} 年本户交存 {yuan(paid)} 元", "退回以前年度的交存，请加上 --prior-year。"
        )
    policy = own.fund.policy_on(day)
    split: Meta = (("household", refund.household),)
    if not refund.prior_year:
        debit, words = account_of(ledger, own.fund, "4001"), "退回本年交存，冲减交存收入（4001）"
    elif policy is not None and policy.prior_refund == "owners_money":
        debit, words = owners_account(ledger, own.fund), "退回以前年度交存，直接减少业主资金（prior_refund）"
    else:
        debit, words = account_of(ledger, own.fund, "5101"), "退回以前年度交存，记返还支出（5101）"
    bank = bank_of(ledger, own.fund, refund.bank)
    legs = (EntryPosting(debit, refund.amount_fen, split), EntryPosting(bank, -refund.amount_fen))
    entry = Entry(day, "付", "某业主", refund.why, legs, 1, (("basis", _GROUND),))
    told = (
        f"{refund.household}：{words} {yuan(refund.amount_fen)} 元；退款前余额 {yuan(own.balance_fen)} 元。"
    )
    return Writing((entry,)), told, {"household": refund.household, "amount": plain_yuan(refund.amount_fen)}


def _deposited(ledger: Ledger, fund: str, household: str, day: date) -> int:
    """Sum what a household paid in this calendar year, less what was given back of it."""
    shares = ledger.replayed.shares[fund]
    place = shares.index()[household]
    return sum(
        int(row.amount[row.holders == place].sum())
        for row in shares.rows
        if row.day.year == day.year and row.day <= day and row.posting.account.code == "4001"
    )


def _refuse(refund: Refund, has: str, remedy: str) -> OptionError:
    what = f"要退 {yuan(refund.amount_fen)} 元，{has}，多出的没有来源。"
    return OptionError(Trouble(f"--amount {plain_yuan(refund.amount_fen)}", what, remedy, _GROUND))
