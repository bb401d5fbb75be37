"""`jjledger fund yield`: what the money earned, beside what the published rates would have given."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from jjledger.cli.chinese import ChineseCommand
from jjledger.cli.opened import open_ledger
from jjledger.cli.options import AsPeriod, json_option, ledger_argument, today_option
from jjledger.cli.output import print_json
from jjledger.period import Period
from jjledger.workflows.plan import refuse_unfinished
from jjledger.workflows.yields import record_of, words_of, yields_of


@click.command("yield", cls=ChineseCommand, short_help="收益率，与公布的利率对照。")
@ledger_argument
@click.option(
    "--period", type=AsPeriod(), required=True, metavar="期间", help="例如 2025、2025-H1 或 2025-Q3。"
)
@json_option
@today_option
@click.pass_context
def yield_command(ctx: click.Context, ledger: Path, period: Period, today: date, *, as_json: bool) -> None:
    """维修资金一段期间赚了多少，年化多少，照公布的活期、三个月、一年利率本可得多少。"""
    loaded = open_ledger(ctx, ledger, today)
    refuse_unfinished(loaded.books, period, today)
    found = yields_of(loaded, period)
    if as_json:
        print_json([record_of(one) for one in found])
        return
    click.echo("\n\n".join(words_of(one) for one in found))
