"""`jjledger fund deposit`: one household's deposit, a file of them, or first deposits by the standard."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Final

import click

from jjledger.cli.chinese import ChineseCommand
from jjledger.cli.opened import open_to_write
from jjledger.cli.options import Yuan, bank_option, fund_option, ledger_argument
from jjledger.cli.writing import Pen, finish, pen_options
from jjledger.errors import OptionError, Trouble
from jjledger.intake.sheet import read_sheet
from jjledger.workflows.fund.accounts import bank_of
from jjledger.workflows.fund.deposit import (
    COLUMNS,
    DEVELOPER,
    Deposits,
    numbered,
    plan_batch,
    plan_first,
    plan_selling_unit,
    plan_single,
    refuse_sold,
    writing_of,
)
from jjledger.workflows.fund.deposit_words import record_of, words_of
from jjledger.workflows.fund.roll import Roll
from jjledger.workflows.households import fund_shares

_DEVELOPER: Final = "开发建设单位"
receipt_from_option = click.option(
    "--receipt-from", default="", metavar="起号", help="票据号从这个号起，按行往下数。"
)


@click.command(cls=ChineseCommand, short_help="交存：一户、一批（CSV、XLSX），或按标准算首期。")
@ledger_argument
@click.option("--household", default="", metavar="房屋", help="哪一户，与 --amount 一起写。")
@click.option("--amount", type=Yuan(), metavar="金额", help="这一户交多少。")
@click.option(
    "--selling-unit", "unit", default="", metavar="编号", help="公房：售房单位，与 --amount 一起写。"
)
@click.option("--receipt", default="", metavar="票据号", help="这一户的票据号。")
@click.option("--file", type=click.Path(path_type=Path), metavar="文件", help="一批：银行或开发单位的表格。")
@click.option("--first", is_flag=True, help="首期：还没有交过的各户，面积 × 当日生效的标准。")
@click.option("--scope", default="", metavar="范围", help='首期的范围，例如 "01 02-1"，默认全部。')
@click.option(
    "--payer", default="", metavar="付款人",
    help="付款人；developer 指开发建设单位为未售房屋（owner_kind 为 developer）交存。",
)  # fmt: skip
@receipt_from_option
@click.option("--as-paid", is_flag=True, help="有的户与应交数不同，仍按实收记账。")
@fund_option
@bank_option
@pen_options
@click.pass_context
def deposit(
    ctx: click.Context,
    ledger: Path,
    household: str,
    unit: str,
    amount: int | None,
    receipt: str,
    file: Path | None,
    scope: str,
    payer: str,
    receipt_from: str,
    fund: str,
    bank: str,
    pen: Pen,
    *,
    first: bool,
    as_paid: bool,
) -> None:
    """登记交存。几种写法选一种：--household（或 --selling-unit）与 --amount、--file、--first。

    表格要有房屋编号（或楼幢、单元、房号）和金额两列，可以有票据号、建筑面积；一行有错，全批不记。
    """
    one = bool(household or unit)
    ways = [bool(household), bool(unit), file is not None, first]
    if ways.count(True) != 1 or (amount is not None) != one or (receipt and not one) or (scope and not first):
        raise OptionError(
            Trouble(
                "jjledger fund deposit", "没有写明谁交、交多少，或者写了不能合用的选项。",
                "请写  --household 01-1-101 --amount 5818.80 [--receipt 票据号]，或 --file 文件，或 --first [--scope 范围]。",
            )
        )  # fmt: skip
    loaded = open_to_write(ctx, ledger, pen.today)
    known = any(household in shares.holders for shares in loaded.replayed.shares.values())
    roll = Roll(loaded, fund_shares(loaded, fund, household if known else ""), pen.day)
    if file is not None:
        deposits = plan_batch(roll, read_sheet(file, COLUMNS))
    elif first:
        deposits = plan_first(roll, scope or "all", developer=payer == DEVELOPER)
    elif unit:
        deposits = plan_selling_unit(roll, unit, amount or 0, receipt)
    else:
        deposits = plan_single(roll, household, amount or 0, receipt)
    if payer == DEVELOPER:
        refuse_sold(deposits, roll)
        payer = _DEVELOPER
    deposits = replace(deposits, payee=payer or deposits.payee)
    book(numbered(deposits, receipt_from), roll, bank, pen, as_paid=as_paid)


def book(deposits: Deposits, roll: Roll, bank: str, pen: Pen, *, as_paid: bool) -> None:
    """Show deposits and their voucher, and write it where that was asked.

    Raises:
        OptionError: it is to be written, some differ from what was due, and nobody said that this is so.
    """
    differing = deposits.differing()
    if pen.write and differing and not as_paid:
        raise OptionError(
            Trouble("--write", words_of(deposits, roll), "请核对这几户；确实按实收记账的，加上  --as-paid")
        )
    account = bank_of(roll.ledger, roll.fund, bank)
    writing = writing_of(deposits, roll.ledger, account)
    finish(roll.ledger, pen, writing, words_of(deposits, roll), record_of(deposits, roll))
