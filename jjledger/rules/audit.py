"""Do a year's exported books agree with themselves? Everything is added up anew from the vouchers.

What lives here: the sums. What must not: how the files look.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Final

from jjledger.errors import Trouble
from jjledger.facts.audit import AuditBalance, AuditBooks
from jjledger.units import yuan

_INTERFACE: Final = "会计核算软件数据接口：凭证、发生额和余额应当一致"
_AGAIN: Final = "这份数据导出后被改动过，或者不完整；请重新导出。"
_TEMPORARY: Final = ("Income:", "Expenses:")
_OWNERS: Final = ("3001", "3002")


def disagreements(books: AuditBooks) -> Iterator[Trouble]:
    """Add a year's books up from their vouchers and tell every row that says otherwise.

    Args:
        books: as read from the interface's files.

    Yields:
        What does not agree, with its row.

    Source: GB/T 24589.1 names the tables; R53.
    """
    yield from _unbalanced(books)
    yield from _wrong_balances(books)
    yield from _wrong_closings(books)
    yield from _wrong_households(books)


def _unbalanced(books: AuditBooks) -> Iterator[Trouble]:
    sums: dict[tuple[str, str, str], int] = defaultdict(int)
    places: dict[tuple[str, str, str], str] = {}
    for leg in books.legs:
        sums[leg.key] += leg.amount_fen
        places.setdefault(leg.key, leg.place)
    for key, fen in sums.items():
        if fen:
            words = f"凭证 {' '.join(key)} 借方和贷方相差 {yuan(fen)} 元。"
            yield Trouble(places[key], words, _AGAIN, _INTERFACE)


def _wrong_balances(books: AuditBooks) -> Iterator[Trouble]:
    moved: dict[tuple[str, int, str], int] = defaultdict(int)
    for leg in books.legs:
        moved[leg.fund, leg.day.month, leg.number] += leg.amount_fen
    before: dict[tuple[str, str], AuditBalance] = {}
    listed = set()
    for row in books.balances:
        account = row.fund, row.number
        listed.add((row.fund, row.month, row.number))
        told = row.debit_fen - row.credit_fen
        real = moved[row.fund, row.month, row.number]
        if told != real:
            words = (
                f"{row.month} 月科目 {row.number} 的发生额是 {yuan(told)} 元，凭证相加是 {yuan(real)} 元。"
            )
            yield Trouble(row.place, words, _AGAIN, _INTERFACE)
        if row.opening_fen + told != row.closing_fen:
            yield Trouble(
                row.place, f"{row.month} 月科目 {row.number} 期初加发生额不等于期末。", _AGAIN, _INTERFACE
            )
        if account in before and before[account].closing_fen != row.opening_fen:
            words = f"{row.month} 月科目 {row.number} 的期初不等于上月的期末。"
            yield Trouble(row.place, words, _AGAIN, _INTERFACE)
        before[account] = row
    for key in sorted(key for key, fen in moved.items() if fen and key not in listed):
        yield Trouble(f"{key[1]} 月科目 {key[2]}", "凭证动过这个科目，余额表里却没有它。", _AGAIN, _INTERFACE)


def _wrong_closings(books: AuditBooks) -> Iterator[Trouble]:
    """Every month is over, so its income and expense close to the fen."""
    names = {(account.fund, account.number): account.name for account in books.accounts}
    left: dict[tuple[str, int, str], int] = defaultdict(int)
    for leg in books.legs:
        if names.get((leg.fund, leg.number), "").startswith(_TEMPORARY):
            left[leg.fund, leg.day.month, leg.number] += leg.amount_fen
    for (fund, month, number), fen in left.items():
        if fen:
            words = f"系统结转没有结平：还剩 {yuan(fen)} 元。"
            yield Trouble(f"{fund} {month} 月科目 {number}", words, _AGAIN, _INTERFACE)


def _wrong_households(books: AuditBooks) -> Iterator[Trouble]:
    sums: dict[str, int] = defaultdict(int)
    for row in books.households:
        sums[row.fund] += row.closing_fen
        if row.opening_fen + row.added_fen - row.taken_fen != row.closing_fen:
            yield Trouble(row.place, f"{row.household} 期初加增加减减少不等于期末。", _AGAIN, _INTERFACE)
    last: dict[tuple[str, str], int] = {}
    for balance in books.balances:
        if balance.number.startswith(_OWNERS):
            last[balance.fund, balance.number] = -balance.closing_fen
    for fund, fen in sums.items():
        owners = sum(value for (of_fund, _), value in last.items() if of_fund == fund)
        if fen != owners:
            words = f"{fund} 各户合计 {yuan(fen)} 元，总账是 {yuan(owners)} 元。"
            yield Trouble("辅助核算", words, _AGAIN, _INTERFACE)
