"""`jjledger fund notices`: what each house bears of one use of the fund, to print and hand out."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from jjledger.cli.chinese import ChineseCommand
from jjledger.cli.opened import open_ledger
from jjledger.cli.options import Day, folder_option, json_option, ledger_argument, today_option
from jjledger.cli.printing import print_households, tell_printed
from jjledger.store.system import RealSystem


@click.command(cls=ChineseCommand, short_help="打印分摊通知单。")
@ledger_argument
@click.argument("reference", metavar="项目")
@click.option("--household", default="", metavar="房屋", help="只要这一户，例如 01-1-101；默认全部。")
@click.option("--date", "day", type=Day(), metavar="日期", help="通知日期，余额到这一天为止；默认今天。")
@click.option(
    "--days", type=click.IntRange(1, 366), metavar="天数", help="几天内可以提出异议，默认与张贴天数相同。"
)
@click.option("--each", is_flag=True, help="每户一个文件；默认全部合成一份，按幢和户门号排好，厚的分册。")
@folder_option
@json_option
@today_option
@click.pass_context
def notices(
    ctx: click.Context, ledger: Path, reference: str, household: str, day: date | None, days: int | None,
    folder: Path | None, today: date, *, each: bool, as_json: bool,
) -> None:  # fmt: skip
    """写出一项维修的分摊通知单：每户一页，写明总金额、分摊方式、算式、从本金和利息各付多少、尚欠多少。

    项目写项目编号、业主决定编号，或凭证的月份和编号，例如 2025-03-F0012。只写到 private/print，不公开。
    """
    # Setting type takes half a second to import.
    from jjledger.render.data import json_bytes  # noqa: PLC0415 -- see above
    from jjledger.workflows.notices import When, notice_run, notices_of, write_notice  # noqa: PLC0415 -- see above
    from jjledger.workflows.private_papers import PRINT  # noqa: PLC0415 -- see above

    loaded = open_ledger(ctx, ledger, today)
    found = notices_of(loaded, reference, household, When(day or today, days))
    place = (folder or loaded.folder / PRINT).absolute()
    if as_json:
        click.echo(json_bytes(found), nl=False)
    elif household:
        for path in (path for notice in found for path in write_notice(notice, place, RealSystem())):
            click.echo(str(path))
    else:
        run = notice_run(found, reference)
        tell_printed(print_households(run, place, ("html", "pdf"), one_file=not each))
