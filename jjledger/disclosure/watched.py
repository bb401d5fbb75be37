"""What public words must not carry, and what may pass: the office's own numbers, firms, and signed releases."""

from __future__ import annotations

import re
from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256
from typing import Final

from jjledger.disclosure.firm_names import firms_in, without_firms
from jjledger.disclosure.masking import is_clean, is_public_name, mask_payee, scan
from jjledger.disclosure.private_numbers import Hit
from jjledger.facts.books import Books

_PHONES: Final = frozenset({"手机号", "固定电话"})
_ADDRESSES: Final = frozenset({"微信号", "电子邮箱"})
_NO_DIGIT: Final = re.compile(r"\D")
_CODE_DIGITS: Final = 32


@dataclass(frozen=True, slots=True)
class Watched:
    """Names and houses to look for, and what is let through."""

    names: AbstractSet[str] = frozenset()
    offices: frozenset[str] = frozenset()  # numbers and addresses that the community gives as its contact
    firms: frozenset[str] = frozenset()  # organisations of the books that are called like somebody
    released: frozenset[tuple[str, str]] = frozenset()  # kind and code of exact words

    def hits(self, text: str, *, named: bool = False) -> tuple[Hit, ...]:
        """Find what may not go out in one text.

        Args:
            text: as it is to be printed.
            named: it is the name of a payee or party, which may begin with its owner's name.
        """
        words = without_firms(text, self.names) if named else text
        return tuple(
            hit
            for hit in scan(_without(words, self.firms), self.names)
            if _reached_by(hit) not in self.offices and (hit.kind, release_code(text)) not in self.released
        )

    def clean(self, texts: Iterable[str]) -> bool:
        """Say whether nothing is in many texts, at one look; where not, `hits` may still let all of it pass."""
        return is_clean((_without(text, self.firms) for text in texts), self.names)


def watched(names: AbstractSet[str] | Watched) -> Watched:
    """Take bare names for what is looked for, with nothing let through."""
    return names if isinstance(names, Watched) else Watched(names)


def watch_of(books: Books, names: AbstractSet[str], today: date) -> Watched:
    """Say what a community's public words must not carry.

    Args:
        books: its books, for its contact, its payees and its releases.
        names: owners' names and household ids.
        today: releases count from their day on.

    Source: 个人信息保护法 第25条; R43.
    """
    payees = {voucher.payee for voucher in books.posted() if is_public_name(voucher.payee)}
    return Watched(
        names,
        offices_of(books.community.disclosure.contact),
        frozenset(firm for payee in payees for firm in firms_in(mask_payee(payee), names)),
        frozenset((one.kind, one.code) for one in books.releases if one.day <= today),
    )


def with_offices(names: AbstractSet[str] | Watched, contact: str) -> Watched:
    """Let the numbers of a page's own contact pass, by exact match."""
    given = watched(names)
    return replace(given, offices=given.offices | offices_of(contact))


def offices_of(contact: str) -> frozenset[str]:
    """Give the digits of every phone number in a contact, and its addresses as they stand.

    Examples:
        >>> sorted(offices_of("社区服务中心 0576-8888 1234，13800138000，sq@example.cn"))
        ['057688881234', '13800138000', 'sq@example.cn']
    """
    return frozenset(reached for hit in scan(contact) if (reached := _reached_by(hit)))


def _reached_by(hit: Hit) -> str:
    """Give what an office may be reached by, in one spelling; nothing for what is no office's."""
    if hit.kind in _PHONES:
        return _NO_DIGIT.sub("", hit.text)
    return hit.text.lower() if hit.kind in _ADDRESSES else ""


def release_code(text: str) -> str:
    """Give the code under which exact words are let through; other words have another."""
    return sha256(text.encode()).hexdigest()[:_CODE_DIGITS]


def _without(text: str, firms: AbstractSet[str]) -> str:
    """Take firms out of a text, whose names are public even where somebody is called so."""
    for firm in sorted(firms, key=len, reverse=True):
        text = text.replace(firm, "#")
    return text
