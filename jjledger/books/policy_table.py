"""Read a fund's dated policies, and expand the rules of a city where one is taken over."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from fractions import Fraction
from itertools import pairwise
from typing import Final, Literal, get_args

from jjledger.books.rate_table import published_table, read_rate_table
from jjledger.books.toml_table import Table
from jjledger.errors import LedgerNotFoundError
from jjledger.facts.community import (
    DayCount,
    DeclaredInterest,
    DrawOrder,
    FundPolicy,
    InterestPolicy,
    PoolInterest,
    PriorRefund,
    RateDay,
    Remainder,
    TopUp,
)
from jjledger.facts.rates import RateTable
from jjledger.law.city_interest import CityRule, city_rules, published_rates
from jjledger.units import share_from_text

_METHODS: Final = {"pool": "pool", "declared": "declared"}
_REMAINDERS: Final[dict[str, Remainder]] = {rule: rule for rule in get_args(Remainder)}
_DRAWS: Final[dict[str, DrawOrder]] = {order: order for order in get_args(DrawOrder)}
_DAY_COUNTS: Final[dict[str, DayCount]] = {count: count for count in get_args(DayCount)}
_RATE_DAYS: Final[dict[str, RateDay]] = {rule: rule for rule in get_args(RateDay)}
_TOP_UPS: Final[dict[str, TopUp]] = {rule: rule for rule in get_args(TopUp)}
_PRIOR_REFUNDS: Final[dict[str, PriorRefund]] = {rule: rule for rule in get_args(PriorRefund)}
_OTHER: Final[dict[str, Literal["undistributed", "owners"]]] = {
    "undistributed": "undistributed",
    "owners": "owners",
}
_MONTH_DAY: Final = re.compile(r"(\d\d)-(\d\d)", re.ASCII)
_COMMON_YEAR: Final = 2023  # 29 February is no day of every year


def read_policies(fund: Table, code: str) -> tuple[FundPolicy, ...]:
    """Read the policies of a fund, oldest first; a city's rule becomes as many as it had periods.

    Args:
        fund: the fund's table.
        code: the fund's, for messages.

    Raises:
        CommunityFileError: unknown or missing keys, values that make no sense, or days that do not rise.
        RegisterError: a rate table that cannot be read.
    """
    tables = fund.tables("policy")
    policies = [_policy(table) for table in tables]
    for (earlier, later), table in zip(pairwise(policies), tables[1:], strict=True):
        if later[0].from_day <= earlier[0].from_day:
            raise table.refuse(
                "from",
                f"{code} 的各段 policy 没有按日期从早到晚排列。",
                "请按 from 从早到晚排列，日期不能相同。",
            )
    found: list[FundPolicy] = []
    for own in policies:
        # A city's later periods end where the community's next policy begins.
        found = [policy for policy in found if policy.from_day < own[0].from_day] + own
    return tuple(found)


def _policy(table: Table) -> list[FundPolicy]:
    """Read one table: one policy, or those of a city from its day on."""
    from_day = table.get("from", date)
    interest = table.table("interest")
    source = table.get("source", str, "")
    bare = FundPolicy(
        from_day,
        None,
        table.choice("draw_order", _DRAWS, "principal"),
        table.choice("other_expense", _OTHER, "undistributed"),
        table.choice("top_up", _TOP_UPS, "difference"),
        table.choice("prior_refund", _PRIOR_REFUNDS, "expense"),
        source,
    )
    table.close()
    if interest is None:
        return [bare]
    if "preset" not in interest.values:
        return [replace(bare, interest=_interest(interest))]
    return _of_city(interest, bare)


def _of_city(table: Table, bare: FundPolicy) -> list[FundPolicy]:
    """Take over a city's rule from the policy's day on, with the community's own keys over it."""
    rule: CityRule = table.choice("preset", city_rules())
    own = {key: value for key, value in table.values.items() if key != "preset"}
    in_force = [period for period in rule.periods if period.from_day <= bare.from_day]
    if not in_force:
        raise table.refuse(
            "preset", f"{rule.title}的办法从 {rule.periods[0].from_day} 起才有记载，早于它的 {bare.from_day} 不能照搬。",
            f"请把 from 改到 {rule.periods[0].from_day} 或以后，之前的一段自己写明。",
        )  # fmt: skip
    later = [period for period in rule.periods if period.from_day > bare.from_day]
    return [
        replace(
            bare,
            from_day=max(period.from_day, bare.from_day),
            interest=_interest(replace(table, values={**period.interest, **own})),
            source=bare.source or f"{rule.title}：{rule.source}",
            uncertain=rule.uncertain,
        )
        for period in (in_force[-1], *later)
    ]


def _interest(table: Table) -> InterestPolicy:
    declared = table.choice("method", _METHODS) == "declared"
    interest = _declared(table) if declared else _pool(table)
    table.close()
    return interest


def _pool(table: Table) -> PoolInterest:
    share = table.get("management_share", str)
    try:
        kept_back = Fraction(0) if share == "0" else share_from_text(share)
    except ValueError:
        kept_back = Fraction(1)
    if kept_back == 1:
        raise table.refuse(
            "management_share",
            f"management_share「{share}」不是 0 到 1 之间的分数。",
            '请写作分数，例如 "37/2000"。',
        )
    return PoolInterest(kept_back, table.choice("remainder", _REMAINDERS), _settle(table))


def _declared(table: Table) -> DeclaredInterest:
    day_count = table.choice("day_count", _DAY_COUNTS)
    rates = _rates(table)
    columns: Mapping[str, str] = {column: column for row in rates.rows for column in row.rates}
    return DeclaredInterest(
        day_count,
        rates,
        table.choice("current_year", columns),
        table.choice("carried_over", columns),
        table.choice("rate_day", _RATE_DAYS),
        _settle(table),
    )


def _rates(table: Table) -> RateTable:
    """Read the table of rates: one that comes with the package, or a file of the community."""
    name = table.get("rates", str)
    published = published_rates()
    if name in published:
        return published_table(published[name])
    remedy = f"可以写：{'、'.join(published)}，或者本小区文件夹里的一个 CSV，例如 rates.csv。"
    if not name.endswith(".csv"):
        raise table.refuse("rates", f"没有收录利率表「{name}」。", remedy)
    if not table.source.exists(name):
        raise table.refuse("rates", f"文件夹里没有利率表 {name}。", remedy)
    try:
        return read_rate_table(table.source, name, name)
    except LedgerNotFoundError as error:
        raise table.refuse("rates", f"读不了利率表 {name}。", remedy) from error


def _settle(table: Table) -> tuple[tuple[int, int], ...]:
    """Read the last counted days of a year, in order."""
    texts = table.get("settle", list, [])
    days = sorted(_month_day(table, text) for text in texts)
    if len(set(days)) != len(days):
        raise table.refuse("settle", "settle 里有重复的日子。", "每个结息日只写一次。")
    return tuple(days)


def _month_day(table: Table, text: object) -> tuple[int, int]:
    match = _MONTH_DAY.fullmatch(text) if isinstance(text, str) else None
    try:
        day = date(_COMMON_YEAR, int(match[1]), int(match[2])) if match else None
    except ValueError:
        day = None
    if day is None:
        raise table.refuse(
            "settle", f"settle 里的「{text}」不是每年都有的一天。", '请写最后计息日的月和日，例如 ["06-30"]。'
        )
    return day.month, day.day
