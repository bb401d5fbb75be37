"""`jjledger interest`: preview the next settlement, explain one household's sum, book it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import click

from jjledger.books.ledger import Ledger
from jjledger.cli.chinese import ChineseCommand
from jjledger.cli.opened import open_to_write
from jjledger.cli.options import Day, fund_option, ledger_argument
from jjledger.cli.output import print_json
from jjledger.cli.writing import Pen, finish, pen_options
from jjledger.errors import OptionError
from jjledger.facts.entry import Writing
from jjledger.facts.shares import FundShares
from jjledger.workflows.households import fund_shares
from jjledger.workflows.interest import Plan, basis_of, booked_plan, entry_of, plan_interest
from jjledger.workflows.interest_words import explain, record_of, words_of


@click.command(cls=ChineseCommand, short_help="结算利息：预览、逐户算式、记账。")
@ledger_argument
@click.option(
    "--through", type=Day(), metavar="日期",
    help="结算到这一天（含）；默认下一个结息日，没有定结息日的到上月末。",
)  # fmt: skip
@fund_option
@click.option(
    "--explain",
    "--household",
    "household",
    default="",
    metavar="房屋",
    help="逐段说明这一户的利息，已经记账的也可以。",
)
@pen_options
@click.pass_context
def interest(
    ctx: click.Context, ledger: Path, through: date | None, fund: str, household: str, pen: Pen
) -> None:
    """结算利息：本期可分配数、户数、尾差，待分配累计收益的前后余额，和要记的凭证。

    不写 --write 不改动账本；同一期间只能记一次。
    """
    loaded = open_to_write(ctx, ledger, pen.today)
    shares = fund_shares(loaded, fund, household)
    if household and not pen.write:
        plan, before = _explained(loaded, shares, through, household, pen.today)
        if pen.as_json:
            print_json(record_of(plan, shares.holders, household))
        else:
            click.echo(explain(plan, before, household, basis_of(loaded, plan)))
        return
    plan = plan_interest(loaded, shares, through, pen.today)
    basis = basis_of(loaded, plan)
    day = pen.day if pen.dated else plan.booking_day
    writing = Writing((entry_of(plan, day, basis),))
    finish(loaded, replace(pen, day=day), writing, words_of(plan, basis), record_of(plan, shares.holders))


def _explained(
    ledger: Ledger, shares: FundShares, through: date | None, household: str, today: date
) -> tuple[Plan, FundShares]:
    """Choose what to explain: the settlement booked for that day, or the next one, or else the latest booked."""
    booked = booked_plan(ledger, shares, through, household)
    if through is not None and booked is not None:
        return booked
    try:
        return plan_interest(ledger, shares, through, today), shares
    except OptionError:
        if through is not None or booked is None:
            raise
        return booked
