"""`jjledger fund outlook`: how long the money lasts, and who falls short of what is planned."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Final

import click

from jjledger.cli.chinese import ChineseCommand
from jjledger.cli.opened import open_ledger
from jjledger.cli.options import Day, json_option, ledger_argument, today_option
from jjledger.cli.output import print_json, print_table
from jjledger.workflows.outlook import HOUSE_COLUMNS, Outlook, house_row, outlooks_of, record_of, words_of

_AMOUNTS: Final = frozenset(HOUSE_COLUMNS[1:])


@click.command(cls=ChineseCommand, short_help="钱够用几年，计划的更新缺多少。")
@ledger_argument
@click.option("--at", type=Day(), metavar="日期", help="以这一天的余额算，默认今天。")
@click.option("--households", is_flag=True, help="列出各户的分摊和缺额；名单到户，不公开。")
@json_option
@today_option
@click.pass_context
def outlook(
    ctx: click.Context, ledger: Path, at: date | None, today: date, *, households: bool, as_json: bool
) -> None:
    """维修资金够用几年；计划的更新（community.toml 的 [[renewal]]）有多少户余额不够、缺多少。"""
    found = outlooks_of(open_ledger(ctx, ledger, today), at or today)
    if as_json:
        print_json([record_of(one, households=households) for one in found])
        return
    for one in found:
        click.echo(words_of(one))
        if households:
            _print_houses(one)
        click.echo()


def _print_houses(one: Outlook) -> None:
    for planned in one.planned:
        click.echo(f"\n{planned.renewal.year} 年{planned.renewal.title}")
        print_table(HOUSE_COLUMNS, [house_row(house) for house in planned.asks.houses], _AMOUNTS)
