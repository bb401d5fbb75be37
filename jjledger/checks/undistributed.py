"""B50: is no more income handed out than was earned and not kept back, and taken from where it stood?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import Final

from jjledger.facts.books import Books
from jjledger.facts.community import Fund
from jjledger.facts.finding import Finding
from jjledger.facts.shares import FundShares
from jjledger.facts.voucher import UNDISTRIBUTED_CODES, Voucher
from jjledger.rules.closing import owners_money_codes
from jjledger.units import yuan

_UNDISTRIBUTED: Final = "3101"
_GROUND: Final = "住宅专项维修资金管理办法第27条：分配以实际取得的收益为限"


def check_undistributed(books: Books, shares: Mapping[str, FundShares]) -> Iterator[Finding]:
    """Find distributions not taken from 3101, and days at whose end less is left than was kept back.

    Args:
        books: the general book.
        shares: of `rules.replay`, for what was kept back.

    Source: 住宅专项维修资金管理办法 第27条; R09b, R28.
    """
    for fund in books.community.funds:
        if fund.code not in shares:
            continue
        yield from _taken_elsewhere(books, fund)
        undistributed = 0
        for day, vouchers in groupby(books.posted(), key=lambda voucher: voucher.day):
            handed_out, handed_fen = None, 0
            codes = UNDISTRIBUTED_CODES - owners_money_codes(fund, day)
            for voucher in vouchers:
                for posting in voucher.postings:
                    if posting.account.fund == fund.code and posting.account.code in codes:
                        undistributed -= posting.amount_fen
                        if posting.amount_fen > 0:
                            handed_out, handed_fen = voucher, handed_fen + posting.amount_fen
            kept_back = sum(fen for kept, fen in shares[fund.code].kept_back if kept <= day)
            if handed_out is not None and undistributed < kept_back:
                yield _finding(handed_out, handed_fen, undistributed + handed_fen, kept_back)


def _taken_elsewhere(books: Books, fund: Fund) -> Iterator[Finding]:
    """Find distributions whose voucher takes less from undistributed income than it gives to households."""
    for voucher in books.posted():
        legs = [posting for posting in voucher.postings if posting.account.fund == fund.code]
        given = [leg.amount_fen for leg in legs if leg.split is not None and leg.split.kind == "interest"]
        taken = sum(leg.amount_fen for leg in legs if leg.account.code == _UNDISTRIBUTED)
        if given and not voucher.reverses and taken < -sum(given):
            yield Finding(
                "B50", "block", voucher.place,
                f"凭证 {voucher.number}：分配给各户 {yuan(-sum(given))} 元，从待分配累计收益转出 {yuan(taken)} 元。",
                "分配只能从 3101 待分配累计收益 转出；请改正借方的科目或金额。", _GROUND,
            )  # fmt: skip


def _finding(voucher: Voucher, handed_fen: int, undistributed_fen: int, kept_back_fen: int) -> Finding:
    available = undistributed_fen - kept_back_fen
    return Finding(
        "B50", "block", voucher.place,
        f"凭证 {voucher.number}：{voucher.day} 转出收益 {yuan(handed_fen)} 元，可以转出的只有 {yuan(available)} 元"
        f"（待分配累计收益 {yuan(undistributed_fen)} 元，减去留存 {yuan(kept_back_fen)} 元），"
        f"多转了 {yuan(handed_fen - available)} 元。",
        "请把分配数改到不超过待分配累计收益减去留存。", _GROUND,
    )  # fmt: skip
