"""Arguments several commands share."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import click

from jjledger.period import Period, parse_period
from jjledger.store.system import RealSystem
from jjledger.units import fen_from_text


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


class Yuan(click.ParamType[int]):
    """An amount as people write it, 12,345.67, never below zero: whole fen."""

    name = "金额"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:  # noqa: ANN401 -- click's signature
        """Read an amount."""
        if isinstance(value, int):
            return value
        try:
            fen = fen_from_text(value)
        except ValueError:
            self.fail(f"「{value}」不是至多两位小数的金额，请写作 5818.80。", param, ctx)
        if fen < 0:
            self.fail(f"「{value}」是负数；收付的方向由命令决定，金额不写负号。", param, ctx)
        return fen


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
bank_option = click.option(
    "--bank", default="", metavar="银行", help="银行账户，科目名称的末段，例如 1234建行；只有一个时不写。"
)
today_option = click.option(
    "--today", type=Day(), callback=_today, metavar="日期", help="以这一天为今天（复查和演示用）。"
)
fund_option = click.option(
    "--fund", default="", metavar="资金", help="资金的 code，默认该户所在的、或第一项分户资金。"
)
household_option = click.option("--household", required=True, metavar="房屋", help="哪一户，例如 01-1-101。")
folder_option = click.option(
    "--to", "folder", type=click.Path(path_type=Path), metavar="文件夹",
    help="写到哪里，默认小区的 private/print。",
)  # fmt: skip
