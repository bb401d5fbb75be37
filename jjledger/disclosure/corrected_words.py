"""Words of vouchers that may not be shown: found voucher by voucher, and put right where a red-letter voucher undid them.

A posted voucher is never edited. One whose words name somebody is undone and corrected; from then
on the public sees it with the correction's words. All other vouchers keep their own.
"""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import replace
from typing import Final

from jjledger.disclosure.masking import mask_payee
from jjledger.disclosure.watched import Watched, watched
from jjledger.facts.books import Books
from jjledger.facts.voucher import Voucher
from jjledger.rules.reversal import Ties, ties_of

_CORRECTED: Final = "已订正的凭证"
_UNDONE: Final = "已冲销的凭证"


def private_kinds(payee: str, narration: str, names: AbstractSet[str] | Watched) -> tuple[str, ...]:
    """Say what is private in a voucher's words as the public would see them; what was found is not repeated.

    Args:
        payee: as booked; it is masked before it is looked at.
        narration: as booked.
        names: owners' names and household ids, which a public page must not carry.

    Returns:
        Kinds with the place, each once: 摘要里有房号.

    Source: 个人信息保护法 第25条; R43.

    Examples:
        >>> private_kinds("张三", "3幢2单元501室停车费", {"张三", "03-2-501"})
        ('摘要里有房号',)
    """
    shown = mask_payee(payee)
    watch = watched(names)
    # Whom a firm is called after is public all the same.
    found = [f"对方里有{hit.kind}" for hit in watch.hits(shown, named=True)]
    found += [f"摘要里有{hit.kind}" for hit in watch.hits(narration)]
    return tuple(dict.fromkeys(found))


def with_corrected_words(books: Books, names: AbstractSet[str] | Watched) -> Books:
    """Give the books as the public sees them: what was undone because its words name somebody is worded anew.

    Args:
        books: the general book.
        names: owners' names and household ids.

    Source: 会计基础工作规范 第51条 (五); 个人信息保护法 第25条.
    """
    posted = books.posted()
    if watched(names).clean(text for one in posted for text in (mask_payee(one.payee), one.narration)):
        return books
    ties = ties_of(posted)
    return replace(books, vouchers=tuple(_worded(one, ties, names) for one in books.vouchers))


def _worded(voucher: Voucher, ties: Mapping[int, Ties], names: AbstractSet[str] | Watched) -> Voucher:
    """Give an undone voucher, or the one that undid it, the words of the correction where its own may not be shown."""
    own = ties.get(id(voucher), Ties())
    undone = voucher if own.reversed_by is not None else own.reverses
    if undone is None:
        return voucher
    right = _last_correction(undone, ties)
    payee, narration = voucher.payee, voucher.narration
    if private_kinds(payee, "", names):
        payee = right.payee if right is not None else ""
    if private_kinds("", narration, names):
        narration = _words_of(right)
    return replace(voucher, payee=payee, narration=narration)


def _last_correction(voucher: Voucher, ties: Mapping[int, Ties]) -> Voucher | None:
    """Follow corrections of corrections to the one that stands."""
    seen = {id(voucher)}
    right = None
    while (found := ties.get(id(right or voucher), Ties()).corrected_by) is not None and id(
        found
    ) not in seen:
        seen.add(id(found))
        right = found
    return right


def _words_of(right: Voucher | None) -> str:
    """Give the words of a correction without those that say what it corrects."""
    if right is None:
        return _UNDONE
    words = right.narration.partition("：")[2]
    return f"{words}（摘要已订正）" if words else _CORRECTED
