"""`jjledger voucher attach`: an original that arrives after the voucher."""

from __future__ import annotations

from pathlib import Path

import click

from jjledger.cli.chinese import ChineseCommand
from jjledger.cli.options import ledger_argument
from jjledger.cli.voucher.asked import of_fund_option, papers_of, voucher_argument
from jjledger.cli.writing import Pen, carry_out, deed_options
from jjledger.workflows.vouchers.attach import plan_attach


@click.command("attach", cls=ChineseCommand, short_help="给已记账的凭证补附原始凭证。")
@ledger_argument
@voucher_argument
@click.argument(
    "papers", metavar="文件…", nargs=-1, required=True, type=click.Path(path_type=Path, dir_okay=False)
)
@of_fund_option
@deed_options
@click.pass_context
def attach(
    ctx: click.Context, ledger: Path, voucher: str, papers: tuple[Path, ...], fund: str, pen: Pen
) -> None:
    """补附原始凭证：凭证的文字不改，另写一行 document 指向它；文件按内容存放，记进原始凭证清册。"""
    brought = papers_of(papers)
    carry_out(ctx, ledger, pen, lambda loaded: plan_attach(loaded, voucher, fund, brought, pen.today))
