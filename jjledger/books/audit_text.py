"""Write a year's exported books as plain ledgers: beancount for a re-import, and the journals of hledger and ledger.

What lives here: text. What must not: where the rows come from.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby
from typing import Final

from jjledger.books.text import amount, quoted
from jjledger.facts.audit import AuditBooks, AuditLeg
from jjledger.period import day_after, month_end

OPENING: Final = "上年结转"
# Accounts that no computed closing touches, so that a month's end can be asserted.
_STANDING: Final = ("Assets:", "Liabilities:")
_COMMENT_SIGNS: Final = str.maketrans({";": "；", "|": "｜", "#": "＃", "*": "＊", "!": "！", "\n": " "})

_Names = Mapping[tuple[str, str], str]  # of accounts, by fund and number


def beancount_text(books: AuditBooks) -> str:
    """Write a year as a ledger of its own: opening entries, vouchers, and the balance of every month's end.

    Computed closings are left out, for they are computed anew.

    Args:
        books: rows that agree with themselves.
    """
    names = _names(books)
    first = date(books.year, 1, 1)
    lines = [
        f'option "title" {quoted(f"{books.title} {books.year}年 重新导入")}',
        'option "operating_currency" "CNY"',
        'option "tolerance_multiplier" "0"',
        "",
        *(f"{first} open {name} CNY" for name in names.values()),
        "",
    ]
    for head, legs, of_voucher in _vouchers(books, names):
        lines.append(head if of_voucher is None else _beancount_head(of_voucher))
        lines += [f"  {name}  {amount(fen)}" for name, fen in legs]
        lines.append("")
    for row in books.balances:
        name = names[row.fund, row.number]
        if name.startswith(_STANDING):
            day = day_after(month_end(books.year, row.month))
            lines.append(f"{day} balance {name}  {amount(row.closing_fen)}")
    return "\n".join(lines) + "\n"


def journal_text(books: AuditBooks) -> str:
    """Write a year as a journal that hledger and ledger read alike: opening entries and vouchers.

    Args:
        books: rows that agree with themselves.
    """
    lines = ["commodity CNY", ""]
    for head, legs, leg in _vouchers(books, _names(books)):
        words = (
            OPENING if leg is None else f"{leg.voucher} {leg.payee} {leg.summary}".translate(_COMMENT_SIGNS)
        )
        lines.append(f"{head[:10]} * {words}")
        lines += [f"    {name}  {amount(fen)}" for name, fen in legs]
        lines.append("")
    return "\n".join(lines)


def _names(books: AuditBooks) -> _Names:
    return {(account.fund, account.number): account.name for account in books.accounts}


def _vouchers(
    books: AuditBooks, names: _Names
) -> Iterator[tuple[str, Sequence[tuple[str, int]], AuditLeg | None]]:
    """Go through opening entries and vouchers: head of an opening, legs, and a voucher's first leg."""
    opening: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for row in books.balances:
        if row.month == 1 and row.opening_fen:
            opening[row.fund].append((names[row.fund, row.number], row.opening_fen))
    for fund, legs in opening.items():
        yield f"{books.year}-01-01 * {quoted(fund)} {quoted(OPENING)}", legs, None
    booked = [leg for leg in books.legs if not leg.computed]
    for _, group in groupby(booked, lambda leg: leg.key):
        of_voucher = list(group)
        first = of_voucher[0]
        yield str(first.day), [(names[leg.fund, leg.number], leg.amount_fen) for leg in of_voucher], first


def _beancount_head(leg: AuditLeg) -> str:
    return "\n".join(
        (
            f"{leg.day} * {quoted(leg.payee)} {quoted(leg.summary)}",
            f"  voucher: {quoted(leg.voucher)}",
            f"  attachments: {leg.attachments}",
            f"  prepared: {quoted(leg.prepared)}",
            f"  reviewed: {quoted(leg.reviewed)}",
        )
    )
