"""`jjledger handover`: the list by which books change hands."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Final, Literal, get_args

import click

from jjledger.cli.chinese import ChineseCommand
from jjledger.cli.opened import open_to_write
from jjledger.cli.options import Day, folder_option, json_option, ledger_argument, today_option
from jjledger.cli.output import print_json
from jjledger.facts.handover import HandoverReason
from jjledger.store.system import RealSystem
from jjledger.workflows.handover import Change, handover_writing, plan_handover
from jjledger.workflows.private_papers import PRINT, write_papers
from jjledger.workflows.record import UNSIGNED, record, rehearse

_FORMATS: Final[tuple[Literal["html", "pdf"], ...]] = ("html", "pdf")


@click.command(cls=ChineseCommand, short_help="换届、换会计时的移交清册。")
@ledger_argument
@click.option(
    "--on", "day", type=Day(), required=True, metavar="日期", help="换届或离任的日期，账列到这一天。"
)
@click.option(
    "--reason", type=click.Choice(get_args(HandoverReason)), default="term", show_default=True,
    help="term 换届，member 一名委员离任，bookkeeper 换会计。",
)  # fmt: skip
@click.option("--from", "giver", required=True, metavar="姓名", help="移交人。")
@click.option("--taker", required=True, metavar="姓名", help="接收人。")
@click.option("--witness", default="", metavar="姓名", help="监交人。")
@click.option("--done", type=Day(), metavar="日期", help="双方签字移交的日期；还没有就不写。")
@click.option(
    "--format", "formats", type=click.Choice(_FORMATS), multiple=True, help="哪些格式，默认两种都要。"
)
@click.option("--write", is_flag=True, help="同时登记到账本的 handovers 文件夹。")
@folder_option
@today_option
@json_option
@click.pass_context
def handover(
    ctx: click.Context, ledger: Path, day: date, reason: HandoverReason, giver: str, taker: str, witness: str,
    done: date | None, formats: tuple[str, ...], folder: Path | None, today: date, *, write: bool, as_json: bool,
) -> None:  # fmt: skip
    """列出要移交的凭证、账簿、银行余额、原件、合同和未了事项，算出移交的期限。"""
    loaded = open_to_write(ctx, ledger, today)
    change = Change(day, reason, giver.strip(), taker.strip(), witness.strip(), done)
    listed = plan_handover(loaded, change, today)
    recorded = []
    if write:
        rehearsal = rehearse(loaded, handover_writing(change, listed), UNSIGNED, today)
        recorded = [str(path) for path in record(rehearsal, RealSystem())]
    if as_json:
        print_json({**asdict(listed), "written": recorded})
        return
    from jjledger.render.papers import handover_files  # noqa: PLC0415 -- setting type takes half a second to import

    made = handover_files(listed, [one for one in _FORMATS if one in formats or not formats])
    stem = f"handover-{listed.community_code}-{day}"
    papers = {f"{stem}.{suffix}": data for suffix, data in made.items()}
    click.echo(listed.standing)
    for path in write_papers(papers, (folder or loaded.folder / PRINT).absolute(), RealSystem()):
        click.echo(str(path))
    for name in recorded:
        click.echo(f"已登记：{name}")
