"""E50: has every household that has ended nothing left?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Final

from jjledger.facts.books import Books
from jjledger.facts.finding import Finding, Place
from jjledger.facts.shares import FundShares
from jjledger.units import yuan

_GROUND: Final = "住宅专项维修资金管理办法第28条、第29条：余额随房屋转移；房屋灭失的，返还业主"


def check_ended_houses(
    books: Books, shares: Mapping[str, FundShares], unsure: frozenset[str], today: date
) -> Iterator[Finding]:
    """Warn of a fund in which households that have ended still have money, by number and total only.

    Interest for the days a house stood comes to it at a distribution after it has ended, so that it has to be
    moved or paid once more.

    Args:
        books: the general book, for the register.
        shares: of `rules.replay`.
        unsure: funds whose balances are not to be relied on.
        today: the day on which the question is asked; a house still stands on its last day.

    Source: 住宅专项维修资金管理办法 第28条、第29条; R15.
    """
    rows = books.register.rows
    ended = {row.id for row in rows} - {
        row.id for row in rows if row.until_day is None or row.until_day >= today
    }
    for fund, of_fund in shares.items():
        if fund in unsure:
            continue
        closing, index = of_fund.closing, of_fund.index()
        places = [index[household] for household in ended & index.keys()]
        left = [int(closing.principal[place]) + int(closing.interest[place]) for place in places]
        if any(left):
            yield Finding(
                "E50", "warn", Place("register.csv", 0),
                f"{fund} 有 {sum(fen > 0 for fen in left)} 户已经销户而还有余额，合计 {yuan(sum(left))} 元。",
                "请用 jjledger households 查看各户；分割、合并的再运行一次 jjledger fund split、merge，灭失的再运行 jjledger fund lost。",
                _GROUND,
            )  # fmt: skip
