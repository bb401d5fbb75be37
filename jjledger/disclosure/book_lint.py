"""The last look at a public book: nothing private in any of its words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from typing import Final

from jjledger.disclosure.held import PRIVATE_WORDS
from jjledger.disclosure.page_texts import Places
from jjledger.disclosure.public_book import PublicBook, PublicTransaction
from jjledger.disclosure.watched import Watched, watched
from jjledger.facts.finding import Finding, Place

_BOOK: Final = Place("book.beancount", 0)


def lint_book(
    book: PublicBook, names: AbstractSet[str] | Watched, places: Mapping[str, Places] | None = None
) -> tuple[Finding, ...]:
    """Search a public book before it goes out.

    Args:
        book: the finished book.
        names: owners' names and household ids, which it must not carry.
        places: by fund, where its vouchers stand in the ledger.

    Returns:
        One finding a voucher, account or note.

    Source: 个人信息保护法 第25条; 台州市物业管理条例 第21条; R43.
    """
    watch = watched(names)
    if watch.clean(text for _, _, text in _texts(book, {})):
        return ()
    found: dict[tuple[Place, str], dict[str, None]] = {}
    for place, where, text in _texts(book, places or {}):
        for hit in watch.hits(text, named=True):
            found.setdefault((place, where), {})[hit.kind] = None
    return tuple(
        Finding(
            PRIVATE_WORDS, "block", place,
            f"公开账簿里{where}有{'、'.join(kinds)}。",
            "请改写科目名称，或在草稿凭证上改写；已记账的凭证请用 jjledger voucher correct 订正对方和摘要，公示时就用订正后的话。确属误报的，请用 jjledger release 签字放行。",
            "个人信息保护法第25条；台州市物业管理条例第21条",
        )
        for (place, where), kinds in found.items()
    )  # fmt: skip


def _texts(book: PublicBook, places: Mapping[str, Places]) -> Iterator[tuple[Place, str, str]]:
    """List every text somebody wrote, and where it stands: in the ledger, and in words."""
    for item in book.transactions:
        place, where = _place_of(item, places), f" {item.day} 的凭证"
        yield from ((place, where, text) for text in (item.payee, item.narration))
        yield from ((place, where, value) for _, value in item.metadata)
    yield from ((_BOOK, f"科目 {account} ", account) for account in book.accounts)
    yield from ((_BOOK, f" {note.day} 的附注", note.text) for note in book.notes)


def _place_of(item: PublicTransaction, places: Mapping[str, Places]) -> Place:
    """Find the voucher of a transaction in the ledger; a pooled line or a closing has none."""
    number = dict(item.metadata).get("voucher", "")
    funds = {account.split(":")[1] for account, _ in item.postings}
    found = [places[fund].get(f"{item.day:%Y-%m} {number}") for fund in sorted(funds) if fund in places]
    return next(filter(None, found), _BOOK)
