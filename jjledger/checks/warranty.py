"""E58-E60: was the warranty deposit paid in whole, announced before its end, and given back in time?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction
from typing import Final

from jjledger.facts.books import Books
from jjledger.facts.community import Community, WarrantyTerms
from jjledger.facts.finding import Finding, Place
from jjledger.law import Law, Ruling, for_community
from jjledger.rules.warranty import (
    ItemRules,
    TermRules,
    WarrantyBalance,
    WarrantyCalendar,
    WarrantyRules,
    balance_of,
    calendar_of,
    due_fen,
)
from jjledger.units import yuan

_PLACE: Final = Place("community.toml", 0)
_ITEMS: Final = {
    "warranty_fittings": "电气管线、给排水管道、设备安装和装修",
    "warranty_waterproof": "屋面、卫生间、房间和外墙面防渗漏",
}


def check_warranty(books: Books, today: date) -> Iterator[Finding]:
    """Warn of a deposit that is short, or that should have been announced or given back.

    Args:
        books: the general book.
        today: the day on which it is asked.

    Source: 台州市物业管理条例 第50条; R49.
    """
    for fund in books.community.funds:
        if fund.warranty is None:
            continue
        rules, grounds = warranty_rules(books.community, fund.warranty, today)
        balance = balance_of(books.posted(), fund, today)
        days = calendar_of(fund.warranty, rules.term) if rules.term else None
        if rules.share is not None and (days is None or today <= days.expires):
            due = due_fen(fund.warranty, rules.share)
            yield from _short(fund.code, due - balance.principal_fen, balance, rules, grounds["share"])
        if days is not None and balance.held_fen > 0:
            yield from _late(fund.code, fund.warranty, balance, days, (grounds["term"], today))


def _short(
    fund: str, short_fen: int, balance: WarrantyBalance, rules: WarrantyRules, ground: str
) -> Iterator[Finding]:
    if short_fen <= 0:
        return
    by = replenish_by(balance, rules)
    remedy = f"动用的部分，请建设单位在 {by} 前足额补存。" if by else "请建设单位补足；动用的部分请补存。"
    yield Finding(
        "E58", "warn", _PLACE,
        f"{fund} 账上本金 {yuan(balance.principal_fen)} 元，比应存的少 {yuan(short_fen)} 元。", remedy, ground,
    )  # fmt: skip


def _late(
    fund: str,
    terms: WarrantyTerms,
    balance: WarrantyBalance,
    days: WarrantyCalendar,
    asked: tuple[str, date],
) -> Iterator[Finding]:
    ground, today = asked
    if (today >= days.notice_from) if terms.noticed is None else (terms.noticed > days.notice_from):
        told = f"{terms.noticed} 才公示" if terms.noticed else "没有写明已经公示"
        yield Finding(
            "E59", "warn", _PLACE,
            f"{fund} 在 {days.expires} 期满，拟退还事项至迟自 {days.notice_from} 起公示，{told}。",
            "公示后请在 [fund.warranty] 写明  noticed = 公示第一天；晚公示的，公示满期再退还。", ground,
        )  # fmt: skip
    if today > days.refund_by:
        yield Finding(
            "E60", "warn", _PLACE, f"{fund} 应在 {days.refund_by} 前退还，账上还有 {yuan(balance.held_fen)} 元。",
            "请用 jjledger fund warranty 登记退还；有异议没有处理完的，写明原因。", ground,
        )  # fmt: skip


def replenish_by(balance: WarrantyBalance, rules: WarrantyRules) -> date | None:
    """Give the last day on which what was used is to be paid in again; None where no rule says so.

    Source: 杭州市物业管理条例 第67条; 湖州市物业管理条例 第46条; R49.
    """
    if balance.last_use is None or rules.replenish_days is None:
        return None
    return balance.last_use + timedelta(days=rules.replenish_days)


def warranty_rules(
    community: Community, terms: WarrantyTerms, today: date
) -> tuple[WarrantyRules, dict[str, str]]:
    """Give each rule as it was in force on the day of delivery, or else as it is today.

    Args:
        community: whose law.
        terms: the day of delivery.
        today: the day on which it is asked.

    Returns:
        The rules, and the articles that set `share` and `term` where there are any.

    Source: 台州市物业管理条例 第50条; R49.
    """
    law = for_community(community.region, community.disclosure.preset, community.own_law)
    days = (terms.delivered, today)
    share = _on(law, "warranty_share", days)
    whole = [_on(law, f"warranty_{name}", days) for name in ("term", "notice", "refund")]
    term = [ruling for ruling in whole if ruling is not None]
    before = _on(law, "warranty_item_notice", days)
    items = [(title, _on(law, name, days)) for name, title in _ITEMS.items()]
    replenish = _on(law, "warranty_replenish", days)
    rules = WarrantyRules(
        Fraction(share.value) if share else None,
        TermRules(*(int(ruling.value) for ruling in term)) if len(term) == len(whole) else None,
        int(replenish.value) if replenish else None,
        tuple(
            ItemRules(title, int(ruling.value), int(before.value))
            for title, ruling in items
            if ruling and before
        ),
    )
    return rules, {
        name: found.citation
        for name, found in (("share", share), ("term", term[0] if term else None))
        if found
    }


def _on(law: Law, name: str, days: tuple[date, ...]) -> Ruling | None:
    return next((ruling for day in days if (ruling := law.find(name, day))), None)
