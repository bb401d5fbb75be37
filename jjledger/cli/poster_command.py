"""`jjledger poster`: papers for the notice board, to be printed by whoever has a printer."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from jjledger.cli.chinese import ChineseCommand
from jjledger.cli.opened import open_ledger
from jjledger.cli.options import AsPeriod, Day, json_option, ledger_argument, today_option
from jjledger.cli.output import print_json
from jjledger.errors import refusal
from jjledger.period import Period
from jjledger.store.system import RealSystem


@click.command(cls=ChineseCommand, short_help="取出贴在公告栏的海报和给老人看的大字一页。")
@ledger_argument
@click.argument("period", metavar="[期间]", type=AsPeriod(), required=False)
@click.option(
    "--document", default="", metavar="公示",
    help="哪一份，例如 public-revenue；不写就是有海报的全部。没有海报的给公示全文。",
)  # fmt: skip
@click.option(
    "--from", "hung", type=Day(), metavar="日期",
    help="哪一天贴上去；不是公示当天贴的，写了就重印，起止日期从这一天算。",
)  # fmt: skip
@click.option(
    "--to", "folder", type=click.Path(path_type=Path, file_okay=False), default=Path("posters"),
    show_default=True, metavar="文件夹", help="写到哪里。",
)  # fmt: skip
@click.option(
    "--site", type=click.Path(path_type=Path), default=Path("public"), show_default=True,
    metavar="文件夹", help="已公示的网站在哪里。",
)  # fmt: skip
@click.option("--tiles", is_flag=True, help="另印一份用两张 A4 拼成的大海报。")
@click.option("--draft", is_flag=True, help="还没有公示的一期，印上“草稿”两个大字，供讨论用。")
@json_option
@today_option
@click.pass_context
def poster(
    ctx: click.Context, ledger: Path, period: Period | None, document: str, folder: Path, site: Path,
    hung: date | None, today: date, *, tiles: bool, draft: bool, as_json: bool,
) -> None:  # fmt: skip
    """取出一期的海报（A4、A3、A2）和大字一页，放进一个文件夹，拿去打印、盖章、张贴。

    不写期间就是最近一次公示的各期。已经公示的一字不改；贴好以后用 jjledger posted 登记。
    """
    # Setting type takes half a second to import.
    from jjledger.store.files import write_into  # noqa: PLC0415 -- see above
    from jjledger.workflows.locate import only_community  # noqa: PLC0415 -- see above
    from jjledger.workflows.posters import Wanted, draft_posters, posters_out  # noqa: PLC0415 -- see above

    wanted = Wanted(period, document, tiles=tiles, hung=hung)
    if draft and period is None:
        raise refusal(
            "--draft", "没有写是哪一期的草稿。", "请写上期间，例如  jjledger poster 账本 2025-Q3 --draft"
        )
    if draft and hung is not None:
        raise refusal("--from", "草稿不张贴，没有起止日期。", "请去掉 --from，或者公示以后再印。")
    if draft:
        files = draft_posters(open_ledger(ctx, ledger, today), wanted, today)
    else:
        files = posters_out(only_community(ledger), site.absolute(), wanted)
    paths = write_into(folder.absolute(), files, RealSystem())
    if as_json:
        print_json({"files": [str(path) for path in paths], "draft": draft})
        return
    for path in paths:
        click.echo(str(path))
    if tiles:
        click.echo("拼的一份：两张 A4 按“实际大小”打印，把下半张沿虚线剪开，贴在上半张的虚线上。")
    if draft:
        click.echo("草稿只供讨论，不要张贴。")
