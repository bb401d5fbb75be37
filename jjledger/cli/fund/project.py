"""`jjledger fund project`: put a use of the fund on record, extend its budget, say where it stands."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from jjledger.cli.chinese import ChineseCommand, ChineseGroup
from jjledger.cli.opened import open_ledger, open_to_write
from jjledger.cli.options import Yuan, json_option, ledger_argument, today_option
from jjledger.cli.output import print_csv, print_json, print_table
from jjledger.cli.writing import Pen, finish, record_options
from jjledger.facts.community import OWNERS_FUND_KINDS
from jjledger.facts.project import Extra, Project
from jjledger.units import yuan
from jjledger.workflows.fund.cost import fund_scope
from jjledger.workflows.fund.project import (
    demand_scope,
    plan_announce,
    plan_extra,
    plan_new,
    project_of,
    standing_of,
)
from jjledger.workflows.fund.project_words import (
    SHARE_COLUMNS,
    project_shares,
    standing_record,
    standing_words,
)

_COLUMNS = ("fund", "household", *SHARE_COLUMNS)
_WORDS = ("资金", "房屋", "分摊", "本金", "利息", "欠款", "其中建设单位")
_LIST_COLUMNS = ("项目", "名称", "核准", "已付", "还可付")
project_argument = click.argument("identity", metavar="项目")


@click.group(cls=ChineseGroup, short_help="维修项目：立项、追加预算、公告、查看分摊。")
def project() -> None:
    """维修项目的记录，在账本的 projects 文件夹里；也可以直接编辑。"""


@project.command(cls=ChineseCommand, short_help="立项：做什么、哪些房屋、预算多少。")
@ledger_argument
@project_argument
@click.option("--title", required=True, metavar="名称", help="做什么，不写姓名和房号。")
@click.option("--scope", required=True, metavar="范围", help='由谁分摊，例如 "all"、"01-1 02"。')
@click.option("--category", required=True, metavar="类别", help="修的是什么，例如 电梯、屋面、消防。")
@click.option("--budget", required=True, type=Yuan(), metavar="金额", help="预算。")
@click.option(
    "--fund", "funds", multiple=True, metavar="资金", help="由哪项资金付，默认范围内房屋所属的各项。"
)
@click.option("--decision", default="", metavar="编号", help="所据的决定或应急证明，默认与项目同号。")
@click.option("--selling-unit", default="", metavar="编号", help="公房的售房单位；有几个时必写。")
@click.option(
    "--chargeable", is_flag=True,
    help="确认不属于不得列支的费用：保修期内的、专营单位的、人为损坏的、物业合同里的。",
)  # fmt: skip
@record_options
@click.pass_context
def new(
    ctx: click.Context,
    ledger: Path,
    identity: str,
    title: str,
    scope: str,
    category: str,
    budget: int,
    funds: tuple[str, ...],
    decision: str,
    selling_unit: str,
    pen: Pen,
    *,
    chargeable: bool,
) -> None:
    """登记一个维修项目。没有写 --chargeable 的，付款前要有人在记录里确认 not_chargeable = false。"""
    loaded = open_to_write(ctx, ledger, pen.today)
    demand_scope(loaded, scope, pen.day)
    owners = [fund for fund in loaded.books.community.funds if fund.kind in OWNERS_FUND_KINDS]
    chosen = funds or tuple(fund.code for fund in owners if fund_scope(loaded, fund, scope, pen.day)[1])
    planned = Project(
        identity, title.strip(), chosen, scope, category.strip(), budget, False if chargeable else None,
        decision or identity, selling_unit,
    )  # fmt: skip
    writing = plan_new(loaded, planned, pen.day)
    text = next(iter(writing.files.values())).decode()
    finish(loaded, pen, writing, text.rstrip("\n"), {"project": identity, "text": text})


@project.command(cls=ChineseCommand, short_help="追加预算：另经表决的超出部分。")
@ledger_argument
@project_argument
@click.option("--decision", required=True, metavar="编号", help="批准超出部分的决定。")
@click.option("--amount", required=True, type=Yuan(), metavar="金额", help="批准追加多少。")
@record_options
@click.pass_context
def extend(ctx: click.Context, ledger: Path, identity: str, decision: str, amount: int, pen: Pen) -> None:
    """登记对超出预算部分的批准。"""
    loaded = open_to_write(ctx, ledger, pen.today)
    found = project_of(loaded, identity)
    writing = plan_extra(loaded, found, Extra(decision, amount), pen.day)
    before = standing_of(loaded, found).approved_fen
    words = (
        f"项目 {identity}：核准 {yuan(before)} 元，追加 {yuan(amount)} 元，共 {yuan(before + amount)} 元。"
    )
    finish(loaded, pen, writing, words, {"project": identity, "approved": yuan(before + amount)})


@project.command(cls=ChineseCommand, short_help="公告：记下何时公告了使用总额和分摊。")
@ledger_argument
@project_argument
@record_options
@click.pass_context
def announce(ctx: click.Context, ledger: Path, identity: str, pen: Pen) -> None:
    """登记公告的日期；应急使用须在拨付完毕后的期限内公告。"""
    loaded = open_to_write(ctx, ledger, pen.today)
    writing = plan_announce(loaded, project_of(loaded, identity), pen.day)
    words = f"项目 {identity}：{pen.day} 向全体业主公告使用总额和分摊情况。"
    finish(loaded, pen, writing, words, {"project": identity, "announced": str(pen.day)})


@project.command(cls=ChineseCommand, short_help="查看一个项目和各户的分摊。")
@ledger_argument
@project_argument
@click.option("--csv", "as_csv", is_flag=True, help="输出各户分摊的 CSV。")
@json_option
@today_option
@click.pass_context
def show(
    ctx: click.Context, ledger: Path, identity: str, today: date, *, as_csv: bool, as_json: bool
) -> None:
    """预算、合同、已付多少，和各户到现在为止分摊的数（供内部使用，不公开）。"""
    loaded = open_ledger(ctx, ledger, today)
    standing = standing_of(loaded, project_of(loaded, identity))
    shares = project_shares(loaded, standing)
    if as_json:
        print_json({**standing_record(standing), "households": shares})
        return
    rows = [[row[column] for column in _COLUMNS] for row in shares]
    if as_csv:
        print_csv(_COLUMNS, rows)
        return
    click.echo(standing_words(standing))
    print_table(_WORDS, rows, frozenset(_WORDS[2:]))


@project.command("list", cls=ChineseCommand, short_help="列出全部项目。")
@ledger_argument
@json_option
@today_option
@click.pass_context
def list_projects(ctx: click.Context, ledger: Path, today: date, *, as_json: bool) -> None:
    """每个项目的核准数、已付数和还可付数。"""
    loaded = open_ledger(ctx, ledger, today)
    found = [standing_of(loaded, one) for one in loaded.books.projects.values() if one is not None]
    if as_json:
        print_json([standing_record(standing) for standing in found])
        return
    rows = [
        (one.project.id, one.project.title, *map(yuan, (one.approved_fen, one.paid_fen, one.open_fen)))
        for one in found
    ]
    print_table(_LIST_COLUMNS, rows, frozenset(("核准", "已付", "还可付")))
