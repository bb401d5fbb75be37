"""What each piece of common property earns, and which earn nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

import numpy as np
import numpy.typing as npt

from jjledger.facts.revenue import Asset, AssetClass
from jjledger.facts.shares import FenArray
from jjledger.facts.voucher import Voucher
from jjledger.period import Period, parse_period
from jjledger.rules.apportion import apportion
from jjledger.rules.contracts import CONTRACT
from jjledger.rules.covers import Earning, by_month

ASSET: Final = "asset"  # metadata of a voucher: the assets its income comes from
_QUARTERS: Final = 4


@dataclass(frozen=True, slots=True)
class AssetIncome:
    """What one asset brought in a period; amounts in fen."""

    asset: Asset
    received_fen: int  # in cash
    belonging_fen: int  # what is for the period, whenever it came in
    vouchers: tuple[Voucher, ...] = ()  # by which cash of the period came in


def _assets_of(earning: Earning, assets: Sequence[Asset]) -> list[Asset]:
    """Find the assets a voucher's income comes from: those it names, else those of its contract.

    A red letter that names none takes from those of its original.
    """
    told = earning.voucher.extra
    if earning.undoes is not None and ASSET not in told and CONTRACT not in told:
        told = earning.undoes.extra
    named, contract = told.get(ASSET, "").split(), told.get(CONTRACT)
    if named:
        return [asset for asset in assets if asset.id in named]
    return [asset for asset in assets if contract and contract in asset.contracts]


def incomes(
    assets: Sequence[Asset], earnings: Iterable[Earning], period: Period
) -> tuple[tuple[AssetIncome, ...], int]:
    """Say what each asset earned in a period of whole months; what several earned together is shared by quantity.

    Args:
        assets: the register.
        earnings: of the fund.
        period: the period.

    Returns:
        One record an asset, in the order of the register; and the cash of the period that no asset explains.
    """
    received = dict.fromkeys((asset.id for asset in assets), 0)
    belonging = dict(received)
    vouchers: dict[str, list[Voucher]] = {asset.id: [] for asset in assets}
    unexplained = 0
    for earning in earnings:
        if not _concerns(earning, period):
            continue
        sharers = _assets_of(earning, assets)
        cash = earning.amount_fen if period.contains(earning.voucher.day) else 0
        if not sharers:
            unexplained += cash
            continue
        weights = np.array([asset.quantity for asset in sharers], dtype=np.int64)
        own = _belonging(earning, weights, period)
        for asset, came, belongs in zip(sharers, apportion(cash, weights), own, strict=True):
            received[asset.id] += int(came)
            belonging[asset.id] += int(belongs)
            if came:
                vouchers[asset.id].append(earning.voucher)
    found = tuple(
        AssetIncome(asset, received[asset.id], belonging[asset.id], tuple(vouchers[asset.id]))
        for asset in assets
    )
    return found, unexplained


def _concerns(earning: Earning, period: Period) -> bool:
    """Say whether an earning came in during a period or is for days of it."""
    return period.contains(earning.voucher.day) or any(
        span.first_day <= period.last_day and span.last_day >= period.first_day for span in earning.spans
    )


def _belonging(earning: Earning, weights: npt.NDArray[np.int64], period: Period) -> FenArray:
    """Share what of an earning is for a period: what is for all months to its end, less those before it.

    So the quarters of an asset sum to its year, and the years to its share of the whole, to the fen.
    """
    before = through = 0
    for span in earning.spans:
        for month, fen in by_month(span).items():
            before += fen if month < period.first_day else 0
            through += fen if month <= period.last_day else 0
    return apportion(through, weights) - apportion(before, weights)


def is_earning(asset: Asset, classes: Mapping[str, AssetClass]) -> bool:
    """Say whether an asset is there to earn: as it says itself, else as its class does."""
    known = classes.get(asset.asset_class)
    return asset.earning if asset.earning is not None else known is not None and known.earning


def last_two_quarters(day: date) -> tuple[Period, Period]:
    """Give the last two whole quarters before a day, the earlier first.

    Examples:
        >>> [quarter.code for quarter in last_two_quarters(date(2025, 8, 20))]
        ['2025-Q1', '2025-Q2']
    """
    ordinal = day.year * _QUARTERS + (day.month - 1) // 3
    earlier, later = (
        parse_period(f"{number // _QUARTERS}-Q{number % _QUARTERS + 1}")
        for number in (ordinal - 2, ordinal - 1)
    )
    return earlier, later
