"""E49: is every urgent use of a kind that the law of the place lists?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from jjledger.facts.books import Books
from jjledger.facts.decision import Emergency
from jjledger.facts.finding import Finding, Place
from jjledger.law import for_community

_LISTED: Final = "emergency_categories"


def check_emergencies(books: Books) -> Iterator[Finding]:
    """Warn of certificates whose category none of the place's emergencies is; one without category is not asked.

    Args:
        books: the general book.

    Source: 住宅专项维修资金管理办法 第24条; 台州市物业管理条例 第52条; R20.
    """
    community = books.community
    urgent = [one for one in books.decisions.values() if one is not None and isinstance(one.by, Emergency)]
    if not urgent:
        return
    law = for_community(community.region, community.disclosure.preset, community.own_law)
    for decision in urgent:
        assert isinstance(decision.by, Emergency), "only certificates are asked"
        ruling, category = law.find(_LISTED, decision.day), decision.by.category
        if ruling is not None and category and category not in str(ruling.value).split():
            yield Finding(
                "E49", "warn", Place(f"decisions/{decision.id}.toml", 0),
                f"应急使用 {decision.id} 的情形「{category}」不在所列的 {'、'.join(str(ruling.value).split())} 之内。",
                "请核对情形；不属于紧急情况的，由业主表决。", ruling.citation,
            )  # fmt: skip
