"""B34: is every deposit standard a lawful share of the building cost, or does it say why not?"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from math import ceil, floor
from typing import Final

from jjledger.facts.books import Books
from jjledger.facts.community import DepositStandard
from jjledger.facts.finding import Finding, Place
from jjledger.law import Law, for_community
from jjledger.rules.deposit import first_deposit_allowed
from jjledger.units import yuan

_PLACE: Final = Place("community.toml", 0)
_GROUND: Final = "住宅专项维修资金管理办法第7条：按当地住宅建筑安装工程每平方米造价的5%至8%"


def check_deposit_standards(books: Books) -> Iterator[Finding]:
    """Find standards outside the lawful share of the cost, or without cost, that give no reason.

    Args:
        books: the general book.

    Source: 台州市物业管理条例 第51条第二款; 住宅专项维修资金管理办法 第7条; R12.
    """
    community = books.community
    law = for_community(community.region, community.disclosure.preset, community.own_law)
    for fund in community.funds:
        for standard in fund.deposit_standards:
            lacks = None if standard.reason else _unfounded(standard, law)
            if lacks is not None:
                what, ground = lacks
                yield Finding(
                    "B34", "block", _PLACE,
                    f"{fund.code} 自 {standard.from_day} 起的首期交存标准每平方米 {yuan(standard.per_m2_fen)} 元，{what}。",
                    '请核对；标准另有依据的，在这一段加上一行  reason = "公布标准的文号"。', ground,
                )  # fmt: skip


def _unfounded(standard: DepositStandard, law: Law) -> tuple[str, str] | None:
    """Say what a standard without a reason lacks, and by which article; None: nothing."""
    cost = standard.cost_per_m2_fen
    if cost is None:
        return "没有写每平方米造价 cost_per_m2，也没有写依据", _GROUND
    lowest = law.find("deposit_min_share", standard.from_day)
    highest = law.find("deposit_max_share", standard.from_day)
    if lowest is None or highest is None:
        return f"{standard.from_day} 还没有规定它占造价的份额，也没有写依据", _GROUND
    assert isinstance(lowest.value, Fraction), "a share is a fraction"
    assert isinstance(highest.value, Fraction), "a share is a fraction"
    if first_deposit_allowed(standard.per_m2_fen, cost, lowest.value, highest.value):
        return None
    allowed = f"{yuan(ceil(lowest.value * cost))} 至 {yuan(floor(highest.value * cost))} 元"
    return f"不在造价 {yuan(cost)} 元的 {lowest.value} 至 {highest.value}（{allowed}）之间", lowest.citation
