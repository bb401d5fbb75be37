"""公共资产清单: what all owners have in common, and what each of it earned."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import replace
from typing import Final

from jjledger.disclosure.decision_words import with_decisions
from jjledger.disclosure.head import Setting, make_head
from jjledger.disclosure.models import Line, VoucherView
from jjledger.disclosure.revenue_models import AssetGroup, AssetList, AssetRow
from jjledger.disclosure.voucher_views import anchor_of, view_voucher
from jjledger.facts.books import Books
from jjledger.facts.community import Fund
from jjledger.facts.revenue import Asset, AssetClass
from jjledger.facts.voucher import Voucher
from jjledger.period import Period
from jjledger.rules.assets import AssetIncome, incomes, is_earning
from jjledger.rules.covers import Earning, earnings_of

LET, IDLE, OWN = "对外经营", "待经营", "自用"
NO_ASSET: Final = "没有对应到资产的收入"
PACE: Final = "每年公示一次；法规没有规定公共资产清单的式样和频次。"
HOW_READ: Final = "一份合同用了几项资产的，收入按数量分到各项；“属于本期”按收入所属的日子算，不管哪天收到。"


def asset_list(books: Books, fund: Fund, period: Period, setting: Setting) -> AssetList:
    """List the register of common property with what each piece earned.

    Args:
        books: the general book; drafts are passed over.
        fund: of kind `public_revenue`, in which the income is booked.
        period: a whole period, usually a year.
        setting: grounds, address and notes to print.

    Source: 民法典 第274条, 第282条; 台州市物业管理条例 第25条 (四), 第45条.
    """
    earnings = earnings_of(books.posted(), fund.code, books.revenue.readable())
    held = [one for one in books.revenue.assets if _is_held(one, period)]
    found, rest_fen = incomes(held, earnings, period)
    classes = {one.name: one for one in books.community.revenue.asset_classes}
    to_come = {one.id for one in books.revenue.readable() if one.first_day > period.last_day}
    rows = [(one.asset.asset_class, _row(_as_of(one, period, to_come), classes)) for one in found]
    order = dict.fromkeys([*classes, *(name for name, _ in rows)])
    groups = tuple(
        AssetGroup(name, assets, sum(row.received_fen for row in assets))
        for name in order
        if (assets := tuple(row for kind, row in rows if kind == name))
    )
    received = sum(group.received_fen for group in groups)
    cash = [one.voucher for one in earnings if period.contains(one.voucher.day)]
    of_assets = {voucher.key for one in found for voucher in one.vouchers}
    rest = [anchor_of(voucher) for voucher in cash if voucher.key not in of_assets]
    assert received + rest_fen == _cash_fen(earnings, period), "all income comes from an asset or from none"
    return AssetList(
        head=make_head(
            "assets", books.community, fund, period, replace(setting, notes=(*setting.notes, PACE, HOW_READ))
        ),
        groups=groups,
        assets=len(rows),
        idle=sum(row.use == IDLE for _, row in rows),
        received_fen=received,
        other=Line(NO_ASSET, rest_fen, 1, tuple(dict.fromkeys(rest))),
        income_fen=received + rest_fen,
        vouchers=views_of(books, fund, cash),
    )


def _is_held(asset: Asset, period: Period) -> bool:
    """Say whether an asset was in the register on any day of a period."""
    return asset.since <= period.last_day and (asset.until is None or asset.until >= period.first_day)


def _as_of(income: AssetIncome, period: Period, to_come: AbstractSet[str]) -> AssetIncome:
    """Leave out what the register says of later days, or a page that is out would change with it."""
    asset = income.asset
    until = asset.until if asset.until is not None and asset.until <= period.last_day else None
    contracts = tuple(number for number in asset.contracts if number not in to_come)
    return replace(income, asset=replace(asset, until=until, contracts=contracts))


def _row(income: AssetIncome, classes: Mapping[str, AssetClass]) -> AssetRow:
    asset = income.asset
    earned = income.received_fen or income.belonging_fen
    use = LET if earned else IDLE if is_earning(asset, classes) else OWN
    return AssetRow(
        number=asset.id,
        name=asset.name,
        place=asset.place,
        quantity=asset.quantity,
        since=asset.since,
        until=asset.until,
        contracts="、".join(asset.contracts),
        use=use,
        received_fen=income.received_fen,
        belonging_fen=income.belonging_fen,
        note=asset.note,
        vouchers=tuple(dict.fromkeys(anchor_of(voucher) for voucher in income.vouchers)),
    )


def _cash_fen(earnings: Iterable[Earning], period: Period) -> int:
    return sum(one.amount_fen for one in earnings if period.contains(one.voucher.day))


def views_of(books: Books, fund: Fund, vouchers: Iterable[Voucher]) -> tuple[VoucherView, ...]:
    """Show vouchers with income or use of public revenue, each once, by day; none of them names a house."""
    once = {voucher.key: voucher for voucher in vouchers}
    views = (view_voucher(voucher, fund, {}) for voucher in once.values())
    return with_decisions(sorted(views, key=lambda view: view.day), books.decisions)
