"""E51: is no more of public revenue paid into the maintenance fund than is left of it?"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Final

from jjledger.facts.books import Books
from jjledger.facts.finding import Finding
from jjledger.facts.voucher import Voucher
from jjledger.rules.dividend import net_effect_fen
from jjledger.rules.revenue_net import TOP_UP_CODE
from jjledger.units import yuan

_NET: Final = "民法典第282条：收入在扣除合理成本之后，属于业主共有"


def check_top_ups(books: Books) -> Iterator[Finding]:
    """Warn of days on which a top-up leaves public revenue with less than nothing of its own.

    Args:
        books: the general book.

    Source: 民法典 第282条; R32.
    """
    for fund in books.community.funds:
        if fund.kind != "public_revenue":
            continue
        left = 0
        for _, vouchers in groupby(books.posted(), key=lambda voucher: voucher.day):
            today = list(vouchers)
            left += sum(net_effect_fen(voucher, fund) for voucher in today)
            paid = [voucher for voucher in today if _topped_up(voucher, fund.code) > 0]
            if paid and left < 0:
                yield _finding(paid[-1], _topped_up(paid[-1], fund.code), left)


def _topped_up(voucher: Voucher, fund: str) -> int:
    return sum(
        leg.amount_fen
        for leg in voucher.postings
        if leg.account.fund == fund and leg.account.code == TOP_UP_CODE
    )


def _finding(voucher: Voucher, fen: int, left: int) -> Finding:
    return Finding(
        "E51", "warn", voucher.place,
        f"凭证 {voucher.number}：转入维修资金 {yuan(fen)} 元，当日公共收益的结余成了 {yuan(left)} 元。",
        "补充维修资金以扣除成本以后的结余为限；请核对收入和成本是否记全。", _NET,
    )  # fmt: skip
