"""E48: does the area table that a voucher says it rested on still stand in the register?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from jjledger.facts.books import Books
from jjledger.facts.community import OWNERS_FUND_KINDS, Fund
from jjledger.facts.finding import Finding
from jjledger.facts.register import Household
from jjledger.facts.voucher import Voucher
from jjledger.rules.provenance import areas_hash
from jjledger.rules.scope import Sharers, in_scope, scope_items, sharers

_GROUND: Final = "民法典第283条：按照业主专有部分面积所占比例确定"
AREAS: Final = "areas"  # metadata key of a voucher


def check_area_tables(books: Books) -> Iterator[Finding]:
    """Warn of vouchers shared by scope whose area table is no longer that of the register on their day.

    Args:
        books: the general book.

    Source: 民法典 第283条.
    """
    everyone: dict[str, Sharers] = {}
    for voucher in books.posted():
        noted = voucher.extra.get(AREAS, "")
        fund = books.community.fund(voucher.funds[0]) if noted and len(voucher.funds) == 1 else None
        if fund is None or fund.kind not in OWNERS_FUND_KINDS:
            continue
        if fund.code not in everyone:
            everyone[fund.code] = sharers(books.register, fund, books.community)
        today = _areas(voucher, fund, everyone[fund.code])
        if today and noted != today:
            yield Finding(
                "E48", "warn", voucher.place,
                f"凭证 {voucher.number} 分摊时所据的面积，与登记册中 {voucher.day} 有效的面积不同，各户分摊数已随之改变。",
                "面积变更请在 register.csv 另起一行，写明 from 和 until，不改原来的行；确系更正的，重新通知各户。", _GROUND,
            )  # fmt: skip


def _areas(voucher: Voucher, fund: Fund, everyone: Sharers) -> str:
    """Name the area table of the houses that share by scope now; empty where none does."""
    rows: dict[str, Household] = {}
    for posting in voucher.postings:
        if posting.account.fund != fund.code or posting.split is None or posting.split.kind != "scope":
            continue
        try:
            items = scope_items(posting.split.value)
        except ValueError:
            continue  # B04 says so
        rows |= {row.id: row for row in in_scope(everyone, items, voucher.day)[0]}
    return areas_hash(rows.values()) if rows else ""
