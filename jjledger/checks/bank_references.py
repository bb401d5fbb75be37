"""B62, B63: does each row of a statement stand on one voucher, and with the bank's own amount?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from jjledger.facts.books import Books
from jjledger.facts.finding import Finding
from jjledger.facts.voucher import BANK_CODE, Voucher
from jjledger.rules.reversal import standing
from jjledger.rules.suspense import bank_refs
from jjledger.units import yuan

_ONCE: Final = "会计基础工作规范第51条：一笔经济业务记一次账"
_RECONCILED: Final = "会计基础工作规范第62条：账实相符"


def check_bank_references(books: Books) -> Iterator[Finding]:
    """Find rows of statements that two vouchers stand for, and vouchers of another amount than their row's.

    A voucher that was reversed stands for nothing, so the one that corrects it may name its row.

    Args:
        books: the general book, with the amounts of the rows its vouchers name.

    Source: 会计基础工作规范 第51条, 第62条; R51.
    """
    first: dict[str, Voucher] = {}
    for voucher in standing(books.posted()):
        for ref in bank_refs(voucher):
            other = first.setdefault(ref, voucher)
            if other is not voucher:
                yield Finding(
                    "B62", "block", voucher.place,
                    f"凭证 {voucher.number} 和 {other.day:%Y-%m} {other.number} 记的是同一笔银行流水 {ref}。",
                    "请核对对账单；重复的一张用红字凭证注销。", _ONCE,
                )  # fmt: skip
        yield from _of_another_amount(books, voucher)


def _of_another_amount(books: Books, voucher: Voucher) -> Iterator[Finding]:
    booked: dict[str, int] = {}
    for leg in voucher.postings:
        if leg.account.code == BANK_CODE:
            booked[leg.account.name] = booked.get(leg.account.name, 0) + leg.amount_fen
    for ref in bank_refs(voucher):
        rows = books.row_amounts.get(ref, {})
        # A payment app's row of the same payment may be of another account than the bank's.
        if rows and not any(fen in booked.values() for fen in rows.values()):
            account, fen = next(iter(rows.items()))
            yield Finding(
                "B63", "block", voucher.place,
                f"凭证 {voucher.number} 在 {account.rpartition(':')[2]} 上记了 {yuan(booked.get(account, 0))} 元，"
                f"银行流水 {ref} 是 {yuan(fen)} 元。",
                "请核对对账单，按银行的金额用红字凭证更正。", _RECONCILED,
            )  # fmt: skip
