"""Whether the bank confirmed what the books say, and what explains the rest."""

from __future__ import annotations

from datetime import date

from jjledger.disclosure.models import BankTie
from jjledger.facts.books import Books
from jjledger.facts.community import Fund
from jjledger.facts.voucher import Account
from jjledger.period import chinese_day
from jjledger.rules.bank_confirmation import confirm, is_bank
from jjledger.units import yuan


def account_balances(books: Books, fund: Fund, day: date) -> dict[Account, int]:
    """Sum a fund's postings by account at the end of a day, debit positive, in fen."""
    balances: dict[Account, int] = {}
    for voucher in books.posted():
        if voucher.day <= day:
            for posting in voucher.postings:
                if posting.account.fund == fund.code:
                    balances[posting.account] = balances.get(posting.account, 0) + posting.amount_fen
    return balances


def tie_to_bank(books: Books, fund: Fund, day: date, closing_fen: int) -> BankTie:
    """Tie a closing balance to the bank.

    Args:
        books: the general book.
        fund: the fund.
        day: the period's last day.
        closing_fen: the fund's money by the statement.

    Source: 住宅专项维修资金管理办法 第30条: reconcile with the bank, then publish (R39).
    """
    bank = confirm(books, fund, day)
    # A fund that has nothing in the bank has nothing to tie.
    tied = bank.complete and bank.booked_fen != 0
    words = f"与银行对账单核对一致（{chinese_day(day)}）" if tied else "未与银行核对"
    if tied and bank.on_the_way_fen:
        words += f"，其中未达账项 {yuan(bank.on_the_way_fen)} 元已逐笔查明"
    difference = closing_fen - bank.booked_fen
    if difference:
        explained = _explanation(account_balances(books, fund, day))
        words += f"；结余与银行存款相差 {yuan(difference)} 元：{explained}"
    return BankTie("tied" if tied else "unchecked", bank.booked_fen, words, difference)


def _explanation(balances: dict[Account, int]) -> str:
    """List what the fund holds outside the bank and what it owes."""
    items: dict[str, int] = {}
    for account, fen in sorted(balances.items(), key=lambda item: item[0].name):
        if account.root in {"Assets", "Liabilities"} and not is_bank(account) and fen:
            items[account.title] = items.get(account.title, 0) + fen
    return "、".join(f"{title} {yuan(fen)} 元" for title, fen in items.items() if fen)
