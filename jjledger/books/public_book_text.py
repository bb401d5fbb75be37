"""Write the public book as beancount: plain, without plugin, the same bytes for the same book."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from jjledger.books.text import amount, quoted
from jjledger.disclosure.public_book import CLOSING_TAG, PublicBook, PublicTransaction
from jjledger.period import day_after

_NUMBERS: Final = frozenset({"attachments"})  # metadata that beancount keeps as a number
# A balance sheet wants the closings, income and expense want them away.
_SIDEBAR: Final = ("收支（结转前）", f"/jump?filter=-%23{CLOSING_TAG}")


def public_book_text(book: PublicBook) -> str:
    """Write a public book.

    Args:
        book: what anybody may see.

    Returns:
        A complete ledger: `bean-check` passes, stock Fava opens it.
    """
    parts = [
        f'option "title" {quoted(book.title)}',
        'option "operating_currency" "CNY"',
        'option "tolerance_multiplier" "0"',
        "",
        *(f"{book.first_day} open {account} CNY" for account in book.accounts),
        f'{book.first_day} custom "fava-sidebar-link" {" ".join(map(quoted, _SIDEBAR))}',
        "",
    ]
    for transaction in book.transactions:
        parts.extend(_transaction(transaction))
    parts += [
        f"{day_after(balance.day)} balance {balance.account}  {amount(balance.amount_fen)}"
        for balance in book.balances
    ]
    parts += [f"{note.day} note {note.account} {quoted(note.text)}" for note in book.notes]
    return "\n".join(parts).rstrip("\n") + "\n"


def _transaction(item: PublicTransaction) -> Iterator[str]:
    words = " ".join(
        quoted(text) for text in ((item.payee, item.narration) if item.payee else (item.narration,))
    )
    marks = [f"#{tag}" for tag in item.tags] + [f"^{link}" for link in item.links]
    yield " ".join([str(item.day), "*", words, *marks])
    for key, value in item.metadata:
        yield f"  {key}: {value if key in _NUMBERS else quoted(value)}"
    for account, fen in item.postings:
        yield f"  {account}  {amount(fen)}"
    yield ""
