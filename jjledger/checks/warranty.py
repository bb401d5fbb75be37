"""E58-E60: was the warranty deposit paid in whole, replenished after use, and given back in time?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from typing import Final

from jjledger.errors import LawError
from jjledger.facts.books import Books
from jjledger.facts.community import Community, Fund
from jjledger.facts.finding import Finding, Place
from jjledger.law import for_community
from jjledger.rules.warranty import WarrantyRules, calendar_of, due_fen
from jjledger.units import yuan

_GROUND: Final = "台州市物业管理条例第50条"
_OWED_CODE: Final = "2001"


def check_warranty(books: Books, today: date) -> Iterator[Finding]:
    """Warn of a deposit that is short, and of one that should have been given back.

    Args:
        books: the general book.
        today: the day on which it is asked.

    Source: 台州市物业管理条例 第50条; R49.
    """
    for fund in books.community.funds:
        rules = warranty_rules(books.community, fund, today)
        if fund.warranty is None or rules is None:
            continue
        held = held_fen(books, fund, today)
        due = due_fen(fund.warranty, rules)
        days = calendar_of(fund.warranty, rules)
        place = Place("community.toml", 0)
        if held < due and today <= days.expires:
            yield Finding(
                "E58", "warn", place, f"{fund.code} 应存 {yuan(due)} 元，账上 {yuan(held)} 元，少 {yuan(due - held)} 元。",
                "请建设单位补足；用过的，按规定补存。", _GROUND,
            )  # fmt: skip
        if held > 0 and days.notice_from <= today <= days.expires:
            yield Finding(
                "E59", "warn", place, f"{fund.code} {days.expires} 期满，拟退还事项应自 {days.notice_from} 起公示一个月。",
                "请张贴公示并登记异议；没有异议的，期满后退还。", _GROUND,
            )  # fmt: skip
        if held > 0 and today > days.refund_by:
            yield Finding(
                "E60", "warn", place, f"{fund.code} 应在 {days.refund_by} 前退还，账上还有 {yuan(held)} 元。",
                "请用 jjledger fund warranty refund 登记退还；有异议没有处理完的，写明原因。", _GROUND,
            )  # fmt: skip


def warranty_rules(community: Community, fund: Fund, today: date) -> WarrantyRules | None:
    """Give the rules in force on the day of delivery, or else today; None where there are none."""
    law = for_community(community.region, community.disclosure.preset, community.own_law)
    if fund.warranty is None:
        return None
    for day in (fund.warranty.delivered, today):
        try:
            share, term, notice, refund = (
                law.on(name, day).value
                for name in ("warranty_share", "warranty_term", "warranty_notice", "warranty_refund")
            )
        except LawError:
            continue
        return WarrantyRules(Fraction(share), int(term), int(notice), int(refund))
    return None


def held_fen(books: Books, fund: Fund, day: date) -> int:
    """Sum what is to be given back at the end of a day: deposits and interest less use, in fen."""
    return -sum(
        posting.amount_fen
        for voucher in books.posted()
        if voucher.day <= day
        for posting in voucher.postings
        if posting.account.fund == fund.code and posting.account.code == _OWED_CODE
    )
