"""`jjledger fund decide` and `certify`: the owners' vote, or what stands in its place, put on record."""

from __future__ import annotations

from pathlib import Path

import click

from jjledger.cli.chinese import ChineseCommand
from jjledger.cli.opened import open_to_write
from jjledger.cli.options import ledger_argument
from jjledger.cli.writing import Pen, finish, record_options
from jjledger.errors import OptionError, Trouble
from jjledger.facts.decision import Decision, Emergency, Vote
from jjledger.intake.sheet import read_sheet
from jjledger.rules.decision import tally
from jjledger.workflows.fund.decide import (
    BALLOTS,
    count_ballots,
    hold_to_register,
    plan_certify,
    plan_decide,
    read_tally,
    record_of,
    roll_of,
    words_of,
)

identity_argument = click.argument("identity", metavar="编号")
title_option = click.option("--title", required=True, metavar="事项", help="决定的是什么事，不写姓名和房号。")
scope_option = click.option(
    "--scope", required=True, metavar="范围", help='哪些业主，例如 "all"、"01-1 02"。'
)


@click.command(cls=ChineseCommand, short_help="登记业主的表决，逐项比较是否通过。")
@ledger_argument
@identity_argument
@title_option
@scope_option
@click.option("--matter", type=click.IntRange(1, 9), default=5, show_default=True, metavar="项次",
              help="民法典第278条第一款第几项：5 使用维修资金，6 筹集。")  # fmt: skip
@click.option("--total", default="", metavar="人数/面积", help="全体业主；不写的按登记册和名册计。")
@click.option("--total-as-counted", is_flag=True, help="--total 与登记册不符也照登记，预览写明差在哪里。")
@click.option("--participating", default="", metavar="人数/面积", help="参与表决的，例如 30/2700.50。")
@click.option("--agreeing", default="", metavar="人数/面积", help="同意的，例如 28/2501.00。")
@click.option("--ballots", type=click.Path(path_type=Path), metavar="文件",
              help="表决票的表格（CSV、XLSX）：房屋编号、表决意见两列，由程序计票。")  # fmt: skip
@record_options
@click.pass_context
def decide(
    ctx: click.Context,
    ledger: Path,
    identity: str,
    title: str,
    scope: str,
    matter: int,
    total: str,
    total_as_counted: bool,  # noqa: FBT001 -- a flag of the command line
    participating: str,
    agreeing: str,
    ballots: Path | None,
    pen: Pen,
) -> None:
    """登记一次表决：写明计好的人数和面积，或给出表决票的表格。没有通过的也可以登记，但不能据以付款。"""
    typed = bool(participating and agreeing)
    if typed == (ballots is not None) or (total and not typed):
        raise OptionError(
            Trouble(
                "jjledger fund decide", "没有写明表决的结果，或者写了两种。",
                "请写  --participating 30/2700.50 --agreeing 28/2501.00，或  --ballots 文件",
            )
        )  # fmt: skip
    loaded = open_to_write(ctx, ledger, pen.today)
    if total_as_counted and not total:
        raise OptionError(
            Trouble(
                "--total-as-counted", "没有写 --total，全体业主本来就按登记册计。", "请去掉 --total-as-counted。"
            )
        )  # fmt: skip
    roll, notes = roll_of(loaded, scope, pen.day)
    if ballots is not None:
        vote = count_ballots(matter, roll, read_sheet(ballots, BALLOTS))
    else:
        everybody = read_tally(total, "--total") if total else tally(roll)
        took_part, agreed = read_tally(participating, "--participating"), read_tally(agreeing, "--agreeing")
        vote = Vote(matter, everybody, took_part, agreed)
    decision = Decision(identity, title.strip(), matter, scope, pen.day, vote)
    differs = hold_to_register(decision, roll, as_counted=total_as_counted) if total else ""
    decided = plan_decide(loaded, decision, () if total else notes, differs)
    finish(loaded, pen, decided.writing, words_of(decided), record_of(decided))


@click.command(cls=ChineseCommand, short_help="登记应急使用的证明。")
@ledger_argument
@identity_argument
@title_option
@scope_option
@click.option("--category", default="", metavar="情形", help="可以应急使用的情形之一，例如 电梯。")
@click.option("--ground", default="", metavar="险情", help="出了什么险情。")
@click.option("--by", "certified_by", default="", metavar="单位",
              help="由谁证明核实：业主委员会、物业管理委员会或社区居民委员会。")  # fmt: skip
@record_options
@click.pass_context
def certify(
    ctx: click.Context,
    ledger: Path,
    identity: str,
    title: str,
    scope: str,
    category: str,
    ground: str,
    certified_by: str,
    pen: Pen,
) -> None:
    """登记应急证明，代替表决；拨付完毕后须按期公告。"""
    loaded = open_to_write(ctx, ledger, pen.today)
    certificate = Emergency(ground, certified_by, category)
    decided = plan_certify(loaded, Decision(identity, title.strip(), 5, scope, pen.day, certificate))
    finish(loaded, pen, decided.writing, words_of(decided), record_of(decided))
