"""`jjledger new`: lay down a community that passes every check."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from jjledger.cli.options import today_option
from jjledger.store.system import RealSystem
from jjledger.workflows.new_community import Wish, lay_down_community


@click.command(short_help="新建一个小区的账本。")
@click.argument("folder", metavar="文件夹", type=click.Path(path_type=Path))
@click.option("--name", prompt="小区名称", metavar="名称", help="小区名称，例如 示范小区。")
@click.option(
    "--region",
    prompt="行政区划代码",
    default="3310",
    show_default=True,
    metavar="代码",
    help="GB/T 2260，例如 3310。",
)
@click.option(
    "--bank",
    prompt="维修资金开户银行（例如 1234建行）",
    default="0001开户银行",
    show_default=True,
    metavar="银行",
    help="维修资金账户的尾号和银行。",
)
@click.option(
    "--revenue-bank",
    prompt="公共收益开户银行（例如 5678农行）",
    default="0002开户银行",
    show_default=True,
    metavar="银行",
    help="公共收益账户的尾号和银行。",
)
@today_option
def new(folder: Path, name: str, region: str, bank: str, revenue_bank: str, today: date) -> None:
    """在文件夹里放好一个小区的账本：设定、科目、房屋登记册和第一个月的文件，可以直接记账。"""
    wish = Wish(folder.absolute(), name, region, (bank, revenue_bank), today)
    written = lay_down_community(wish, RealSystem())
    click.echo(f"已建立 {name}：")
    for path in written:
        click.echo(f"  {path}")
    click.echo(f"下一步：在 register.csv 登记房屋，然后  jjledger check {folder}")
