"""`jjledger template`: an empty workbook to fill in."""

from __future__ import annotations

from pathlib import Path

import click

from jjledger.cli.chinese import ChineseCommand
from jjledger.errors import OptionError, Trouble
from jjledger.store.files import write_atomically
from jjledger.store.system import RealSystem
from jjledger.workflows.table_forms import FORMS, form


@click.command(cls=ChineseCommand, short_help="空白表格：登记册、业主名册、交存、续交、期初余额。")
@click.argument("kind", metavar="种类", type=click.Choice(list(FORMS)))
@click.option(
    "--to", "file", type=click.Path(path_type=Path), metavar="文件", help="写到哪里，默认 种类.xlsx。"
)
def template(kind: str, file: Path | None) -> None:
    """写一个空白的 Excel 表：表头和一行示例，填好后交给相应的命令。

    种类：register 房屋登记册，owners 业主名册，deposits 交存，top-ups 续交，opening 期初余额。
    示例的一行请删去；留着的，会当作登记册里没有的房屋而整批不记。
    """
    from jjledger.render.data import xlsx_bytes  # noqa: PLC0415 -- spreadsheets are slow to import

    path = (file or Path(f"{kind}.xlsx")).absolute()
    if path.exists():
        raise OptionError(
            Trouble(str(path), "这里已经有一个文件，没有改动它。", "请换一个名称，写在 --to 后面。")
        )
    write_atomically(path, xlsx_bytes(form(kind)), RealSystem())
    click.echo(str(path))
