"""B18: is every receipt number used once?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from jjledger.facts.books import Books
from jjledger.facts.finding import Finding, Place
from jjledger.facts.voucher import Voucher
from jjledger.rules.invoices import invoice_number
from jjledger.rules.reversal import standing

_GROUND: Final = "财会〔2020〕6号：同一票据不得重复入账"


def check_receipts(books: Books) -> Iterator[Finding]:
    """Find receipt numbers that stand in two places, in detail files and on vouchers, however they are written.

    A voucher that has been reversed has given its numbers back, so the one that corrects it
    may use them again.

    Args:
        books: the general book.

    Source: 财会〔2020〕6号; R52.
    """
    used: dict[str, tuple[Voucher, Place]] = {}
    for number, voucher, place in receipts(books):
        other, first = used.setdefault(invoice_number(number), (voucher, place))
        if other is not voucher and first == place:  # both name the same detail file
            yield _twice(number, voucher.place, other.place)
        elif first != place:
            yield _twice(number, place, first)


def _twice(number: str, place: Place, first: Place) -> Finding:
    return Finding(
        "B18", "block", place, f"票据号 {number} 用了两次，另一次在 {first.file}:{first.line}。",
        "一张票据只入账一次；请核对票据，重复的一笔用红字凭证注销。", _GROUND,
    )  # fmt: skip


def receipts(books: Books) -> Iterator[tuple[str, Voucher, Place]]:
    """List the receipt numbers in use with voucher and place, in the order of booking.

    Args:
        books: the general book.
    """
    for voucher in standing(books.posted()):
        if voucher.extra.get("receipt"):
            yield voucher.extra["receipt"], voucher, voucher.place
        for posting in voucher.postings:
            if posting.split is not None:
                for row in posting.split.rows:
                    if row.receipt:
                        yield row.receipt, voucher, Place(posting.split.value, row.line)
