"""展望: how long each owners' fund lasts, and who falls short of what is planned, in plain words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from math import ceil
from typing import Any, Final

from jjledger.books.ledger import Ledger
from jjledger.errors import OptionError, Trouble
from jjledger.facts.community import OWNERS_FUND_KINDS, Fund, Renewal
from jjledger.facts.shares import FundShares
from jjledger.rules.closing import Closed, closed_balances
from jjledger.rules.cost_split import Sharing
from jjledger.rules.outlook import (
    HouseOutlook,
    RenewalOutlook,
    Spending,
    balances_after,
    renewal_outlook,
    spending_before,
    years_lasting,
)
from jjledger.rules.shares import selling_units
from jjledger.units import decimal_text, plain_yuan, round_half_up, square_metres, yuan
from jjledger.workflows.fund.cost import fund_scope, selling_unit_of

NOT_COUNTED: Final = "以后的利息、交存和价格变化都没有算进去。"
_IN_FULL: Final = 3


@dataclass(frozen=True, slots=True)
class Planned:
    """A renewal and what it asks of its houses."""

    renewal: Renewal
    asks: RenewalOutlook
    several_units: bool  # selling units whose houses cannot be told apart; they are left out


@dataclass(frozen=True, slots=True)
class Outlook:
    """What lies ahead of a fund."""

    fund: Fund
    day: date
    closed: Closed
    spending: Spending
    planned: tuple[Planned, ...]  # by year

    @property
    def money_fen(self) -> int:
        """What the fund has: the owners' money and income that is not distributed."""
        return self.closed.owners_fen + self.closed.undistributed_fen

    @property
    def years(self) -> Fraction | None:
        """For how many years it lasts."""
        return years_lasting(self.money_fen, self.spending)


def outlooks_of(ledger: Ledger, day: date) -> tuple[Outlook, ...]:
    """Look ahead in every owners' fund of a community.

    Args:
        ledger: a loaded community without blocking findings.
        day: end of this day.

    Raises:
        OptionError: a planned renewal names no house of its fund.
    """
    posted = ledger.books.posted()
    return tuple(
        Outlook(
            fund,
            day,
            closed_balances(posted, fund, day),
            spending_before((one for one in posted if one.day <= day), fund, day),
            _planned(ledger, fund, day),
        )
        for fund in ledger.books.community.funds
        if fund.kind in OWNERS_FUND_KINDS
    )


def _planned(ledger: Ledger, fund: Fund, day: date) -> tuple[Planned, ...]:
    """Hold the renewals to come against balances, each after those before it have taken their share."""
    shares = ledger.replayed.shares[fund.code]
    now = shares.balances_at(day)
    balances = dict(zip(shares.holders, (now.principal + now.interest).tolist(), strict=True))
    found = []
    for renewal in ledger.books.community.renewals:
        if renewal.fund != fund.code or renewal.year < day.year:
            continue
        sharing, several = _sharing(ledger, fund, renewal, shares, day)
        asks = renewal_outlook(renewal.cost_fen, sharing, balances)
        balances = dict(balances_after(balances, asks, sharing))
        found.append(Planned(renewal, asks, several))
    return tuple(found)


def _sharing(
    ledger: Ledger, fund: Fund, renewal: Renewal, shares: FundShares, day: date
) -> tuple[Sharing, bool]:
    _, rows = fund_scope(ledger, fund, renewal.scope, day)
    if not rows:
        raise OptionError(
            Trouble(
                "community.toml", f"计划更新「{renewal.title}」的范围「{renewal.scope}」在 {day} 没有{fund.code}的房屋。",
                "请改正该段 [[renewal]] 的 scope 或 fund。", "民法典第283条：按照业主专有部分面积所占比例确定",
            )
        )  # fmt: skip
    units = selling_units(shares)
    unit = selling_unit_of(ledger, fund, rows, units[0], day) if len(units) == 1 else None
    return Sharing(fund.code, rows, unit), len(units) > 1


def words_of(outlook: Outlook) -> str:
    """Describe what lies ahead of a fund; no household is named."""
    closed = outlook.closed
    has = (
        f"{outlook.fund.code}：{outlook.day} 共有 {yuan(outlook.money_fen)} 元，其中业主的 {yuan(closed.owners_fen)} 元，"
        f"尚未分配的收益 {yuan(closed.undistributed_fen)} 元。"
    )
    planned = (_planned_words(one) for one in outlook.planned)
    return "\n".join([has, _lasting_words(outlook), *planned])


def _lasting_words(outlook: Outlook) -> str:
    spending, years = outlook.spending, outlook.years
    if not spending.years:
        return "账还没有记满一个整年，不推算够用多久。"
    span = f"近 {len(spending.years)} 个整年" if len(spending.years) < _IN_FULL else "近三年"
    listed = "、".join(map(str, spending.years))
    if years is None or spending.yearly_fen is None:
        return f"{span}（{listed}）没有支出，不作推算。"
    yearly = yuan(round_half_up(spending.yearly_fen))
    return f"{span}（{listed}）平均每年支出 {yearly} 元；照这样用，够用约 {decimal_text(years, 1)} 年。{NOT_COUNTED}"


def _planned_words(planned: Planned) -> str:
    renewal, asks = planned.renewal, planned.asks
    head = (
        f"{renewal.year} 年{renewal.title}，预计 {yuan(renewal.cost_fen)} 元，{len(asks.houses)} 户按面积分摊"
    )
    if asks.selling_unit_fen:
        head += f"，其中售房单位 {yuan(asks.selling_unit_fen)} 元"
        lacks = asks.selling_unit_lacking_fen
        head += f"（缺 {yuan(lacks)} 元）" if lacks else ""
    if planned.several_units:
        head += "（售房单位不止一个，没有计算它们的一份）"
    if not asks.short:
        return f"{head}：各户余额都够。"
    return (
        f"{head}：{len(asks.short)} 户余额不够，共缺 {yuan(asks.lacking_fen)} 元，这些户平均每平方米缺 "
        f"{yuan(round_half_up(asks.per_m2_fen))} 元；要每一户都够，各户每平方米须先续交 {yuan(covering_fen(asks))} 元。"
    )


def covering_fen(asks: RenewalOutlook) -> int:
    """Give the deposit per m² after which nobody falls short: up to the fen, so that it is enough."""
    return ceil(asks.covering_per_m2_fen)


def record_of(outlook: Outlook, *, households: bool) -> dict[str, Any]:
    """Give an outlook as programs read it; households only where they are asked for."""
    spending = outlook.spending
    return {
        "fund": outlook.fund.code,
        "at": outlook.day.isoformat(),
        "owners_money": plain_yuan(outlook.closed.owners_fen),
        "undistributed": plain_yuan(outlook.closed.undistributed_fen),
        "spending_years": list(spending.years),
        "spent": plain_yuan(spending.spent_fen),
        "years": None if outlook.years is None else str(outlook.years),
        "renewals": [_planned_record(planned, households=households) for planned in outlook.planned],
    }


def _planned_record(planned: Planned, *, households: bool) -> dict[str, Any]:
    renewal, asks = planned.renewal, planned.asks
    record: dict[str, Any] = {
        "title": renewal.title,
        "year": renewal.year,
        "scope": renewal.scope,
        "cost": plain_yuan(renewal.cost_fen),
        "household_count": len(asks.houses),
        "selling_unit": plain_yuan(asks.selling_unit_fen),
        "short_count": len(asks.short),
        "lacking": plain_yuan(asks.lacking_fen),
        "lacking_per_m2": str(asks.per_m2_fen / 100),
        "deposit_per_m2": plain_yuan(covering_fen(asks)),
    }
    if households:
        record["households"] = [
            dict(zip(HOUSE_COLUMNS, house_row(house), strict=True)) for house in asks.houses
        ]
    return record


HOUSE_COLUMNS: Final = ("household", "area_m2", "share", "balance", "lacking")


def house_row(house: HouseOutlook) -> tuple[str, ...]:
    """Give what a renewal asks of one house, as text."""
    return (
        house.house.id,
        square_metres(house.house.area_dm2),
        plain_yuan(house.share_fen),
        plain_yuan(house.balance_fen),
        plain_yuan(house.lacking_fen),
    )
