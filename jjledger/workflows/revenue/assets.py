"""公共资产清单 and outside figures: what each asset earned, and whether the books fit what was counted."""

from __future__ import annotations

from typing import Final

from jjledger.books.ledger import Ledger
from jjledger.facts.community import Fund
from jjledger.period import Period
from jjledger.rules.assets import incomes, is_earning
from jjledger.rules.controls import compare
from jjledger.rules.covers import earnings_of
from jjledger.units import plain_yuan, yuan
from jjledger.workflows.revenue.answer import Answer, Shown

_ASSETS: Final = ("编号", "类别", "名称", "位置", "数量", "合同", "本期收到", "属于本期")
_CONTROLS: Final = ("来源", "月份", "笔数", "外部记录", "账上收入", "差额", "允许", "结果")
_FIGURES: Final = frozenset({"数量", "本期收到", "属于本期", "笔数", "外部记录", "账上收入", "差额", "允许"})


def assets_answer(ledger: Ledger, fund: Fund, period: Period) -> Answer:
    """List the register of common property with what each asset earned in a period.

    Args:
        ledger: a loaded community.
        fund: of kind `public_revenue`.
        period: the period.
    """
    books = ledger.books
    assets = [one for one in books.revenue.assets if one.since <= period.last_day]
    assets = [one for one in assets if one.until is None or one.until >= period.first_day]
    earnings = earnings_of(books.posted(), fund.code, books.revenue.readable())
    found, unexplained = incomes(assets, earnings, period)
    classes = {one.name: one for one in books.community.revenue.asset_classes}
    received = sum(one.received_fen for one in found)
    idle = [
        one
        for one in found
        if is_earning(one.asset, classes) and not one.received_fen and not one.belonging_fen
    ]
    told = [
        f"{period.title}：{len(found)} 项公共资产，收到 {yuan(received)} 元；没有对应资产的收入 {yuan(unexplained)} 元。"
    ]
    told += [f"{one.asset.id}「{one.asset.name}」本期没有收入。" for one in idle]
    rows = tuple(
        (
            one.asset.id, one.asset.asset_class, one.asset.name, one.asset.place, str(one.asset.quantity),
            "、".join(one.asset.contracts), yuan(one.received_fen), yuan(one.belonging_fen),
        )
        for one in found
    )  # fmt: skip
    recorded = {
        "period": period.code,
        "fund": fund.code,
        "received": plain_yuan(received),
        "unexplained": plain_yuan(unexplained),
        "assets": [
            {
                "id": one.asset.id,
                "class": one.asset.asset_class,
                "name": one.asset.name,
                "place": one.asset.place,
                "quantity": one.asset.quantity,
                "contracts": list(one.asset.contracts),
                "earning": is_earning(one.asset, classes),
                "received": plain_yuan(one.received_fen),
                "belonging": plain_yuan(one.belonging_fen),
            }
            for one in found
        ],
    }
    return Answer(tuple(told), (Shown("公共资产清单", _ASSETS, rows, _FIGURES),), recorded)


def controls_answer(ledger: Ledger, period: Period) -> Answer:
    """Hold the income of a period's months against what was counted outside.

    Args:
        ledger: a loaded community.
        period: whose months are shown.
    """
    books = ledger.books
    compared = [
        one
        for one in compare(books.community.revenue.controls, books.revenue.controls, books.posted())
        if period.contains(one.period.first_day)
    ]
    wrong = [one for one in compared if not one.fits]
    told = f"{period.title}：比对 {len(compared)} 项，{len(wrong)} 项超过允许的差额。"
    rows = tuple(
        (
            one.source.source, one.period.code, "" if one.count is None else str(one.count),
            yuan(one.counted_fen), yuan(one.booked_fen), yuan(one.difference_fen), yuan(one.source.tolerance_fen),
            "相符" if one.fits else "不符",
        )
        for one in compared
    )  # fmt: skip
    recorded = {
        "period": period.code,
        "compared": [
            {
                "source": one.source.source,
                "account": one.source.account,
                "month": one.period.code,
                "count": one.count,
                "counted": plain_yuan(one.counted_fen),
                "booked": plain_yuan(one.booked_fen),
                "difference": plain_yuan(one.difference_fen),
                "fits": one.fits,
            }
            for one in compared
        ],
    }
    return Answer((told,), (Shown("外部数据比对", _CONTROLS, rows, _FIGURES),), recorded)
