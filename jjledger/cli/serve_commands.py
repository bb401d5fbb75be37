"""`jjledger serve` and `jjledger edit`: pages and Fava in the browser, on this machine only."""

from __future__ import annotations

from pathlib import Path

import click

from jjledger.books.linter import MAIN, refuse_foreign_plugins
from jjledger.books.source import Source
from jjledger.cli.chinese import ChineseCommand
from jjledger.errors import OptionError, Trouble
from jjledger.workflows.locate import only_community


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


@click.command(cls=ChineseCommand, short_help="用 Fava 编辑一个小区的账本。")
@click.argument("community", metavar="小区", type=click.Path(path_type=Path))
@click.option("--port", default=5001, show_default=True, metavar="端口", help="监听的端口。")
def edit(community: Path, port: int) -> None:
    """打开会计用的 Fava：可以改账，只限本机。"""
    from jjledger.serve import editor  # noqa: PLC0415 -- Fava takes a second to import

    folder = only_community(community)
    if (folder / MAIN).is_file():
        refuse_foreign_plugins(Source(folder))
    click.echo(f"http://127.0.0.1:{port}/   按 Ctrl+C 结束。")
    editor.run(folder / "main.beancount", port)
