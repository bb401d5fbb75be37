"""E16: is a deposit that is given back in its own year taken off the year's deposits, and not called an expense?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

import numpy as np

from jjledger.facts.books import Books
from jjledger.facts.finding import Finding
from jjledger.facts.shares import FundShares, ShareRows
from jjledger.rules.reversal import standing
from jjledger.units import yuan

_GROUND: Final = "住宅专项维修资金会计核算办法：退回本年交存冲减交存收入"
_DEPOSITS: Final = "4001"
_RETURNED: Final = "5101"
_LOST: Final = "lost"  # metadata of a voucher: the house that is gone, whose whole account goes back


def check_refunds(books: Books, shares: Mapping[str, FundShares]) -> Iterator[Finding]:
    """Warn of money given back by 5101 that households paid in within the same calendar year.

    Args:
        books: the general book.
        shares: of `rules.replay`.

    Source: 财会〔2020〕7号, 4001 交存收入; R16.
    """
    returned = {
        id(voucher)
        for voucher in standing(books.posted())
        for leg in voucher.postings
        if leg.account.code == _RETURNED and _LOST not in voucher.extra
    }
    if not returned:
        return
    for of_fund in shares.values():
        years: dict[int, np.ndarray] = {}
        for rows in of_fund.rows:
            paid = years.setdefault(rows.day.year, np.zeros(len(of_fund.holders), dtype=np.int64))
            if rows.posting.account.code == _DEPOSITS:
                np.add.at(paid, rows.holders, rows.amount)
            elif rows.posting.account.code == _RETURNED and id(rows.voucher) in returned:
                yield from _of_rows(rows, paid)


def _of_rows(rows: ShareRows, paid: np.ndarray) -> Iterator[Finding]:
    given = -rows.amount
    same_year = (given > 0) & (given <= paid[rows.holders])
    if bool(same_year.any()):
        fen = int(given[same_year].sum())
        yield Finding(
            "E16", "warn", rows.posting.place,
            f"凭证 {rows.voucher.number}：5101 返还的 {yuan(fen)} 元是 {int(same_year.sum())} 户本年交存的，"
            "应当冲减本年的交存收入。",
            "请用红字凭证注销，改记借 4001 交存收入；退回以前年度的交存才记 5101。", _GROUND,
        )  # fmt: skip
