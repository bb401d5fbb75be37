"""`jjledger fund dividend|dividend-pay|unclaimed`: public revenue handed out, collected, and not collected."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Final, get_args

import click

from jjledger.cli.chinese import ChineseCommand
from jjledger.cli.opened import open_ledger, open_to_write
from jjledger.cli.options import Day, Yuan, bank_option, json_option, ledger_argument, today_option
from jjledger.cli.output import print_csv, print_json, print_table
from jjledger.cli.writing import Pen, finish, pen_options
from jjledger.errors import OptionError, Trouble
from jjledger.facts.community import Remainder
from jjledger.intake.sheet import read_sheet
from jjledger.rules.dividend import SharedBy
from jjledger.units import plain_yuan, share_from_text, yuan
from jjledger.workflows.fund.dividend import Wanted, plan_dividend, revenue_fund
from jjledger.workflows.fund.dividend_pay import (
    COLUMNS,
    plan_listed_payments,
    plan_payment,
    plan_single_payment,
    still_owed,
)
from jjledger.workflows.fund.dividend_words import record_of, words_of

_COLUMNS: Final = ("household", "amount", "since")
_revenue_option = click.option(
    "--fund", default="", metavar="资金", help="公共收益资金的 code；只有一项时不写。"
)


@click.command(cls=ChineseCommand, short_help="公共收益分红：按面积、按户或混合。")
@ledger_argument
@_revenue_option
@click.option("--amount", type=Yuan(), required=True, metavar="金额", help="分多少元。")
@click.option(
    "--by", "shared_by", type=click.Choice(get_args(SharedBy)), default="area", metavar="办法",
    help="area 按面积（默认），household 按户均分，mixed 一部分按户、其余按面积。",
)  # fmt: skip
@click.option(
    "--per-household", default="", metavar="份额", help="mixed：按户均分的一份，写作分数，例如 1/3。"
)
@click.option(
    "--remainder", type=click.Choice(get_args(Remainder)), default="largest", metavar="规则",
    help="零头归谁：largest 余数最大的，first 排在最前的，last 最后一户。",
)  # fmt: skip
@click.option("--scope", default="all", metavar="范围", help='分给哪些房屋，例如 "01 02-1"，默认全部。')
@click.option("--decision", default="", metavar="编号", help="业主就分红表决的决定。")
@click.option("--rule", default="", metavar="依据", help="没有单独表决、按小区规约分的，写规约的条款。")
@pen_options
@click.pass_context
def dividend(
    ctx: click.Context,
    ledger: Path,
    fund: str,
    amount: int,
    shared_by: SharedBy,
    per_household: str,
    remainder: Remainder,
    scope: str,
    decision: str,
    rule: str,
    pen: Pen,
) -> None:
    """公共收益分红：算出各户应得，记作应付；领取时用 jjledger fund dividend-pay。"""
    loaded = open_to_write(ctx, ledger, pen.today)
    part = _part(shared_by, per_household)
    wanted = Wanted(amount, shared_by, part, remainder, scope, decision, rule.strip())
    plan = plan_dividend(loaded, revenue_fund(loaded, fund), wanted, pen.day)
    finish(loaded, pen, plan.writing, words_of(plan), record_of(plan))


def _part(shared_by: SharedBy, text: str) -> Fraction:
    """Read the part that every house gets alike: between 0 and 1 where the rule is mixed, else not written."""
    try:
        part = share_from_text(text) if text else Fraction(0)
    except ValueError:
        part = Fraction(1)
    if bool(text) != (shared_by == "mixed") or (text and not 0 < part < 1):
        raise OptionError(
            Trouble(
                f"--per-household {text}".strip(),
                "按户均分的一份要写作 0 到 1 之间的分数，只与 --by mixed 一起写。",
                "例如三分之一按户均分、其余按面积：--by mixed --per-household 1/3",
            )
        )  # fmt: skip
    return part


@click.command("dividend-pay", cls=ChineseCommand, short_help="发放分红：一户或一批。")
@ledger_argument
@_revenue_option
@click.option("--household", default="", metavar="房屋", help="发给哪一户；金额默认是应付它的全部。")
@click.option("--amount", type=Yuan(), metavar="金额", help="这一户领多少。")
@click.option(
    "--file", type=click.Path(path_type=Path), metavar="文件", help="一批：有房屋编号和金额的表格。"
)
@bank_option
@pen_options
@click.pass_context
def dividend_pay(
    ctx: click.Context,
    ledger: Path,
    fund: str,
    household: str,
    amount: int | None,
    file: Path | None,
    bank: str,
    pen: Pen,
) -> None:
    """发放分红：一行有错，全批不记；公开的页面只列合并的数。"""
    if bool(household) == (file is not None) or (file is not None and amount is not None):
        raise OptionError(
            Trouble(
                "jjledger fund dividend-pay", "没有写明发给谁，或者写了两种。", "请写 --household 或 --file。"
            )
        )
    loaded = open_to_write(ctx, ledger, pen.today)
    owed = still_owed(loaded, revenue_fund(loaded, fund), pen.day)
    if file is None:
        payments = plan_single_payment(owed, household, amount)
    else:
        payments = plan_listed_payments(owed, read_sheet(file, COLUMNS))
    finish(loaded, pen, *plan_payment(loaded, owed, payments, bank))


@click.command(cls=ChineseCommand, short_help="还没有领取的分红。")
@ledger_argument
@_revenue_option
@click.option("--at", type=Day(), metavar="日期", help="这一天为止，默认今天。")
@click.option("--csv", "as_csv", is_flag=True, help="输出 CSV。")
@json_option
@today_option
@click.pass_context
def unclaimed(
    ctx: click.Context, ledger: Path, fund: str, at: date | None, today: date, *, as_csv: bool, as_json: bool
) -> None:
    """列出还没有领取分红的各户：多少、从哪一天起。名单到户，不公开。"""
    loaded = open_ledger(ctx, ledger, today)
    owed = still_owed(loaded, revenue_fund(loaded, fund), at or today)
    rows = [(row.household, plain_yuan(row.amount_fen), row.since.isoformat()) for row in owed.rows]
    if as_json:
        print_json(
            {
                "fund": owed.fund.code,
                "at": owed.day,
                "total": plain_yuan(owed.account_fen),
                "households": [dict(zip(_COLUMNS, row, strict=True)) for row in rows],
            }
        )
    elif as_csv:
        print_csv(_COLUMNS, rows)
    else:
        print_table(_COLUMNS, rows, frozenset({"amount"}))
    if not as_json:
        click.echo(
            f"{owed.fund.code}：{owed.day} 还有 {len(rows)} 户没有领取，合计 {yuan(owed.account_fen)} 元，"
            "与应付业主分红的余额一致。",
            err=as_csv,
        )
