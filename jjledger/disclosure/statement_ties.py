"""What the figures of a statement are compared with, and the outcome in words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final

from jjledger.disclosure.account_words import without_code
from jjledger.disclosure.statement_models import Tie
from jjledger.facts.books import Books
from jjledger.facts.community import Fund
from jjledger.facts.shares import FundShares
from jjledger.period import chinese_day
from jjledger.rules.bank_confirmation import BankConfirmation, confirm
from jjledger.units import yuan

_TIED: Final = "一致"


def tie(title: str, one_fen: int, other_fen: int) -> Tie:
    """Compare two figures that must be the same.

    Source: 会计基础工作规范 第67条: statements tie to each other; R07, R09, R10.
    """
    if one_fen == other_fen:
        return Tie(title, "tied", one_fen, other_fen, _TIED)
    return Tie(title, "off", one_fen, other_fen, f"不一致，相差 {yuan(one_fen - other_fen)} 元")


def household_tie(title: str, owners_fen: int, shares: Iterable[FundShares], day: date) -> Tie:
    """Compare owners' money by the general book with what the household books come to.

    Args:
        title: of the account.
        owners_fen: by the general book, in fen.
        shares: of the funds it is in.
        day: end of this day.

    Source: 住宅专项维修资金管理办法 第10条; R08.
    """
    balances = [one.balances_at(day) for one in shares]
    held = sum(int((one.principal + one.interest - one.arrears).sum()) for one in balances)
    return tie(f"{title} = 各分户账之和（本金 + 利息 − 欠款）", owners_fen, held)


def bank_ties(books: Books, funds: Sequence[Fund], day: date) -> tuple[Tie, ...]:
    """Compare the bank balance of each fund with what the bank said at the end of a day.

    Args:
        books: the general book.
        funds: one tie each; a fund that has no money in the bank, and of which nobody says so, has none.
        day: the statement's last day.

    Source: 住宅专项维修资金管理办法 第30条; R08.
    """
    found = ((fund, confirm(books, fund, day)) for fund in funds)
    return tuple(
        _bank_tie(f"{without_code(fund.code)}银行存款 = 银行对账单（{chinese_day(day)}）", bank)
        for fund, bank in found
        if bank.booked_fen or bank.confirmed_fen or bank.open
    )


def _bank_tie(title: str, bank: BankConfirmation) -> Tie:
    if bank.difference_fen:
        return tie(title, bank.covered_fen, bank.confirmed_fen)
    if bank.off:
        words = f"不一致：{_names(bank.off)} 与银行不符，合计相同"
        return Tie(title, "off", bank.covered_fen, bank.confirmed_fen, words)
    if not bank.open:
        return Tie(title, "tied", bank.covered_fen, bank.confirmed_fen, _TIED)
    words = f"未核对：没有人核对过 {_names(bank.open)} 当日的余额"
    return Tie(title, "unchecked", bank.booked_fen, bank.confirmed_fen, words)


def _names(accounts: Iterable[str]) -> str:
    return "、".join(name.rpartition(":")[2] for name in accounts)
