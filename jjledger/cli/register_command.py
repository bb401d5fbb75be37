"""`jjledger register`: the houses, taken over from a list."""

from __future__ import annotations

from pathlib import Path

import click

from jjledger.cli.chinese import ChineseCommand, ChineseGroup
from jjledger.cli.options import ledger_argument
from jjledger.cli.writing import Pen, carry_out, record_options
from jjledger.intake.sheet import read_sheet
from jjledger.workflows.rosters import HOUSES, plan_register


@click.group(cls=ChineseGroup, short_help="房屋登记册：从 Excel 或 CSV 导入。")
def register() -> None:
    """房屋登记册 register.csv：一户一行，没有姓名。"""


@register.command("import", cls=ChineseCommand, short_help="新增房屋、更正面积，从某一天起。")
@ledger_argument
@click.argument("file", metavar="文件", type=click.Path(path_type=Path))
@record_options
@click.pass_context
def import_register(ctx: click.Context, ledger: Path, file: Path, pen: Pen) -> None:
    """从一份 XLSX、XLS 或 CSV 清单导入：房号、建筑面积，可有用途、首期交存、交付日期；列按表头认。

    原来没有的房屋新增；面积或用途不同的，原来的一行到前一天为止，新的一行从 --date 起，过去的分摊不变。
    """
    lines = read_sheet(file, HOUSES)
    carry_out(ctx, ledger, pen, lambda loaded: plan_register(loaded, lines, pen.day))
