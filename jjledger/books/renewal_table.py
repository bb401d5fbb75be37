"""Read `[[renewal]]` of community.toml: what somebody plans to renew, in which year, at what cost."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from jjledger.books.toml_table import Table
from jjledger.facts.community import OWNERS_FUND_KINDS, Fund, Renewal

_YEARS: Final = range(2000, 2200)


def read_renewals(top: Table, funds: Sequence[Fund]) -> tuple[Renewal, ...]:
    """Read the planned renewals, by year; those of one year in the order written.

    Args:
        top: the file.
        funds: of the community.

    Raises:
        CommunityFileError: an unknown fund, a scope, year or cost that is none.
    """
    codes = {fund.code: fund.code for fund in funds if fund.kind in OWNERS_FUND_KINDS}
    return tuple(sorted((_renewal(table, codes) for table in top.tables("renewal")), key=_year))


def _renewal(table: Table, codes: dict[str, str]) -> Renewal:
    title = table.words("title", '请写更新什么，例如 title = "更换电梯"。')
    scope = table.scope("all")
    year = table.get("year", int)
    if year not in _YEARS:
        raise table.refuse("year", f"year「{year}」不是年份。", "请写四位数的年份，例如 year = 2031。")
    renewal = Renewal(title, table.choice("fund", codes), scope, year, table.amount("cost"))
    table.close()
    return renewal


def _year(renewal: Renewal) -> int:
    return renewal.year
