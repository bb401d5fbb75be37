"""Arguments several commands share."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import click

from jjledger.period import Period, parse_period
from jjledger.store.system import RealSystem


class Day(click.ParamType[date]):
    """A day as people write it: 2025-12-31."""

    name = "日期"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:  # noqa: ANN401 -- click's signature
        """Read a day."""
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(value)
        except ValueError:
            self.fail(f"「{value}」不是日期，请写作 2025-12-31。", param, ctx)


class AsPeriod(click.ParamType[Period]):
    """A period as people write it: 2025, 2025-H1 or 2025-Q3."""

    name = "期间"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Period:  # noqa: ANN401 -- click's signature
        """Read a period."""
        if isinstance(value, Period):
            return value
        try:
            return parse_period(value)
        except ValueError as error:
            self.fail(f"{error}。", param, ctx)


def _today(ctx: click.Context, param: click.Parameter, value: date | None) -> date:
    del ctx, param
    return value or RealSystem().today()


ledger_argument = click.argument("ledger", metavar="账本", type=click.Path(path_type=Path))
ledgers_argument = click.argument(
    "ledgers", metavar="账本…", nargs=-1, required=True, type=click.Path(path_type=Path)
)
json_option = click.option("--json", "as_json", is_flag=True, help="输出 JSON，供程序读取。")
today_option = click.option(
    "--today", type=Day(), callback=_today, metavar="日期", help="以这一天为今天（复查和演示用）。"
)
fund_option = click.option(
    "--fund", default="", metavar="资金", help="资金的 code，默认该户所在的、或第一项分户资金。"
)
