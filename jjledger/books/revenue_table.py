"""Read what community.toml says about public revenue: budgets, limits, classes of assets, outside figures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import pairwise
from typing import Final

from jjledger.books.toml_table import Table
from jjledger.facts.community import Fund
from jjledger.facts.revenue import (
    ASSET_CLASSES,
    AssetClass,
    Authority,
    Budget,
    ControlSource,
    Preliminary,
    RevenueSettings,
)
from jjledger.units import fen_from_text

_YEARS: Final = range(2000, 2200)


def read_revenue(top: Table, funds: Sequence[Fund]) -> RevenueSettings:
    """Read the tables about public revenue.

    Args:
        top: the file.
        funds: of the community.

    Raises:
        CommunityFileError: unknown or missing keys, or values that make no sense.
    """
    codes = {fund.code: fund.code for fund in funds}
    return RevenueSettings(
        tuple(_budget(table, codes) for table in top.tables("budget")),
        _authorities(top),
        _preliminary(top),
        tuple(_asset_class(table) for table in top.tables("asset_class")) or ASSET_CLASSES,
        tuple(_control(table, codes) for table in top.tables("control")),
    )


def _budget(table: Table, codes: Mapping[str, str]) -> Budget:
    fund = table.choice("fund", codes)
    account = table.get("account", str)
    if not account.startswith(f"Expenses:{fund}:"):
        raise table.refuse(
            "account",
            f"account「{account}」不是{fund}的支出科目。",
            f'例如 account = "Expenses:{fund}:6503业委会"',
        )
    year = table.get("year", int)
    if year not in _YEARS:
        raise table.refuse("year", f"year「{year}」不是年份。", "请写四位数的年份，例如 year = 2025。")
    budget = Budget(fund, account, year, table.amount("amount"), table.words("decision", "请写决定的编号。"))
    table.close()
    return budget


def _authorities(top: Table) -> tuple[Authority, ...]:
    tables = top.tables("authority")
    found = tuple(_authority(table) for table in tables)
    for (earlier, later), table in zip(pairwise(found), tables[1:], strict=False):
        if later.from_day <= earlier.from_day:
            raise table.refuse("from", "各段 authority 没有按日期从早到晚排列。", "请按 from 排列。")
    return found


def _authority(table: Table) -> Authority:
    authority = Authority(
        table.get("from", date),
        table.amount("item"),
        table.amount("year"),
        table.words("decision", "请写业主大会授权的决定编号。"),
    )
    if authority.year_fen < authority.item_fen:
        raise table.refuse("year", "全年的限额小于单笔的限额。", "请核对 item 和 year。")
    table.close()
    return authority


def _preliminary(top: Table) -> Preliminary | None:
    table = top.table("preliminary_service")
    if table is None:
        return None
    last_day = table.get("last_day", date) if "last_day" in table.values else None
    found = Preliminary(table.get("first_day", date), last_day)
    if last_day is not None and last_day < found.first_day:
        raise table.refuse("last_day", "last_day 早于 first_day。", "请核对前期物业服务期的起止日期。")
    table.close()
    return found


def _asset_class(table: Table) -> AssetClass:
    found = AssetClass(table.words("name", "请写类别的名称。"), table.get("earning", bool, default=False))
    table.close()
    return found


def _control(table: Table, codes: Mapping[str, str]) -> ControlSource:
    source = table.words("source", "请写数据来源，例如 道闸。")
    account = table.get("account", str)
    if not any(account.startswith(f"Income:{code}:") for code in codes):
        raise table.refuse("account", f"account「{account}」不是收入科目。", "请写它对应的收入科目的全名。")
    text = table.get("tolerance", str, "0")
    try:
        tolerance = fen_from_text(text)
    except ValueError as error:
        raise table.refuse("tolerance", f"tolerance「{text}」读不成金额。", '例如 "50.00"。') from error
    table.close()
    return ControlSource(source, account, abs(tolerance))
