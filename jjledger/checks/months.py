"""B17: does every voucher stand in the file of its month?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from jjledger.errors import FORMAT
from jjledger.facts.books import Books
from jjledger.facts.finding import Finding

_GROUND: Final = f"{FORMAT}：凭证按月一个文件，已结账的月份不再改动"
_MONTH: Final = re.compile(r"(?:.*/)?(\d{4})-(\d{2})\.beancount", re.ASCII)


def check_months(books: Books) -> Iterator[Finding]:
    """Find vouchers dated in another month than the file they stand in is named for.

    Args:
        books: the general book, drafts included; files with other names hold any month.

    Source: house layout of a ledger; catches a mistyped year or month; R05.
    """
    for voucher in books.vouchers:
        named = _month_named(voucher.place.file)
        if named is not None and named != (voucher.day.year, voucher.day.month):
            month = f"{voucher.day:%Y-%m}"
            yield Finding(
                "B17", "block", voucher.place,
                f"凭证日期 {voucher.day} 不在文件名写的 {named[0]:04d}-{named[1]:02d} 月份里。",
                f"请改正日期，或把这一笔移到 {month[:4]}/{month}.beancount。", _GROUND,
            )  # fmt: skip


@cache
def _month_named(file: str) -> tuple[int, int] | None:
    """Give the year and month a file is named for; None where it is named otherwise."""
    match = _MONTH.fullmatch(file)
    return (int(match[1]), int(match[2])) if match else None
