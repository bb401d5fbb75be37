"""B76, E78-E80: what was spent of public revenue beyond the budget or the committee's limits."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from jjledger.facts.books import Books
from jjledger.facts.finding import Finding
from jjledger.rules.authority import COMMITTEE, Spending, budget_use, spendings
from jjledger.rules.reversal import standing
from jjledger.units import yuan

_ITEM_9: Final = "民法典第278条：有关共有和共同管理权利的其他重大事项由业主共同决定"


def check_revenue_limits(books: Books) -> Iterator[Finding]:
    """Find spending beyond the limits that names no decision of the owners; warn of the rest of what is missing.

    Only where community.toml states limits or a budget.

    Args:
        books: the general book.

    Source: 民法典 第278条第一款第九项; R35.
    """
    settings = books.community.revenue
    if not settings.authority and not settings.budgets:
        return
    stands = standing(books.posted())
    for fund in books.community.funds:
        if fund.kind == "public_revenue":
            for spending in spendings(stands, fund.code, settings):
                yield from _hold(books, spending)
    for budget in settings.budgets:
        use = budget_use(budget, stands)
        if use.over is not None:
            yield Finding(
                "E78", "warn", use.over.place,
                f"{budget.year} 年 {budget.account} 的预算是 {yuan(budget.amount_fen)} 元（决定 {budget.decision}），"
                f"到凭证 {use.over.number} 超出，全年已支出 {yuan(use.used_fen)} 元，超出 {yuan(-use.left_fen)} 元。",
                "请核对；确需超支的，由业主共同决定调整预算，再改 community.toml。", _ITEM_9,
            )  # fmt: skip


def _hold(books: Books, spending: Spending) -> Iterator[Finding]:
    voucher, authority = spending.voucher, spending.authority
    limits = (
        f"单笔 {yuan(authority.item_fen)} 元、全年 {yuan(authority.year_fen)} 元（决定 {authority.decision}）"
    )
    said = f"凭证 {voucher.number} 支出公共收益 {yuan(spending.amount_fen)} 元"
    if voucher.decision:
        if voucher.decision not in books.decisions:
            yield Finding(
                "E79", "warn", voucher.place, f"{said}，引用的决定 {voucher.decision} 没有归档。",
                f"请把表决记录放进 decisions/{voucher.decision}.toml。", _ITEM_9,
            )  # fmt: skip
    elif spending.beyond:
        yield Finding(
            "B76", "block", voucher.place,
            f"{said}，当年未经业主共同决定的累计 {yuan(spending.year_fen)} 元，超出授权限额：{limits}，"
            "没有写明业主共同决定的编号。",
            '请在该笔下加一行  decision: "编号"，或者冲销该笔。', _ITEM_9,
        )  # fmt: skip
    elif not voucher.extra.get(COMMITTEE):
        yield Finding(
            "E80", "warn", voucher.place, f"{said}，在授权限额之内，没有写明业主委员会的决定。",
            f'请在该笔下加一行  {COMMITTEE}: "业委会决定的编号"。', _ITEM_9,
        )  # fmt: skip
