"""The last look at a public book: nothing private in any of its words."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Set as AbstractSet

from jjledger.disclosure.held import PRIVATE_WORDS
from jjledger.disclosure.masking import is_clean, is_public_name, scan
from jjledger.disclosure.public_book import PublicBook
from jjledger.facts.finding import Finding, Place


def lint_book(book: PublicBook, names: AbstractSet[str]) -> tuple[Finding, ...]:
    """Search a public book before it goes out.

    Args:
        book: the finished book.
        names: owners' names and household ids, which it must not carry.

    Source: 个人信息保护法 第25条; 台州市物业管理条例 第21条; R43.
    """
    if is_clean((text for _, text in _texts(book)), names):
        return ()
    return tuple(
        Finding(
            PRIVATE_WORDS, "block", Place("book.beancount", 0),
            f"公开账簿里{where}有{hit.kind}。",
            "请改写该凭证的对方、摘要或科目名称；已结账的凭证用订正凭证改写。",
            "个人信息保护法第25条；台州市物业管理条例第21条",
        )
        for where, text in _texts(book)
        for hit in scan(text, _not_of_firm(text, names))
    )  # fmt: skip


def _texts(book: PublicBook) -> Iterator[tuple[str, str]]:
    """List every text somebody wrote, and where it stands."""
    for item in book.transactions:
        yield from ((f" {item.day} 的凭证", text) for text in (item.payee, item.narration))
        yield from ((f" {item.day} 的凭证", value) for _, value in item.metadata)
    yield from ((f"科目 {account} ", account) for account in book.accounts)
    yield from ((f" {note.day} 的附注", note.text) for note in book.notes)


def _not_of_firm(text: str, names: AbstractSet[str]) -> AbstractSet[str]:
    """Leave out whom a firm is called after; its name is public all the same."""
    return {name for name in names if not text.startswith(name)} if is_public_name(text) else names
