"""B80-B82, E85: is no invoice booked beyond its total, nor to another payee, and can it be told which it is?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from jjledger.errors import FORMAT
from jjledger.facts.books import Books
from jjledger.facts.finding import Finding
from jjledger.facts.voucher import Voucher
from jjledger.rules.invoices import (
    Use,
    claims_of,
    is_usual,
    share_fen,
    strangers,
    total_of,
    uses_of,
    voucher_fen,
)
from jjledger.rules.reversal import standing
from jjledger.units import yuan

_ONCE: Final = "财会〔2020〕6号：防止电子会计凭证重复入账"
_VOUCHER: Final = "会计基础工作规范第51条"


def check_invoices(books: Books) -> Iterator[Finding]:
    """Find invoices booked beyond their total or to several payees, and what is written of them unreadably.

    Instalments are lawful; a voucher that was reversed books nothing.

    Args:
        books: the general book.

    Source: 财会〔2020〕6号; R52.
    """
    uses = uses_of(books.posted())
    for use in uses:
        if use.exceeded:
            yield _exceeded(use)
        for claim in strangers(use):
            yield Finding(
                "B81", "block", claim.voucher.place,
                f"发票 {use.number} 已由 {_named(use.claims[0].voucher)} 记给「{use.claims[0].voucher.payee}」，"
                f"这里的单位是「{claim.voucher.payee}」。",
                "请核对发票号码和销售方；记错的用红字凭证冲销，单位要写发票上的全称。", _ONCE,
            )  # fmt: skip
        totals = total_of(use.claims)
        if len(totals) > 1:
            words = "、".join(yuan(fen) for fen in totals)
            yield Finding(
                "B82", "block", use.claims[-1].voucher.place,
                f"发票 {use.number} 的价税合计写了几个数：{words} 元。",
                "请核对发票，用红字凭证冲销写错的一张。", _ONCE,
            )  # fmt: skip
        if not is_usual(use.number):
            yield Finding(
                "E85", "warn", use.claims[0].voucher.place, f"发票号码「{use.number}」不是常见的写法。",
                "数电发票写 20 位号码；旧式发票把发票代码和号码连写，例如 03300220011100123456。", _VOUCHER,
            )  # fmt: skip
    if uses:
        for voucher in standing(books.posted()):
            yield from _unclear(voucher)


def _exceeded(use: Use) -> Finding:
    others = "、".join(dict.fromkeys(_named(claim.voucher) for claim in use.claims[:-1]))
    if use.total_fen is None:
        what = f"发票 {use.number} 已由 {others} 入账，又记了一次。"
        remedy = "重复的请用红字凭证冲销；分次付款的，请写明发票的价税合计：invoice-total。"
    else:
        before = f"（{others} 已记）" if others else ""
        what = (
            f"发票 {use.number} 的价税合计是 {yuan(use.total_fen)} 元，"
            f"入账 {yuan(use.booked_fen)} 元{before}，多出 {yuan(use.booked_fen - use.total_fen)} 元。"
        )
        remedy = "重复的请用红字凭证冲销；凭证里有几张发票或还有别的款项的，请用 invoice-amount 写明这张发票记多少。"
    return Finding("B80", "block", use.claims[-1].voucher.place, what, remedy, _ONCE)


def _unclear(voucher: Voucher) -> Iterator[Finding]:
    """Find amounts of invoices that cannot be read, or that the voucher does not bear out."""
    claims = claims_of(voucher)
    for claim in claims:
        if claim.unreadable:
            yield Finding(
                "B82", "block", voucher.place, f"发票 {claim.number} 的金额「{claim.unreadable}」读不成金额。",
                "invoice-total 和 invoice-amount 写作 1234.56，大于零，至多两位小数。", FORMAT,
            )  # fmt: skip
            return
    shares = [share_fen(claim, len(claims) == 1) for claim in claims]
    booked = max(abs(fen) for fen in voucher_fen(voucher))
    summed = sum(share or 0 for share in shares)
    if None in shares or summed > booked:
        what = f"凭证 {voucher.number} 记 {yuan(booked)} 元，看不出各张发票各记多少。"
        if None not in shares:
            what = f"凭证 {voucher.number} 记 {yuan(booked)} 元，各张发票却共记 {yuan(summed)} 元。"
        yield Finding(
            "B82", "block", voucher.place, what,
            "请为每张发票写明这张凭证记多少：invoice-amount、invoice-amount-2……", FORMAT,
        )  # fmt: skip


def _named(voucher: Voucher) -> str:
    return f"{voucher.day:%Y-%m} {voucher.number}（{voucher.funds[0]}）"
