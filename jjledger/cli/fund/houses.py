"""`jjledger fund lost|transfer|split|merge`: what happens to houses."""

from __future__ import annotations

from pathlib import Path

import click

from jjledger.cli.chinese import ChineseCommand
from jjledger.cli.opened import open_to_write
from jjledger.cli.options import Yuan, bank_option, household_option, ledger_argument
from jjledger.cli.writing import Pen, finish, pen_options
from jjledger.errors import OptionError, Trouble
from jjledger.workflows.fund.houses import (
    plan_lost,
    plan_lost_payment,
    plan_merge,
    plan_split,
    plan_title,
    read_new_house,
)
from jjledger.workflows.fund.selling_unit import plan_unit_return

_area_changed = click.option("--area-changed", is_flag=True, help="重新测绘过，新面积与原面积不同。")


@click.command("lost", cls=ChineseCommand, short_help="房屋灭失，返还余额。")
@ledger_argument
@click.option("--household", default="", metavar="房屋", help="哪一户，例如 01-1-101。")
@click.option("--selling-unit", default="", metavar="编号", help="公房：返还哪个售房单位，例如 01。")
@click.option("--amount", type=Yuan(), metavar="金额", help="返还售房单位多少，默认它的全部余额。")
@click.option("--owed", is_flag=True, help="款还没有付，先记应付（2001）。")
@click.option("--pay", is_flag=True, help="支付先前记的应付。")
@bank_option
@pen_options
@click.pass_context
def lost(
    ctx: click.Context,
    ledger: Path,
    household: str,
    selling_unit: str,
    amount: int | None,
    bank: str,
    pen: Pen,
    *,
    owed: bool,
    pay: bool,
) -> None:
    """房屋灭失：返还该户全部本金和利息，登记册里这一户到当日为止；公房另把售房单位的余额返还给它。"""
    if bool(household) == bool(selling_unit) or (household and amount is not None) or (owed and pay):
        raise OptionError(
            Trouble(
                "jjledger fund lost",
                "没有写明返还给谁，或者写法互相冲突。",
                "请写 --household 或 --selling-unit。",
            )
        )
    loaded = open_to_write(ctx, ledger, pen.today)
    if selling_unit:
        planned = plan_unit_return(loaded, selling_unit, amount, pen.day, bank)
    elif pay:
        planned = plan_lost_payment(loaded, household, pen.day, bank)
    else:
        planned = plan_lost(loaded, household, pen.day, owed=owed, bank=bank)
    finish(loaded, pen, *planned)


@click.command("transfer", cls=ChineseCommand, short_help="过户：余额随房屋转移。")
@ledger_argument
@household_option
@click.option("--owner", default="", metavar="姓名", help="新业主姓名，只写进 private/owners.csv。")
@pen_options
@click.pass_context
def transfer(ctx: click.Context, ledger: Path, household: str, owner: str, pen: Pen) -> None:
    """过户：余额和历史随房屋归新业主，没有收付；给出过户余额证明，在账上留一条附注。"""
    loaded = open_to_write(ctx, ledger, pen.today)
    finish(loaded, pen, *plan_title(loaded, household, pen.day, owner.strip()))


@click.command("split", cls=ChineseCommand, short_help="一户分成几户。")
@ledger_argument
@household_option
@click.option(
    "--into",
    multiple=True,
    required=True,
    metavar="房屋:面积",
    help="新房屋，可写多次，例如 01-1-101A:45.00。",
)
@_area_changed
@pen_options
@click.pass_context
def split(
    ctx: click.Context, ledger: Path, household: str, into: tuple[str, ...], pen: Pen, *, area_changed: bool
) -> None:
    """房屋分割：本金、利息和首期应交额按面积分给新房屋，合计一分不变。"""
    loaded = open_to_write(ctx, ledger, pen.today)
    houses = [read_new_house(text) for item in into for text in item.split()]
    finish(loaded, pen, *plan_split(loaded, household, houses, pen.day, area_changed=area_changed))


@click.command("merge", cls=ChineseCommand, short_help="几户合成一户。")
@ledger_argument
@click.option("--households", multiple=True, required=True, metavar="房屋", help="要合并的房屋，可写多次。")
@click.option("--into", required=True, metavar="房屋:面积", help="新房屋，例如 01-1-101Z:217.82。")
@_area_changed
@pen_options
@click.pass_context
def merge(
    ctx: click.Context, ledger: Path, households: tuple[str, ...], into: str, pen: Pen, *, area_changed: bool
) -> None:
    """房屋合并：几户的本金和利息加到新房屋。"""
    loaded = open_to_write(ctx, ledger, pen.today)
    olds = [name for item in households for name in item.split()]
    finish(loaded, pen, *plan_merge(loaded, olds, read_new_house(into), pen.day, area_changed=area_changed))
