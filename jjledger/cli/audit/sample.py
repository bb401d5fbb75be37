"""`jjledger audit sample`, `sign` and `correct`: what the auditor draws, signs, and puts right."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from jjledger.cli.chinese import ChineseCommand
from jjledger.cli.opened import open_ledger
from jjledger.cli.options import AsPeriod, ledger_argument, today_option
from jjledger.cli.writing import carry_out, pen_of, write_option
from jjledger.errors import refusal
from jjledger.period import Period
from jjledger.store.system import RealSystem

if TYPE_CHECKING:
    from jjledger.books.ledger import Ledger
    from jjledger.workflows.vouchers.planned import Plan

_FOLDER: Final = Path("private", "audit")
# Finds invented accounts of five in a hundred fens with a chance of 95 in a hundred: 0.95 ^ 59 < 0.05.
_COUNT: Final = 59
_RECORD: Final = "请写  --record 记录 --write ；记录先用 jjledger audit 账本 期间 --write 写成。"


@click.command(cls=ChineseCommand, short_help="公示以后抽样：抽到哪几户要打开。")
@ledger_argument
@click.argument("period", metavar="期间", type=AsPeriod())
@click.option("--beacon", default="", metavar="数", help="公布的随机数，例如 3021.77；不写只说明用哪一个数。")
@click.option(
    "--count", type=click.IntRange(1, 10_000), default=_COUNT, show_default=True, help="每组抽几次。"
)
@click.option("--record", default="", metavar="记录", help="写进哪份审计记录，例如 2026-01-31-books-2025。")
@click.option(
    "--out",
    "out",
    type=click.Path(path_type=Path),
    metavar="文件夹",
    help="清单写到哪里，默认小区的 private/audit。",
)
@write_option
@today_option
@click.pass_context
def sample(
    ctx: click.Context, ledger: Path, period: Period, beacon: str, count: int, record: str, out: Path | None,
    today: date, *, write: bool,
) -> None:  # fmt: skip
    """按金额抽「分」、按户抽房屋，列出要向审计人打开的各户和它们的核对包；一次公示只抽一次，记下来才列出。

    期间写分户资金公示的期间，例如 2025-H2。清单有房号，只放在 private；公布的只有位置，谁都能重抽。
    """
    from jjledger.workflows import audit_sampling as work  # noqa: PLC0415 -- reads what was sealed
    from jjledger.workflows.private_papers import write_papers  # noqa: PLC0415 -- see above

    system = RealSystem()
    loaded = open_ledger(ctx, ledger, today)
    logged = work.find_logged(loaded, period, system)
    click.echo(work.beacon_words(logged))
    if not beacon:
        return
    if not record:
        raise refusal(
            "--record", "写了随机数，没有写进哪份审计记录。", _RECORD, "第一次抽样为准：抽了就要留下记录"
        )
    drawn = work.draw_samples(logged, beacon, count, today)
    if not work.is_recorded(loaded, record, drawn):
        carry_out(
            ctx, ledger, pen_of(today, write=write),
            lambda again: work.plan_samples(again, record, logged, drawn),
        )  # fmt: skip
        if not write:
            return  # who is drawn is told when the draw stands
    for line in work.told(drawn):
        click.echo(line)
    place = (out or loaded.folder / _FOLDER / period.code / "sample").absolute()
    for path in write_papers(work.sample_files(logged, drawn), place, system)[:1]:
        click.echo(str(path))


@click.command(cls=ChineseCommand, short_help="审计人对审计记录签名。")
@ledger_argument
@click.argument("record", metavar="记录")
@click.option(
    "--key",
    "key",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    required=True,
    metavar="文件",
    help="审计人自己的密钥。",
)
@click.option("--disclosure", type=click.IntRange(0), metavar="条", help="审的是公示登记册的第几条。")
@write_option
@today_option
@click.pass_context
def sign(
    ctx: click.Context, ledger: Path, record: str, key: Path, disclosure: int | None, today: date, *, write: bool
) -> None:  # fmt: skip
    """审计人用自己的密钥对记录签名；签的就是写进公示登记册的那几行。"""
    from jjledger.workflows.audit_records import plan_signature, read_key  # noqa: PLC0415 -- prints

    secret = read_key(key, RealSystem())

    def plan(loaded: Ledger) -> Plan:
        return plan_signature(loaded, record, secret, disclosure, RealSystem())

    carry_out(ctx, ledger, pen_of(today, write=write), plan)


@click.command(cls=ChineseCommand, short_help="更正签过名的审计记录。")
@ledger_argument
@click.argument("record", metavar="记录")
@click.option("--reason", default="", metavar="原因", help="为什么更正，会公示出去，例如 漏写一笔未达账项。")
@write_option
@today_option
@click.pass_context
def correct(ctx: click.Context, ledger: Path, record: str, reason: str, today: date, *, write: bool) -> None:
    """给签过名的记录另写一份更正，编上号；原来的记录和签名留在原处。

    先改了原记录的也可以，用 jjledger edits 登记以后再更正：改过的文字写进更正，原记录恢复成签名时的那一份。更正由审计人另签，公示页和登记册都写「更正」。
    """
    from jjledger.workflows.audit_corrections import plan_correction  # noqa: PLC0415 -- reads the history

    def plan(loaded: Ledger) -> Plan:
        return plan_correction(loaded, record, reason, today, RealSystem())

    carry_out(ctx, ledger, pen_of(today, write=write), plan)
