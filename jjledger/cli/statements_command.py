"""`jjledger statements`: the prescribed statements of a month or a year."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Final, get_args

import click

from jjledger.cli.chinese import ChineseCommand
from jjledger.cli.opened import open_ledger
from jjledger.cli.options import ledger_argument, today_option
from jjledger.period import parse_period
from jjledger.store.system import RealSystem

_FORMATS: Final = ("html", "pdf", "csv", "xlsx", "json")


@click.command(cls=ChineseCommand, short_help="编制会住维01、02、03表。")
@ledger_argument
@click.option("--year", type=click.IntRange(1, 9999), metavar="年", help="哪一年，默认上一年。")
@click.option("--month", type=click.IntRange(1, 12), metavar="月", help="只编这个月的月报；不写就编年报。")
@click.option(
    "--format", "formats", type=click.Choice(_FORMATS), multiple=True, help="哪些格式，可写多次；默认全部。"
)
@click.option(
    "--to", "folder", type=click.Path(path_type=Path), metavar="文件夹",
    help="写到哪里，默认小区的 build/statements。",
)  # fmt: skip
@today_option
@click.pass_context
def statements(
    ctx: click.Context,
    ledger: Path,
    year: int | None,
    month: int | None,
    formats: tuple[str, ...],
    folder: Path | None,
    today: date,
) -> None:
    """编制住宅专项维修资金的资产负债表、收支表、净资产变动表（年报），分商品住宅、公有住房两栏。

    各表之间、与分户账、与银行对账单是否一致，写在每张表下面；不一致的写明相差多少。
    """
    # Setting type takes half a second to import.
    from jjledger.render.papers import Format  # noqa: PLC0415 -- see above
    from jjledger.workflows.statements import BUILD, statements_of, write_statements  # noqa: PLC0415 -- see above

    assert get_args(Format) == _FORMATS, "the command offers every form there is"
    loaded = open_ledger(ctx, ledger, today)
    year = year or today.year - 1
    period = parse_period(f"{year:04}-{month:02}" if month else f"{year:04}")
    page = statements_of(loaded, period, today)
    place = folder or loaded.folder / BUILD / period.code
    chosen = [one for one in get_args(Format) if one in formats or not formats]
    for path in write_statements(page, place.absolute(), chosen, RealSystem()):
        click.echo(str(path))
    off = [tie for one in page.statements for tie in one.ties if tie.state != "tied"]
    for tie in off:
        click.echo(f"注意：{tie.title}：{tie.words}。", err=True)
