"""`jjledger serve` and `jjledger edit`: pages and Fava in the browser, on this machine only."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from jjledger.books.linter import MAIN, refuse_foreign_plugins
from jjledger.books.source import Source
from jjledger.cli.chinese import ChineseCommand
from jjledger.cli.options import ledger_argument, today_option
from jjledger.errors import OptionError, Trouble
from jjledger.store.system import RealSystem
from jjledger.workflows.demo import place_to_write
from jjledger.workflows.locate import locate


@click.command(cls=ChineseCommand, short_help="在浏览器里看公示和公开账。")
@click.option(
    "--public",
    type=click.Path(path_type=Path),
    default=Path("public"),
    show_default=True,
    metavar="文件夹",
    help="publish 写出的文件夹。",
)
@click.option(
    "--host", default="127.0.0.1", show_default=True, metavar="地址", help="监听的地址，默认只限本机。"
)
@click.option("--port", default=5000, show_default=True, metavar="端口", help="监听的端口。")
@click.option(
    "--allow-host", "allowed", multiple=True, metavar="域名", help="除本机名外还答应的域名，可写多次。"
)
def serve(public: Path, host: str, port: int, allowed: tuple[str, ...]) -> None:
    """在浏览器里看公示（/）和各小区的公开账（/book/小区/，Fava 只读）。"""
    from jjledger.serve import server, site  # noqa: PLC0415 -- Fava takes a second to import

    if not public.is_dir():
        raise OptionError(
            Trouble(str(public), "这里还没有公示。", f"请先运行  jjledger publish --to {public}")
        )
    click.echo(f"http://{server.authority(host, port)}/   按 Ctrl+C 结束。")
    server.run(site.application(public, site.allowed_hosts(host, port, allowed)), host, port)


@click.command(cls=ChineseCommand, short_help="在浏览器里记账、登记张贴和异议，和 Fava。")
@ledger_argument
@click.option("--port", default=5001, show_default=True, metavar="端口", help="监听的端口。")
@click.option(
    "--site", type=click.Path(path_type=Path), default=Path("public"), show_default=True,
    metavar="文件夹", help="已公示的网站在哪里，日程、张贴两页用它核对版次、取海报。",
)  # fmt: skip
@today_option
def edit(ledger: Path, port: int, site: Path, today: date) -> None:
    """打开会计工作台和会计用的 Fava：可以改账，只限本机。账本写区文件夹时，打开其中全部小区。"""
    from jjledger.serve import editor  # noqa: PLC0415 -- Fava takes a second to import

    system = _SystemOn(today)
    found = locate(ledger).folders
    folders = [place_to_write(folder, system) for folder in found]
    if tuple(folders) != found:
        click.echo(f"{ledger} 放在别的 git 版本库里，打开的是它的副本 {folders[0].parent}。", err=True)
    for folder in folders:
        if (folder / MAIN).is_file():
            refuse_foreign_plugins(Source(folder))
    desk = f"http://127.0.0.1:{port}/desk/"
    click.echo(f"会计工作台 {desk}   Fava http://127.0.0.1:{port}/   按 Ctrl+C 结束。")
    editor.run(folders, port, system, site.absolute())


class _SystemOn(RealSystem):
    """The machine, on a day that somebody named; left running overnight it goes on with the days that come."""

    def __init__(self, today: date) -> None:
        self._shift = today - RealSystem().today()

    def today(self) -> date:
        """Tell the day."""
        return RealSystem().today() + self._shift
