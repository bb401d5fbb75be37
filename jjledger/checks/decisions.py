"""B40 and E40: was each use of the maintenance fund decided by the owners?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from jjledger.facts.books import Books
from jjledger.facts.community import OWNERS_FUND_KINDS
from jjledger.facts.finding import Finding
from jjledger.units import yuan

_GROUND: Final = "民法典第278条：使用建筑物及其附属设施的维修资金由业主共同决定"
_REPAIR: Final = "5001"


def check_decisions(books: Books) -> Iterator[Finding]:
    """Find repair spending without a decision; warn where the record is not on file.

    Args:
        books: the general book.

    Source: 民法典 第278条; R17.
    """
    funds = {fund.code for fund in books.community.funds if fund.kind in OWNERS_FUND_KINDS}
    for voucher in books.posted():
        spent = sum(
            posting.amount_fen
            for posting in voucher.postings
            if posting.account.fund in funds and posting.account.code == _REPAIR
        )
        if not spent:
            continue
        if not voucher.decision:
            yield Finding(
                "B40", "block", voucher.place, f"支出 {yuan(spent)} 元没有写明业主共同决定的编号。",
                '请在该笔下加一行  decision: "编号"，或者冲回该笔。', _GROUND,
            )  # fmt: skip
        elif voucher.decision not in books.decisions:
            yield Finding(
                "E40", "warn", voucher.place, f"凭证 {voucher.number} 引用的决定 {voucher.decision} 没有归档。",
                f"请把表决记录放进 decisions/{voucher.decision}.toml。", _GROUND,
            )  # fmt: skip
