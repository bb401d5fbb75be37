"""B20-B21: does every voucher balance within each fund, with amounts that are not zero?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from jjledger.facts.books import Books
from jjledger.facts.finding import Finding
from jjledger.units import yuan

_ENTITY: Final = "住宅专项维修资金会计核算办法：每项资金是独立的会计主体"
_BALANCE: Final = "会计基础工作规范：有借必有贷，借贷必相等"


def check_balanced(books: Books) -> Iterator[Finding]:
    """Find vouchers that do not sum to zero within each fund, are empty, or hold a zero amount.

    What does not sum to zero at all beancount reports itself.

    Args:
        books: the general book, drafts included.

    Source: 财会〔2020〕7号 general provisions 1; R01, R06.
    """
    for voucher in books.vouchers:
        if not voucher.postings:
            yield Finding(
                "B21",
                "block",
                voucher.place,
                "凭证一行分录也没有。",
                "请补上借贷两方，或删去这一笔。",
                _BALANCE,
            )
        sums: dict[str, int] = {}
        for posting in voucher.postings:
            fund = posting.account.fund
            sums[fund] = sums.get(fund, 0) + posting.amount_fen
            if posting.amount_fen == 0 and not posting.elided:
                yield Finding(
                    "B21", "block", posting.place, "分录金额是零。", "请写上金额，或删去这一行。", _BALANCE
                )
        broken = {fund: total for fund, total in sums.items() if total}
        if broken and not sum(broken.values()):
            words = "；".join(f"{fund} 相差 {yuan(total)} 元" for fund, total in broken.items())
            yield Finding(
                "B20", "block", voucher.place, f"凭证 {voucher.number} 在各项资金之内借贷不平：{words}。",
                "资金之间的往来请记两张互相链接的凭证，每张在本资金之内平衡。", _ENTITY,
            )  # fmt: skip
