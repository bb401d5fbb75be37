"""E81-E84: assets that earn nothing, and income that differs from what something outside counted."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from jjledger.errors import FORMAT
from jjledger.facts.books import Books
from jjledger.facts.finding import Finding, Place
from jjledger.facts.revenue import Asset, AssetClass
from jjledger.period import Period, months_after
from jjledger.rules.assets import incomes, is_earning, last_two_quarters
from jjledger.rules.controls import compare
from jjledger.rules.covers import earnings_of
from jjledger.units import yuan

_OWNERS: Final = "民法典第282条：利用业主的共有部分产生的收入，扣除合理成本后属于业主共有"
_RECONCILED: Final = "会计基础工作规范第62条：账实相符"
_REGISTER: Final = "assets.csv"


def check_revenue_yield(books: Books, today: date) -> Iterator[Finding]:
    """Warn of assets that earned nothing for two whole quarters, and of months that differ from outside figures.

    Args:
        books: the general book.
        today: the day on which the question is asked.

    Source: 民法典 第282条; 会计基础工作规范 第62条.
    """
    yield from _register(books)
    yield from _idle(books, today)
    yield from _controls(books)


def _register(books: Books) -> Iterator[Finding]:
    classes = {one.name for one in books.community.revenue.asset_classes}
    for asset in books.revenue.assets:
        missing = [number for number in asset.contracts if number not in books.revenue.contracts]
        if asset.asset_class not in classes:
            what = f"资产 {asset.id} 的类别「{asset.asset_class}」没有列出。"
            remedy = f"可以写：{'、'.join(sorted(classes))}；或在 community.toml 加一段 [[asset_class]]。"
        elif missing:
            what = f"资产 {asset.id} 的合同 {'、'.join(missing)} 没有归档。"
            remedy = f"请把合同记进 contracts/{missing[0]}.toml，或改正编号。"
        else:
            continue
        yield Finding("E82", "warn", Place(_REGISTER, asset.line), what, remedy, FORMAT)


def _idle(books: Books, today: date) -> Iterator[Finding]:
    """Ask about the last two whole quarters that the books reach, where they and the asset are that old."""
    posted = books.posted()
    if not books.revenue.assets or not posted:
        return
    # The quarter of the last voucher is the last that the books reach: of later ones they say nothing.
    earlier, later = last_two_quarters(min(today, months_after(posted[-1].day, 3)))
    if posted[0].day > earlier.last_day:
        return
    classes = {one.name: one for one in books.community.revenue.asset_classes}
    asked = [asset for asset in books.revenue.assets if _is_asked(asset, classes, (earlier, later))]
    earned = dict.fromkeys((asset.id for asset in asked), 0)
    for fund in books.community.funds:
        if fund.kind == "public_revenue":
            earnings = earnings_of(posted, fund.code, books.revenue.readable())
            for quarter in (earlier, later):
                for income in incomes(books.revenue.assets, earnings, quarter)[0]:
                    if income.asset.id in earned:
                        earned[income.asset.id] += abs(income.received_fen) + abs(income.belonging_fen)
    for asset in asked:
        if not earned[asset.id]:
            yield Finding(
                "E81", "warn", Place(_REGISTER, asset.line),
                f"{asset.asset_class} {asset.id}「{asset.name}」在{earlier.title}和{later.title}没有一分钱收入。",
                "请查有没有出租、有没有收款：收了的，在凭证写 contract 或 asset；没有经营的，写明 note，并把 earning 写成 no。",
                _OWNERS,
            )  # fmt: skip


def _is_asked(asset: Asset, classes: dict[str, AssetClass], quarters: tuple[Period, Period]) -> bool:
    there = asset.since <= quarters[0].first_day and (
        asset.until is None or asset.until > quarters[1].last_day
    )
    return there and is_earning(asset, classes)


def _controls(books: Books) -> Iterator[Finding]:
    sources = books.community.revenue.controls
    known = {one.source for one in sources}
    told: set[tuple[str, str]] = set()
    for figure in books.revenue.controls:
        if figure.source not in known and (figure.file, figure.source) not in told:
            told.add((figure.file, figure.source))
            yield Finding(
                "E84", "warn", Place(figure.file, figure.line), f"来源「{figure.source}」没有写明对应哪个收入科目。",
                f'请在 community.toml 加一段  [[control]]  source = "{figure.source}"  account = "Income:…"', FORMAT,
            )  # fmt: skip
    for one in compare(sources, books.revenue.controls, books.posted()):
        if not one.fits:
            less = "少" if one.difference_fen > 0 else "多"
            yield Finding(
                "E83", "warn", Place(one.first.file, one.first.line),
                f"{one.period.title}「{one.source.source}」记录 {yuan(one.counted_fen)} 元，账上 {one.source.account} 收入 "
                f"{yuan(one.booked_fen)} 元，{less}记 {yuan(abs(one.difference_fen))} 元，"
                f"超过允许的 {yuan(one.source.tolerance_fen)} 元。",
                "请与运营方对账，查漏记、截留或跨月的款项；确属正常差额的，改 [[control]] 的 tolerance。", _RECONCILED,
            )  # fmt: skip
