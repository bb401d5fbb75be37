"""净收入: a period's gross income, its reasonable cost, and what is left, apart."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from jjledger.books.ledger import Ledger
from jjledger.facts.community import Fund
from jjledger.period import Period
from jjledger.rules.covers import earnings_of, later_fen
from jjledger.rules.dividend import lowest_net_fen
from jjledger.rules.revenue_net import net_of
from jjledger.units import plain_yuan, yuan
from jjledger.workflows.revenue.answer import Answer, Shown

_COLUMNS: Final = ("项目", "金额")


def net_answer(ledger: Ledger, fund: Fund, period: Period) -> Answer:
    """Show gross income, reasonable cost, net income and its uses in a period.

    Args:
        ledger: a loaded community.
        fund: of kind `public_revenue`.
        period: the period.

    Source: 民法典 第282条; R32, R37.
    """
    posted = ledger.books.posted()
    net = net_of(posted, fund.code, period)
    earnings = earnings_of(posted, fund.code, ledger.books.revenue.readable())
    later = later_fen(earnings, period)
    usable = max(0, lowest_net_fen(posted, fund, period.last_day))
    rows = [
        ("收入合计", yuan(net.gross_fen)), *_rows(net.gross),
        *([("其中属于以后期间", yuan(later))] if later else []),
        ("合理成本（人工、能耗、税费等）", yuan(net.cost_fen)), *_rows(net.cost),
        ("净收入", yuan(net.net_fen)),
        ("净收入的使用", yuan(net.uses_fen)), *_rows(net.uses),
    ]  # fmt: skip
    told = (
        f"{fund.code} {period.title}：净收入 {yuan(net.net_fen)} 元。",
        f"到 {period.last_day} 可以分配或补充维修资金的至多 {yuan(usable)} 元（结余，以后的支出已经扣除）。",
    )
    recorded = {
        "fund": fund.code,
        "period": period.code,
        "gross": plain_yuan(net.gross_fen),
        "cost": plain_yuan(net.cost_fen),
        "net": plain_yuan(net.net_fen),
        "uses": plain_yuan(net.uses_fen),
        "later_periods": plain_yuan(later),
        "usable": plain_yuan(usable),
        "accounts": {
            side: {name: plain_yuan(fen) for name, fen in accounts.items()}
            for side, accounts in (("gross", net.gross), ("cost", net.cost), ("uses", net.uses))
        },
    }
    return Answer(told, (Shown(period.title, _COLUMNS, tuple(rows), frozenset({"金额"})),), recorded)


def _rows(accounts: Mapping[str, int]) -> list[tuple[str, str]]:
    return [(f"  {name.split(':', 2)[2]}", yuan(fen)) for name, fen in accounts.items()]
