"""B16: do 初 vouchers stand before everything else of their fund?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from jjledger.facts.books import Books
from jjledger.facts.finding import Finding
from jjledger.facts.voucher import OPENING_KIND

_GROUND: Final = "会计基础工作规范第63条：上年结转是年初余额，不是本年收入"


def check_opening(books: Books) -> Iterator[Finding]:
    """Find opening vouchers after a fund's first ordinary one; a page counts them as brought forward.

    Args:
        books: the general book.

    Source: 会计基础工作规范 第63条; R10.
    """
    began: dict[str, date] = {}
    for voucher in books.posted():
        if voucher.kind != OPENING_KIND:
            for fund in voucher.funds:
                began.setdefault(fund, voucher.day)
    for voucher in books.posted():
        if voucher.kind != OPENING_KIND:
            continue
        late = [fund for fund in voucher.funds if began.get(fund, voucher.day) < voucher.day]
        if late:
            yield Finding(
                "B16", "block", voucher.place,
                f"{late[0]} 从 {began[late[0]]} 起已经记账，凭证 {voucher.number} 却在其后录入期初余额。",
                "期初余额只在建账时录入；之后的收入用 收，调整用 转。", _GROUND,
            )  # fmt: skip
