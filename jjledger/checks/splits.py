"""B01, B08: is it written whose money each posting moved, and may that holder have money there?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from jjledger.facts.books import Books
from jjledger.facts.community import OWNERS_FUND_KINDS, Fund
from jjledger.facts.finding import Finding
from jjledger.facts.voucher import SPLIT_KINDS, Posting, Voucher
from jjledger.rules.closing import owners_money_codes
from jjledger.rules.owed import owes_households
from jjledger.units import yuan

_GROUND: Final = "住宅专项维修资金管理办法第10条：按房屋户门号设分户账"
_SELLING: Final = "住宅专项维修资金管理办法第11条：公有住房按售房单位设账，按幢设分账"
_UNIT: Final = re.compile(r"[A-Z0-9]+", re.ASCII)
_REMEDY: Final = (
    '请在该分录下写明归属，只写一种：household: "01-1-101"，detail: "details/….csv"，'
    'scope: "01-1"，interest: "起日/止日" 或 selling_unit: "01"。'
)


def check_splits(books: Books) -> Iterator[Finding]:
    """Find postings to owners' money without exactly one split, and splits elsewhere.

    Args:
        books: the general book.

    Source: 住宅专项维修资金管理办法 第10条.
    """
    kinds = {fund.code: fund for fund in books.community.funds if fund.kind in OWNERS_FUND_KINDS}
    others = {fund.code: fund for fund in books.community.funds if fund.code not in kinds}
    for voucher in books.posted():
        for posting in voucher.postings:
            other = others.get(posting.account.fund)
            if other is not None and owes_households(posting, other):
                continue  # B60 asks whose a dividend is
            fund = kinds.get(posting.account.fund)
            owners = fund is not None and posting.account.code in owners_money_codes(fund, voucher.day)
            finding = _look(voucher, posting, owners=owners)
            if finding is not None:
                yield finding
            yield from _look_at_selling_unit(posting, fund)


def _look_at_selling_unit(posting: Posting, fund: Fund | None) -> Iterator[Finding]:
    if fund is None or posting.split is None or posting.split.kind != "selling_unit":
        return
    if fund.kind != "public_housing":
        yield Finding(
            "B08", "block", posting.place, f"{fund.code} 不是公房的维修资金，里面没有售房单位的钱。",
            "请写明是哪一户的：household、detail 或 scope。", _SELLING,
        )  # fmt: skip
    elif _UNIT.fullmatch(posting.split.value) is None:
        yield Finding(
            "B08", "block", posting.place, f"售房单位「{posting.split.value}」写法不对。",
            '售房单位用数字或大写字母编号，例如 selling_unit: "01"。', _SELLING,
        )  # fmt: skip


def _look(voucher: Voucher, posting: Posting, *, owners: bool) -> Finding | None:
    if posting.splits == int(owners):
        return None
    amount = yuan(posting.amount_fen)
    if owners and posting.splits == 0:
        what = f"{posting.account.title or posting.account.name} {amount} 元动了业主的钱，却没有写明是谁的。"
    elif owners:
        what = f"{posting.account.title} {amount} 元写了 {posting.splits} 种归属，只能写一种。"
    else:
        what = f"{posting.account.title or posting.account.name} {amount} 元不是业主分户的钱，不应写归属。"
        remedy = f"请删去该分录下的 {'、'.join(SPLIT_KINDS)}。"
        return Finding("B01", "block", posting.place, what, remedy, _GROUND)
    return Finding("B01", "block", posting.place, f"凭证 {voucher.number}：{what}", _REMEDY, _GROUND)
