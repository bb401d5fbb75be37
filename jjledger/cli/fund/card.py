"""`jjledger fund card`: a household's sub-ledger of any days."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from jjledger.cli.chinese import ChineseCommand
from jjledger.cli.opened import open_ledger
from jjledger.cli.options import Day, folder_option, fund_option, json_option, ledger_argument, today_option
from jjledger.store.system import RealSystem


@click.command(cls=ChineseCommand, short_help="打印一户的分户账。")
@ledger_argument
@click.argument("household", metavar="房屋")
@click.option("--from", "first_day", type=Day(), metavar="日期", help="从这一天起，默认从头。")
@click.option("--until", "last_day", type=Day(), metavar="日期", help="到这一天止，默认今天。")
@fund_option
@folder_option
@json_option
@today_option
@click.pass_context
def card(
    ctx: click.Context,
    ledger: Path,
    household: str,
    first_day: date | None,
    last_day: date | None,
    fund: str,
    folder: Path | None,
    today: date,
    *,
    as_json: bool,
) -> None:
    """写出一户的分户账（网页、PDF、表格）：增加、减少、可用，各分本金、利息、小计，逐笔结余。

    售房单位写作 selling_unit:01。只写到 private/print，不公开。
    """
    # Setting type takes half a second to import.
    from jjledger.render.data import json_bytes  # noqa: PLC0415 -- see above
    from jjledger.workflows.ledger_card import card_of, write_card  # noqa: PLC0415 -- see above
    from jjledger.workflows.private_papers import PRINT  # noqa: PLC0415 -- see above

    loaded = open_ledger(ctx, ledger, today)
    page = card_of(loaded, fund, household, first_day, last_day or today)
    if as_json:
        click.echo(json_bytes(page), nl=False)
        return
    for path in write_card(page, (folder or loaded.folder / PRINT).absolute(), RealSystem()):
        click.echo(str(path))
