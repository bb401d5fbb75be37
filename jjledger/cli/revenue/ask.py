"""`jjledger revenue contracts|expected|net|budget|assets|controls`: questions that change nothing."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from jjledger.cli.chinese import ChineseCommand
from jjledger.cli.opened import open_ledger
from jjledger.cli.options import AsPeriod, Day, json_option, ledger_argument, today_option
from jjledger.cli.output import print_json, print_table
from jjledger.period import Period
from jjledger.workflows.fund.dividend import revenue_fund
from jjledger.workflows.revenue.answer import Answer
from jjledger.workflows.revenue.assets import assets_answer, controls_answer
from jjledger.workflows.revenue.budget import budget_answer
from jjledger.workflows.revenue.contracts import contracts_of, expected_of
from jjledger.workflows.revenue.net import net_answer

revenue_option = click.option(
    "--fund", default="", metavar="资金", help="公共收益资金的 code；只有一项时不写。"
)
period_option = click.option(
    "--period", type=AsPeriod(), required=True, metavar="期间", help="2025-Q1、2025-H1、2025 或 2025-03。"
)


def _show(answer: Answer, *, as_json: bool) -> None:
    if as_json:
        print_json(answer.recorded)
        return
    for line in answer.told:
        click.echo(line)
    for table in answer.tables:
        if table.rows:
            click.echo(f"\n{table.title}")
            print_table(table.columns, table.rows, table.right)


@click.command(cls=ChineseCommand, short_help="公共收益的合同，哪些快到期。")
@ledger_argument
@json_option
@today_option
@click.pass_context
def contracts(ctx: click.Context, ledger: Path, today: date, *, as_json: bool) -> None:
    """列出公共收益的合同（contracts/*.toml）和六十天内到期的；对方名称不公开。"""
    _show(contracts_of(open_ledger(ctx, ledger, today), today), as_json=as_json)


@click.command(cls=ChineseCommand, short_help="合同应收和已收，逾期几天。")
@ledger_argument
@click.option("--through", type=Day(), metavar="日期", help="算到这一天，默认今天。")
@json_option
@today_option
@click.pass_context
def expected(ctx: click.Context, ledger: Path, through: date | None, today: date, *, as_json: bool) -> None:
    """各合同每一期应收多少、已收多少、逾期几天；收款凭证写 contract: "编号"，先还最早的一期。"""
    _show(expected_of(open_ledger(ctx, ledger, today), through or today), as_json=as_json)


@click.command(cls=ChineseCommand, short_help="收入、合理成本和净收入分开。")
@ledger_argument
@period_option
@revenue_option
@json_option
@today_option
@click.pass_context
def net(ctx: click.Context, ledger: Path, period: Period, fund: str, today: date, *, as_json: bool) -> None:
    """一段期间的收入、合理成本（6401 成本、6402 税费）、净收入和它的使用。"""
    loaded = open_ledger(ctx, ledger, today)
    _show(net_answer(loaded, revenue_fund(loaded, fund), period), as_json=as_json)


@click.command(cls=ChineseCommand, short_help="预算和授权限额用了多少。")
@ledger_argument
@click.option("--year", type=click.IntRange(2000, 2199), metavar="年", help="哪一年，默认今年。")
@json_option
@today_option
@click.pass_context
def budget(ctx: click.Context, ledger: Path, year: int | None, today: date, *, as_json: bool) -> None:
    """公共收益的预算（[[budget]]）和业主委员会的授权限额（[[authority]]）用了多少、还剩多少。"""
    _show(budget_answer(open_ledger(ctx, ledger, today), year or today.year), as_json=as_json)


@click.command(cls=ChineseCommand, short_help="公共资产清单，每项收了多少。")
@ledger_argument
@period_option
@revenue_option
@json_option
@today_option
@click.pass_context
def assets(
    ctx: click.Context, ledger: Path, period: Period, fund: str, today: date, *, as_json: bool
) -> None:
    """公共资产清单（assets.csv）和每项资产的收入；几项资产合一份合同的，按数量分。"""
    loaded = open_ledger(ctx, ledger, today)
    _show(assets_answer(loaded, revenue_fund(loaded, fund), period), as_json=as_json)


@click.command(cls=ChineseCommand, short_help="道闸、充电桩、快递柜的记录与账上比对。")
@ledger_argument
@period_option
@json_option
@today_option
@click.pass_context
def controls(ctx: click.Context, ledger: Path, period: Period, today: date, *, as_json: bool) -> None:
    """外部数据（controls/*.csv）逐月与账上收入比对；来源对应的科目写在 [[control]]。"""
    _show(controls_answer(open_ledger(ctx, ledger, today), period), as_json=as_json)
