"""B30-B31: does every account belong to a known fund, and every bank account to one fund only?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from jjledger.facts.books import Books
from jjledger.facts.finding import Finding, Place
from jjledger.facts.voucher import Account

_SEPARATE: Final = "台州市物业管理条例第45条：单独列账或者专门账户"
_BANK: Final = "1001"


def check_accounts(books: Books) -> Iterator[Finding]:
    """Find accounts of unknown funds, and bank accounts that two funds share.

    Args:
        books: the general book.

    Source: 台州市物业管理条例 第45条; 财会〔2020〕7号 general provisions 1; R06, R31.
    """
    chart = Place("chart.beancount", 0)
    codes = {fund.code for fund in books.community.funds}
    banks: dict[tuple[str, ...], Account] = {}
    for account in books.accounts.values():
        if account.fund not in codes:
            yield Finding(
                "B30", "block", chart, f"科目 {account.name} 的资金「{account.fund}」不在 community.toml 里。",
                f"请用已有的资金（{'、'.join(sorted(codes))}），或先在 community.toml 加一段 [[fund]]。",
            )  # fmt: skip
        if account.code == _BANK and account.details:
            other = banks.setdefault(account.details, account)
            if other.fund != account.fund:
                yield Finding(
                    "B31", "block", chart, f"银行账户「{account.details[0]}」同时记在 {other.fund} 和 {account.fund}。",
                    "每项资金用自己的银行账户；请改正科目，已混存的钱先分开。", _SEPARATE,
                )  # fmt: skip
