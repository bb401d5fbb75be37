"""`jjledger revenue top-up`: the pair of vouchers that moves public revenue to the maintenance fund."""

from __future__ import annotations

from pathlib import Path

import click

from jjledger.cli.chinese import ChineseCommand
from jjledger.cli.options import bank_option, ledger_argument
from jjledger.cli.revenue.ask import period_option, revenue_option
from jjledger.cli.writing import Pen, carry_out, pen_options
from jjledger.period import Period
from jjledger.workflows.fund.dividend import revenue_fund
from jjledger.workflows.revenue.top_up import Wanted, plan_top_up


@click.command(cls=ChineseCommand, short_help="按规定的份额补充维修资金。")
@ledger_argument
@period_option
@revenue_option
@click.option(
    "--preset", default="", metavar="地方",
    help="参照哪个市：cn-3305 湖州、cn-31 上海、cn-3311 丽水；默认本小区自己的规定。",
)  # fmt: skip
@click.option("--cap", is_flag=True, help="补充到首期交存额为止（当地或本小区规定可以停止的）。")
@bank_option
@click.option("--to-bank", default="", metavar="银行", help="维修资金的银行账户；只有一个时不写。")
@pen_options
@click.pass_context
def top_up(
    ctx: click.Context, ledger: Path, pen: Pen, period: Period, fund: str, preset: str, bank: str, to_bank: str,
    *, cap: bool,
) -> None:  # fmt: skip
    """公共收益按规定的份额补充维修资金：付、收两张凭证，链接、同额；没有应补的不记。"""
    wanted = Wanted(period, pen.day, preset, cap, bank, to_bank)
    carry_out(ctx, ledger, pen, lambda loaded: plan_top_up(loaded, revenue_fund(loaded, fund), wanted))
