"""预算和授权限额: what was used of each, and what is left."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from jjledger.books.ledger import Ledger
from jjledger.facts.revenue import Authority
from jjledger.period import parse_period
from jjledger.rules.authority import COMMITTEE, BudgetUse, Spending, budget_use, spendings
from jjledger.rules.reversal import standing
from jjledger.units import plain_yuan, yuan
from jjledger.workflows.revenue.answer import Answer, Shown

_BUDGETS: Final = ("科目", "预算", "已用", "余额", "决定")
_SPENT: Final = ("凭证", "日期", "金额", "当年累计", "依据")
_MONEY: Final = frozenset({"预算", "已用", "余额", "金额", "当年累计"})


def budget_answer(ledger: Ledger, year: int) -> Answer:
    """Show what was used of a year's budgets, and what the committee spent within and beyond its limits.

    Args:
        ledger: a loaded community.
        year: the calendar year.

    Source: R35.
    """
    settings, stands = ledger.books.community.revenue, standing(ledger.books.posted())
    uses = [budget_use(budget, stands) for budget in settings.budgets if budget.year == year]
    spent = [
        one
        for fund in ledger.books.community.funds
        if fund.kind == "public_revenue"
        for one in spendings(stands, fund.code, settings)
        if one.voucher.day.year == year
    ]
    authority = settings.authority_on(parse_period(str(year)).last_day)
    told = [f"{year} 年有 {len(uses)} 项预算，超支 {sum(use.left_fen < 0 for use in uses)} 项。"]
    if authority is None:
        told.append("没有授权限额（community.toml 的 [[authority]]），支出不分层级。")
    else:
        own = sum(one.amount_fen for one in spent if not one.voucher.decision)
        told.append(
            f"自 {authority.from_day} 起业主委员会单笔可支出 {yuan(authority.item_fen)} 元、全年 {yuan(authority.year_fen)} 元"
            f"（决定 {authority.decision}）；当年已用 {yuan(own)} 元，余 {yuan(authority.year_fen - own)} 元。"
        )
    return Answer(tuple(told), _tables(uses, spent), _record(year, uses, authority, spent))


def _tables(uses: Sequence[BudgetUse], spent: Sequence[Spending]) -> tuple[Shown, ...]:
    budgets = tuple(
        (
            use.budget.account, yuan(use.budget.amount_fen), yuan(use.used_fen), yuan(use.left_fen),
            use.budget.decision,
        )
        for use in uses
    )  # fmt: skip
    items = tuple(
        (
            one.voucher.key, str(one.voucher.day), yuan(one.amount_fen), yuan(one.year_fen),
            one.voucher.decision or one.voucher.extra.get(COMMITTEE, "没有写明"),
        )
        for one in spent
    )  # fmt: skip
    return Shown("预算", _BUDGETS, budgets, _MONEY), Shown("动用净收入的支出", _SPENT, items, _MONEY)


def _record(
    year: int, uses: Sequence[BudgetUse], authority: Authority | None, spent: Sequence[Spending]
) -> Mapping[str, Any]:
    return {
        "year": year,
        "budgets": [
            {
                "fund": use.budget.fund,
                "account": use.budget.account,
                "amount": plain_yuan(use.budget.amount_fen),
                "used": plain_yuan(use.used_fen),
                "left": plain_yuan(use.left_fen),
                "decision": use.budget.decision,
            }
            for use in uses
        ],
        "authority": None
        if authority is None
        else {
            "from": authority.from_day.isoformat(),
            "item": plain_yuan(authority.item_fen),
            "year": plain_yuan(authority.year_fen),
            "decision": authority.decision,
        },
        "spendings": [
            {
                "fund": one.fund,
                "voucher": one.voucher.key,
                "amount": plain_yuan(one.amount_fen),
                "year_so_far": plain_yuan(one.year_fen),
                "beyond": one.beyond,
                "decision": one.voucher.decision,
                "committee": one.voucher.extra.get(COMMITTEE, ""),
            }
            for one in spent
        ],
    }
