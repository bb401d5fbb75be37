"""`jjledger fund place|mature|placements`: term deposits and treasury bonds."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from jjledger.cli.chinese import ChineseCommand
from jjledger.cli.opened import open_ledger, open_to_write
from jjledger.cli.options import (
    Day,
    Yuan,
    bank_option,
    fund_option,
    json_option,
    ledger_argument,
    today_option,
)
from jjledger.cli.output import print_json, print_table
from jjledger.cli.writing import Pen, finish, pen_options
from jjledger.errors import OptionError, Trouble
from jjledger.facts.placement import Instrument
from jjledger.units import percent, plain_yuan
from jjledger.workflows.fund.placement import (
    Receipt,
    Wish,
    held_placements,
    plan_placement,
    plan_return,
)
from jjledger.workflows.households import fund_shares

_INSTRUMENTS: dict[str, Instrument] = {"term": "term_deposit", "bond": "treasury_bond"}
_COLUMNS = ("资金", "账户", "种类", "本金", "年利率", "起息", "到期", "剩余天数", "应得利息", "已得利息")
_KINDS = {"term_deposit": "定期", "treasury_bond": "国债"}


@click.command("place", cls=ChineseCommand, short_help="存定期、买国债。")
@ledger_argument
@click.option(
    "--kind", type=click.Choice(list(_INSTRUMENTS)), required=True, help="term 定期存款，bond 新发行的国债。"
)
@click.option("--amount", type=Yuan(), required=True, metavar="金额", help="本金，元。")
@click.option("--rate", required=True, metavar="百分数", help="年利率，例如 1.75。")
@click.option("--matures", type=Day(), required=True, metavar="日期", help="到期日。")
@bank_option
@click.option("--decision", default="", metavar="编号", help="业主决定的编号；买国债必写。")
@fund_option
@pen_options
@click.pass_context
def place(
    ctx: click.Context,
    ledger: Path,
    kind: str,
    amount: int,
    rate: str,
    matures: date,
    bank: str,
    decision: str,
    fund: str,
    pen: Pen,
) -> None:
    """存定期或买国债：给存单开一个科目，资料写在 open 行上，本金整笔转入。"""
    loaded = open_to_write(ctx, ledger, pen.today)
    of_fund = loaded.books.community.fund(fund or fund_shares(loaded, "").fund)
    if of_fund is None:
        raise OptionError(
            Trouble(f"--fund {fund}", f"本小区没有资金「{fund}」。", "请写 community.toml 里的 code。")
        )
    wish = Wish(_INSTRUMENTS[kind], amount, rate, matures, bank, decision)
    finish(loaded, pen, *plan_placement(loaded, of_fund, wish, pen.day))


@click.command("mature", cls=ChineseCommand, short_help="定期、国债到期收回。")
@ledger_argument
@click.argument("placement", metavar="存单")
@click.option("--received", type=Yuan(), required=True, metavar="金额", help="银行付来的本息合计，元。")
@click.option("--early", is_flag=True, help="定期存款提前支取。")
@click.option("--interest-only", is_flag=True, help="只付利息，本金未到期。")
@bank_option
@pen_options
@click.pass_context
def mature(
    ctx: click.Context,
    ledger: Path,
    placement: str,
    received: int,
    bank: str,
    pen: Pen,
    *,
    early: bool,
    interest_only: bool,
) -> None:
    """到期收回：本金回到银行账户，利息记存款利息或国债利息收入，与按票面利率应得的数对照。"""
    loaded = open_to_write(ctx, ledger, pen.today)
    receipt = Receipt(placement, received, bank, early, interest_only)
    finish(loaded, pen, *plan_return(loaded, receipt, pen.day))


@click.command("placements", cls=ChineseCommand, short_help="定期、国债登记簿和到期日历。")
@ledger_argument
@click.option("--days", type=click.IntRange(0), metavar="天数", help="只看这么多天内到期的。")
@click.option("--fund", default="", metavar="资金", help="资金的 code，默认全部。")
@json_option
@today_option
@click.pass_context
def placements(
    ctx: click.Context, ledger: Path, days: int | None, fund: str, today: date, *, as_json: bool
) -> None:
    """在手的定期和国债，按到期日排列。"""
    loaded = open_ledger(ctx, ledger, today)
    rows = [one for one in held_placements(loaded, fund, today) if days is None or one.days_left <= days]
    cells = [
        (
            one.placement.account.fund, one.placement.account.name.split(":")[-1], _KINDS[one.placement.instrument],
            plain_yuan(one.placement.principal_fen), percent(one.placement.rate),
            str(one.placement.from_day), str(one.placement.matures), str(one.days_left), plain_yuan(one.expected_fen),
            plain_yuan(one.received_fen),
        )
        for one in rows
    ]  # fmt: skip
    if as_json:
        names = (
            "fund",
            "account",
            "kind",
            "principal",
            "rate",
            "from",
            "matures",
            "days_left",
            "expected_interest",
            "received_interest",
        )
        print_json([dict(zip(names, row, strict=True)) for row in cells])
    else:
        print_table(_COLUMNS, cells, frozenset({"本金", "年利率", "剩余天数", "应得利息", "已得利息"}))
