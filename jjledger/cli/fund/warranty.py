"""`jjledger fund warranty`: the deposit of the warranty years."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import get_args

import click

from jjledger.cli.chinese import ChineseCommand
from jjledger.cli.opened import open_to_write
from jjledger.cli.options import Yuan, bank_option, ledger_argument
from jjledger.cli.output import print_json
from jjledger.cli.writing import Pen, finish, pen_options
from jjledger.units import plain_yuan
from jjledger.workflows.fund.warranty import (
    Deed,
    Movement,
    WarrantyState,
    plan_warranty,
    state_words,
    warranty_state,
)

_DEEDS: dict[str, Deed] = {deed: deed for deed in get_args(Deed)}


@click.command("warranty", cls=ChineseCommand, short_help="物业保修金：应存、动用、补存、退还。")
@ledger_argument
@click.argument("deed", metavar="事项", type=click.Choice(["status", *_DEEDS]), default="status")
@click.option("--amount", type=Yuan(), metavar="金额", help="元；交存、补存默认差额，退还默认全部。")
@bank_option
@click.option("--payee", default="", metavar="单位", help="收款或付款的单位。")
@click.option("--why", default="", metavar="摘要", help="凭证摘要。")
@pen_options
@click.pass_context
def warranty(
    ctx: click.Context,
    ledger: Path,
    deed: str,
    amount: int | None,
    bank: str,
    payee: str,
    why: str,
    pen: Pen,
) -> None:
    """物业保修金。事项：status 查看，pay-in 交存，interest 结息，use 动用，replenish 补存，refund 期满退还本息。"""
    loaded = open_to_write(ctx, ledger, pen.today)
    if deed in _DEEDS:
        movement = Movement(_DEEDS[deed], amount, bank, payee, why)
        finish(loaded, pen, *plan_warranty(loaded, movement, pen.day))
        return
    state = warranty_state(loaded, pen.day)
    if pen.as_json:
        print_json(_record(state))
    else:
        click.echo(state_words(state))


def _record(state: WarrantyState) -> dict[str, object]:
    days = state.days
    return {
        "fund": state.fund.code,
        "due": plain_yuan(state.due_fen) if state.due_fen is not None else None,
        "short": plain_yuan(state.short_fen),
        "principal": plain_yuan(state.balance.principal_fen),
        "interest": plain_yuan(state.balance.interest_fen),
        "replenish_by": state.replenish_by if state.short_fen else None,
        "items": [asdict(item) for item in state.items],
        "notice_from": days and days.notice_from,
        "expires": days and days.expires,
        "refund_by": days and days.refund_by,
    }
