"""`jjledger statement`: one household's year, for its owner."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from jjledger.cli.chinese import ChineseCommand
from jjledger.cli.opened import open_ledger
from jjledger.cli.options import (
    AsPeriod,
    folder_option,
    fund_option,
    household_option,
    json_option,
    ledger_argument,
    today_option,
)
from jjledger.period import Period, parse_period
from jjledger.store.system import RealSystem
from jjledger.workflows.households import fund_shares


@click.command(cls=ChineseCommand, short_help="打印一户的分户对账单。")
@ledger_argument
@household_option
@click.option("--period", type=AsPeriod(), metavar="期间", help="哪一期，例如 2025；默认上一年度。")
@fund_option
@folder_option
@json_option
@today_option
@click.pass_context
def statement(
    ctx: click.Context,
    ledger: Path,
    household: str,
    period: Period | None,
    fund: str,
    folder: Path | None,
    today: date,
    *,
    as_json: bool,
) -> None:
    """写出一户的对账单（网页、PDF、表格）：期初、逐笔变动及算式、利息、期末。只交给本户，不放到网站上。"""
    # Setting type takes half a second to import.
    from jjledger.render.data import json_bytes  # noqa: PLC0415 -- see above
    from jjledger.workflows.private_papers import PRINT  # noqa: PLC0415 -- see above
    from jjledger.workflows.statement import Wanted, statement_of, write_statement  # noqa: PLC0415 -- see above

    loaded = open_ledger(ctx, ledger, today)
    wanted = Wanted(household, period or parse_period(str(today.year - 1)), today)
    page = statement_of(loaded, fund_shares(loaded, fund, household), wanted)
    if as_json:
        click.echo(json_bytes(page), nl=False)
        return
    for path in write_statement(page, (folder or loaded.folder / PRINT).absolute(), RealSystem()):
        click.echo(str(path))
