"""`jjledger close` and `jjledger reopen`: a month is closed when nothing of it is left open."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Final

import click

from jjledger.books.ledger import load_ledger
from jjledger.cli.chinese import ChineseCommand
from jjledger.cli.opened import find_to_write
from jjledger.cli.options import json_option, ledger_argument, today_option
from jjledger.cli.writing import Pen, finish, write_option
from jjledger.errors import refusal
from jjledger.facts.entry import Signed
from jjledger.store.system import RealSystem
from jjledger.workflows.closing import plan_close, plan_reopen
from jjledger.workflows.frozen import load_frozen

_PERIODIC: Final = "会计基础工作规范第63条：按期结账"


@click.command(cls=ChineseCommand, short_help="结账：一个月的账核对无误后封存，以后不再改动。")
@ledger_argument
@click.argument("month", metavar="[月份]", default="")
@click.option("--closed-by", "who", default="", metavar="姓名", help="结账人；写入时必写。")
@write_option
@json_option
@today_option
def close(ledger: Path, month: str, who: str, write: bool, as_json: bool, today: date) -> None:  # noqa: FBT001 -- click passes flags so
    """给一个月结账，例如 2025-06；不写月份就是轮到的那个月。先预览，加上 --write 才结账。

    月份按先后结账。账本有差错、有草稿、待查款项不清、银行余额没有核对的，不能结账，逐项列出。
    结账后，这个月的凭证和分户明细改动一个字，check 都会指出是哪一行。
    """
    folder = find_to_write(ledger)
    loaded = load_frozen(folder, today, RealSystem())
    plan = plan_close(loaded, month, who.strip(), today)
    pen = _pen("--closed-by", who, today, write=write, as_json=as_json)
    finish(loaded, pen, plan.writing, plan.words(), plan.record())


@click.command(cls=ChineseCommand, short_help="反结账：重新打开已结账的月份，留下记录。")
@ledger_argument
@click.argument("month", metavar="月份")
@click.option("--why", default="", metavar="原因", help="为什么要反结账；会留在记录里。")
@click.option("--by", "who", default="", metavar="姓名", help="经手人；写入时必写。")
@write_option
@json_option
@today_option
def reopen(ledger: Path, month: str, why: str, who: str, write: bool, as_json: bool, today: date) -> None:  # noqa: FBT001 -- click passes flags so
    """重新打开一个已结账的月份，以及它以后的各月。先预览，加上 --write 才打开。

    谁、哪天、为什么，写进 closed/reopened.csv；以前出的报表要重新出；公示出去的不改，数变了的另出更正的一版。
    """
    folder = find_to_write(ledger)
    loaded = load_ledger(folder, today)
    plan = plan_reopen(loaded, month, why, who.strip(), today)
    pen = _pen("--by", who, today, write=write, as_json=as_json)
    finish(loaded, pen, plan.writing, plan.words(), plan.record())


def _pen(option: str, who: str, today: date, *, write: bool, as_json: bool) -> Pen:
    """Sign with one name; whoever writes says who he is."""
    if write and not who.strip():
        raise refusal("--write", "写入账本要写明经手人。", f"请加上  {option} 姓名", _PERIODIC)
    signed = Signed(who.strip(), "") if who.strip() else None
    return Pen(
        today,
        dated=False,
        signed=signed,
        attachments=None,
        corrects="",
        write=write,
        as_json=as_json,
        today=today,
    )
