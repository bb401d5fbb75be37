"""`jjledger fund contract`, `pay` and `settle`: a project from its contract to its settlement."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from jjledger.cli.chinese import ChineseCommand
from jjledger.cli.fund.project import project_argument
from jjledger.cli.opened import open_to_write
from jjledger.cli.options import Yuan, ledger_argument
from jjledger.cli.output import print_csv
from jjledger.cli.writing import Pen, finish, pen_options, record_options
from jjledger.facts.project import Contract, Settled, Stage
from jjledger.rules.project import stage_fen
from jjledger.units import fen_from_text, plain_yuan, share_from_text, yuan
from jjledger.workflows.fund.pay import Asked, plan_pay
from jjledger.workflows.fund.project import plan_contract, plan_settle, project_of
from jjledger.workflows.fund.project_words import (
    HOUSEHOLD_COLUMNS,
    payment_record,
    payment_words,
    project_shares,
    settling_record,
    settling_words,
)


class AsStage(click.ParamType[Stage]):
    """A stage as people write it: 预付款:3/10 or 尾款:12000.00."""

    name = "阶段"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Stage:  # noqa: ANN401 -- click's signature
        """Read a stage."""
        if isinstance(value, Stage):
            return value
        name, _, amount = str(value).replace("：", ":").partition(":")
        try:
            worth = share_from_text(amount.strip()) if "/" in amount else fen_from_text(amount)
        except ValueError:
            worth = 0
        if not name.strip() or worth <= 0:
            self.fail(f"「{value}」不是付款阶段，请写作 预付款:3/10 或 尾款:12000.00。", param, ctx)
        return Stage(name.strip(), worth)


@click.command(cls=ChineseCommand, short_help="登记施工合同和付款阶段。")
@ledger_argument
@project_argument
@click.option("--contractor", required=True, metavar="单位", help="承包单位。")
@click.option("--amount", required=True, type=Yuan(), metavar="金额", help="合同金额，不超过核准的预算。")
@click.option("--number", default="", metavar="合同号", help="默认与项目同号。")
@click.option("--stage", "stages", multiple=True, type=AsStage(), metavar="阶段",
              help="付款阶段，可以写几次，例如 预付款:3/10 尾款:7/10。")  # fmt: skip
@record_options
@click.pass_context
def contract(
    ctx: click.Context,
    ledger: Path,
    identity: str,
    contractor: str,
    amount: int,
    number: str,
    stages: tuple[Stage, ...],
    pen: Pen,
) -> None:
    """登记合同；付款时按阶段写 --stage。"""
    loaded = open_to_write(ctx, ledger, pen.today)
    signed = Contract(number or identity, contractor.strip(), amount, pen.day, stages)
    writing = plan_contract(loaded, project_of(loaded, identity), signed)
    amounts = [(stage.name, stage_fen(signed, stage)) for stage in stages]
    words = [f"项目 {identity}：合同 {signed.number}，{signed.contractor}，{yuan(amount)} 元，{pen.day}"]
    words += [f"  {name} {yuan(fen)} 元" for name, fen in amounts]
    record = {"project": identity, "stages": {name: plain_yuan(fen) for name, fen in amounts}}
    finish(loaded, pen, writing, "\n".join(words), record)


@click.command(cls=ChineseCommand, short_help="付工程款，按规定分摊到各户。")
@ledger_argument
@project_argument
@click.option("--amount", type=Yuan(), metavar="金额", help="付多少；写了 --stage 的默认付该阶段的数。")
@click.option("--stage", default="", metavar="阶段", help="合同里的付款阶段。")
@click.option("--payee", default="", metavar="单位", help="付给谁，默认承包单位；付给他人的不计入合同。")
@click.option("--narration", default="", metavar="摘要", help="默认项目名称和阶段。")
@click.option(
    "--bank", "banks", multiple=True, metavar="银行", help="银行账户，科目名称的末段；只有一个时不写。"
)
@click.option("--csv", "as_csv", is_flag=True, help="只输出各户分摊的 CSV，不写入。")
@pen_options
@click.pass_context
def pay(
    ctx: click.Context,
    ledger: Path,
    identity: str,
    amount: int | None,
    stage: str,
    payee: str,
    narration: str,
    banks: tuple[str, ...],
    pen: Pen,
    *,
    as_csv: bool,
) -> None:
    """付一笔工程款：商品住宅按面积，公房先按交存比例分给售房单位，混合的先按面积分到各项资金。

    没有范围、没有通过的决定或应急证明、没有确认可以列支、超过核准预算或合同的，都不能付。
    """
    loaded = open_to_write(ctx, ledger, pen.today)
    asked = Asked(pen.day, amount, stage, payee.strip(), narration, banks)
    payment = plan_pay(loaded, project_of(loaded, identity), asked)
    if as_csv:
        rows = ([bearer.record()[column] for column in HOUSEHOLD_COLUMNS] for bearer in payment.bearers)
        print_csv(HOUSEHOLD_COLUMNS, rows)
        return
    finish(loaded, pen, payment.writing, payment_words(payment), payment_record(payment))


@click.command(cls=ChineseCommand, short_help="结算：与预算比较，尾款多少。")
@ledger_argument
@project_argument
@click.option("--amount", required=True, type=Yuan(), metavar="金额", help="结算金额，全部费用在内。")
@click.option("--decision", default="", metavar="编号", help="批准超出部分的决定。")
@record_options
@click.pass_context
def settle(ctx: click.Context, ledger: Path, identity: str, amount: int, decision: str, pen: Pen) -> None:
    """登记结算；超出预算达到规定比例的，超出部分要另有决定。"""
    loaded = open_to_write(ctx, ledger, pen.today)
    settling = plan_settle(loaded, project_of(loaded, identity), Settled(pen.day, amount), decision)
    shares = project_shares(loaded, settling.before)
    words = f"{settling_words(settling)}\n各户到现在为止的分摊： jjledger fund project show 账本 {identity}"
    finish(loaded, pen, settling.writing, words, settling_record(settling, shares))
