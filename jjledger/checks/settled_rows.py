"""E69: does every row of a bank file that somebody settled still stand for one payment, once?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from jjledger.facts.books import Books
from jjledger.facts.finding import Finding, Place
from jjledger.facts.settled import DROPPED_FILE, SAME_FILE
from jjledger.facts.voucher import Voucher
from jjledger.rules.reversal import standing
from jjledger.rules.suspense import bank_refs

_RECONCILED: Final = "会计基础工作规范第62条：账实相符，银行存款定期核对"


def check_settled_rows(books: Books) -> Iterator[Finding]:
    """Warn of settled rows whose voucher is not there or undone, that are settled twice, or booked all the same.

    Args:
        books: the general book.

    Source: 会计基础工作规范 第62条.
    """
    named = {row.voucher for row in books.settled}
    vouchers = [voucher for voucher in standing(books.posted()) if voucher.key in named]
    booked: dict[str, Voucher] = {ref: voucher for voucher in books.vouchers for ref in bank_refs(voucher)}
    seen: set[str] = set()
    for row in books.settled:
        place = Place(SAME_FILE if row.voucher else DROPPED_FILE, row.line)
        other = booked.get(row.key)
        if row.voucher and not any(row.holds(voucher) for voucher in vouchers):
            fund = f"{row.fund} 的 " if row.fund else ""
            what = f"流水 {row.key} 写明与 {fund}{row.voucher} 是同一笔，账上没有这张凭证，或它已经冲销。"
            remedy = "请改写成记了这笔款的凭证，或删去这一行后重新导入。"
        elif other is not None:
            what = f"流水 {row.key} 已经在 {other.place.file}:{other.place.line} 记了，这里又写明不另记账。"
            remedy = "请删去这一行；凭证记重了的，用红字冲销。"
        elif row.key in seen:
            what, remedy = f"流水 {row.key} 写了两次。", "请只留一行。"
        else:
            seen.add(row.key)
            continue
        yield Finding("E69", "warn", place, what, remedy, _RECONCILED)
