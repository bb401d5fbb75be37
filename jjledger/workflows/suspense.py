"""List the money that nobody has explained yet, with its age."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

from jjledger.facts.books import Books
from jjledger.rules.suspense import open_items
from jjledger.units import plain_yuan

COLUMNS: Final = ("日期", "账户", "对方", "摘要", "金额", "天数", "状态", "在哪里")  # for people


def suspense_rows(books: Books, today: date) -> list[dict[str, Any]]:
    """List what waits, the oldest first.

    Args:
        books: the general book.
        today: the day up to which the age is counted.

    Returns:
        Records with what `COLUMNS` show; amounts in yuan as text, money in positive, age in days.
    """
    return [
        {
            "day": str(item.day),
            "account": (item.bank or item.account).split(":", 1)[1],
            "counterparty": item.counterparty,
            "words": item.words,
            "amount": plain_yuan(item.amount_fen),
            "age": item.age(today),
            "state": "草稿" if item.draft else "已入账",
            "file": item.place.file,
            "line": item.place.line,
        }
        for item in open_items(books)
    ]
