"""`jjledger fund open`: a fund moves in from another system, tied out to the bank."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

import click

from jjledger.books.ledger import Ledger
from jjledger.cli.chinese import ChineseCommand
from jjledger.cli.opened import open_to_write
from jjledger.cli.options import Yuan, bank_option, fund_option, ledger_argument
from jjledger.cli.writing import Pen, finish, pen_options
from jjledger.errors import OptionError, Trouble
from jjledger.facts.community import Fund
from jjledger.intake.sheet import read_sheet
from jjledger.units import fen_from_text
from jjledger.workflows.fund.accounts import bank_of
from jjledger.workflows.fund.opening import COLUMNS, Given, plan_opening, record_of, words_of, writing_of
from jjledger.workflows.fund.roll import Roll
from jjledger.workflows.households import fund_shares

_UNIT: Final = re.compile(r"[A-Z0-9]+", re.ASCII)


@click.command(
    "open", cls=ChineseCommand, short_help="转入：别的系统的各户本金、利息作期初余额，与银行核对。"
)
@ledger_argument
@click.argument("file", metavar="文件", type=click.Path(path_type=Path))
@click.option("--bank-balance", required=True, type=Yuan(), metavar="金额", help="当日银行对账单上的余额。")
@click.option(
    "--placement", "placements", multiple=True, metavar="科目=金额",
    help="已开设的定期或国债科目，例如 1101国债投资:G0001=50000.00；可以写几次。",
)  # fmt: skip
@click.option(
    "--undistributed", type=Yuan(), default="0", metavar="金额", help="还没有分给各户的累计收益，默认 0。"
)
@click.option(
    "--selling-unit",
    "units",
    multiple=True,
    metavar="编号=金额",
    help="公房：售房单位的余额，例如 01=3000.00。",
)
@fund_option
@bank_option
@pen_options
@click.pass_context
def opening(
    ctx: click.Context,
    ledger: Path,
    file: Path,
    bank_balance: int,
    placements: tuple[str, ...],
    undistributed: int,
    units: tuple[str, ...],
    fund: str,
    bank: str,
    pen: Pen,
) -> None:
    """从别的系统转入一项资金：表格里每户一行，有房屋编号、本金、利息，写成一张初字凭证。

    本金、利息与待分配累计收益之和，必须等于银行存款加定期和国债，差一分也不记。
    """
    loaded = open_to_write(ctx, ledger, pen.today)
    roll = Roll(loaded, fund_shares(loaded, fund), pen.day)
    money = {bank_of(loaded, roll.fund, bank): bank_balance}
    for text in placements:
        name, fen = _pair("--placement", text)
        account = _placement(loaded, roll.fund, name)
        if account in money:
            raise OptionError(Trouble(f"--placement {text}", f"{account} 写了两次。", "每个科目只写一次。"))
        money[account] = fen
    selling = {}
    for text in units:
        unit, fen = _pair("--selling-unit", text)
        if _UNIT.fullmatch(unit) is None or roll.fund.kind != "public_housing":
            remedy = "售房单位用数字或大写字母编号，只在公房维修资金里有。"
            raise OptionError(Trouble(f"--selling-unit {text}", "这里没有这样的售房单位。", remedy))
        selling[unit] = fen
    plan = plan_opening(roll, read_sheet(file, COLUMNS), Given(money, undistributed, selling))
    finish(loaded, pen, writing_of(plan), words_of(plan), record_of(plan))


def _pair(option: str, text: str) -> tuple[str, int]:
    """Read `name=amount`, the amount above zero."""
    name, equals, amount = text.rpartition("=")
    try:
        fen = fen_from_text(amount)
    except ValueError:
        fen = 0
    if not equals or fen <= 0:
        raise OptionError(
            Trouble(f"{option} {text}", "写法不对，或者金额不大于零。", f"请写  {option} 名称=50000.00")
        )
    return name, fen


def _placement(ledger: Ledger, fund: Fund, name: str) -> str:
    """Find an opened asset account by what stands after the fund in its name."""
    account = f"Assets:{fund.code}:{name}"
    if account not in ledger.books.accounts:
        raise OptionError(
            Trouble(
                f"--placement {name}", f"还没有开设科目 {account}。",
                f"请先在 chart.beancount 加上一行  开户日 open {account} CNY，写明存期和利率。",
            )
        )  # fmt: skip
    return account
