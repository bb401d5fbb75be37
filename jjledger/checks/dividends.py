"""B60, B61: is every dividend of public revenue somebody's, decided, earned, and paid out no more than once?"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Final

import numpy as np

from jjledger.checks.households import check_households
from jjledger.facts.books import Books
from jjledger.facts.community import Fund
from jjledger.facts.finding import Finding
from jjledger.facts.shares import ShareRows
from jjledger.facts.voucher import OPENING_KIND, Voucher
from jjledger.rules.dividend import net_effect_fen, net_fen
from jjledger.rules.owed import OWED_SPLITS, Owed, owed_by
from jjledger.units import yuan

BASIS: Final = "basis"  # metadata key of a voucher: the article or rule it rests on
_OWED: Final = "民法典第283条：收益分配按约定，没有约定的按专有部分面积所占比例确定"
_NET: Final = "民法典第282条：收入在扣除合理成本之后，属于业主共有"


def check_dividends(books: Books) -> Iterator[Finding]:
    """Find dividends that are nobody's, paid out beyond what is owed, not decided or not earned.

    Args:
        books: the general book.

    Source: 民法典 第278条 (九), 第282条, 第283条.
    """
    for fund in books.community.funds:
        if fund.kind != "public_revenue" or not _owes_anybody(books, fund):
            continue
        owed = owed_by(books, fund)
        yield from check_households(owed.problems, frozenset())
        yield from _nobodys(books, owed)
        yield from _overpaid(owed)
        yield from _beyond(books, fund, owed)


def _owes_anybody(books: Books, fund: Fund) -> bool:
    """Say whether a fund has an account for what it owes; most have none, and need no further look."""
    return any(
        account.fund == fund.code and account.root == "Liabilities" for account in books.accounts.values()
    )


def _nobodys(books: Books, owed: Owed) -> Iterator[Finding]:
    """Find postings that leave open whose they are on an account that is kept by household."""
    for voucher in books.posted():
        for posting in voucher.postings:
            if posting.account.name not in owed.accounts:
                continue
            split = posting.split
            if posting.splits != 1 or (split is not None and split.kind not in OWED_SPLITS):
                yield Finding(
                    "B60", "block", posting.place,
                    f"凭证 {voucher.number}：{posting.account.title} {yuan(posting.amount_fen)} 元没有写明是哪一户的；"
                    "这个科目按户记账。",
                    '请在该分录下写明归属，只写一种：household: "01-1-101"，detail: "details/….csv" 或 scope: "all"。',
                    _OWED,
                )  # fmt: skip


def _overpaid(owed: Owed) -> Iterator[Finding]:
    """Find days at whose end some house has been paid more than it was owed."""
    balances = np.zeros(len(owed.shares.holders), dtype=np.int64)
    for _, rows in groupby(owed.shares.rows, key=lambda row: row.day):
        before = balances.copy()
        today = list(rows)
        for row in today:
            np.add.at(balances, row.holders, row.amount)
        short = np.flatnonzero((balances < 0) & (balances < before))
        if short.size:
            place = int(short[0])
            others = f"，另有 {short.size - 1} 户也多付了" if short.size > 1 else ""
            row = _last_to_take(today, place)
            yield Finding(
                "B60", "block", row.posting.place,
                f"凭证 {row.voucher.number}：付给 {owed.shares.holders[place]} 的比应付它的多 "
                f"{yuan(-int(balances[place]))} 元{others}。",
                "请核对已经付过的凭证和金额；重复付款的，请冲销。", _OWED,
            )  # fmt: skip


def _last_to_take(rows: list[ShareRows], place: int) -> ShareRows:
    return next(row for row in reversed(rows) if bool((row.amount[row.holders == place] < 0).any()))


def _beyond(books: Books, fund: Fund, owed: Owed) -> Iterator[Finding]:
    """Find dividends that nobody decided, and those that leave less than nothing."""
    posted = books.posted()
    for voucher in posted:
        declared = _declared_fen(voucher, fund, owed)
        if declared <= 0 or voucher.reverses or voucher.kind == OPENING_KIND:
            continue
        if not voucher.decision and BASIS not in voucher.extra:
            yield _finding(
                voucher, f"分红 {yuan(declared)} 元没有写明业主共同决定的编号，也没有写明所依据的小区规约。",
                '请在该笔下加一行  decision: "编号"，或者  basis: "业主公约第…条"。',
            )  # fmt: skip
        net = net_fen(posted, fund, voucher.day)
        if net < 0:
            yield _finding(
                voucher, f"分红 {yuan(declared)} 元，当日结余只有 {yuan(net + declared)} 元，超出 {yuan(-net)} 元。",
                "请把分红改到不超过结余；结余是收入减去成本、支出和以前的分红。",
            )  # fmt: skip


def _declared_fen(voucher: Voucher, fund: Fund, owed: Owed) -> int:
    """Give what a voucher takes from the fund's own for households; 0 where it gives households nothing."""
    gives = any(leg.account.name in owed.accounts and leg.amount_fen < 0 for leg in voucher.postings)
    return -net_effect_fen(voucher, fund) if gives else 0


def _finding(voucher: Voucher, what: str, remedy: str) -> Finding:
    return Finding("B61", "block", voucher.place, f"凭证 {voucher.number}：{what}", remedy, _NET)
