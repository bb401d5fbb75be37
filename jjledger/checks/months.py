"""B17: does every voucher stand in the file of its month?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from jjledger.errors import FORMAT
from jjledger.facts.books import Books
from jjledger.facts.finding import Finding

_GROUND: Final = f"{FORMAT}：凭证按月一个文件，已结账的月份不再改动"
_MONTH: Final = re.compile(r"(?:.*/)?(\d{4}-\d{2})\.beancount", re.ASCII)


def check_months(books: Books) -> Iterator[Finding]:
    """Find vouchers dated in another month than the file they stand in is named for.

    Args:
        books: the general book, drafts included; files with other names hold any month.

    Source: house layout of a ledger; catches a mistyped year or month; R05.
    """
    for voucher in books.vouchers:
        match = _MONTH.fullmatch(voucher.place.file)
        month = f"{voucher.day:%Y-%m}"
        if match is not None and match[1] != month:
            yield Finding(
                "B17", "block", voucher.place, f"凭证日期 {voucher.day} 不在文件名写的 {match[1]} 月份里。",
                f"请改正日期，或把这一笔移到 {month[:4]}/{month}.beancount。", _GROUND,
            )  # fmt: skip
