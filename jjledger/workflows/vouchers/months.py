"""Closed months: what is new goes into an open one."""

from __future__ import annotations

from datetime import date
from typing import Final

from jjledger.errors import refusal
from jjledger.facts.books import Books
from jjledger.period import day_after, month_end

_GROUND: Final = "会计基础工作规范第63条：按期结账"


def is_closed(books: Books, day: date) -> bool:
    """Say whether the month of a day is closed."""
    return books.closings.is_closed(f"{day:%Y-%m}")


def demand_open(books: Books, day: date) -> None:
    """Refuse a day in a closed month, and name the first day on which it can be booked.

    Args:
        books: the general book.
        day: of a voucher that is to be written.

    Raises:
        OptionError: its month is closed.

    Source: 会计基础工作规范 第63条; R05.
    """
    if not is_closed(books, day):
        return
    free = day
    while is_closed(books, free):
        free = day_after(month_end(free.year, free.month))
    raise refusal(
        f"--date {day}", f"{day:%Y-%m} 已经结账，不能再记账。",
        f"请记在没有结账的月份，例如  --date {free}；非改不可的，先用 jjledger reopen 打开，会留下记录。", _GROUND,
    )  # fmt: skip
