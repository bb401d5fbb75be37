"""E14: did what public revenue paid into the maintenance fund arrive there?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from jjledger.facts.books import Books
from jjledger.facts.community import OWNERS_FUND_KINDS
from jjledger.facts.finding import Finding
from jjledger.facts.voucher import BANK_CODE, Voucher
from jjledger.units import yuan

_GROUND: Final = "住宅专项维修资金管理办法第27条：利用共用部位经营的收益转入维修资金"
_TOP_UP: Final = "6501"


def check_transfers(books: Books) -> Iterator[Finding]:
    """Warn of top-ups from public revenue without a linked voucher that takes the same amount in.

    Only where the community keeps the owners' funds in these books.

    Args:
        books: the general book.

    Source: 住宅专项维修资金管理办法 第27条; R06.
    """
    owners = {fund.code for fund in books.community.funds if fund.kind in OWNERS_FUND_KINDS}
    revenue = {fund.code for fund in books.community.funds if fund.kind == "public_revenue"}
    if not owners:
        return
    arrived = {
        (link, _moved(voucher, owners, BANK_CODE)) for voucher in books.posted() for link in voucher.links
    }
    for voucher in books.posted():
        paid = _moved(voucher, revenue, _TOP_UP)
        if paid and not any((link, paid) in arrived for link in voucher.links):
            yield Finding(
                "E14", "warn", voucher.place,
                f"凭证 {voucher.number} 转入维修资金 {yuan(paid)} 元，在维修资金里找不到链接的同额收款凭证。",
                f"请在两张凭证的日期行写同一个链接，例如 ^{voucher.key}。", _GROUND,
            )  # fmt: skip


def _moved(voucher: Voucher, funds: set[str], code: str) -> int:
    """Sum what a voucher debits to a code of some funds, in fen."""
    return sum(
        posting.amount_fen
        for posting in voucher.postings
        if posting.account.fund in funds and posting.account.code == code
    )
