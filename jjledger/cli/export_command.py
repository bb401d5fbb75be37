"""`jjledger export` and `jjledger reimport`: a year's books as data, and back."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Final, get_args

import click

from jjledger.cli.chinese import ChineseCommand
from jjledger.cli.opened import open_ledger
from jjledger.cli.options import json_option, ledger_argument, today_option
from jjledger.cli.output import print_json
from jjledger.store.system import RealSystem

_FORMS: Final = ("csv", "xml", "xlsx", "journal")


@click.command(cls=ChineseCommand, short_help="导出一年的账，供审计读取。")
@ledger_argument
@click.option("--year", type=click.IntRange(1, 9999), metavar="年", help="哪一年，默认上一年。")
@click.option(
    "--format", "forms", type=click.Choice(_FORMS), multiple=True,
    help="哪些格式，可写多次；默认全部。journal 供 hledger、ledger 读取。",
)  # fmt: skip
@click.option(
    "--to", "folder", type=click.Path(path_type=Path), metavar="文件夹",
    help="写到哪里，默认小区的 private/export/年份。",
)  # fmt: skip
@today_option
@json_option
@click.pass_context
def export(
    ctx: click.Context, ledger: Path, year: int | None, forms: tuple[str, ...], folder: Path | None,
    today: date, *, as_json: bool,
) -> None:  # fmt: skip
    """导出一年的科目、期初、凭证、发生额和余额：CSV、XML、XLSX 和纯文本日记账。

    数据元名称参照 GB/T 24589.1，未经认证。只导出已经过完的月份。
    """
    from jjledger.workflows.audit_export import Form, export_files  # noqa: PLC0415 -- writes spreadsheets
    from jjledger.workflows.private_papers import write_papers  # noqa: PLC0415 -- see above

    assert get_args(Form) == _FORMS, "the command offers every form there is"
    loaded = open_ledger(ctx, ledger, today)
    year = year or today.year - 1
    chosen = tuple(one for one in get_args(Form) if one in forms or not forms)
    files = export_files(loaded, year, chosen, today)
    place = (folder or loaded.folder / "private" / "export" / str(year)).absolute()
    written = [str(path) for path in write_papers(files, place, RealSystem())]
    if as_json:
        print_json({"year": year, "folder": str(place), "files": written})
        return
    for path in written:
        click.echo(path)


@click.command(cls=ChineseCommand, short_help="把导出的账读回来，逐行核对。")
@click.argument("export", metavar="导出", type=click.Path(path_type=Path))
@click.option(
    "--to",
    "folder",
    type=click.Path(path_type=Path),
    metavar="文件夹",
    help="写成一本普通的 beancount 账；不写只核对。",
)
@json_option
def reimport(export: Path, folder: Path | None, *, as_json: bool) -> None:
    """从导出的 CSV 文件夹或 XML 文件重新加总，与其中的余额逐行核对。"""
    from jjledger.workflows.audit_export import lay_down_reimport, read_export  # noqa: PLC0415 -- see above

    found = read_export(export)
    books = found.books
    written = (
        [str(path) for path in lay_down_reimport(found, folder.absolute(), RealSystem())] if folder else []
    )
    vouchers = len({leg.key for leg in books.legs if not leg.computed})
    if as_json:
        print_json(
            {
                "title": books.title, "year": books.year, "last_day": books.last_day, "vouchers": vouchers,
                "balances": len(books.balances), "households": len(books.households), "files": written,
            }
        )  # fmt: skip
        return
    click.echo(
        f"{books.title} {books.year} 年，截至 {books.last_day}：{vouchers} 张凭证重新加总，"
        f"与 {len(books.balances)} 行余额、{len(books.households)} 户余额全部相同。"
    )
    for path in written:
        click.echo(path)
