"""`jjledger new`: lay down a community that passes every check."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path

import click

from jjledger.cli.chinese import ChineseCommand
from jjledger.cli.options import today_option
from jjledger.errors import OptionError
from jjledger.store.lock import account
from jjledger.store.system import RealSystem
from jjledger.workflows.new_community import (
    Wish,
    district_without,
    keep_history,
    lay_down_community,
    refuse_bank,
    refuse_folder,
    refuse_name,
    refuse_region,
    refuse_shared_bank,
)

_REGION, _BANK, _REVENUE_BANK = "3310", "0001开户银行", "0002开户银行"


@click.command(cls=ChineseCommand, short_help="新建一个小区的账本。")
@click.argument("folder", metavar="文件夹", type=click.Path(path_type=Path))
@click.option("--name", metavar="名称", help="小区名称，例如 示范小区。")
@click.option("--region", metavar="代码", help=f"行政区划代码（GB/T 2260），默认 {_REGION}。")
@click.option("--bank", metavar="银行", help=f"维修资金账户的尾号和银行，默认 {_BANK}。")
@click.option("--revenue-bank", metavar="银行", help=f"公共收益账户的尾号和银行，默认 {_REVENUE_BANK}。")
@today_option
def new(
    folder: Path,
    name: str | None,
    region: str | None,
    bank: str | None,
    revenue_bank: str | None,
    today: date,
) -> None:
    """在文件夹里放好一个小区的账本：设定、科目、房屋登记册和本月的文件，可以直接记账。

    没有写的选项，在终端里会逐项询问；不在终端里就用默认值。
    """
    refuse_folder(folder.absolute())
    name = name or _ask("小区名称", None, refuse_name)
    region = region or _ask(
        "行政区划代码（GB/T 2260，台州 3310；决定适用哪里的法规）", _REGION, refuse_region
    )
    bank = bank or _ask("维修资金的银行账户，尾号和银行，例如 1234建行", _BANK, refuse_bank)
    revenue_bank = revenue_bank or _ask(
        "公共收益的银行账户，尾号和银行，例如 5678农行", _REVENUE_BANK, partial(_refuse_revenue_bank, bank)
    )
    wish = Wish(folder.absolute(), name, region, (bank, revenue_bank), today)
    written = lay_down_community(wish, RealSystem())
    click.echo(f"已建立 {name}：")
    for path in written:
        click.echo(f"  {path}")
    click.echo(keep_history(wish.folder, written, account(), RealSystem()))
    click.echo(f"下一步：在 register.csv 登记房屋，然后  jjledger check {folder}")
    district = district_without(wish.folder)
    if district is not None:
        click.echo(f'要和别的小区一起公示，请在 {district} 的 communities 里加上  "{wish.folder.name}",')


def _refuse_revenue_bank(bank: str, revenue_bank: str) -> None:
    refuse_bank(revenue_bank)
    refuse_shared_bank(bank, revenue_bank)


def _ask(question: str, default: str | None, refuse: Callable[[str], None]) -> str:
    """Ask on a terminal until the answer will do; elsewhere take the default, or refuse where there is none."""
    while sys.stdin.isatty():
        answer = str(click.prompt(question, default=default))
        try:
            refuse(answer)
        except OptionError as error:
            click.echo(f"{error.trouble.what}{error.trouble.remedy}")
        else:
            return answer
    if default is None:
        raise click.UsageError("缺少 --name。")
    return default
