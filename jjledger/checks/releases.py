"""E99: which words go out although they look private, on whose word?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from jjledger.facts.books import Books
from jjledger.facts.finding import Finding, Place
from jjledger.facts.release import RELEASES


def check_releases(books: Books, today: date) -> Iterator[Finding]:
    """Show every line of releases.csv, each time, so that nobody lets names out unseen.

    Args:
        books: the general book.
        today: the day on which the question is asked.

    Source: 个人信息保护法 第25条; R43.
    """
    for one in books.releases:
        late = "，日期还没有到，不起作用" if one.day > today else ""
        yield Finding(
            "E99", "warn", Place(RELEASES, one.line),
            f"{one.voucher} 里的{one.kind}由 {one.by} 于 {one.day} 签字放行{late}：{one.reason}。",
            "请核对确是误报；不是的，删去这一行，公示就会停下。",
            "个人信息保护法第25条；台州市物业管理条例第21条",
        )  # fmt: skip
