"""E20: is each house's first deposit its floor area times a standard that the community has?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from jjledger.facts.books import Books
from jjledger.facts.community import Fund
from jjledger.facts.finding import Finding, Place
from jjledger.facts.register import Household
from jjledger.rules.deposit import first_deposit_fen
from jjledger.rules.scope import belongs
from jjledger.units import square_metres, yuan

_GROUND: Final = "住宅专项维修资金管理办法第7条：首期交存额按建筑面积和公布的标准计算"


def check_first_deposits(books: Books) -> Iterator[Finding]:
    """Warn of first deposits in the register that no standard gives; of a house that was measured anew, the first row counts.

    Only where a fund has standards. Which one held when a house was paid for is on no record, so any will do.

    Args:
        books: the general book.

    Source: 住宅专项维修资金管理办法 第7条; 台州市物业管理条例 第51条; R12.
    """
    for fund in books.community.funds:
        if not fund.deposit_standards:
            continue
        seen: set[str] = set()
        wrong = []
        for row in books.register.rows:
            if row.id not in seen and belongs(row, fund, books.community):
                seen.add(row.id)
                due = _due(fund, row)
                if row.first_deposit_fen and due and row.first_deposit_fen not in due:
                    wrong.append((row, due[-1]))
        if wrong:
            yield _finding(wrong)


def _due(fund: Fund, row: Household) -> list[int]:
    """List what the standards for such a house give, the latest last."""
    return [
        first_deposit_fen(row.area_dm2, standard)
        for standard in fund.deposit_standards
        if (not standard.kinds or row.kind in standard.kinds)
        and (not standard.buildings or row.building in standard.buildings)
    ]


def _finding(wrong: list[tuple[Household, int]]) -> Finding:
    row, due = wrong[0]
    more = f"，另有 {len(wrong) - 1} 户也不符" if len(wrong) > 1 else ""
    return Finding(
        "E20", "warn", Place("register.csv", row.line),
        f"{row.id} 建筑面积 {square_metres(row.area_dm2)} 平方米，按标准首期应交 {yuan(due)} 元，"
        f"登记的是 {yuan(row.first_deposit_fen)} 元{more}。",
        "请核对面积、首期交存额和 community.toml 的 [[fund.deposit_standard]]。", _GROUND,
    )  # fmt: skip
