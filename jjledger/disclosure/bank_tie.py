"""Whether the bank confirmed what the books say, and what explains the rest."""

from __future__ import annotations

from datetime import date

from jjledger.disclosure.models import BankTie
from jjledger.facts.books import Books
from jjledger.facts.community import Fund
from jjledger.facts.voucher import BANK_CODE, Account
from jjledger.period import chinese_day
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
    balances = account_balances(books, fund, day)
    bank = {account: fen for account, fen in balances.items() if _is_bank(account)}
    confirmed = {account.name: fen for account, fen in _asserted(books, day).items()}
    checked = [_is_confirmed(account, bank, confirmed) for account, fen in bank.items() if fen]
    # An account that was emptied needs no statement; a fund all of whose accounts are empty has nothing to tie.
    tied = bool(checked) and all(checked)
    book_fen = sum(bank.values())
    words = f"与银行对账单核对一致（{chinese_day(day)}）" if tied else "未与银行核对"
    if closing_fen != book_fen:
        words += f"；结余与银行存款相差 {yuan(closing_fen - book_fen)} 元：{_explanation(balances)}"
    return BankTie("tied" if tied else "unchecked", book_fen, words, closing_fen - book_fen)


def _is_bank(account: Account) -> bool:
    return account.root == "Assets" and account.code == BANK_CODE


def _asserted(books: Books, day: date) -> dict[Account, int]:
    return {note.account: note.amount_fen for note in books.assertions if note.day == day}


def _is_confirmed(account: Account, bank: dict[Account, int], confirmed: dict[str, int]) -> bool:
    """Say whether the account, or one above it, was asserted with what the books hold."""
    for name, amount_fen in confirmed.items():
        if account.name == name or account.name.startswith(f"{name}:"):
            covered = sum(
                fen for other, fen in bank.items() if other.name == name or other.name.startswith(f"{name}:")
            )
            if covered == amount_fen:
                return True
    return False


def _explanation(balances: dict[Account, int]) -> str:
    """List what the fund holds outside the bank and what it owes."""
    items: dict[str, int] = {}
    for account, fen in sorted(balances.items(), key=lambda item: item[0].name):
        if account.root in {"Assets", "Liabilities"} and not _is_bank(account) and fen:
            items[account.title] = items.get(account.title, 0) + fen
    return "、".join(f"{title} {yuan(fen)} 元" for title, fen in items.items() if fen)
