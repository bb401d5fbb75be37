"""`jjledger fund refund`: money given back."""

from __future__ import annotations

from pathlib import Path

import click

from jjledger.cli.chinese import ChineseCommand
from jjledger.cli.opened import open_to_write
from jjledger.cli.options import Yuan, bank_option, household_option, ledger_argument
from jjledger.cli.writing import Pen, finish, pen_options
from jjledger.workflows.fund.refund import Refund, plan_refund


@click.command("refund", cls=ChineseCommand, short_help="退款。")
@ledger_argument
@household_option
@click.option("--amount", type=Yuan(), required=True, metavar="金额", help="退多少元，例如 100.00。")
@click.option("--prior-year", is_flag=True, help="退的是以前年度的交存。")
@bank_option
@click.option("--why", default="退还多交的维修资金", metavar="摘要", help="凭证摘要。")
@pen_options
@click.pass_context
def refund(
    ctx: click.Context,
    ledger: Path,
    household: str,
    amount: int,
    bank: str,
    why: str,
    pen: Pen,
    *,
    prior_year: bool,
) -> None:
    """退款：退回本年交存冲减交存收入；退回以前年度的，按小区的设定记。"""
    loaded = open_to_write(ctx, ledger, pen.today)
    wanted = Refund(household, amount, prior_year, bank, why)
    finish(loaded, pen, *plan_refund(loaded, wanted, pen.day))
