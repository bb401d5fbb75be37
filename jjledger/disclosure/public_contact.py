"""The contact as pages that always stand show it: the words of the settings, unless they name somebody.

Documents are held where their contact names an owner. The front page, the search and the
comparison are not documents and are never held, so there an office stands in its place.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from jjledger.disclosure.held import PRIVATE_WORDS
from jjledger.disclosure.watched import Watched, with_offices
from jjledger.facts.books import Books
from jjledger.facts.finding import Finding, Place

COMMITTEE: Final = "业主委员会"
_SETTINGS: Final = "community.toml"


def public_contact(contact: str, watch: Watched) -> str:
    """Give a contact that names nobody; its own phone numbers are meant to be called and stay.

    Args:
        contact: as the community wrote it.
        watch: whom no public word may name.

    Source: 个人信息保护法 第25条; R43.

    Examples:
        >>> public_contact("社区服务中心 13900000001", Watched(frozenset({"张三"})))
        '社区服务中心 13900000001'
        >>> public_contact("张三 13900000001", Watched(frozenset({"张三"})))
        '业主委员会'
    """
    return COMMITTEE if with_offices(watch, contact).hits(contact) else contact


def with_public_contact(books: Books, watch: Watched) -> Books:
    """Give books whose contact names nobody.

    Args:
        books: the general book.
        watch: whom no public word may name.

    Source: 个人信息保护法 第25条; R43.
    """
    community = books.community
    shown = public_contact(community.disclosure.contact, watch)
    if shown == community.disclosure.contact:
        return books
    return replace(
        books, community=replace(community, disclosure=replace(community.disclosure, contact=shown))
    )


def contact_wrong(books: Books, watch: Watched) -> Iterator[Finding]:
    """Say that the contact holds something private; what was found is not repeated.

    Args:
        books: the general book.
        watch: whom no public word may name.

    Source: 个人信息保护法 第25条; R43.
    """
    contact = books.community.disclosure.contact
    kinds = list(dict.fromkeys(hit.kind for hit in with_offices(watch, contact).hits(contact)))
    if kinds:
        yield Finding(
            PRIVATE_WORDS, "block", Place(_SETTINGS, 0),
            f"联系单位里有{'、'.join(kinds)}，首页上先写作{COMMITTEE}，各份公示先不出去。",
            "请把 [disclosure] contact 改成单位的名称和电话，不写个人的姓名。",
            "个人信息保护法第25条；台州市物业管理条例第21条",
        )  # fmt: skip
